#include "eventlog/log_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/log_settling.h"

namespace rastro {

namespace {

/// Of two types that one attribute is found with: the one that holds both.
LogValueType wider(LogValueType left, LogValueType right) {
  if (left == right) return left;
  const auto is_number = [](LogValueType type) {
    return type == LogValueType::integer || type == LogValueType::real;
  };
  return is_number(left) && is_number(right) ? LogValueType::real : LogValueType::string;
}

std::string named(const std::string& kind, const std::string& id) {
  return kind + " '" + one_line(id, 60) + "'";
}

}  // namespace

LogBuilder::LogBuilder(std::string file, LogFormat format, const LogLimits& limits, bool declares)
    : file_(std::move(file)), limits_(limits), declares_(declares) {
  log_.format = format;
}

/// The limits are on what is held: whatever is kept is paid for here first.
void LogBuilder::spend(std::size_t bytes, std::size_t links) {
  text_ += bytes;
  links_ += links;
  if (text_ > limits_.text_bytes) {
    throw Error(fmt::format("the log holds more than {} bytes of text", limits_.text_bytes),
                {file_}, "split it, for example by month");
  }
  if (links_ > limits_.links) {
    throw Error(fmt::format("the log holds more than {} relations and values", limits_.links),
                {file_}, "split it, for example by month");
  }
}

std::uint32_t LogBuilder::type_of(Types& types, const std::string& name, bool declared) {
  const auto known = types.places.find(name);
  if (known != types.places.end()) return known->second;
  if (types.list.size() >= limits_.types) {
    throw Error(fmt::format("the log has more than {} types of {}s", limits_.types, types.kind),
                {file_}, "check that types are not named after single cases");
  }
  spend(name.size(), 1);
  const auto place = static_cast<std::uint32_t>(types.list.size());
  types.list.push_back({name, {}, declared || !declares_});
  types.places.emplace(name, place);
  types.attributes.emplace_back();
  return place;
}

void LogBuilder::declare(Types& types, const std::string& name,
                         const std::vector<LogAttribute>& attributes) {
  const auto known = types.places.find(name);
  if (known != types.places.end() && types.list[known->second].declared) {
    notes_.count(types.kind + " types are listed more than once; the attributes were put together",
                 "'" + name + "'");
  }
  const std::uint32_t type = type_of(types, name, true);
  types.list[type].declared = true;
  for (const LogAttribute& attribute : attributes) {
    const std::size_t before = types.list[type].attributes.size();
    const FoundValue value{attribute.name, "", attribute.type};
    LogAttribute& own = types.list[type].attributes[attribute_of(types, type, value)];
    if (own.declared && types.list[type].attributes.size() == before) {
      notes_.count("attributes are listed more than once; the first one counts",
                   "'" + attribute.name + "' of '" + name + "'");
      continue;
    }
    own.type = attribute.type;
    own.declared = true;
  }
}

void LogBuilder::declare_event_type(const std::string& name,
                                    const std::vector<LogAttribute>& attributes) {
  declare(events_, name, attributes);
}

void LogBuilder::declare_object_type(const std::string& name,
                                     const std::vector<LogAttribute>& attributes) {
  declare(objects_, name, attributes);
}

LogValueType LogBuilder::value_type(const std::string& name, const std::string& where) {
  const auto type = log_value_type(name);
  if (!type) {
    notes_.count("attributes are of an unknown type and were read as string",
                 where + ": '" + name + "'");
  }
  return type.value_or(LogValueType::string);
}

std::uint32_t LogBuilder::attribute_of(Types& types, std::uint32_t type, const FoundValue& value) {
  LogType& owner = types.list[type];
  Places& places = types.attributes[type];
  const auto known = places.find(value.name);
  if (known != places.end()) {
    LogAttribute& attribute = owner.attributes[known->second];
    if (!declares_ || !attribute.declared) attribute.type = wider(attribute.type, value.type);
    return known->second;
  }
  if (owner.attributes.size() >= limits_.types) {
    throw Error(fmt::format("type '{}' has more than {} attributes", one_line(owner.name, 60),
                            limits_.types),
                {file_}, "check that attributes are not named after single cases");
  }
  spend(value.name.size(), 1);
  const auto place = static_cast<std::uint32_t>(owner.attributes.size());
  owner.attributes.push_back({value.name, value.type, !declares_});
  places.emplace(value.name, place);
  return place;
}

bool LogBuilder::is_usable(const FoundItem& found, const std::string& kind) {
  const auto [count, limit] = kind == "event" ? std::pair(log_.events.size(), limits_.entries)
                                              : std::pair(log_.objects.size(), limits_.entries);
  if (count >= limit) {
    throw Error(fmt::format("the log has more than {} {}s", limit, kind), {file_},
                "split it, for example by month");
  }
  if (found.id.empty()) {
    notes_.count(kind + "s without an id were left out",
                 found.type.empty() ? "without a type" : "of type '" + found.type + "'");
    return false;
  }
  if (found.type.empty()) {
    notes_.count(kind + "s without a type were left out", named(kind, found.id));
    return false;
  }
  return true;
}

void LogBuilder::add_values(LogEvent& event, const FoundItem& found) {
  for (const FoundValue& value : found.values) {
    spend(value.text.size(), 1);
    event.values.push_back({attribute_of(events_, event.type, value), value.text});
  }
}

LogTime LogBuilder::change_time(const FoundValue& value, const std::string& object) {
  if (value.set_at.empty() || value.set_at == "0") return {};
  const auto time = parse_log_time(trim(value.set_at));
  if (!time) {
    notes_.count("times of attribute values cannot be read; they count as there from the start",
                 fmt::format("object '{}', '{}': '{}'", one_line(object, 60), value.name,
                             one_line(value.set_at, 40)));
    return {};
  }
  return is_epoch(*time) ? LogTime{} : *time;
}

void LogBuilder::add_values(LogObject& object, const FoundItem& found) {
  for (const FoundValue& value : found.values) {
    spend(value.text.size(), 1);
    object.values.push_back(
        {attribute_of(objects_, object.type, value), value.text, change_time(value, found.id)});
  }
}

std::uint32_t LogBuilder::slot_of(const std::string& object) {
  const auto [place, added] =
      object_slots_.emplace(object, static_cast<std::uint32_t>(place_of_slot_.size()));
  if (added) {
    spend(2 * object.size(), 1);
    place_of_slot_.push_back(unknown_object);
    slot_names_.push_back(object);
  }
  return place->second;
}

/// Until finish() a relation holds the slot of its object.
void LogBuilder::add_relations(std::vector<LogRelation>& relations, const FoundItem& found) {
  for (const FoundRelation& relation : found.relations) {
    if (relation.object.empty()) {
      notes_.count("relations without an object id were left out", "'" + found.id + "'");
      continue;
    }
    spend(relation.qualifier.size(), 1);
    relations.push_back({slot_of(relation.object), relation.qualifier});
  }
}

void LogBuilder::set_time(LogEvent& event, const FoundItem& found) {
  if (found.time.empty()) return;
  if (event.time.known()) {
    notes_.count("events are given a second time; the first one counts",
                 "'" + found.id + "': '" + one_line(found.time, 40) + "'");
    return;
  }
  const auto time = parse_log_time(trim(found.time));
  if (time) {
    event.time = *time;
  } else {
    notes_.count("times of events cannot be read",
                 "'" + one_line(found.id, 60) + "': '" + one_line(found.time, 40) + "'");
  }
}

bool LogBuilder::add_event(const FoundItem& found) {
  if (!is_usable(found, "event")) return false;
  if (!event_ids_.emplace(found.id, static_cast<std::uint32_t>(log_.events.size())).second) {
    notes_.count("events have an id that came before; the first one counts", "'" + found.id + "'");
    return false;
  }
  spend(2 * found.id.size(), 2);
  LogEvent event;
  event.id = found.id;
  event.type = type_of(events_, found.type, false);
  set_time(event, found);
  add_values(event, found);
  add_relations(event.objects, found);
  log_.events.push_back(std::move(event));
  return true;
}

bool LogBuilder::add_object(const FoundItem& found) {
  if (!is_usable(found, "object")) return false;
  const std::uint32_t slot = slot_of(found.id);
  if (place_of_slot_[slot] != unknown_object) {
    notes_.count("objects have an id that came before; the first one counts", "'" + found.id + "'");
    return false;
  }
  spend(found.id.size(), 2);
  place_of_slot_[slot] = static_cast<std::uint32_t>(log_.objects.size());
  LogObject object;
  object.id = found.id;
  object.type = type_of(objects_, found.type, false);
  add_values(object, found);
  add_relations(object.objects, found);
  log_.objects.push_back(std::move(object));
  return true;
}

/// `type`: of the event or object under that id, null where there is none.
bool LogBuilder::can_extend(const FoundItem& found, const Types& types, const std::uint32_t* type) {
  if (type == nullptr) {
    notes_.count("rows are about " + types.kind + "s that are not listed and were left out",
                 "'" + found.id + "'" + (found.type.empty() ? "" : " of '" + found.type + "'"));
    return false;
  }
  if (found.type.empty() || found.type == types.list[*type].name) return true;
  notes_.count(
      "rows stand under another type than that of their " + types.kind + " and were left out",
      "'" + found.id + "' under '" + found.type + "'");
  return false;
}

bool LogBuilder::extend_event(const FoundItem& found) {
  const auto known = event_ids_.find(found.id);
  LogEvent* event = known == event_ids_.end() ? nullptr : &log_.events[known->second];
  if (!can_extend(found, events_, event == nullptr ? nullptr : &event->type)) return false;
  set_time(*event, found);
  add_values(*event, found);
  add_relations(event->objects, found);
  return true;
}

bool LogBuilder::extend_object(const FoundItem& found) {
  const auto slot = object_slots_.find(found.id);
  const std::uint32_t place =
      slot == object_slots_.end() ? unknown_object : place_of_slot_[slot->second];
  LogObject* object = place == unknown_object ? nullptr : &log_.objects[place];
  if (!can_extend(found, objects_, object == nullptr ? nullptr : &object->type)) return false;
  add_values(*object, found);
  add_relations(object->objects, found);
  return true;
}

ObjectLog LogBuilder::finish() {
  settle_values(log_, notes_);
  settle_relations(log_, place_of_slot_, slot_names_, notes_);
  log_.notes = notes_.sentences();
  return std::move(log_);
}

}  // namespace rastro
