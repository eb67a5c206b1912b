#include "intake/dates.h"

#include <array>
#include <string>

#include "base/text.h"

namespace rastro {

namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

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

  bool take_separator() {
    std::size_t count = 0;
    while (count < rest_.size() && std::string_view("/-. ").find(rest_[count]) < 4) ++count;
    rest_.remove_prefix(count);
    if (count > 0 && rest_.substr(0, 3) == "de ") rest_.remove_prefix(3);
    return count > 0;
  }

  bool take_month_name(int& month) {
    static constexpr std::array<std::string_view, 12> names = {
        "jan ene", "feb fev", "mar",     "apr abr", "may mai", "jun",
        "jul",     "aug ago", "sep set", "oct out", "nov",     "dec dic dez"};
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= 'a' && rest_[count] <= 'z') ++count;
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

  /// H:MM[:SS] [am|pm] up to the end.
  std::optional<Seconds> take_time_of_day() {
    int hour = 0, minute = 0, second = 0;
    if (!take_blank() || take_number(hour) == 0 || !take(':') || take_number(minute) != 2) {
      return std::nullopt;
    }
    if (take(':') && take_number(second) != 2) return std::nullopt;
    rest_ = trim(rest_);
    const bool morning = rest_ == "am" || rest_ == "a.m.",
               evening = rest_ == "pm" || rest_ == "p.m.";
    if (!rest_.empty() && !morning && !evening) return std::nullopt;
    if ((morning || evening) && (hour < 1 || hour > 12)) return std::nullopt;
    if (morning || evening) hour = hour % 12 + (evening ? 12 : 0);
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return hour * 3600 + minute * 60 + second;
  }

 private:
  bool take(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
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

}  // namespace

bool WrittenDate::can_be_day_first() const { return is_day_and_month(first, second); }

bool WrittenDate::can_be_month_first() const {
  return !fixed_order && is_day_and_month(second, first);
}

std::optional<WrittenDate> take_apart_date(std::string_view text) {
  if (text.empty() || text.size() > 40 || !is_digit(text.front())) return std::nullopt;
  const std::string folded = fold(text);
  DateScanner scanner(folded);
  WrittenDate date;
  int last = 0;
  const std::size_t first_digits = scanner.take_number(date.first);
  if (!scanner.take_separator()) return std::nullopt;
  date.fixed_order = scanner.take_month_name(date.second);
  if (!date.fixed_order && scanner.take_number(date.second) == 0) return std::nullopt;
  if (!scanner.take_separator()) return std::nullopt;
  const std::size_t last_digits = scanner.take_number(last);
  date.year = last;
  if (first_digits == 4 && last_digits <= 2 && last_digits > 0) {
    date.year = date.first;
    date.first = last;
    date.fixed_order = true;
  } else if (first_digits > 2 || (last_digits != 2 && last_digits != 4)) {
    return std::nullopt;
  } else if (last_digits == 2) {
    date.year += date.year < 70 ? 2000 : 1900;
  }
  if (!date.can_be_day_first() && !date.can_be_month_first()) return std::nullopt;
  if (scanner.at_end()) return date;
  date.time_of_day = scanner.take_time_of_day();
  if (!date.time_of_day) return std::nullopt;
  return date;
}

std::optional<WrittenTime> put_in_order(const WrittenDate& date, DayOrder order) {
  const bool month_first = order == DayOrder::month_first && !date.fixed_order;
  const int day = month_first ? date.second : date.first;
  const int month = month_first ? date.first : date.second;
  if (!is_day_and_month(day, month) || date.year < 1900 || date.year > 2199) return std::nullopt;
  const auto found = day_of(date.year, month, day);
  if (!found) return std::nullopt;
  return WrittenTime{start_of(*found) + date.time_of_day.value_or(0), !date.time_of_day, {}};
}

}  // namespace rastro
