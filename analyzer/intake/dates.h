#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace rastro {

enum class DayOrder { unknown, day_first, month_first };

/// A date as people and spreadsheets write it, taken apart but not yet put in order.
/// Accepted: d/m/yy, dd/mm/yyyy, mm/dd/yyyy, yyyy/mm/dd, yyyymmdd, 2-Jun-06, June 2, 2006, lunes 2
/// de junio de 2006 (English, Spanish and Portuguese names), with / - . or blanks between; then
/// H:MM[:SS[.fff]] [am|pm|a. m.|p. m.] [Z|±HH[:]MM]. 24:00 is the midnight that ends the day.
struct WrittenDate {
  int first = 0, second = 0, year = 0;  ///< first and second: day and month, in either order
  bool fixed_order = false;             ///< first is the day: a month was named or the year led
  std::optional<Seconds> time_of_day{};
  std::optional<Seconds> utc_offset{};  ///< seconds east of Greenwich, where given

  bool can_be_day_first() const;
  bool can_be_month_first() const;
};

std::optional<WrittenDate> take_apart_date(std::string_view text);

/// Whether dates of that year are read: 1900 to 2199.
bool is_year_read(int year);

/// An unknown order reads the day first. Nothing where that date does not exist.
std::optional<WrittenTime> put_in_order(const WrittenDate& date, DayOrder order);

/// The days from which a spreadsheet counts.
enum class DaySystem { from_1900, from_1904 };

/// A date as a spreadsheet counts it: whole days and the part of the day that has passed, as
/// 45917.5833; the mark may be a comma. 1900: day 1 is 1900-01-01 and there is a 1900-02-29
/// (ECMA-376, 18.17.4.1); 1904: day 0 is 1904-01-01. Nothing where it is no number, or no date from
/// 1955 to 2119 (20,000 to 79,999): smaller numbers are rather something else.
std::optional<WrittenTime> read_day_number(std::string_view text, DaySystem system);

}  // namespace rastro
