#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "eventlog/log_limits.h"
#include "eventlog/log_notes.h"
#include "eventlog/object_log.h"

namespace rastro {

/// An attribute value as a reader finds it, by name.
struct FoundValue {
  std::string name;
  std::string text;
  LogValueType type = LogValueType::string;  ///< as it looks, for an attribute that is not declared
  std::string set_at{};                      ///< objects only; "": from the start
};

struct FoundRelation {
  std::string object;
  std::string qualifier;
};

/// An event or object as a reader finds it, all of it text.
struct FoundItem {
  std::string id, type;
  std::string time{};  ///< events only
  std::vector<FoundValue> values{};
  std::vector<FoundRelation> relations{};
};

/// What every reader pushes into: it gives ids their places, keeps to the limits and notes what
/// deviates. Types, objects and events may come in any order: what a value or a relation means is
/// settled at the end.
class LogBuilder {
 public:
  /// `declares`: the format lists its types (OCEL); otherwise types and attributes are what is
  /// found (XES).
  LogBuilder(std::string file, LogFormat format, const LogLimits& limits, bool declares = true);

  void declare_event_type(const std::string& name, const std::vector<LogAttribute>& attributes);
  void declare_object_type(const std::string& name, const std::vector<LogAttribute>& attributes);
  /// False where the event or object was left out: it has no id or no type, or comes again.
  bool add_event(const FoundItem& found);
  bool add_object(const FoundItem& found);
  /// Adds a time, values and relations to what was added before under the id, for formats that
  /// spread an event over several tables. False, with a note, where the id was never added; where
  /// `found` names a type, it must be that of the event or object.
  bool extend_event(const FoundItem& found);
  bool extend_object(const FoundItem& found);

  /// Reads a type name of a declaration; an unknown one is noted and taken as string.
  LogValueType value_type(const std::string& name, const std::string& where);
  LogNotes& notes() { return notes_; }
  /// The log, once everything was added; see log_settling.h.
  ObjectLog finish();

 private:
  using Places = std::unordered_map<std::string, std::uint32_t>;
  /// The types of events or of objects, with the places of names. Never iterated but in order.
  struct Types {
    std::vector<LogType>& list;
    std::string kind;
    Places places{};
    std::vector<Places> attributes{};
  };

  void declare(Types& types, const std::string& name, const std::vector<LogAttribute>& attributes);
  std::uint32_t type_of(Types& types, const std::string& name, bool declared);
  std::uint32_t attribute_of(Types& types, std::uint32_t type, const FoundValue& value);
  bool is_usable(const FoundItem& found, const std::string& kind);
  bool can_extend(const FoundItem& found, const Types& types, const std::uint32_t* type);
  void set_time(LogEvent& event, const FoundItem& found);
  void add_values(LogEvent& event, const FoundItem& found);
  void add_values(LogObject& object, const FoundItem& found);
  LogTime change_time(const FoundValue& value, const std::string& object);
  void add_relations(std::vector<LogRelation>& relations, const FoundItem& found);
  std::uint32_t slot_of(const std::string& object);
  void spend(std::size_t bytes, std::size_t links);

  std::string file_;
  LogLimits limits_;
  bool declares_;
  ObjectLog log_;
  LogNotes notes_;
  Types events_{log_.event_types, "event"}, objects_{log_.object_types, "object"};
  Places event_ids_;
  /// Objects are given a slot when they are first mentioned, and a place when they come.
  Places object_slots_;
  std::vector<std::uint32_t> place_of_slot_;
  std::vector<std::string> slot_names_;
  std::size_t text_ = 0, links_ = 0;
};

}  // namespace rastro
