#include "eventlog/log_settling.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.h"

namespace rastro {

namespace {

constexpr const char* not_listed = "values are of an attribute that their type does not list";

std::string named(const char* kind, const std::string& id) {
  return std::string(kind) + " '" + one_line(id, 60) + "'";
}

/// The value in its one way of writing; false where there is none.
bool settle_text(std::string& text, const LogAttribute& attribute, const char* kind,
                 const std::string& id, LogNotes& notes) {
  if (!attribute.declared) {
    notes.count(not_listed, named(kind, id) + ", '" + one_line(attribute.name, 60) + "'");
  }
  auto canonical = canonical_value(attribute.type, text);
  if (canonical) {
    text = std::move(*canonical);
    return true;
  }
  if (trim(text).empty()) return false;
  notes.count("values are not of the type of their attribute and were kept as text",
              fmt::format("{}, {} '{}': '{}'", named(kind, id), to_string(attribute.type),
                          one_line(attribute.name, 60), one_line(text, 40)));
  return true;
}

template <typename Value>
void drop_empty_values(std::vector<Value>& values, const LogType& type, const char* kind,
                       const std::string& id, LogNotes& notes) {
  std::erase_if(values, [&](Value& value) {
    return !settle_text(value.text, type.attributes[value.attribute], kind, id, notes);
  });
}

void settle_event(LogEvent& event, const LogType& type, LogNotes& notes) {
  if (!event.time.known()) notes.count("events have no time", named("event", event.id));
  drop_empty_values(event.values, type, "event", event.id, notes);
  const auto before = [](const LogValue& left, const LogValue& right) {
    return left.attribute < right.attribute;
  };
  std::stable_sort(event.values.begin(), event.values.end(), before);
  const auto again = std::unique(event.values.begin(), event.values.end(),
                                 [](const LogValue& left, const LogValue& right) {
                                   return left.attribute == right.attribute;
                                 });
  for (auto count = event.values.end() - again; count > 0; --count) {
    notes.count("attributes are given twice in one event; the first one counts",
                named("event", event.id));
  }
  event.values.erase(again, event.values.end());
}

void settle_object(LogObject& object, const LogType& type, LogNotes& notes) {
  drop_empty_values(object.values, type, "object", object.id, notes);
  const auto before = [](const LogChange& left, const LogChange& right) {
    const auto order = compare_times(left.set_at, right.set_at);
    return order != std::strong_ordering::equal ? order < 0 : left.attribute < right.attribute;
  };
  std::stable_sort(object.values.begin(), object.values.end(), before);
}

void note_unlisted_types(const std::vector<LogType>& types, const char* kind, LogNotes& notes) {
  for (const LogType& type : types) {
    if (type.declared) continue;
    notes.count(std::string(kind) + " types are used but not listed", "'" + type.name + "'");
  }
}

/// Which relations name the same object by the same qualifier as one before them. By sorting:
/// comparing each with each would take for ever where an event has a million of them.
std::vector<bool> repeated(const std::vector<LogRelation>& relations) {
  std::vector<std::size_t> order(relations.size());
  for (std::size_t index = 0; index < order.size(); ++index) order[index] = index;
  const auto key = [&](std::size_t index) {
    return std::tie(relations[index].object, relations[index].qualifier);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t left, std::size_t right) { return key(left) < key(right); });
  std::vector<bool> again(relations.size());
  for (std::size_t at = 1; at < order.size(); ++at) {
    again[order[at]] = key(order[at - 1]) == key(order[at]);
  }
  return again;
}

class RelationSettling {
 public:
  RelationSettling(const ObjectLog& log, const std::vector<std::uint32_t>& place_of_slot,
                   const std::vector<std::string>& slot_names, LogNotes& notes)
      : log_(log), places_(place_of_slot), names_(slot_names), notes_(notes) {}

  void settle(std::vector<LogRelation>& relations, const char* kind, const std::string& id) const {
    std::vector<LogRelation> known;
    known.reserve(relations.size());
    for (LogRelation& relation : relations) {
      const std::uint32_t place = places_[relation.object];
      if (place == unknown_object) {
        notes_.count("relations to unknown objects were left out",
                     named(kind, id) + " to '" + names_[relation.object] + "'");
      } else {
        known.push_back({place, std::move(relation.qualifier)});
      }
    }
    const std::vector<bool> again = repeated(known);
    relations.clear();
    for (std::size_t index = 0; index < known.size(); ++index) {
      if (again[index]) {
        notes_.count("relations come twice and count once",
                     named(kind, id) + " to '" + log_.objects[known[index].object].id + "'");
      } else {
        relations.push_back(std::move(known[index]));
      }
    }
  }

 private:
  const ObjectLog& log_;
  const std::vector<std::uint32_t>& places_;
  const std::vector<std::string>& names_;
  LogNotes& notes_;
};

}  // namespace

void settle_values(ObjectLog& log, LogNotes& notes) {
  note_unlisted_types(log.event_types, "event", notes);
  note_unlisted_types(log.object_types, "object", notes);
  for (LogEvent& event : log.events) settle_event(event, log.event_types[event.type], notes);
  for (LogObject& object : log.objects) {
    settle_object(object, log.object_types[object.type], notes);
  }
}

void settle_relations(ObjectLog& log, const std::vector<std::uint32_t>& place_of_slot,
                      const std::vector<std::string>& slot_names, LogNotes& notes) {
  const RelationSettling settling(log, place_of_slot, slot_names, notes);
  for (LogEvent& event : log.events) settling.settle(event.objects, "event", event.id);
  for (LogObject& object : log.objects) settling.settle(object.objects, "object", object.id);
}

}  // namespace rastro
