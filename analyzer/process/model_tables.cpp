#include "process/model_tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace rastro {

namespace {

bool is_name(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

void check_name(const TomlSection& section, std::string_view key, const ModelWord& name) {
  if (is_name(name.text)) return;
  section.fail_at(name.line, key, fmt::format("'{}' cannot be a name", name.text),
                  "use lower-case letters, digits and _");
}

void add_extra_columns(const TomlSection& root, std::vector<TableSpec>& tables) {
  const toml::table* declared = root.subtable("extra_columns");
  if (declared == nullptr) return;
  const auto section = TomlSection::open(*declared, "extra_columns", root.file());
  for (const ModelWord& name : section.keys()) {
    TableSpec& table = tables[section.look_up(name, name.text, table_names(tables))];
    for (const ModelWord& column : section.words(name.text)) {
      check_name(section, name.text, column);
      if (table.find(column.text) != nullptr) {
        section.fail_at(column.line, name.text,
                        fmt::format("'{}' is a column of {} already", column.text, table.name),
                        "delete it here");
      }
      table.columns.push_back({column.text, ColumnType::text, false});
    }
  }
}

LookupTable read_lookup(const toml::table& table, const std::string& file,
                        const std::vector<TableSpec>& tables) {
  const TomlSection section(table, "lookup", file, {"table", "key", "columns", "joined_by"});
  LookupTable lookup;
  lookup.spec.name = section.text("table");
  check_name(section, "table", {lookup.spec.name, section.line_of("table")});
  if (find_table(tables, lookup.spec.name) != nullptr) {
    section.fail("table", fmt::format("there is a table '{}' already", lookup.spec.name),
                 "give the lookup another name, or list its columns in [extra_columns]");
  }
  const ModelWord key{section.text("key"), section.line_of("key")};
  check_name(section, "key", key);
  lookup.spec.key = {key.text};
  lookup.spec.columns.push_back({key.text, ColumnType::text, true});
  for (const ModelWord& column : section.words("columns")) {
    check_name(section, "columns", column);
    if (column.text == key.text) {
      section.fail_at(column.line, "columns", fmt::format("'{}' is the key", key.text),
                      "delete it from 'columns'");
    }
    lookup.spec.columns.push_back({column.text, ColumnType::text, false});
  }
  lookup.joined_by = read_column(section, "joined_by", tables);
  return lookup;
}

}  // namespace

Vocabulary table_names(const std::vector<TableSpec>& tables) {
  Vocabulary names{"table", {}};
  for (const TableSpec& table : tables) names.words.push_back(table.name);
  return names;
}

Vocabulary column_names(const TableSpec& table) {
  Vocabulary names{"column of " + table.name, {}};
  for (const ColumnSpec& column : table.columns) names.words.push_back(column.name);
  return names;
}

const ColumnSpec& find_column(const TomlSection& section, std::string_view key,
                              const TableSpec& table, const ModelWord& column) {
  if (const ColumnSpec* found = table.find(column.text)) return *found;
  section.fail_at(
      column.line, key, fmt::format("'{}' is not a column of {}", column.text, table.name),
      fmt::format("{}\n  a column of your own is declared under [extra_columns]: "
                  "{} = [\"{}\"]",
                  suggestion(column.text, column_names(table)), table.name, column.text));
}

ColumnRef read_column(const TomlSection& section, std::string_view key,
                      const std::vector<TableSpec>& tables) {
  const std::string written = section.text(key);
  const auto dot = written.find('.');
  if (dot == std::string::npos) {
    section.fail(key, fmt::format("'{}' names no table", written),
                 "write table.column, as in orders.channel");
  }
  const long line = section.line_of(key);
  const std::string table = written.substr(0, dot);
  const std::string column = written.substr(dot + 1);
  const TableSpec& spec = tables[section.look_up({table, line}, key, table_names(tables))];
  find_column(section, key, spec, {column, line});
  return {table, column};
}

ColumnRef read_time_column(const TomlSection& section, std::string_view key,
                           const std::vector<TableSpec>& tables) {
  ColumnRef column = read_column(section, key, tables);
  if (find_table(tables, column.table)->find(column.column)->type == ColumnType::time) {
    return column;
  }
  std::vector<std::string> times;
  for (const ColumnSpec& spec : find_table(tables, column.table)->columns) {
    if (spec.type == ColumnType::time) times.push_back(column.table + "." + spec.name);
  }
  section.fail(key, fmt::format("{}.{} holds no times", column.table, column.column),
               times.empty() ? "" : fmt::format("times are: {}", fmt::join(times, ", ")));
}

void read_tables(const TomlSection& root, ProcessModel& model) {
  model.tables = standard_tables();
  add_extra_columns(root, model.tables);
  const std::vector<TableSpec> log_tables = model.tables;
  for (const toml::table* table : root.tables("lookup")) {
    LookupTable lookup = read_lookup(*table, root.file(), log_tables);
    if (find_table(model.tables, lookup.spec.name) != nullptr) {
      root.fail_at(static_cast<long>(table->source().begin.line), "table",
                   fmt::format("there is a lookup '{}' already", lookup.spec.name));
    }
    model.tables.push_back(lookup.spec);
    model.lookups.push_back(std::move(lookup));
  }
}

}  // namespace rastro
