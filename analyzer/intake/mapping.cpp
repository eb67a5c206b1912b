#include "intake/mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "formats/content_hash.h"
#include "formats/csv_reader.h"

namespace rastro {

namespace {

/// What exports call the tables in Spanish; the longer names first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> spanish_names = {{
    {"lineas_de_pedido", "order_lines"},
    {"lineas_pedido", "order_lines"},
    {"instalaciones", "installations"},
    {"descripciones", "descriptions"},
    {"recuperacion", "recovery"},
    {"incidencias", "incidents"},
    {"productos", "products"},
    {"encuestas", "surveys"},
    {"clientes", "customers"},
    {"entregas", "deliveries"},
    {"cambios", "changes"},
    {"pedidos", "orders"},
    {"lineas", "order_lines"},
}};

/// "Order ID" and "order-id" are written order_id in the tables.
std::string as_name(std::string_view heading) {
  std::string name = fold(trim(heading));
  for (char& character : name) {
    if (character == ' ' || character == '-' || character == '.') character = '_';
  }
  return name;
}

/// orders, orders-2026-09-01, orders_export; not ordersomething.
bool begins_with_name(std::string_view stem, std::string_view name) {
  if (!stem.starts_with(name)) return false;
  return stem.size() == name.size() || stem[name.size()] < 'a' || stem[name.size()] > 'z';
}

const TableSpec* table_by_name(const ProcessModel& model, const std::string& file) {
  const std::string stem = as_name(std::filesystem::path(file).stem().string());
  const TableSpec* best = nullptr;
  for (const TableSpec& table : model.tables) {
    const bool longer = best == nullptr || table.name.size() > best->name.size();
    if (longer && begins_with_name(stem, table.name)) best = &table;
  }
  if (best != nullptr) return best;
  for (const auto& [name, table] : spanish_names) {
    if (begins_with_name(stem, name)) return find_table(model.tables, table);
  }
  return nullptr;
}

/// The table's column that a heading means; nullptr where it means none.
const ColumnSpec* column_of(const ProcessModel& model, const TableSpec& table,
                            const std::string& heading) {
  const std::string name = as_name(heading);
  for (const ColumnSpec& column : table.columns) {
    if (fold(column.name) == name) return &column;
  }
  const auto aliases = model.import.aliases.find(table.name);
  if (aliases == model.import.aliases.end()) return nullptr;
  for (const std::string& written : {fold(trim(heading)), name}) {
    const auto alias = aliases->second.find(written);
    if (alias != aliases->second.end()) return table.find(alias->second);
  }
  return nullptr;
}

std::optional<std::size_t> find_heading(const std::vector<std::string>& headings,
                                        std::string_view wanted) {
  const std::string folded = fold(trim(wanted));
  for (std::size_t index = 0; index < headings.size(); ++index) {
    if (fold(headings[index]) == folded) return index;
  }
  return std::nullopt;
}

PlannedColumn planned(const ColumnSpec& column, std::size_t field) {
  PlannedColumn plan;
  plan.target = column.name;
  plan.field = field;
  plan.reading.type = column.type;
  plan.reading.day_ends = column.name == "promised_at";
  return plan;
}

PlannedTable match_headings(const ProcessModel& model, const TableSpec& table, FilePlan& plan) {
  PlannedTable result;
  result.spec = &table;
  for (std::size_t field = 0; field < plan.headings.size(); ++field) {
    const ColumnSpec* column = column_of(model, table, plan.headings[field]);
    if (column == nullptr) continue;
    const auto taken = std::find_if(result.columns.begin(), result.columns.end(),
                                    [&](const auto& one) { return one.target == column->name; });
    if (taken == result.columns.end()) {
      result.columns.push_back(planned(*column, field));
    } else {
      plan.notes.push_back(fmt::format("'{}' and '{}' both mean {}: the first is used",
                                       plan.headings[taken->field], plan.headings[field],
                                       column->name));
    }
  }
  return result;
}

/// A column that the table needs is missing: says what the file has instead.
[[noreturn]] void throw_missing(const FilePlan& plan, const TableSpec& table,
                                const std::string& heading, const std::string& column) {
  std::string help = did_you_mean(heading, plan.headings);
  if (help.empty()) {
    help = fmt::format("the file has: {}", fmt::join(plan.headings, ", "));
  } else {
    help += " If so, map it in the model's import section.";
  }
  const std::string named = heading == column ? "" : fmt::format(" (heading '{}')", heading);
  throw Error(fmt::format("table {} needs the column {}{}, which the file does not have",
                          table.name, column, named),
              {plan.path, 1}, help);
}

void check_required(const FilePlan& plan, const PlannedTable& table) {
  for (const ColumnSpec& column : table.spec->columns) {
    const bool is_key = std::find(table.spec->key.begin(), table.spec->key.end(), column.name) !=
                        table.spec->key.end();
    if (!column.required && !is_key) continue;
    const bool present =
        std::any_of(table.columns.begin(), table.columns.end(),
                    [&](const PlannedColumn& one) { return one.target == column.name; });
    if (!present) throw_missing(plan, *table.spec, column.name, column.name);
  }
}

PlannedTable follow_mapping(const ProcessModel& model, const TableMapping& mapping,
                            FilePlan& plan) {
  const TableSpec* table = find_table(model.tables, mapping.table);
  if (table == nullptr) throw Error("the model maps to an unknown table '" + mapping.table + "'");
  PlannedTable result;
  result.spec = table;
  if (mapping.columns.empty()) result = match_headings(model, *table, plan);
  result.on_repeat = mapping.on_repeat;
  for (const ColumnMapping& column : mapping.columns) {
    const ColumnSpec* spec = table->find(column.target);
    if (spec == nullptr) {
      throw Error(fmt::format("the model maps to an unknown column '{}' of table {}", column.target,
                              mapping.table));
    }
    const auto field = find_heading(plan.headings, column.heading);
    if (!column.constant && !field) {
      if (spec->required) throw_missing(plan, *table, column.heading, spec->name);
      plan.notes.push_back(fmt::format("the model reads {}.{} from '{}', which the file lacks",
                                       mapping.table, column.target, column.heading));
      continue;
    }
    result.columns.push_back(planned(*spec, field.value_or(0)));
    result.columns.back().constant = column.constant;
    result.columns.back().reading.format = column.format;
  }
  for (const std::string& heading : mapping.only_if_present) {
    const auto field = find_heading(plan.headings, heading);
    if (!field) throw_missing(plan, *table, heading, heading);
    result.only_if_present.push_back(*field);
  }
  return result;
}

bool has_all_required(const PlannedTable& table) {
  return std::all_of(
      table.spec->columns.begin(), table.spec->columns.end(), [&](const ColumnSpec& column) {
        if (!column.required) return true;
        return std::any_of(table.columns.begin(), table.columns.end(),
                           [&](const PlannedColumn& one) { return one.target == column.name; });
      });
}

/// The one table whose needed columns are all there and which knows most of the headings, at least
/// two thirds of them; nullptr where there is none, or two are as good.
const TableSpec* table_by_headings(const ProcessModel& model, const FilePlan& plan) {
  const TableSpec* best = nullptr;
  std::size_t best_known = 0;
  bool tie = false;
  for (const TableSpec& table : model.tables) {
    FilePlan scratch = plan;
    const PlannedTable matched = match_headings(model, table, scratch);
    const std::size_t known = matched.columns.size();
    if (!has_all_required(matched) || known * 3 < plan.headings.size() * 2) continue;
    if (known == best_known) tie = true;
    if (known <= best_known) continue;
    best = &table;
    best_known = known;
    tie = false;
  }
  return tie ? nullptr : best;
}

void note_unused(FilePlan& plan) {
  std::vector<bool> used(plan.headings.size(), false);
  for (const PlannedTable& table : plan.tables) {
    for (const PlannedColumn& column : table.columns) {
      if (!column.constant) used[column.field] = true;
    }
    for (const std::size_t field : table.only_if_present) used[field] = true;
  }
  std::vector<std::string> unused;
  for (std::size_t field = 0; field < used.size(); ++field) {
    if (used[field]) continue;
    const std::string& heading = plan.headings[field];
    unused.push_back(heading.empty() ? fmt::format("(column {})", field + 1) : heading);
  }
  if (unused.empty()) return;
  plan.notes.push_back(fmt::format("columns not used: {}", fmt::join(unused, ", ")));
}

std::uint64_t fingerprint(const ProcessModel& model, const FilePlan& plan) {
  ContentHash hash;
  const auto add = [&](std::string_view text) {
    hash.add(text);
    hash.add(text.size());
  };
  add(model.timezone);
  for (const std::string& value : model.import.empty_values) add(value);
  for (const PlannedTable& table : plan.tables) {
    add(table.spec->name);
    hash.add(static_cast<std::uint64_t>(table.on_repeat));
    for (const std::size_t field : table.only_if_present) hash.add(field);
    for (const PlannedColumn& column : table.columns) {
      add(column.target);
      add(column.constant.value_or(""));
      add(column.reading.format);
      hash.add(column.constant ? 0 : column.field + 1);
      hash.add(static_cast<std::uint64_t>(column.reading.type));
    }
  }
  return hash.value();
}

void order_tables(const ProcessModel& model, FilePlan& plan) {
  const auto place = [&](const PlannedTable& table) { return table.spec - model.tables.data(); };
  std::stable_sort(plan.tables.begin(), plan.tables.end(),
                   [&](const auto& left, const auto& right) { return place(left) < place(right); });
}

/// Fills the tables of the plan; false where the file fits none.
bool find_tables(const ProcessModel& model, FilePlan& plan) {
  const auto mapping =
      std::find_if(model.import.files.begin(), model.import.files.end(),
                   [&](const FileMapping& one) { return matches_glob(plan.file, one.match); });
  if (mapping != model.import.files.end()) {
    for (const TableMapping& table : mapping->tables) {
      plan.tables.push_back(follow_mapping(model, table, plan));
    }
    return true;
  }
  const TableSpec* table = table_by_name(model, plan.file);
  if (table == nullptr) {
    table = table_by_headings(model, plan);
    if (table == nullptr) return false;
    plan.notes.push_back("taken for " + table->name + " by its headings");
  }
  plan.tables.push_back(match_headings(model, *table, plan));
  return true;
}

}  // namespace

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

std::optional<FilePlan> plan_file(const ProcessModel& model, const std::string& path,
                                  std::string& why) {
  const CsvReader reader(path);
  FilePlan plan;
  plan.path = path;
  plan.file = file_name(path);
  plan.headings = reader.headings();
  plan.delimiter = reader.delimiter();
  if (plan.headings.empty()) {
    why = "the file is empty";
    return std::nullopt;
  }
  if (!find_tables(model, plan)) {
    why = "neither its name nor its headings fit a table; map it in the model's import section";
    return std::nullopt;
  }
  for (const PlannedTable& table : plan.tables) check_required(plan, table);
  order_tables(model, plan);
  note_unused(plan);
  plan.fingerprint = fingerprint(model, plan);
  return plan;
}

}  // namespace rastro
