#include "eventlog/ocel_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/text.h"

namespace rastro {

namespace {

constexpr std::size_t examples_kept = 3;

class OcelCheck {
 public:
  explicit OcelCheck(const ObjectLog& log) : log_(log) {}

  std::vector<OcelViolation> run() {
    check_types(log_.event_types, "event type");
    check_types(log_.object_types, "object type");
    check_ids(log_.events, "event");
    check_ids(log_.objects, "object");
    for (const LogEvent& event : log_.events) check_event(event);
    for (const LogObject& object : log_.objects) check_object(object);
    return std::move(violations_);
  }

 private:
  void report(const char* rule, const std::string& where, bool breaks_structure = false) {
    auto place = std::find_if(violations_.begin(), violations_.end(),
                              [&](const OcelViolation& one) { return one.rule == rule; });
    if (place == violations_.end()) {
      place = violations_.insert(place, {rule, 0, {}, breaks_structure});
    }
    ++place->count;
    if (place->examples.size() < examples_kept) place->examples.push_back(one_line(where, 100));
  }

  void check_types(const std::vector<LogType>& types, const std::string& kind) {
    std::set<std::string_view> names;
    for (const LogType& type : types) {
      const std::string where = kind + " '" + type.name + "'";
      if (type.name.empty()) report("a type has a name", where, true);
      if (!names.insert(type.name).second) report("names of types are unique", where, true);
      if (!type.declared) report("types that are used are listed", where);
      std::set<std::string_view> attributes;
      for (const LogAttribute& attribute : type.attributes) {
        const std::string which = where + ", '" + attribute.name + "'";
        if (attribute.name.empty()) report("an attribute has a name", which, true);
        if (!attributes.insert(attribute.name).second) {
          report("a type lists an attribute once", which, true);
        }
        if (!attribute.declared) report("attributes that are used are listed by the type", which);
      }
    }
  }

  template <typename Item>
  void check_ids(const std::vector<Item>& items, const std::string& kind) {
    std::unordered_set<std::string_view> ids;
    for (const Item& item : items) {
      if (item.id.empty()) report("events and objects have an id", kind + " without one", true);
      if (!ids.insert(item.id).second) {
        report("ids are unique", kind + " '" + item.id + "'", true);
      }
    }
  }

  /// Null, with a report, where the type does not exist.
  const LogType* type_of(const std::vector<LogType>& types, std::uint32_t type,
                         const std::string& where) {
    if (type < types.size()) return &types[type];
    report("events and objects are of a type that exists", where, true);
    return nullptr;
  }

  void check_event(const LogEvent& event) {
    const std::string where = "event '" + event.id + "'";
    if (!event.time.known()) report("an event has a time", where);
    check_time(event.time, where);
    const LogType* type = type_of(log_.event_types, event.type, where);
    std::set<std::uint32_t> given;
    for (const LogValue& value : event.values) {
      if (type == nullptr || !check_value(*type, value.attribute, value.text, where)) continue;
      if (!given.insert(value.attribute).second) {
        report("an event has one value of an attribute",
               where + ", '" + type->attributes[value.attribute].name + "'", true);
      }
    }
    check_relations(event.objects, where);
  }

  void check_object(const LogObject& object) {
    const std::string where = "object '" + object.id + "'";
    const LogType* type = type_of(log_.object_types, object.type, where);
    std::set<std::tuple<std::uint32_t, Seconds, std::int32_t>> given;
    for (const LogChange& value : object.values) {
      if (type == nullptr || !check_value(*type, value.attribute, value.text, where)) continue;
      const LogTime& time = value.set_at;
      check_time(time, where);
      const bool shifted = time.known() && time.utc_offset != LogTime::no_offset;
      const Seconds at = shifted ? time.local - time.utc_offset : time.local;
      if (!given.emplace(value.attribute, at, time.nanoseconds).second) {
        report("an object has one value of an attribute at a time",
               where + ", '" + type->attributes[value.attribute].name + "'");
      }
    }
    check_relations(object.objects, where);
  }

  /// The schemas of the formats want a date with a time of day (xs:dateTime, RFC 3339).
  void check_time(const LogTime& time, const std::string& where) {
    if (time.known() && time.date_only) {
      report("a time has a time of day", where + ": " + format_log_time(time));
    }
  }

  /// False where there is no such attribute.
  bool check_value(const LogType& type, std::uint32_t attribute, const std::string& text,
                   const std::string& where) {
    if (attribute >= type.attributes.size()) {
      report("values are of attributes that exist", where, true);
      return false;
    }
    const LogAttribute& listed = type.attributes[attribute];
    if (canonical_value(listed.type, text) != text) {
      report("values are of the type that is listed for their attribute",
             fmt::format("{}, {} '{}': '{}'", where, to_string(listed.type), listed.name,
                         one_line(text, 40)));
    }
    return true;
  }

  void check_relations(const std::vector<LogRelation>& relations, const std::string& where) {
    std::set<std::pair<std::uint32_t, std::string_view>> given;
    for (const LogRelation& relation : relations) {
      if (relation.object >= log_.objects.size()) {
        report("relations refer to objects that exist", where, true);
        continue;
      }
      const auto which = [&] { return where + " to '" + log_.objects[relation.object].id + "'"; };
      if (relation.qualifier.empty()) report("relations have a qualifier", which());
      if (!given.emplace(relation.object, relation.qualifier).second) {
        report("relations come once", which(), true);
      }
    }
  }

  const ObjectLog& log_;
  std::vector<OcelViolation> violations_;
};

}  // namespace

std::vector<OcelViolation> check_ocel(const ObjectLog& log) { return OcelCheck(log).run(); }

}  // namespace rastro
