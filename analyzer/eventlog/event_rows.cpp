#include <algorithm>
#include <optional>

#include "eventlog/log_rows.h"
#include "eventlog/xes_reader.h"

namespace rastro {

namespace {

/// The events of one type: a row each, or a row for each of their objects of one type.
class EventRows : public LogRows {
 public:
  EventRows(const LogParts& parts, std::uint32_t type, std::optional<std::uint32_t> object_type)
      : LogRows(parts.first, parts.second),
        type_(type),
        object_type_(object_type),
        linked_ids_(log(), notes_) {
    headings_.add("id", "event");
    headings_.add("time", "event");
    for (const LogAttribute& attribute : log().event_types[type].attributes) {
      attribute_cells_.push_back(headings_.add(attribute.name, "attribute"));
    }
    for (const std::uint32_t other : links().types_touched(type)) {
      linked_ids_.add_type(other, headings_);
    }
    linked_ids_.add_roles(roles(), headings_);
  }

 protected:
  bool next_row() override {
    if (!object_type_) return next_event() && write_event();
    while (object_at_ >= objects_.size()) {
      if (!next_event()) return false;
      take_objects();
    }
    single_ = objects_[object_at_++];
    return write_event();
  }
  std::size_t done() const override { return at_; }
  std::size_t total() const override { return log().events.size(); }

 private:
  bool next_event() {
    while (at_ < log().events.size() && log().events[at_].type != type_) ++at_;
    if (at_ >= log().events.size()) return false;
    event_ = &log().events[at_++];
    return true;
  }

  /// The event's objects of the wanted type, each once, in the order of its relations.
  void take_objects() {
    objects_.clear();
    object_at_ = 0;
    std::set<std::uint32_t> taken;
    for (const LogRelation& relation : event_->objects) {
      if (log().objects[relation.object].type != *object_type_) continue;
      if (taken.insert(relation.object).second) objects_.push_back(relation.object);
    }
  }

  bool write_event() {
    cells_[0] = event_->id;
    cells_[1] = format_log_time(event_->time);
    for (const LogValue& value : event_->values) {
      cells_[attribute_cells_[value.attribute]] = value.text;
    }
    linked_ids_.clear();
    for (const LogRelation& relation : event_->objects) {
      const bool is_other = single_ && relation.object != *single_ &&
                            log().objects[relation.object].type == *object_type_;
      if (is_other) continue;
      linked_ids_.put(relation.object);
      linked_ids_.put_role(relation.object, relation.qualifier);
    }
    linked_ids_.write(cells_, event_->id);
    return true;
  }

  std::map<std::uint32_t, std::set<std::string>> roles() const {
    std::map<std::uint32_t, std::set<std::string>> roles;
    for (const LogEvent& event : log().events) {
      if (event.type != type_) continue;
      for (const LogRelation& relation : event.objects) {
        roles[log().objects[relation.object].type].insert(relation.qualifier);
      }
    }
    return roles;
  }

  std::uint32_t type_;
  std::optional<std::uint32_t> object_type_;
  std::size_t at_ = 0;
  const LogEvent* event_ = nullptr;
  std::vector<std::uint32_t> objects_;
  std::size_t object_at_ = 0;
  std::optional<std::uint32_t> single_;
  std::vector<std::size_t> attribute_cells_;
  LinkedIds linked_ids_;
};

/// All events; what different types have by one name is one column.
class AllEventRows : public LogRows {
 public:
  explicit AllEventRows(const LogParts& parts)
      : LogRows(parts.first, parts.second), linked_ids_(log(), notes_) {
    for (const char* name : {"id", "type", "time"}) headings_.add(name, "event");
    if (log().format != LogFormat::xes) return;
    add_attributes();
    for (std::uint32_t type = 0; type < log().object_types.size(); ++type) {
      if (log().object_types[type].name == xes_case_type) linked_ids_.add_type(type, headings_);
    }
  }

 protected:
  bool next_row() override {
    if (at_ >= log().events.size()) return false;
    const LogEvent& event = log().events[at_++];
    cells_[0] = event.id;
    cells_[1] = log().event_types[event.type].name;
    cells_[2] = format_log_time(event.time);
    if (cells_of_type_.empty()) return true;
    for (const LogValue& value : event.values) {
      cells_[cells_of_type_[event.type][value.attribute]] = value.text;
    }
    linked_ids_.clear();
    for (const LogRelation& relation : event.objects) linked_ids_.put(relation.object);
    linked_ids_.write(cells_, event.id);
    return true;
  }
  std::size_t done() const override { return at_; }
  std::size_t total() const override { return log().events.size(); }

 private:
  void add_attributes() {
    std::map<std::string, std::size_t> cells;
    for (const LogType& type : log().event_types) {
      std::vector<std::size_t>& own = cells_of_type_.emplace_back();
      for (const LogAttribute& attribute : type.attributes) {
        auto cell = cells.find(attribute.name);
        if (cell == cells.end()) {
          cell = cells.emplace(attribute.name, headings_.add(attribute.name, "attribute")).first;
        }
        own.push_back(cell->second);
      }
    }
  }

  std::size_t at_ = 0;
  std::vector<std::vector<std::size_t>> cells_of_type_;
  LinkedIds linked_ids_;
};

}  // namespace

std::unique_ptr<RowSource> event_rows(const LogParts& parts, std::uint32_t type) {
  return std::make_unique<EventRows>(parts, type, std::nullopt);
}

std::unique_ptr<RowSource> pair_rows(const LogParts& parts, std::uint32_t type,
                                     std::uint32_t object_type) {
  return std::make_unique<EventRows>(parts, type, object_type);
}

std::unique_ptr<RowSource> all_event_rows(const LogParts& parts) {
  return std::make_unique<AllEventRows>(parts);
}

}  // namespace rastro
