#include "intake/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <utility>

#include "base/text.h"
#include "base/time_zone.h"

namespace rastro {

namespace {

using Outcome = ValueReader::Outcome;

bool same_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char letter = text[index];
    const char small = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    if (small != lower[index]) return false;
  }
  return true;
}

Outcome set_integer(Cell& cell, std::int64_t value) {
  cell.kind = Cell::Kind::integer;
  cell.integer = value;
  return Outcome::ok;
}

Outcome set_number(Cell& cell, double value) {
  cell.kind = Cell::Kind::number;
  cell.number = value;
  return Outcome::ok;
}

/// The whole field as a double; 1234.56 only. What could be grouped thousands is not plain.
std::optional<double> plain_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  const std::size_t point = text.find('.');
  if (point != std::string_view::npos && text.size() - point == 4) return {};
  return value;
}

Outcome read_integer(std::string_view text, Cell& cell) {
  std::int64_t value = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const char* const text_end = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), text_end, value);
  if (error != std::errc()) return Outcome::unreadable;
  // Spreadsheets write whole numbers as 3.0 or 3,00.
  const std::string_view rest(end, static_cast<std::size_t>(text_end - end));
  const bool is_whole =
      rest.empty() || ((rest[0] == '.' || rest[0] == ',') && rest.size() < 4 &&
                       rest.find_first_not_of('0', 1) == std::string_view::npos && rest.size() > 1);
  return is_whole ? set_integer(cell, value) : Outcome::unreadable;
}

Outcome read_decimal(std::string_view text, const ColumnReading& reading, Cell& cell) {
  if (const auto plain = plain_number(text)) return set_number(cell, *plain);
  const auto written = take_apart_number(text);
  if (!written) return Outcome::unreadable;
  if (written->ambiguous && !reading.hints) return Outcome::needs_hints;
  const auto mark = reading.hints ? reading.hints->decimal_mark : DecimalMark::unknown;
  const auto value = read_number(*written, mark);
  return value ? set_number(cell, *value) : Outcome::unreadable;
}

Outcome read_flag(std::string_view text, Cell& cell) {
  static constexpr std::string_view yes[] = {"1",  "yes", "y",   "true", "t",
                                             "si", "s",   "sim", "x",    "verdadero"};
  static constexpr std::string_view no[] = {"0", "no", "n", "false", "f", "nao", "falso"};
  if (text.size() > 12) return Outcome::unreadable;
  const std::string folded = fold(text);
  if (std::find(std::begin(yes), std::end(yes), folded) != std::end(yes)) {
    return set_integer(cell, 1);
  }
  if (std::find(std::begin(no), std::end(no), folded) != std::end(no)) return set_integer(cell, 0);
  return Outcome::unreadable;
}

std::optional<DaySystem> day_system(std::string_view format) {
  if (format == "excel") return DaySystem::from_1900;
  if (format == "excel1904") return DaySystem::from_1904;
  return std::nullopt;
}

/// A date that is not ISO: as people write it, or as a spreadsheet counts it.
Outcome read_written_date(std::string_view text, const ColumnReading& reading,
                          std::optional<WrittenTime>& written) {
  if (const auto date = take_apart_date(text)) {
    if (!reading.hints && !date->fixed_order) return Outcome::needs_hints;
    written = put_in_order(*date, reading.hints ? reading.hints->day_order : DayOrder::unknown);
    return Outcome::ok;
  }
  written = read_day_number(text, DaySystem::from_1900);
  return written && !reading.hints ? Outcome::needs_hints : Outcome::ok;
}

std::string fault_of_date(std::string_view text) {
  const auto date = take_apart_date(trim(text));
  if (date && put_in_order(*date, DayOrder::month_first)) {
    return "is month/day/year, but this column is day/month/year";
  }
  if (date && put_in_order(*date, DayOrder::day_first)) {
    return "is day/month/year, but this column is month/day/year";
  }
  if (date && is_year_read(date->year)) return "is a day that does not exist";
  return "is not a time like 2026-09-10T14:03 or 10/9/2026 14:03";
}

}  // namespace

bool is_rounded_identifier(std::string_view text) {
  if (text.size() < 5 || text.size() > 24 || text.front() < '1' || text.front() > '9') return false;
  const std::size_t mark = text.find_first_of("Ee");
  if (mark == std::string_view::npos || mark + 2 >= text.size() || text[mark + 1] != '+') {
    return false;
  }
  const auto are_digits = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(),
                       [](char letter) { return letter >= '0' && letter <= '9'; });
  };
  const std::string_view front = text.substr(0, mark);
  const bool has_mark = front.size() > 2 && (front[1] == '.' || front[1] == ',');
  return (front.size() == 1 || has_mark) && are_digits(front.substr(has_mark ? 2 : 1)) &&
         are_digits(text.substr(mark + 2));
}

ValueReader::ValueReader(const std::vector<std::string>& empty_values, std::string zone)
    : timezone_(std::move(zone)) {
  for (const std::string& value : empty_values) {
    std::string lower(trim(value));
    for (char& letter : lower) {
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
    }
    if (lower.empty()) continue;
    const auto first = static_cast<unsigned char>(lower.front());
    may_be_empty_[first] = true;
    if (first >= 'a' && first <= 'z') may_be_empty_[first - 32u] = true;
    longest_empty_ = std::max(longest_empty_, lower.size());
    empty_values_.push_back(std::move(lower));
  }
}

bool ValueReader::is_empty(std::string_view trimmed) const {
  if (trimmed.empty()) return true;
  if (trimmed.size() > longest_empty_) return false;
  if (!may_be_empty_[static_cast<unsigned char>(trimmed.front())]) return false;
  return std::any_of(empty_values_.begin(), empty_values_.end(),
                     [&](const std::string& value) { return same_ignoring_case(trimmed, value); });
}

Outcome ValueReader::read(std::string_view text, const ColumnReading& reading, Cell& cell) {
  text = trim(text);
  cell.kind = Cell::Kind::empty;
  cell.date_only = false;
  if (is_empty(text)) return Outcome::empty;
  if (text.find('\0') != std::string_view::npos) return Outcome::unreadable;
  switch (reading.type) {
    case ColumnType::text:
      if (is_rounded_identifier(text)) return Outcome::rounded;
      cell.kind = Cell::Kind::text;
      cell.text = text;
      return Outcome::ok;
    case ColumnType::time:
      return read_time(text, reading, cell);
    case ColumnType::integer:
      return read_integer(text, cell);
    case ColumnType::number:
      return read_decimal(text, reading, cell);
    case ColumnType::flag:
      return read_flag(text, cell);
  }
  return Outcome::unreadable;
}

Outcome ValueReader::read_time(std::string_view text, const ColumnReading& reading, Cell& cell) {
  const bool dates_only = reading.format == "date";
  std::optional<WrittenTime> written;
  if (const auto system = day_system(reading.format)) {
    written = read_day_number(text, *system);
  } else if (!reading.format.empty() && !dates_only) {
    written = parse_time(text, reading.format);
  } else {
    written = parse_iso_time(text);
    if (!written) {
      const Outcome outcome = read_written_date(text, reading, written);
      if (outcome != Outcome::ok) return outcome;
    }
  }
  if (!written) return Outcome::unreadable;
  Seconds time = local_time(*written);
  cell.date_only = written->date_only || dates_only;
  if (cell.date_only) time = reading.day_ends ? end_of(day_of(time)) : start_of(day_of(time));
  return set_integer(cell, time);
}

/// The wall clock of the model's time zone. Without one the time is taken as it was written.
Seconds ValueReader::local_time(const WrittenTime& written) {
  if (!written.utc_offset) return written.local;
  if (timezone_.empty()) {
    kept_offsets_ = true;
    return written.local;
  }
  if (!zone_is_set_) {
    use_time_zone(timezone_);
    zone_is_set_ = true;
  }
  const std::time_t universal = written.local - *written.utc_offset;
  std::tm local{};
  if (::localtime_r(&universal, &local) == nullptr) return written.local;
  return universal + local.tm_gmtoff;
}

std::string what_is_wrong(std::string_view text, const ColumnReading& reading) {
  switch (reading.type) {
    case ColumnType::text:
      return "holds a NUL character, which no text has";
    case ColumnType::time:
      if (reading.format.empty() || reading.format == "date") return fault_of_date(text);
      return "is not a time of the pattern " + reading.format;
    case ColumnType::integer:
      return "is not a whole number";
    case ColumnType::number:
      return "is not a number like 1234.56";
    case ColumnType::flag:
      return "is not yes or no";
  }
  return "";
}

}  // namespace rastro
