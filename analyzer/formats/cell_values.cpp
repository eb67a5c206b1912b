#include "formats/cell_values.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "base/text.h"
#include "base/time.h"

namespace rastro {

namespace {

constexpr std::int64_t last_day = 2958465;  // 9999-12-31 in the 1900 system
constexpr std::int64_t days_1900_to_1904 = 1462;
constexpr std::int64_t leap_day_of_lotus = 60;

bool is_digits(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string clock_time(std::int64_t seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// `day` counts from 1900-01-01 as 1, with Lotus' leap day; 0 is the eve, as Excel shows it.
std::string date_1900(std::int64_t day) {
  if (day == 0) return "1900-01-00";
  if (day == leap_day_of_lotus) return "1900-02-29";
  const Day epoch = *day_of(1899, 12, 30);
  return format_day(static_cast<Day>(epoch + day + (day < leap_day_of_lotus ? 1 : 0)));
}

/// Digits and a decimal exponent, as to_chars writes them, without the exponent.
std::string spread_out(std::string_view digits, int exponent) {
  std::string text;
  if (digits.starts_with('-')) {
    text = '-';
    digits.remove_prefix(1);
  }
  std::string plain(1, digits[0]);
  if (digits.size() > 2) plain += digits.substr(2);  // behind the point
  const auto whole = static_cast<std::size_t>(exponent < 0 ? 0 : exponent + 1);
  if (exponent < 0) {
    text += "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + plain;
  } else if (plain.size() <= whole) {
    text += plain + std::string(whole - plain.size(), '0');
  } else {
    text += plain.substr(0, whole) + '.' + plain.substr(whole);
  }
  return text;
}

}  // namespace

std::string plain_digits(std::string_view stored) {
  stored = trim(stored);
  if (is_digits(stored)) return std::string(stored);
  double value = 0;
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  const bool is_number = error == std::errc() && end == stored.data() + stored.size();
  if (!is_number || !std::isfinite(value)) return std::string(stored);
  std::array<char, 64> room{};
  const auto written =
      std::to_chars(room.data(), room.data() + room.size(), value, std::chars_format::scientific);
  const std::string_view text(room.data(), static_cast<std::size_t>(written.ptr - room.data()));
  const std::size_t mark = text.find('e');
  int exponent = 0;
  const char* const sign = text.data() + mark + 1;
  std::from_chars(*sign == '+' ? sign + 1 : sign, text.data() + text.size(), exponent);
  if (exponent > 20 || exponent < -7) return std::string(text);
  return spread_out(text.substr(0, mark), exponent);
}

bool may_have_lost_digits(std::string_view digits) {
  if (!is_digits(digits)) return false;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  while (digits.starts_with('0')) digits.remove_prefix(1);
  return digits.size() > 15;
}

CellTime time_of_serial(double serial, const CellFormat& format, bool since_1904) {
  const auto number = [&] { return plain_digits(fmt::format("{}", serial)); };
  if (!(serial >= 0 && serial < static_cast<double>(last_day + 1))) return {number(), true};
  // Times of day are fractions that are not exact: a second is the finest that is meant.
  const std::int64_t seconds = std::llround(serial * static_cast<double>(seconds_per_day));
  std::int64_t day = seconds / seconds_per_day;
  const std::int64_t clock = seconds % seconds_per_day;
  if (format.is_elapsed) return {clock_time(seconds)};
  if (!format.has_date && serial < 1) return {clock_time(clock)};
  if (since_1904) {
    day += days_1900_to_1904;
  }
  if (day > last_day) return {number(), true};
  CellTime time{date_1900(day)};
  time.impossible = day == 0 || day == leap_day_of_lotus;
  if (format.has_time || clock != 0) time.text += 'T' + clock_time(clock);
  return time;
}

std::string time_of_text(std::string_view stored, const CellFormat& format) {
  stored = trim(stored);
  const auto written = parse_iso_time(stored);
  if (!written || written->utc_offset || written->date_only) return std::string(stored);
  const bool is_midnight = written->local % seconds_per_day == 0;
  return is_midnight && !format.has_time ? format_day(day_of(written->local))
                                         : format_time(written->local);
}

}  // namespace rastro
