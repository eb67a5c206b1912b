#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/dates.h"
#include "process/model.h"
#include "store/table_writer.h"

namespace rastro {

/// How a number is written: 1234.56 and 1,234.56, or 1234,56 and 1.234,56.
enum class DecimalMark { unknown, point, comma };

/// What the values of a whole column say about how to read each of them.
struct ColumnHints {
  DayOrder day_order = DayOrder::unknown;
  DecimalMark decimal_mark = DecimalMark::unknown;

  friend bool operator==(const ColumnHints&, const ColumnHints&) = default;
};

/// How the values of one column become cells.
struct ColumnReading {
  ColumnType type = ColumnType::text;
  std::string format;                  ///< ColumnMapping::format
  bool day_ends = false;               ///< a date alone means the end of that day (promises)
  std::optional<ColumnHints> hints{};  ///< nothing until the whole column was looked at
};

/// Turns texts into typed cells.
class ValueReader {
 public:
  enum class Outcome {
    ok,
    empty,
    unreadable,   ///< see what_is_wrong()
    needs_hints,  ///< can be read in several ways: look at the whole column, then ask again
    rounded,      ///< an identifier that a spreadsheet turned into 1,23E+11: its digits are lost
  };

  ValueReader(const std::vector<std::string>& empty_values, std::string zone);

  bool is_empty(std::string_view trimmed) const;
  /// A text cell borrows from `text`.
  Outcome read(std::string_view text, const ColumnReading& reading, Cell& cell);

  /// Times with an offset were met although no time zone is known: taken as written.
  bool kept_offsets() const { return kept_offsets_; }

 private:
  Outcome read_time(std::string_view text, const ColumnReading& reading, Cell& cell);
  Seconds local_time(const WrittenTime& written);

  std::vector<std::string> empty_values_;  ///< lower case
  std::array<bool, 256> may_be_empty_{};   ///< by first byte: spares comparing most values
  std::size_t longest_empty_ = 0;          ///< so does this
  std::string timezone_;
  bool zone_is_set_ = false;
  bool kept_offsets_ = false;
};

/// What is wrong with an unreadable text, to be said behind it: "is not a whole number", "is a day
/// that does not exist".
std::string what_is_wrong(std::string_view text, const ColumnReading& reading);

/// An identifier that a spreadsheet took for a number and rounded: 1,23E+11.
bool is_rounded_identifier(std::string_view text);

/// A number without its currency and blanks, e.g. "1.234,56" from "$ 1.234,56"; at most 40 bytes.
/// The sign may stand in front, behind, or be brackets; 12 % is 0.12.
/// Nothing where it is not a number in any style.
struct WrittenNumber {
  std::string digits;                         ///< sign, digits and marks
  DecimalMark proves = DecimalMark::unknown;  ///< what its own marks leave no doubt about
  bool ambiguous = false;                     ///< 1.234 or 1,234
  bool is_percentage = false;
};
std::optional<WrittenNumber> take_apart_number(std::string_view text);
/// Digits with a decimal point and no other marks, and the % of a percentage; `mark` decides where
/// the number's own marks leave a doubt.
std::string plain_number(const WrittenNumber& number, DecimalMark mark);
std::optional<double> read_number(const WrittenNumber& number, DecimalMark mark);

}  // namespace rastro
