#include "eventlog/ocel_sqlite_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/log_builder.h"
#include "eventlog/sqlite_log.h"

namespace rastro {

namespace {

constexpr const char* events_kind = "event";
constexpr const char* objects_kind = "object";

/// What a declared type of SQLite stands for in the standard. Its own exporters write TEXT,
/// TIMESTAMP, INTEGER, REAL and BOOLEAN; others are read by SQLite's rules of affinity.
LogValueType value_type_of(const std::string& declared) {
  const std::string folded = fold(declared);
  const auto has = [&](const char* word) { return folded.find(word) != std::string::npos; };
  if (has("bool")) return LogValueType::boolean;
  if (has("time") || has("date")) return LogValueType::time;
  if (has("int")) return LogValueType::integer;
  if (has("char") || has("clob") || has("text")) return LogValueType::string;
  if (has("real") || has("floa") || has("doub") || has("num") || has("dec")) {
    return LogValueType::real;
  }
  return LogValueType::string;
}

class OcelSqliteReader {
 public:
  OcelSqliteReader(SqliteLog& source, const std::string& file, const LogLimits& limits)
      : source_(source),
        file_(file),
        limits_(limits),
        builder_(file, LogFormat::ocel_sqlite, limits) {}

  ObjectLog read() {
    const std::vector<MappedType> event_types = mapped_types(events_kind);
    const std::vector<MappedType> object_types = mapped_types(objects_kind);
    for (const MappedType& type : event_types) declare(type, events_kind);
    for (const MappedType& type : object_types) declare(type, objects_kind);
    read_items(objects_kind);
    read_items(events_kind);
    for (const MappedType& type : object_types) read_objects_of(type);
    for (const MappedType& type : event_types) read_events_of(type);
    read_relations("event_object", "ocel_event_id", "ocel_object_id");
    read_relations("object_object", "ocel_source_id", "ocel_target_id");
    note_foreign_tables();
    ObjectLog log = builder_.finish();
    log.content_hash = source_.content_hash();
    log.size = source_.size();
    return log;
  }

 private:
  struct MappedType {
    std::string name;
    std::string table{};  ///< "": it has none
    std::vector<SqliteColumn> attributes{};
    bool has_time = false, has_changed_field = false;
  };

  /// A table of the standard, with these columns in it; "" where it is missing.
  std::string standard_table(const std::string& name, const std::vector<std::string>& columns,
                             bool is_needed) {
    const auto table = source_.find_table(name);
    if (!table) {
      if (is_needed) {
        throw Error("the file is no event log: it has no table '" + name + "'", {file_},
                    "export it as OCEL 2.0");
      }
      builder_.notes().say("The table '" + name + "' is missing.");
      return "";
    }
    used_.insert(*table);
    const std::vector<SqliteColumn> present = source_.columns(*table);
    for (const std::string& column : columns) {
      const bool has = std::any_of(present.begin(), present.end(),
                                   [&](const SqliteColumn& one) { return one.name == column; });
      if (has) continue;
      throw Error(fmt::format("table '{}' has no column '{}'", name, column), {file_, 0, column},
                  "export the log as OCEL 2.0");
    }
    return *table;
  }

  std::vector<MappedType> mapped_types(const std::string& kind) {
    std::vector<MappedType> types;
    const std::string table =
        standard_table(kind + "_map_type", {"ocel_type", "ocel_type_map"}, false);
    if (table.empty()) return types;
    source_.read(table, {"ocel_type", "ocel_type_map"}, limits_.types, [&](const SqliteRow& row) {
      MappedType type;
      type.name = row.text_or_empty(0);
      const std::string map = row.text_or_empty(1);
      const std::string wanted = fmt::format("{}_{}", kind, map);
      const auto own = source_.find_table(wanted);
      const std::string listed = fmt::format("'{}' ({})", type.name, wanted);
      if (!own) {
        builder_.notes().count("types are listed without their table", listed);
      } else if (!used_.insert(*own).second) {
        builder_.notes().count("types are listed with a table that is not theirs", listed);
      } else {
        type.table = *own;
      }
      types.push_back(std::move(type));
    });
    for (MappedType& type : types) find_attributes(type);
    return types;
  }

  void find_attributes(MappedType& type) {
    if (type.table.empty()) return;
    bool has_id = false;
    for (SqliteColumn& column : source_.columns(type.table)) {
      if (column.name == "ocel_id") {
        has_id = true;
      } else if (column.name == "ocel_time") {
        type.has_time = true;
      } else if (column.name == "ocel_changed_field") {
        type.has_changed_field = true;
      } else {
        type.attributes.push_back(std::move(column));
      }
    }
    if (has_id) return;
    builder_.notes().count("tables of types have no column 'ocel_id' and were left out",
                           "'" + type.table + "'");
    type.table.clear();
  }

  void declare(const MappedType& type, const std::string& kind) {
    std::vector<LogAttribute> attributes;
    for (const SqliteColumn& column : type.attributes) {
      attributes.push_back({column.shown, value_type_of(column.type)});
    }
    if (kind == events_kind) {
      builder_.declare_event_type(type.name, attributes);
    } else {
      builder_.declare_object_type(type.name, attributes);
    }
  }

  void read_items(const std::string& kind) {
    const std::string table = standard_table(kind, {"ocel_id", "ocel_type"}, true);
    FoundItem item;
    source_.read(table, {"ocel_id", "ocel_type"}, limits_.entries, [&](const SqliteRow& row) {
      item.id = row.text_or_empty(0);
      item.type = row.text_or_empty(1);
      if (kind == events_kind) {
        builder_.add_event(item);
      } else {
        builder_.add_object(item);
      }
    });
  }

  /// The columns to select: ocel_id, then the time and the changed field where there are any, then
  /// the attributes.
  static std::vector<std::string> columns_of(const MappedType& type) {
    std::vector<std::string> columns{"ocel_id"};
    if (type.has_time) columns.emplace_back("ocel_time");
    if (type.has_changed_field) columns.emplace_back("ocel_changed_field");
    for (const SqliteColumn& column : type.attributes) columns.push_back(column.name);
    return columns;
  }

  void read_events_of(const MappedType& type) {
    if (type.table.empty()) return;
    // An event has no changed field; the column is left out of sight where there is one.
    const std::size_t first = 1 + (type.has_time ? 1 : 0) + (type.has_changed_field ? 1 : 0);
    FoundItem item;
    source_.read(type.table, columns_of(type), limits_.entries, [&](const SqliteRow& row) {
      item.id = row.text_or_empty(0);
      item.type = type.name;
      item.time = type.has_time ? row.text_or_empty(1) : "";
      item.values.clear();
      for (std::size_t index = 0; index < type.attributes.size(); ++index) {
        auto text = row.text(first + index);
        if (!text) continue;
        item.values.push_back({type.attributes[index].shown, std::move(*text)});
      }
      builder_.extend_event(item);
    });
  }

  void read_objects_of(const MappedType& type) {
    if (type.table.empty()) return;
    FoundItem item;
    source_.read(type.table, columns_of(type), limits_.entries, [&](const SqliteRow& row) {
      item.id = row.text_or_empty(0);
      item.type = type.name;
      item.values.clear();
      take_object_values(type, row, item);
      builder_.extend_object(item);
    });
  }

  void take_object_values(const MappedType& type, const SqliteRow& row, FoundItem& item) {
    std::size_t column = 1;
    const std::string time = type.has_time ? row.text_or_empty(column++) : "";
    std::string changed = type.has_changed_field ? row.text_or_empty(column++) : "";
    const bool names_attribute =
        std::any_of(type.attributes.begin(), type.attributes.end(),
                    [&](const SqliteColumn& attribute) { return attribute.shown == changed; });
    if (!changed.empty() && !names_attribute) {
      builder_.notes().count("changed fields are no attributes; all values of the row count",
                             "'" + item.id + "': '" + changed + "'");
      changed.clear();
    }
    for (const SqliteColumn& attribute : type.attributes) {
      auto text = row.text(column++);
      if (!text) continue;
      if (!changed.empty() && attribute.shown != changed) {
        if (text->empty()) continue;
        builder_.notes().count("values stand in rows that change another field and were left out",
                               "'" + item.id + "', '" + attribute.shown + "'");
        continue;
      }
      item.values.push_back({attribute.shown, std::move(*text), LogValueType::string, time});
    }
  }

  void read_relations(const std::string& name, const std::string& from, const std::string& to) {
    const std::string table = standard_table(name, {from, to}, false);
    if (table.empty()) return;
    const std::vector<SqliteColumn> present = source_.columns(table);
    const bool has_qualifier =
        std::any_of(present.begin(), present.end(),
                    [](const SqliteColumn& column) { return column.name == "ocel_qualifier"; });
    std::vector<std::string> columns{from, to};
    if (has_qualifier) columns.emplace_back("ocel_qualifier");
    FoundItem item;
    source_.read(table, columns, limits_.links, [&](const SqliteRow& row) {
      item.id = row.text_or_empty(0);
      item.relations = {{row.text_or_empty(1), has_qualifier ? row.text_or_empty(2) : ""}};
      if (name == "event_object") {
        builder_.extend_event(item);
      } else {
        builder_.extend_object(item);
      }
    });
  }

  void note_foreign_tables() {
    for (const std::string& table : source_.tables()) {
      if (used_.contains(table)) continue;
      builder_.notes().count("tables belong to no listed type and were left out",
                             "'" + table + "'");
    }
    for (const std::string& view : source_.unread()) {
      builder_.notes().count("views and virtual tables were not read", "'" + view + "'");
    }
  }

  SqliteLog& source_;
  std::string file_;
  LogLimits limits_;
  LogBuilder builder_;
  std::set<std::string> used_;
};

}  // namespace

ObjectLog read_ocel_sqlite(const std::string& path) {
  SqliteLog source(path, {});
  return OcelSqliteReader(source, path, {}).read();
}

ObjectLog read_ocel_sqlite(ByteSource& bytes, const std::string& file, const LogLimits& limits) {
  SqliteLog source(bytes, file, limits);
  return OcelSqliteReader(source, file, limits).read();
}

}  // namespace rastro
