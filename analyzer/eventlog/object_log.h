#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace rastro {

/// The attribute types of OCEL 2.0.
enum class LogValueType { string, time, integer, real, boolean };

/// "string", "time", "integer", "float", "boolean": the names of the standard.
std::string_view to_string(LogValueType type);
/// By those names, and by others that exporters use for them (XES, pandas, databases).
std::optional<LogValueType> log_value_type(std::string_view name);

/// A time as it was written: nothing is moved to another clock, so that an offset given is still
/// there and a time without one is local wall-clock time. Fractions are kept to the nanosecond.
struct LogTime {
  static constexpr std::int32_t no_offset = std::numeric_limits<std::int32_t>::min();

  Seconds local = no_time;
  std::int32_t nanoseconds = 0;
  std::int32_t utc_offset = no_offset;  ///< seconds east of Greenwich
  bool date_only = false;

  bool known() const { return local != no_time; }
  bool operator==(const LogTime&) const = default;
};

/// Reads ISO 8601 as base/time.h does, and the fraction with it.
std::optional<LogTime> parse_log_time(std::string_view text);
/// ISO 8601 with the offset that was written; "" for a time that is not known.
std::string format_log_time(const LogTime& time);
/// Orders times of one log: by UTC, where an offset is known. Unknown ones come first.
std::strong_ordering compare_times(const LogTime& left, const LogTime& right);
/// Whether a value set "at" this time was there from the start. The standard writes 1970-01-01;
/// exporters shift it by their own offset (01:00:00), so a whole half day around it is meant.
bool is_epoch(const LogTime& time);

struct LogAttribute {
  std::string name;
  LogValueType type = LogValueType::string;
  bool declared = true;  ///< false: used in the log, but not listed by its type
  bool operator==(const LogAttribute&) const = default;
};

struct LogType {
  std::string name;
  std::vector<LogAttribute> attributes{};
  bool declared = true;  ///< false: used in the log, but not listed
  bool operator==(const LogType&) const = default;
};

/// The texts of values are written in one way only, see canonical_value().
struct LogValue {
  std::uint32_t attribute = 0;  ///< of the type
  std::string text;
  bool operator==(const LogValue&) const = default;
};

/// An attribute of an object changes over time.
struct LogChange {
  std::uint32_t attribute = 0;
  std::string text;
  LogTime set_at{};  ///< not known: from the start
  bool operator==(const LogChange&) const = default;
};

struct LogRelation {
  std::uint32_t object = 0;  ///< in ObjectLog::objects
  std::string qualifier;
  bool operator==(const LogRelation&) const = default;
};

struct LogEvent {
  std::string id;
  std::uint32_t type = 0;
  LogTime time{};
  std::vector<LogValue> values{};  ///< by attribute
  std::vector<LogRelation> objects{};
  bool operator==(const LogEvent&) const = default;
};

struct LogObject {
  std::string id;
  std::uint32_t type = 0;
  std::vector<LogChange> values{};  ///< by time, then by attribute
  std::vector<LogRelation> objects{};
  bool operator==(const LogObject&) const = default;
};

enum class LogFormat { ocel_sqlite, ocel_json, ocel_xml, xes };
std::string_view to_string(LogFormat format);

/// An object-centric event log after OCEL 2.0 (Berti, Koren, Adams, Park, Knopp, Graves, Rafiei,
/// Liß, Tacke genannt Unterberg, Zhang, Schwanen, Pegoraro, van der Aalst: OCEL 2.0 Specification,
/// 2023, definition 2; https://www.ocel-standard.org). Everything stands in the order of the file.
struct ObjectLog {
  LogFormat format = LogFormat::ocel_json;
  std::vector<LogType> event_types{}, object_types{};
  std::vector<LogEvent> events{};
  std::vector<LogObject> objects{};

  /// What deviates from the standard and how it was read, in sentences.
  std::vector<std::string> notes{};
  std::int64_t size = 0;  ///< bytes of the file
  std::uint64_t content_hash = 0;
};

/// The one way in which a value is written: integers in decimal digits, floats in the shortest
/// digits that give the same number, "true" and "false", times by format_log_time. Nothing where
/// the text is no value of the type.
std::optional<std::string> canonical_value(LogValueType type, std::string_view text);

}  // namespace rastro
