#include "process/import_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "process/model_tables.h"

namespace rastro {

namespace {

using Aliases = std::map<std::string, std::string>;  // folded heading → column

/// Shares a heading between two columns of one table: nobody could tell which one is meant.
void check_heading_is_free(const TomlSection& section, const TableSpec& table,
                           const Aliases& aliases, const std::string& column,
                           const ModelWord& heading) {
  const std::string folded = heading_key(heading.text);
  if (folded.empty()) section.fail_at(heading.line, column, "a heading must not be empty");
  const auto taken = aliases.find(folded);
  const auto named = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const auto& one) { return heading_key(one.name) == folded; });
  const std::string other = taken != aliases.end()         ? taken->second
                            : named != table.columns.end() ? named->name
                                                           : "";
  if (other.empty() || other == column) return;
  section.fail_at(heading.line, column,
                  fmt::format("heading '{}' already means {}.{}", heading.text, table.name, other),
                  "a heading can mean one column of a table only");
}

Aliases read_table_aliases(const toml::table& toml, const TableSpec& table,
                           const std::string& file) {
  const auto section = TomlSection::open(toml, "import.aliases." + table.name, file);
  Aliases aliases;
  for (const ModelWord& column : section.keys()) {
    find_column(section, column.text, table, column);
    for (const ModelWord& heading : section.words(column.text)) {
      check_heading_is_free(section, table, aliases, column.text, heading);
      aliases.emplace(heading_key(heading.text), column.text);
    }
  }
  return aliases;
}

std::map<std::string, Aliases> read_aliases(const TomlSection& import,
                                            const std::vector<TableSpec>& tables) {
  std::map<std::string, Aliases> aliases;
  const toml::table* table = import.subtable("aliases");
  if (table == nullptr) return aliases;
  const auto section = TomlSection::open(*table, "import.aliases", import.file());
  for (const ModelWord& name : section.keys()) {
    const TableSpec& spec = tables[section.look_up(name, name.text, table_names(tables))];
    aliases[spec.name] = read_table_aliases(*section.subtable(name.text), spec, import.file());
  }
  return aliases;
}

/// The words that stand for the codes of one column: code = ["word", …].
CodeList read_column_codes(const toml::table& toml, const std::string& what,
                           const std::string& file) {
  const auto section = TomlSection::open(toml, what, file);
  CodeList codes;
  for (const ModelWord& code : section.keys()) {
    std::vector<ModelWord> words = section.words(code.text);
    words.push_back(code);
    for (const ModelWord& word : words) {
      const auto [place, added] = codes.emplace(code_key(word.text), code.text);
      if (added || place->second == code.text) continue;
      section.fail_at(word.line, code.text,
                      fmt::format("'{}' already means {}", word.text, place->second),
                      "a word can mean one code of a column only");
    }
  }
  return codes;
}

std::map<std::string, std::map<std::string, CodeList>> read_codes(
    const TomlSection& import, const std::vector<TableSpec>& tables) {
  std::map<std::string, std::map<std::string, CodeList>> codes;
  const toml::table* toml = import.subtable("codes");
  if (toml == nullptr) return codes;
  const auto section = TomlSection::open(*toml, "import.codes", import.file());
  for (const ModelWord& name : section.keys()) {
    const TableSpec& table = tables[section.look_up(name, name.text, table_names(tables))];
    const std::string what = "import.codes." + table.name;
    const auto columns = TomlSection::open(*section.subtable(name.text), what, import.file());
    for (const ModelWord& column : columns.keys()) {
      const ColumnSpec& spec = find_column(columns, column.text, table, column);
      if (spec.type != ColumnType::text) {
        columns.fail_at(column.line, column.text, "only columns of texts hold codes");
      }
      codes[table.name][spec.name] =
          read_column_codes(*columns.subtable(column.text), what + '.' + spec.name, import.file());
    }
  }
  return codes;
}

/// A pattern that parse_time() understands, or "date": the day of any ISO time.
void check_format(const TomlSection& section, const ColumnSpec& column, std::string_view format) {
  if (column.type != ColumnType::time) {
    section.fail("format", fmt::format("'{}' holds no times", column.name),
                 "only columns of times take a format");
  }
  if (format == "date" || format == "excel" || format == "excel1904") return;
  bool has_field = false;
  for (std::size_t index = 0; index < format.size(); ++index) {
    if (format[index] != '%') continue;
    has_field = true;
    ++index;
    if (index == format.size() ||
        std::string_view("dmYybHMS").find(format[index]) == std::string_view::npos) {
      section.fail("format", fmt::format("'{}' is not a pattern for times", format),
                   "its parts are %d %m %Y %y %b %H %M %S, or write \"date\" or \"excel\"");
    }
  }
  if (!has_field) {
    section.fail("format", fmt::format("'{}' is not a pattern for times", format),
                 "write it as in \"%d/%m/%Y %H:%M\", or \"date\"");
  }
}

ColumnMapping read_column_mapping(const TomlSection& columns, const ModelWord& name,
                                  const TableSpec& table) {
  const ColumnSpec& column = find_column(columns, name.text, table, name);
  ColumnMapping mapping;
  mapping.target = column.name;
  if (!columns.holds_table(name.text)) {
    mapping.heading = columns.text(name.text);
    return mapping;
  }
  const TomlSection section(*columns.subtable(name.text), columns.what() + " " + column.name,
                            columns.file(), {"heading", "constant", "format"});
  if (section.has("heading") == section.has("constant")) {
    section.fail("", "needs either 'heading' or 'constant'");
  }
  if (section.has("constant")) {
    mapping.constant = section.scalar_text("constant");
  } else {
    mapping.heading = section.text("heading");
  }
  if (section.has("format")) {
    mapping.format = section.text("format");
    check_format(section, column, mapping.format);
  }
  return mapping;
}

void check_needed_columns(const TomlSection& section, const TableMapping& mapping,
                          const TableSpec& table) {
  for (const ColumnSpec& column : table.columns) {
    const auto is_mapped = [&](const ColumnMapping& mapped) {
      return mapped.target == column.name;
    };
    if (!column.required ||
        std::any_of(mapping.columns.begin(), mapping.columns.end(), is_mapped)) {
      continue;
    }
    const bool is_key =
        std::find(table.key.begin(), table.key.end(), column.name) != table.key.end();
    section.fail("columns",
                 fmt::format("{} '{}' of {} is not mapped",
                             is_key ? "key column" : "required column", column.name, table.name),
                 fmt::format("add '{} = \"its heading\"', or a constant", column.name));
  }
}

TableMapping read_table_mapping(const toml::table& toml, const TomlSection& file_section,
                                const std::vector<TableSpec>& tables) {
  TomlSection section(toml, file_section.what(), file_section.file(),
                      {"into", "columns", "on_repeat", "only_if_present"});
  const TableSpec& table = tables[section.reference("into", table_names(tables))];
  TableMapping mapping;
  mapping.table = table.name;
  const toml::table* columns = section.subtable("columns");
  if (columns == nullptr) section.fail("columns", "'columns' is missing");
  const auto column_section =
      TomlSection::open(*columns, section.what() + " into " + table.name, section.file());
  for (const ModelWord& name : column_section.keys()) {
    mapping.columns.push_back(read_column_mapping(column_section, name, table));
  }
  check_needed_columns(section, mapping, table);
  if (section.has("on_repeat")) {
    constexpr OnRepeat choices[] = {OnRepeat::reject, OnRepeat::first, OnRepeat::last};
    mapping.on_repeat =
        choices[section.reference("on_repeat", {"choice", {"reject", "first", "last"}})];
  }
  for (const ModelWord& heading : section.words("only_if_present")) {
    mapping.only_if_present.push_back(heading.text);
  }
  return mapping;
}

FileMapping read_file_mapping(const toml::table& toml, const std::string& file,
                              const std::vector<TableSpec>& tables) {
  const TomlSection unnamed(toml, "import.file", file, {"match", "sheet", "table"});
  FileMapping mapping;
  mapping.match = unnamed.text("match");
  const TomlSection section(toml, "import.file '" + mapping.match + "'", file,
                            {"match", "sheet", "table"});
  if (section.has("sheet")) mapping.sheet = section.text("sheet");
  for (const toml::table* table : section.tables("table")) {
    mapping.tables.push_back(read_table_mapping(*table, section, tables));
  }
  if (mapping.tables.empty()) {
    section.fail("table", "feeds no table", "add an [[import.file.table]] below it");
  }
  return mapping;
}

}  // namespace

ImportSpec read_import(const TomlSection& root, const std::vector<TableSpec>& tables) {
  ImportSpec import;
  const toml::table* table = root.subtable("import");
  if (table == nullptr) return import;
  const TomlSection section(*table, "import", root.file(),
                            {"rejection_threshold", "empty_values", "aliases", "codes", "file"});
  import.rejection_threshold =
      section.number_or("rejection_threshold", import.rejection_threshold, 0, 1);
  for (const ModelWord& value : section.words("empty_values")) {
    import.empty_values.push_back(value.text);
  }
  import.aliases = read_aliases(section, tables);
  import.codes = read_codes(section, tables);
  for (const toml::table* file : section.tables("file")) {
    import.files.push_back(read_file_mapping(*file, root.file(), tables));
  }
  return import;
}

}  // namespace rastro
