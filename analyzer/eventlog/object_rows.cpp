#include <algorithm>

#include "eventlog/log_rows.h"

namespace rastro {

namespace {

/// Of the events and their objects that are gone through for one row.
constexpr std::size_t most_visits = 200'000;

class ObjectRows : public LogRows {
 public:
  ObjectRows(const LogParts& parts, std::uint32_t type)
      : LogRows(parts.first, parts.second), type_(type), linked_ids_(log(), notes_) {
    headings_.add("id", "object");
    for (const LogAttribute& attribute : log().object_types[type].attributes) {
      attribute_cells_.push_back(headings_.add(attribute.name, "attribute"));
    }
    add_event_types();
    add_object_types();
  }

 protected:
  bool next_row() override {
    while (at_ < log().objects.size() && log().objects[at_].type != type_) ++at_;
    if (at_ >= log().objects.size()) return false;
    const auto place = static_cast<std::uint32_t>(at_++);
    const LogObject& object = log().objects[place];
    cells_[0] = object.id;
    // Ordered by time: the last one stays.
    for (const LogChange& value : object.values) {
      cells_[attribute_cells_[value.attribute]] = value.text;
    }
    write_first_times(place);
    write_ids(place);
    return true;
  }
  std::size_t done() const override { return at_; }
  std::size_t total() const override { return log().objects.size(); }

 private:
  static constexpr std::size_t no_cell = static_cast<std::size_t>(-1);

  bool touches(std::uint32_t event_type) const {
    const auto& touched = links().types_touched(event_type);
    return std::binary_search(touched.begin(), touched.end(), type_);
  }

  void add_event_types() {
    event_cells_.assign(log().event_types.size(), no_cell);
    for (std::uint32_t type = 0; type < event_cells_.size(); ++type) {
      if (touches(type)) event_cells_[type] = headings_.add(log().event_types[type].name, "event");
    }
  }

  void add_object_types() {
    std::set<std::uint32_t> others(links().types_linked(type_).begin(),
                                   links().types_linked(type_).end());
    for (std::uint32_t type = 0; type < event_cells_.size(); ++type) {
      if (!touches(type)) continue;
      others.insert(links().types_touched(type).begin(), links().types_touched(type).end());
    }
    others.erase(type_);
    for (const std::uint32_t type : others) linked_ids_.add_type(type, headings_);
    linked_ids_.add_roles(roles(), headings_);
  }

  /// The qualifiers with which this type relates to objects of others, and with which those take
  /// part in its events.
  std::map<std::uint32_t, std::set<std::string>> roles() const {
    std::map<std::uint32_t, std::set<std::string>> roles;
    for (const LogObject& object : log().objects) {
      if (object.type != type_) continue;
      for (const LogRelation& relation : object.objects) {
        const std::uint32_t type = log().objects[relation.object].type;
        if (type != type_) roles[type].insert(relation.qualifier);
      }
    }
    for (const LogEvent& event : log().events) {
      if (event_cells_[event.type] == no_cell) continue;
      for (const LogRelation& relation : event.objects) {
        const std::uint32_t type = log().objects[relation.object].type;
        if (type != type_) roles[type].insert(relation.qualifier);
      }
    }
    return roles;
  }

  void write_first_times(std::uint32_t place) {
    std::map<std::uint32_t, const LogTime*> first;
    for (const std::uint32_t event_place : links().events_of(place)) {
      const LogEvent& event = log().events[event_place];
      if (!event.time.known()) continue;
      const LogTime*& time = first[event.type];
      if (time == nullptr || compare_times(event.time, *time) < 0) time = &event.time;
    }
    for (const auto& [type, time] : first) cells_[event_cells_[type]] = format_log_time(*time);
  }

  void write_ids(std::uint32_t place) {
    linked_ids_.clear();
    for (const std::uint32_t other : links().objects_of(place)) linked_ids_.put(other);
    for (const LogRelation& relation : log().objects[place].objects) {
      linked_ids_.put_role(relation.object, relation.qualifier);
    }
    // Objects that share an event count only where none is linked directly.
    std::set<std::uint32_t> linked;
    for (const std::uint32_t type : links().types_linked(type_)) {
      if (linked_ids_.has(type)) linked.insert(type);
    }
    std::size_t visits = 0;
    for (const std::uint32_t event_place : links().events_of(place)) {
      for (const LogRelation& relation : log().events[event_place].objects) {
        if (++visits > most_visits) break;
        if (!linked.contains(log().objects[relation.object].type)) linked_ids_.put(relation.object);
        linked_ids_.put_role(relation.object, relation.qualifier);
      }
    }
    const std::string& id = log().objects[place].id;
    if (visits > most_visits) {
      notes_.count("objects share events with so many others that not all were gone through",
                   "'" + id + "'");
    }
    linked_ids_.write(cells_, id);
  }

  std::uint32_t type_;
  std::size_t at_ = 0;
  std::vector<std::size_t> attribute_cells_, event_cells_;
  LinkedIds linked_ids_;
};

}  // namespace

std::unique_ptr<RowSource> object_rows(const LogParts& parts, std::uint32_t type) {
  return std::make_unique<ObjectRows>(parts, type);
}

}  // namespace rastro
