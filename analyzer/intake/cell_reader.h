#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/codes.h"
#include "intake/mapping.h"
#include "intake/record_fields.h"
#include "intake/values.h"
#include "store/table_writer.h"

namespace rastro {

/// Why a row is not taken.
struct Refusal {
  std::string field;  ///< the column as the user knows it
  std::string reason;
};

/// What one record holds for one table.
struct ReadRow {
  enum class Outcome : unsigned char { row, nothing, refused };

  Outcome outcome = Outcome::nothing;
  std::vector<Cell> cells;  ///< of a row; texts are borrowed from the record
  std::uint64_t key = 0;    ///< of a row: a hash
  /// A hash of the key as it is written, where the file feeds several tables and it can be read.
  std::optional<std::uint64_t> written_key{};
  Refusal refusal{};
};

/// Turns the records of a file into rows of one of the tables that it feeds, without looking into
/// the store.
class CellReader {
 public:
  /// `plan` may gain hints and notes while it is used.
  CellReader(ValueReader& values, FilePlan& plan, std::size_t table);

  void read(const Fields& fields, ReadRow& row);

  /// What was read otherwise than it stands there, over all rows, in sentences.
  std::vector<std::string> notes() const;

 private:
  /// What is seen of one column over all rows.
  struct ColumnSeen {
    std::unique_ptr<CodeReader> codes{};
    bool counts_digits = false;
    std::vector<std::int64_t> with_digits{};  ///< rows by the number of digits, where all are

    std::int64_t rounded = 0;
    std::string rounded_example{};
  };

  const PlannedTable& plan() const { return file_.tables[table_]; }
  bool says_nothing(const Fields& fields) const;
  bool read_cells(const Fields& fields, ReadRow& row);
  bool read_cell(const Fields& fields, std::size_t index, ReadRow& row);
  bool refuse_rounded(std::string_view text, std::size_t index, ReadRow& row);
  bool times_in_order(ReadRow& row) const;
  bool refuse(std::size_t column, std::string reason, ReadRow& row) const;
  std::optional<std::uint64_t> read_written_key(const Fields& fields);
  static void count_digits(std::string_view text, ColumnSeen& seen);

  ValueReader& values_;
  FilePlan& file_;
  std::size_t table_;
  std::vector<ColumnSeen> seen_columns_;
  std::vector<bool> required_;
  std::vector<std::size_t> key_;       ///< indexes of the planned columns
  std::vector<std::size_t> sequence_;  ///< columns whose times must not run backwards
  bool key_has_codes_ = false;
  std::vector<Cell> key_cells_;  ///< as written, without codes; used for the key only
};

}  // namespace rastro
