#include "eventlog/object_log.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/text.h"

namespace rastro {

namespace {

/// The offsets of the world reach from -12 to +14 hours.
constexpr Seconds widest_offset = 14 * 3600;

/// The digits behind the seconds, as nanoseconds.
std::int32_t fraction_of(std::string_view text) {
  const std::size_t mark = text.find_first_of(".,");
  if (mark == std::string_view::npos) return 0;
  std::int32_t nanoseconds = 0, unit = 100'000'000;
  for (std::size_t at = mark + 1; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    nanoseconds += (text[at] - '0') * unit;
    unit /= 10;
  }
  return nanoseconds;
}

std::optional<std::string> canonical_integer(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  // Tables of floats hold whole numbers as 500.0.
  const std::size_t point = text.find('.');
  if (point != std::string_view::npos) {
    if (text.find_first_not_of('0', point + 1) != std::string_view::npos) return std::nullopt;
    text = text.substr(0, point);
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
  return (negative && text != "0" ? "-" : "") + std::string(text);
}

std::optional<std::string> canonical_real(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return fmt::format("{}", value);
}

std::optional<std::string> canonical_boolean(std::string_view text) {
  const std::string word = fold(text);
  if (word == "true" || word == "1") return "true";
  if (word == "false" || word == "0") return "false";
  return std::nullopt;
}

}  // namespace

std::string_view to_string(LogValueType type) {
  switch (type) {
    case LogValueType::string:
      return "string";
    case LogValueType::time:
      return "time";
    case LogValueType::integer:
      return "integer";
    case LogValueType::real:
      return "float";
    case LogValueType::boolean:
      return "boolean";
  }
  return "string";
}

std::optional<LogValueType> log_value_type(std::string_view name) {
  for (const auto type : {LogValueType::string, LogValueType::time, LogValueType::integer,
                          LogValueType::real, LogValueType::boolean}) {
    if (name == to_string(type)) return type;
  }
  const std::string folded = fold(name);
  if (folded == "str" || folded == "text") return LogValueType::string;
  if (folded == "date" || folded == "timestamp" || folded == "datetime") return LogValueType::time;
  if (folded == "int" || folded == "long") return LogValueType::integer;
  if (folded == "double" || folded == "real" || folded == "number") return LogValueType::real;
  if (folded == "bool") return LogValueType::boolean;
  return std::nullopt;
}

std::string_view to_string(LogFormat format) {
  switch (format) {
    case LogFormat::ocel_sqlite:
      return "OCEL 2.0 (SQLite)";
    case LogFormat::ocel_json:
      return "OCEL 2.0 (JSON)";
    case LogFormat::ocel_xml:
      return "OCEL 2.0 (XML)";
    case LogFormat::xes:
      return "XES";
  }
  return "";
}

std::optional<LogTime> parse_log_time(std::string_view text) {
  const auto written = parse_iso_time(text);
  if (!written) return std::nullopt;
  LogTime time;
  time.local = written->local;
  time.date_only = written->date_only;
  if (written->utc_offset) time.utc_offset = static_cast<std::int32_t>(*written->utc_offset);
  if (!written->date_only) time.nanoseconds = fraction_of(text);
  return time;
}

std::string format_log_time(const LogTime& time) {
  if (!time.known()) return "";
  if (time.date_only) return format_day(day_of(time.local));
  std::string text = format_time(time.local);
  if (time.nanoseconds != 0) {
    text += fmt::format(".{:09}", time.nanoseconds);
    text.erase(text.find_last_not_of('0') + 1);
  }
  if (time.utc_offset == LogTime::no_offset) return text;
  if (time.utc_offset == 0) return text + 'Z';
  const std::int32_t minutes = std::abs(time.utc_offset) / 60;
  return text +
         fmt::format("{}{:02}:{:02}", time.utc_offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::strong_ordering compare_times(const LogTime& left, const LogTime& right) {
  const auto utc = [](const LogTime& time) {
    const bool shifted = time.known() && time.utc_offset != LogTime::no_offset;
    return shifted ? time.local - time.utc_offset : time.local;
  };
  const auto order = utc(left) <=> utc(right);
  return order != std::strong_ordering::equal ? order : left.nanoseconds <=> right.nanoseconds;
}

bool is_epoch(const LogTime& time) {
  return time.known() && time.local >= -widest_offset && time.local <= widest_offset;
}

std::optional<std::string> canonical_value(LogValueType type, std::string_view text) {
  if (type == LogValueType::string) return std::string(text);
  text = trim(text);
  switch (type) {
    case LogValueType::integer:
      return canonical_integer(text);
    case LogValueType::real:
      return canonical_real(text);
    case LogValueType::boolean:
      return canonical_boolean(text);
    default: {
      const auto time = parse_log_time(text);
      if (!time) return std::nullopt;
      return format_log_time(*time);
    }
  }
}

}  // namespace rastro
