#include <fmt/format.h>

#include <charconv>
#include <map>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/ocel_writer.h"
#include "eventlog/sqlite_log.h"
#include "eventlog/whole_file.h"

namespace rastro {

namespace {

/// Of these digits every number fits 64 bits.
constexpr std::size_t digits_of_numbers = 18;

/// The specification's section 4, but for the tables of the types.
constexpr const char* standard_tables = R"sql(
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT,
  FOREIGN KEY (ocel_type) REFERENCES event_map_type (ocel_type));
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT,
  FOREIGN KEY (ocel_type) REFERENCES object_map_type (ocel_type));
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT,
  PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier),
  FOREIGN KEY (ocel_event_id) REFERENCES event (ocel_id),
  FOREIGN KEY (ocel_object_id) REFERENCES object (ocel_id));
CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT,
  PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier),
  FOREIGN KEY (ocel_source_id) REFERENCES object (ocel_id),
  FOREIGN KEY (ocel_target_id) REFERENCES object (ocel_id));
)sql";

const char* column_type(LogValueType type) {
  switch (type) {
    case LogValueType::time:
      return "TIMESTAMP";
    case LogValueType::integer:
      return "INTEGER";
    case LogValueType::real:
      return "REAL";
    case LogValueType::boolean:
      return "BOOLEAN";
    default:
      return "TEXT";
  }
}

/// SQLite compares names with the case of ASCII letters ignored.
std::string lower_case(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

/// The names under which types have their tables: letters and digits of the type's name, no two
/// alike, and none that makes a table of the standard ("event_object").
std::vector<std::string> map_names(const std::vector<LogType>& types) {
  std::set<std::string> taken{"object", "event"};
  std::vector<std::string> names;
  for (const LogType& type : types) {
    std::string plain;
    bool word_starts = true;
    for (const char character : type.name) {
      const bool lower = character >= 'a' && character <= 'z';
      const bool kept =
          lower || (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9');
      if (kept)
        plain += lower && word_starts ? static_cast<char>(character - 'a' + 'A') : character;
      word_starts = !kept;
    }
    if (plain.empty()) plain = "Type";
    std::string name = plain;
    for (int number = 2; !taken.insert(lower_case(name)).second; ++number) {
      name = plain + std::to_string(number);
    }
    names.push_back(std::move(name));
  }
  return names;
}

/// Binds a value so that the column's affinity leaves it as it is: what is no plain value of the
/// type is bound as a blob.
void bind_value(SQLite::Statement& row, int at, const LogAttribute& attribute,
                const std::string& text) {
  const bool is_text = attribute.type == LogValueType::string;
  const bool is_plain = is_text || canonical_value(attribute.type, text) == text;
  const bool is_integer = attribute.type == LogValueType::integer;
  if (!is_plain || (is_integer && text.size() > digits_of_numbers)) {
    row.bind(at, text.data(), static_cast<int>(text.size()));
  } else if (is_text || attribute.type == LogValueType::time) {
    row.bind(at, text);
  } else if (attribute.type == LogValueType::boolean) {
    row.bind(at, text == "true" ? 1 : 0);
  } else if (is_integer) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    row.bind(at, number);
  } else {
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    row.bind(at, number);
  }
}

class OcelSqliteWriter {
 public:
  OcelSqliteWriter(const ObjectLog& log, const std::string& file, const std::string& path)
      : log_(log), path_(path), database_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {}

  void run() {
    // The file is thrown away where it is not finished: it needs no journal.
    database_.exec("PRAGMA journal_mode=OFF; PRAGMA foreign_keys=ON");
    SQLite::Transaction transaction(database_);
    database_.exec(standard_tables);
    const std::vector<std::string> event_maps = map_names(log_.event_types);
    const std::vector<std::string> object_maps = map_names(log_.object_types);
    write_types(log_.event_types, event_maps, "event");
    write_types(log_.object_types, object_maps, "object");
    write_ids(log_.events, log_.event_types, "event");
    write_ids(log_.objects, log_.object_types, "object");
    write_relations(log_.events, "event_object");
    write_relations(log_.objects, "object_object");
    const auto events = by_type(log_.events, event_maps.size());
    const auto objects = by_type(log_.objects, object_maps.size());
    for (std::size_t type = 0; type < events.size(); ++type) {
      write_events(log_.event_types[type], events[type], "event_" + event_maps[type]);
    }
    for (std::size_t type = 0; type < objects.size(); ++type) {
      write_objects(log_.object_types[type], objects[type], "object_" + object_maps[type]);
    }
    transaction.commit();
  }

 private:
  void write_types(const std::vector<LogType>& types, const std::vector<std::string>& maps,
                   const std::string& kind) {
    SQLite::Statement row(database_, "INSERT INTO " + kind + "_map_type VALUES (?, ?)");
    for (std::size_t index = 0; index < types.size(); ++index) {
      row.bind(1, types[index].name);
      row.bind(2, maps[index]);
      row.exec();
      row.reset();
      create_table(types[index], kind + "_" + maps[index], kind);
    }
  }

  void create_table(const LogType& type, const std::string& table, const std::string& kind) {
    const bool of_events = kind == "event";
    std::string columns = of_events ? "ocel_id TEXT PRIMARY KEY, ocel_time TIMESTAMP"
                                    : "ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT";
    std::set<std::string> taken{"ocel_id", "ocel_time", "ocel_changed_field"};
    for (const LogAttribute& attribute : type.attributes) {
      const bool has_nul = attribute.name.find('\0') != std::string::npos;
      if (has_nul || !taken.insert(lower_case(attribute.name)).second) {
        throw Error("attribute '" + one_line(attribute.name, 40) + "' of type '" +
                        one_line(type.name, 40) + "' cannot be a column of SQLite",
                    {path_}, "rename it: there is another one of that name");
      }
      columns += ", " + quote_sqlite_name(attribute.name) + " " + column_type(attribute.type);
    }
    database_.exec(
        fmt::format("CREATE TABLE {} ({}, FOREIGN KEY (ocel_id) REFERENCES {} (ocel_id))",
                    quote_sqlite_name(table), columns, kind));
  }

  template <typename Item>
  void write_ids(const std::vector<Item>& items, const std::vector<LogType>& types,
                 const std::string& table) {
    SQLite::Statement row(database_, "INSERT INTO " + table + " VALUES (?, ?)");
    for (const Item& item : items) {
      row.bind(1, item.id);
      row.bind(2, types[item.type].name);
      row.exec();
      row.reset();
    }
  }

  template <typename Item>
  void write_relations(const std::vector<Item>& items, const std::string& table) {
    SQLite::Statement row(database_, "INSERT INTO " + table + " VALUES (?, ?, ?)");
    for (const Item& item : items) {
      for (const LogRelation& relation : item.objects) {
        row.bind(1, item.id);
        row.bind(2, log_.objects[relation.object].id);
        row.bind(3, relation.qualifier);
        row.exec();
        row.reset();
      }
    }
  }

  /// A row of a type's table; the columns that are not bound are NULL.
  SQLite::Statement row_into(const std::string& table, std::size_t columns) {
    std::string marks = "?";
    for (std::size_t index = 1; index < columns; ++index) marks += ", ?";
    return {database_, fmt::format("INSERT INTO {} VALUES ({})", quote_sqlite_name(table), marks)};
  }

  static void finish(SQLite::Statement& row) {
    row.exec();
    row.reset();
    row.clearBindings();
  }

  template <typename Item>
  static std::vector<std::vector<const Item*>> by_type(const std::vector<Item>& items,
                                                       std::size_t types) {
    std::vector<std::vector<const Item*>> sorted(types);
    for (const Item& item : items) sorted[item.type].push_back(&item);
    return sorted;
  }

  void write_events(const LogType& type, const std::vector<const LogEvent*>& events,
                    const std::string& table) {
    const auto& attributes = type.attributes;
    SQLite::Statement row = row_into(table, 2 + attributes.size());
    for (const LogEvent* event : events) {
      row.bind(1, event->id);
      if (event->time.known()) row.bind(2, format_log_time(event->time));
      for (const LogValue& value : event->values) {
        bind_value(row, 3 + static_cast<int>(value.attribute), attributes[value.attribute],
                   value.text);
      }
      finish(row);
    }
  }

  void write_objects(const LogType& type, const std::vector<const LogObject*>& objects,
                     const std::string& table) {
    SQLite::Statement row = row_into(table, 3 + type.attributes.size());
    for (const LogObject* object : objects) write_object(row, type, *object);
  }

  /// One row with all values from the start, then one for each change.
  static void write_object(SQLite::Statement& row, const LogType& type, const LogObject& object) {
    std::vector<const LogChange*> later;
    std::set<std::uint32_t> given;
    row.bind(1, object.id);
    row.bind(2, written_change_time({}));
    const auto bind = [&](const LogChange& change) {
      bind_value(row, 4 + static_cast<int>(change.attribute), type.attributes[change.attribute],
                 change.text);
    };
    for (const LogChange& change : object.values) {
      if (change.set_at.known() || !given.insert(change.attribute).second) {
        later.push_back(&change);
      } else {
        bind(change);
      }
    }
    finish(row);
    for (const LogChange* change : later) {
      row.bind(1, object.id);
      row.bind(2, written_change_time(change->set_at));
      row.bind(3, type.attributes[change->attribute].name);
      bind(*change);
      finish(row);
    }
  }

  const ObjectLog& log_;
  std::string path_;
  SQLite::Database database_;
};

}  // namespace

void write_ocel_sqlite(const ObjectLog& log, const std::string& path) {
  refuse_broken_structure(log, path);
  WholeFile file(path);
  try {
    OcelSqliteWriter(log, file.temporary_path(), path).run();
  } catch (const SQLite::Exception& fault) {
    throw Error(std::string("the log cannot be written: ") + fault.what(), {path},
                "check the folder and the room on the disk");
  }
  file.commit();
}

}  // namespace rastro
