#include "base/time.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace rastro {

namespace {

/// Reads digits off the front of a text; says whether all of it went well so far.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  void skip() { rest_.remove_prefix(1); }

  bool take(char expected) {
    if (peek() != expected) return false;
    skip();
    return true;
  }

  bool take_digits(int least, int most, int& value) {
    int count = 0;
    value = 0;
    while (count < most && peek() >= '0' && peek() <= '9') {
      value = value * 10 + (peek() - '0');
      skip();
      ++count;
    }
    return count >= least;
  }

  bool take_month_name(int& month) {
    static constexpr std::array<std::string_view, 12> names = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    if (rest_.size() < 3) return false;
    std::string start;
    for (char letter : rest_.substr(0, 3)) start += static_cast<char>(letter | 0x20);
    for (std::size_t index = 0; index < names.size(); ++index) {
      if (start == names[index]) {
        month = static_cast<int>(index) + 1;
        rest_.remove_prefix(3);
        return true;
      }
    }
    return false;
  }

 private:
  std::string_view rest_;
};

struct Fields {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  bool has_time = false;
};

std::optional<Seconds> to_seconds(const Fields& fields) {
  if (fields.year < 1900 || fields.year > 2199) return std::nullopt;
  const auto day = day_of(fields.year, fields.month, fields.day);
  const bool ends_day = fields.hour == 24 && fields.minute == 0 && fields.second == 0;
  if (!day || (fields.hour > 23 && !ends_day) || fields.minute > 59 || fields.second > 59) {
    return std::nullopt;
  }
  return start_of(*day) + fields.hour * 3600 + fields.minute * 60 + fields.second;
}

bool take_time_of_day(Scanner& scanner, Fields& fields) {
  fields.has_time = true;
  if (!scanner.take_digits(2, 2, fields.hour) || !scanner.take(':') ||
      !scanner.take_digits(2, 2, fields.minute)) {
    return false;
  }
  if (!scanner.take(':')) return true;
  if (!scanner.take_digits(2, 2, fields.second)) return false;
  if (scanner.peek() != '.' && scanner.peek() != ',') return true;
  scanner.skip();
  int fraction = 0;
  return scanner.take_digits(1, 9, fraction);
}

bool take_offset(Scanner& scanner, std::optional<Seconds>& offset) {
  if (scanner.at_end()) return true;
  if (scanner.take('Z')) {
    offset = 0;
    return true;
  }
  const char sign = scanner.peek();
  if (sign != '+' && sign != '-') return false;
  scanner.skip();
  int hours = 0, minutes = 0;
  if (!scanner.take_digits(2, 2, hours)) return false;
  scanner.take(':');
  if (!scanner.at_end() && !scanner.take_digits(2, 2, minutes)) return false;
  if (hours > 14 || minutes > 59) return false;
  const Seconds east = hours * 3600 + minutes * 60;
  offset = sign == '-' ? -east : east;
  return true;
}

bool take_field(Scanner& scanner, char letter, Fields& fields) {
  switch (letter) {
    case 'd':
      return scanner.take_digits(1, 2, fields.day);
    case 'm':
      return scanner.take_digits(1, 2, fields.month);
    case 'b':
      return scanner.take_month_name(fields.month);
    case 'Y':
      return scanner.take_digits(4, 4, fields.year);
    case 'y':
      if (!scanner.take_digits(2, 2, fields.year)) return false;
      fields.year += fields.year < 70 ? 2000 : 1900;
      return true;
    case 'H':
      fields.has_time = true;
      return scanner.take_digits(1, 2, fields.hour);
    case 'M':
      return scanner.take_digits(2, 2, fields.minute);
    case 'S':
      return scanner.take_digits(2, 2, fields.second);
    default:
      return false;
  }
}

}  // namespace

std::optional<WrittenTime> parse_iso_time(std::string_view text) {
  Scanner scanner(text);
  Fields fields;
  if (!scanner.take_digits(4, 4, fields.year) || !scanner.take('-') ||
      !scanner.take_digits(2, 2, fields.month) || !scanner.take('-') ||
      !scanner.take_digits(2, 2, fields.day)) {
    return std::nullopt;
  }
  WrittenTime written;
  if (!scanner.at_end()) {
    if (!scanner.take('T') && !scanner.take(' ')) return std::nullopt;
    if (!take_time_of_day(scanner, fields) || !take_offset(scanner, written.utc_offset) ||
        !scanner.at_end()) {
      return std::nullopt;
    }
  }
  const auto seconds = to_seconds(fields);
  if (!seconds) return std::nullopt;
  written.local = *seconds;
  written.date_only = !fields.has_time;
  return written;
}

std::optional<WrittenTime> parse_time(std::string_view text, std::string_view pattern) {
  Scanner scanner(text);
  Fields fields;
  for (std::size_t index = 0; index < pattern.size(); ++index) {
    const bool is_field = pattern[index] == '%' && index + 1 < pattern.size();
    const bool matched =
        is_field ? take_field(scanner, pattern[++index], fields) : scanner.take(pattern[index]);
    if (!matched) return std::nullopt;
  }
  const auto seconds = to_seconds(fields);
  if (!scanner.at_end() || !seconds) return std::nullopt;
  return WrittenTime{*seconds, !fields.has_time, std::nullopt};
}

std::optional<Day> day_of(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return static_cast<Day>(std::chrono::sys_days{date}.time_since_epoch().count());
}

Day day_of(Seconds time) {
  const Seconds floor =
      time >= 0 ? time / seconds_per_day : -((-time + seconds_per_day - 1) / seconds_per_day);
  return static_cast<Day>(floor);
}

Seconds start_of(Day day) { return static_cast<Seconds>(day) * seconds_per_day; }

Seconds end_of(Day day) { return start_of(day + 1) - 1; }

int weekday(Day day) {
  // 1970-01-01 was a Thursday.
  return ((day + 3) % 7 + 7) % 7;
}

std::string format_day(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string format_time(Seconds time) {
  const Seconds second = time - start_of(day_of(time));
  return fmt::format("{}T{:02}:{:02}:{:02}", format_day(day_of(time)), second / 3600,
                     second / 60 % 60, second % 60);
}

std::optional<Day> parse_day(std::string_view text) {
  const auto written = parse_iso_time(text);
  if (!written || !written->date_only) return std::nullopt;
  return day_of(written->local);
}

}  // namespace rastro
