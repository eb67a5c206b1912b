#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace rastro {

/// Local wall-clock time in seconds since 1970-01-01T00:00:00 of that same clock.
using Seconds = std::int64_t;
/// Days since 1970-01-01.
using Day = std::int32_t;

inline constexpr Seconds seconds_per_day = 86400;
/// Stands for a time that is not known or has not come yet.
inline constexpr Seconds no_time = std::numeric_limits<Seconds>::min();

/// A time as it was written, before an offset is applied.
struct WrittenTime {
  Seconds local = 0;
  bool date_only = false;               ///< no time of day was given
  std::optional<Seconds> utc_offset{};  ///< seconds east of Greenwich, where given
};

/// Reads ISO 8601: YYYY-MM-DD, optionally followed by [T or space]HH:MM[:SS[.fff]] and Z or
/// ±HH[:]MM. 24:00 is the midnight that ends the day. The whole text must match and the date exist;
/// years 1900 to 2199.
std::optional<WrittenTime> parse_iso_time(std::string_view text);

/// Reads by a pattern of strptime's letters: %d %m %Y %y %b (English month) %H %M %S; any other
/// character stands for itself. %y: 00-69 is 20yy. The whole text must match.
std::optional<WrittenTime> parse_time(std::string_view text, std::string_view pattern);

/// Nothing where the date does not exist.
std::optional<Day> day_of(int year, int month, int day);
Day day_of(Seconds time);
Seconds start_of(Day day);
/// The last second of the day: when a promise given as a date runs out.
Seconds end_of(Day day);
/// 0 Monday to 6 Sunday.
int weekday(Day day);

std::string format_day(Day day);        ///< 2026-09-10
std::string format_time(Seconds time);  ///< 2026-09-10T14:03:00
std::optional<Day> parse_day(std::string_view text);

}  // namespace rastro
