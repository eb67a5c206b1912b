#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace rastro {

enum class DayOrder { unknown, day_first, month_first };

/// A date as people and spreadsheets write it, taken apart but not yet put in order.
/// Accepted: d/m/yy, dd/mm/yyyy, mm/dd/yyyy, yyyy/mm/dd, 2-Jun-06, 2 de junio de 2006 (English,
/// Spanish and Portuguese months), with / - . or blanks between; then H:MM[:SS] [am|pm].
struct WrittenDate {
  int first = 0, second = 0, year = 0;  ///< first and second: day and month, in either order
  bool fixed_order = false;             ///< first is the day: a month was named or the year led
  std::optional<Seconds> time_of_day{};

  bool can_be_day_first() const;
  bool can_be_month_first() const;
};

std::optional<WrittenDate> take_apart_date(std::string_view text);

/// An unknown order reads the day first. Nothing where that date does not exist.
std::optional<WrittenTime> put_in_order(const WrittenDate& date, DayOrder order);

}  // namespace rastro
