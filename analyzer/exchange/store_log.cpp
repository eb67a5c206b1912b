#include "exchange/store_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time_zone.h"
#include "eventlog/log_builder.h"

namespace rastro {

namespace {

/// A time of a row that is an event.
struct EventColumn {
  std::string_view table, column, event;
};
constexpr std::array<EventColumn, 12> event_columns = {{
    {"descriptions", "valid_from", "revise description"},
    {"orders", "ordered_at", "place order"},
    {"deliveries", "picked_at", "pick"},
    {"deliveries", "packed_at", "pack"},
    {"deliveries", "dispatched_at", "dispatch"},
    {"deliveries", "attempted_at", "attempt delivery"},
    {"deliveries", "delivered_at", "deliver"},
    {"installations", "completed_at", "complete installation"},
    {"incidents", "reported_at", "report incident"},
    {"recovery", "at", ""},  // named by its action
    {"surveys", "at", "answer survey"},
    {"changes", "at", "change process"},
}};

/// A column that names an object of another table.
struct Relation {
  std::string_view table, column, target, qualifier;
};
constexpr std::array<Relation, 12> relations = {{
    {"descriptions", "sku", "products", "product"},
    {"orders", "customer_id", "customers", "customer"},
    {"order_lines", "order_id", "orders", "order"},
    {"order_lines", "sku", "products", "product"},
    {"deliveries", "order_id", "orders", "order"},
    {"installations", "order_id", "orders", "order"},
    {"installations", "sku", "products", "product"},
    {"incidents", "order_id", "orders", "order"},
    {"incidents", "received_sku", "products", "received product"},
    {"recovery", "incident_id", "incidents", "incident"},
    {"surveys", "order_id", "orders", "order"},
    {"changes", "step", "process_steps", "step"},
}};

/// Tables whose rows are events only.
bool is_event_table(std::string_view table) {
  return table == "descriptions" || table == "recovery" || table == "surveys" || table == "changes";
}

std::optional<std::string_view> event_of(std::string_view table, std::string_view column) {
  for (const EventColumn& one : event_columns) {
    if (one.table == table && one.column == column) return one.event;
  }
  return std::nullopt;
}

const Relation* relation_of(std::string_view table, std::string_view column) {
  const auto* found = std::find_if(relations.begin(), relations.end(), [&](const Relation& one) {
    return one.table == table && one.column == column;
  });
  return found == relations.end() ? nullptr : found;
}

LogValueType value_type(ColumnType type) {
  switch (type) {
    case ColumnType::time:
      return LogValueType::time;
    case ColumnType::integer:
      return LogValueType::integer;
    case ColumnType::number:
      return LogValueType::real;
    case ColumnType::flag:
      return LogValueType::boolean;
    case ColumnType::text:
      break;
  }
  return LogValueType::string;
}

std::string value_text(const RowReader& row, int column, ColumnType type) {
  switch (type) {
    case ColumnType::time:
      return format_time(row.integer(column));
    case ColumnType::integer:
      return std::to_string(row.integer(column));
    case ColumnType::number:
      return fmt::format("{}", row.number(column));
    case ColumnType::flag:
      return row.integer(column) != 0 ? "true" : "false";
    case ColumnType::text:
      break;
  }
  return std::string(row.text(column));
}

std::string object_id(std::string_view table, std::string_view key) {
  return fmt::format("{}:{}", table, key);
}

/// Turns rows into objects and events.
class LogOfStore {
 public:
  LogOfStore(Store& store, const ProcessModel& model)
      : store_(store), model_(model), builder_(store.path(), LogFormat::ocel_json, LogLimits{}) {}

  ObjectLog build() {
    for (const TableSpec& table : store_.tables()) declare(table);
    builder_.declare_object_type("process_steps", {});
    for (const Step& step : model_.steps) add_object("process_steps", step.id, {}, {});
    for (const TableSpec& table : store_.tables()) add_rows(table);
    for (const auto& [table, key] : named_) {
      if (!known_.contains({table, key})) add_object(table, key, {}, {});
    }
    return builder_.finish();
  }

 private:
  void declare(const TableSpec& table) {
    std::vector<LogAttribute> attributes;
    std::vector<std::string_view> events;
    for (const ColumnSpec& column : table.columns) {
      if (const auto event = event_of(table.name, column.name)) {
        events.push_back(*event);
      } else if (!is_part_of_id(table, column.name)) {
        attributes.push_back({column.name, value_type(column.type)});
      }
    }
    if (!is_event_table(table.name)) {
      builder_.declare_object_type(table.name, attributes);
      attributes.clear();
    }
    for (const std::string_view event : events) {
      if (!event.empty()) builder_.declare_event_type(std::string(event), attributes);
    }
    if (table.name == "recovery") recovery_attributes_ = attributes;
  }

  /// Whether the object's id or its relations say it already.
  static bool is_part_of_id(const TableSpec& table, const std::string& column) {
    if (relation_of(table.name, column) != nullptr) return true;
    return !is_event_table(table.name) &&
           std::find(table.key.begin(), table.key.end(), column) != table.key.end();
  }

  void add_rows(const TableSpec& table) {
    std::vector<std::string> names;
    for (const ColumnSpec& column : table.columns) names.push_back(column.name);
    RowReader rows = store_.read(table.name, names);
    std::int64_t number = 0;
    while (rows.next()) add_row(table, rows, ++number);
  }

  void add_row(const TableSpec& table, const RowReader& row, std::int64_t number) {
    std::vector<FoundValue> values;
    std::vector<FoundRelation> related;
    std::vector<std::pair<std::string, std::string>> events;  // name, time
    std::string key, action;
    for (std::size_t index = 0; index < table.columns.size(); ++index) {
      const ColumnSpec& column = table.columns[index];
      const int place = static_cast<int>(index);
      if (row.is_null(place)) continue;
      std::string text = value_text(row, place, column.type);
      const bool in_key =
          std::find(table.key.begin(), table.key.end(), column.name) != table.key.end();
      if (in_key) key += (key.empty() ? "" : "/") + text;
      if (column.name == "action") action = text;
      if (const Relation* relation = relation_of(table.name, column.name)) {
        named_.emplace(std::string(relation->target), text);
        related.push_back({object_id(relation->target, text), std::string(relation->qualifier)});
      }
      if (column.type == ColumnType::time) text = time_text(row.integer(place));
      if (const auto event = event_of(table.name, column.name)) {
        events.emplace_back(*event, text);
      } else if (!is_part_of_id(table, column.name)) {
        values.push_back({column.name, text, value_type(column.type)});
      }
    }
    if (!is_event_table(table.name)) {
      add_object(table.name, key, values, related);
      related.push_back({object_id(table.name, key), table.name});
      values.clear();
    }
    for (auto& [name, time] : events) {
      if (name.empty()) name = declared_action(action);
      builder_.add_event(
          {fmt::format("{}:{}:{}", table.name, number, name), name, time, values, related});
    }
  }

  /// With its offset from UTC where the model names the zone of the logs.
  std::string time_text(Seconds local) const {
    LogTime time;
    time.local = local;
    if (!model_.timezone.empty()) {
      time.utc_offset = static_cast<std::int32_t>(utc_offset_at(local));
    }
    return format_log_time(time);
  }

  /// An event type for each action of recovery that occurs.
  std::string declared_action(const std::string& action) {
    std::string name = "recovery: " + action;
    if (actions_.insert(name).second) builder_.declare_event_type(name, recovery_attributes_);
    return name;
  }

  void add_object(const std::string& table, const std::string& key,
                  const std::vector<FoundValue>& values,
                  const std::vector<FoundRelation>& related) {
    known_.emplace(table, key);
    builder_.add_object({object_id(table, key), table, {}, values, related});
  }

  Store& store_;
  const ProcessModel& model_;
  LogBuilder builder_;
  std::vector<LogAttribute> recovery_attributes_;
  std::set<std::string> actions_;
  std::set<std::pair<std::string, std::string>> known_, named_;  ///< table and key
};

}  // namespace

ObjectLog log_of_store(Store& store, const ProcessModel& model) {
  if (!model.timezone.empty()) use_time_zone(model.timezone);
  return LogOfStore(store, model).build();
}

}  // namespace rastro
