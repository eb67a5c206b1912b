#include "intake/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "base/text.h"

namespace rastro {

namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool is_letter(char character) { return character >= 'a' && character <= 'z'; }

/// Reads numbers, month names and separators off the front of a date.
class DateScanner {
 public:
  explicit DateScanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  /// Number of digits read, 0 where there is no number or it is too long.
  std::size_t take_number(int& number) {
    std::size_t count = 0;
    number = 0;
    while (count < rest_.size() && count < 5 && is_digit(rest_[count])) {
      number = number * 10 + (rest_[count++] - '0');
    }
    if (count > 4) return 0;
    rest_.remove_prefix(count);
    return count;
  }

  /// The next digits, at most `most` of them, whatever follows.
  std::size_t take_up_to(std::size_t most, int& number) {
    std::size_t count = 0;
    number = 0;
    while (count < rest_.size() && count < most && is_digit(rest_[count])) {
      number = number * 10 + (rest_[count++] - '0');
    }
    rest_.remove_prefix(count);
    return count;
  }

  bool take_separator() {
    std::size_t count = 0;
    while (count < rest_.size() && std::string_view("/-. ,").find(rest_[count]) < 5) ++count;
    rest_.remove_prefix(count);
    for (const std::string_view of : {"de ", "del "}) {
      if (count > 0 && rest_.starts_with(of)) rest_.remove_prefix(of.size());
    }
    return count > 0;
  }

  /// "lun. ", "Monday, ": says nothing that the date does not say.
  void skip_weekday() {
    static constexpr std::array<std::string_view, 16> names = {
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun",
        "mar", "mie", "jue", "vie", "sab", "dom", "seg", "ter"};
    std::size_t letters = 0;
    while (letters < rest_.size() && (is_letter(rest_[letters]) || rest_[letters] == '-'))
      ++letters;
    const std::string_view word = rest_.substr(0, letters);
    const bool is_weekday =
        letters >= 3 && std::find(names.begin(), names.end(), word.substr(0, 3)) != names.end();
    const std::size_t behind = rest_.find_first_not_of("., ", letters);
    // "mar 3, 2026" may be a month: there a number and a year follow.
    if (!is_weekday || behind == letters || behind == std::string_view::npos) return;
    int month = 0;
    DateScanner other(rest_);
    if (other.take_month_name(month) && names_a_month(word)) return;
    rest_.remove_prefix(behind);
  }

  bool take_month_name(int& month) {
    static constexpr std::array<std::string_view, 12> names = {
        "jan ene", "feb fev", "mar",     "apr abr", "may mai", "jun",
        "jul",     "aug ago", "sep set", "oct out", "nov",     "dec dic dez"};
    std::size_t count = 0;
    while (count < rest_.size() && is_letter(rest_[count])) ++count;
    if (count < 3) return false;
    const std::string_view start = rest_.substr(0, 3);
    for (std::size_t index = 0; index < names.size(); ++index) {
      const std::size_t found = names[index].find(start);
      if (found == std::string_view::npos || found % 4 != 0) continue;
      month = static_cast<int>(index) + 1;
      rest_.remove_prefix(count);
      return true;
    }
    return false;
  }

  /// Up to the end.
  bool take_time_of_day(WrittenDate& date) {
    int hour = 0, minute = 0, second = 0;
    if (!take_blank() || take_number(hour) == 0 || !take(':') || take_number(minute) != 2) {
      return false;
    }
    if (take(':') && (take_number(second) != 2 || !skip_fraction())) return false;
    while (take(' ')) continue;
    const bool morning = take_half('a'), evening = !morning && take_half('p');
    if ((morning || evening) && (hour < 1 || hour > 12)) return false;
    if (morning || evening) hour = hour % 12 + (evening ? 12 : 0);
    if (rest_.starts_with("h")) take('h');  // 14:03 h
    take_offset(date);
    const bool ends_day = hour == 24 && minute == 0 && second == 0;
    if (!trim(rest_).empty() || (hour > 23 && !ends_day) || minute > 59 || second > 59)
      return false;
    date.time_of_day = hour * 3600 + minute * 60 + second;
    return true;
  }

 private:
  bool take(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool skip_fraction() {
    if (!take('.') && !take(',')) return true;
    std::size_t digits = 0;
    while (digits < rest_.size() && is_digit(rest_[digits])) ++digits;
    rest_.remove_prefix(digits);
    return digits > 0;
  }

  /// am, a.m., a. m.
  bool take_half(char letter) {
    std::string_view rest = rest_;
    const auto skip = [&](char expected) {
      if (rest.empty() || rest.front() != expected) return false;
      rest.remove_prefix(1);
      return true;
    };
    if (!skip(letter)) return false;
    skip('.');
    skip(' ');
    if (!skip('m')) return false;
    skip('.');
    rest_ = trim(rest);
    return true;
  }

  void take_offset(WrittenDate& date) {
    rest_ = trim(rest_);
    if (rest_ == "z" || rest_ == "utc") {
      date.utc_offset = 0;
      rest_ = {};
      return;
    }
    if (rest_.size() < 5 || (rest_.front() != '+' && rest_.front() != '-')) return;
    std::string digits(rest_.substr(1));
    std::erase(digits, ':');
    const bool are_digits =
        digits.size() == 4 && std::all_of(digits.begin(), digits.end(), is_digit);
    if (!are_digits) return;
    const int written = std::stoi(digits);
    const Seconds offset = (written / 100) * 3600 + (written % 100) * 60;
    if (written % 100 > 59 || offset > 14 * 3600) return;
    date.utc_offset = rest_.front() == '-' ? -offset : offset;
    rest_ = {};
  }

  static bool names_a_month(std::string_view word) {
    return word == "mar" || word.starts_with("marc") || word.starts_with("marz");
  }

  bool take_blank() {
    take(',');
    bool any = take('t');
    while (take(' ')) any = true;
    return any;
  }

  std::string_view rest_;
};

bool is_day_and_month(int day, int month) {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/// No-break blanks, which spreadsheets put before "a. m.", as plain ones.
std::string plain_blanks(std::string text) {
  for (const std::string_view blank : {"\xC2\xA0", "\xE2\x80\xAF"}) {
    for (std::size_t at = 0; (at = text.find(blank, at)) != std::string::npos;) {
      text.replace(at, blank.size(), " ");
    }
  }
  return text;
}

bool set_year(WrittenDate& date, std::size_t digits, int year) {
  if (digits != 2 && digits != 4) return false;
  date.year = digits == 4 ? year : year + (year < 70 ? 2000 : 1900);
  return true;
}

/// "June 2, 2006"
bool take_named_month_first(DateScanner& scanner, WrittenDate& date) {
  int year = 0;
  date.fixed_order = true;
  if (!scanner.take_separator() || scanner.take_number(date.first) == 0) return false;
  if (!scanner.take_separator()) return false;
  const std::size_t digits = scanner.take_number(year);
  return set_year(date, digits, year);
}

/// "20060602"
bool take_compact(DateScanner& scanner, WrittenDate& date) {
  int month_and_day = 0;
  if (scanner.take_number(month_and_day) != 4) return false;
  date.year = date.first;
  date.first = month_and_day % 100;
  date.second = month_and_day / 100;
  date.fixed_order = true;
  return true;
}

/// The day itself, up to the time of day.
bool take_day(DateScanner& scanner, WrittenDate& date) {
  if (scanner.take_month_name(date.second)) return take_named_month_first(scanner, date);
  const std::size_t first_digits = scanner.take_up_to(4, date.first);
  if (first_digits == 0) return false;
  if (!scanner.take_separator()) return first_digits == 4 && take_compact(scanner, date);
  date.fixed_order = scanner.take_month_name(date.second);
  if (!date.fixed_order && scanner.take_number(date.second) == 0) return false;
  if (!scanner.take_separator()) return false;
  int last = 0;
  const std::size_t last_digits = scanner.take_number(last);
  if (first_digits == 4 && last_digits <= 2 && last_digits > 0) {
    date.year = date.first;
    date.first = last;
    date.fixed_order = true;
    return true;
  }
  return first_digits <= 2 && set_year(date, last_digits, last);
}

}  // namespace

bool WrittenDate::can_be_day_first() const { return is_day_and_month(first, second); }

bool WrittenDate::can_be_month_first() const {
  return !fixed_order && is_day_and_month(second, first);
}

std::optional<WrittenDate> take_apart_date(std::string_view text) {
  if (text.size() < 6 || text.size() > 60) return std::nullopt;
  const std::string folded = plain_blanks(fold(text));
  DateScanner scanner(folded);
  WrittenDate date;
  scanner.skip_weekday();
  if (!take_day(scanner, date)) return std::nullopt;
  if (!date.can_be_day_first() && !date.can_be_month_first()) return std::nullopt;
  if (!scanner.at_end() && !scanner.take_time_of_day(date)) return std::nullopt;
  return date;
}

bool is_year_read(int year) { return year >= 1900 && year <= 2199; }

std::optional<WrittenTime> put_in_order(const WrittenDate& date, DayOrder order) {
  const bool month_first = order == DayOrder::month_first && !date.fixed_order;
  const int day = month_first ? date.second : date.first;
  const int month = month_first ? date.first : date.second;
  if (!is_day_and_month(day, month) || !is_year_read(date.year)) return std::nullopt;
  const auto found = day_of(date.year, month, day);
  if (!found) return std::nullopt;
  return WrittenTime{start_of(*found) + date.time_of_day.value_or(0), !date.time_of_day,
                     date.utc_offset};
}

std::optional<WrittenTime> read_day_number(std::string_view text, DaySystem system) {
  if (text.size() < 5 || text.size() > 24 || !is_digit(text.front())) return std::nullopt;
  std::string plain(text);
  if (const auto comma = plain.find(','); comma != std::string::npos) plain[comma] = '.';
  double number = 0;
  const auto [end, error] =
      std::from_chars(plain.data(), plain.data() + plain.size(), number, std::chars_format::fixed);
  if (error != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
  if (!(number >= 20000 && number < 80000)) return std::nullopt;
  const double days = std::floor(number);
  const Day first =
      *day_of(system == DaySystem::from_1900 ? 1899 : 1904, system == DaySystem::from_1900 ? 12 : 1,
              system == DaySystem::from_1900 ? 30 : 1);
  // Fractions are thirds of nothing: a second is 1.157e-5 of a day, so rounding gives it back.
  const auto seconds = static_cast<Seconds>(std::llround((number - days) * 86400));
  return WrittenTime{start_of(first + static_cast<Day>(days)) + seconds, seconds == 0, {}};
}

}  // namespace rastro
