#include "intake/column_mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "intake/headings.h"

namespace rastro {

namespace {

PlannedColumn planned(const ColumnSpec& column, std::size_t field) {
  PlannedColumn plan;
  plan.target = column.name;
  plan.field = field;
  plan.reading.type = column.type;
  plan.reading.day_ends = column.name == "promised_at";
  return plan;
}

/// A column that the table needs is missing: says what the file has instead.
[[noreturn]] void throw_missing(const ProcessModel& model, const FilePlan& plan,
                                const TableSpec& table, const std::string& heading,
                                const std::string& column) {
  std::string help = did_you_mean(heading, plan.headings());
  if (help.empty() && heading == column) {
    const std::string nearest = nearest_heading(model, plan.headings(), table, column);
    if (!nearest.empty()) help = "did you mean '" + nearest + "'?";
  }
  if (help.empty()) {
    help = fmt::format("the file has: {}", fmt::join(plan.headings(), ", "));
  } else {
    help += " If so, map it in the model's import section.";
  }
  const std::string named = heading == column ? "" : fmt::format(" (heading '{}')", heading);
  throw Error(fmt::format("table {} needs the column {}{}, which the file does not have",
                          table.name, column, named),
              {plan.path, plan.heading.line}, help);
}

}  // namespace

PlannedTable match_headings(const ProcessModel& model, const TableSpec& table, FilePlan& plan) {
  PlannedTable result;
  result.spec = &table;
  for (std::size_t field = 0; field < plan.headings().size(); ++field) {
    const ColumnSpec* column = column_of(model, table, plan.headings()[field]);
    if (column == nullptr) continue;
    const auto taken = std::find_if(result.columns.begin(), result.columns.end(),
                                    [&](const auto& one) { return one.target == column->name; });
    if (taken == result.columns.end()) {
      result.columns.push_back(planned(*column, field));
    } else if (fold(plan.headings()[taken->field]) != fold(plan.headings()[field])) {
      plan.notes.push_back(fmt::format("'{}' and '{}' both mean {}: the first is used",
                                       plan.headings()[taken->field], plan.headings()[field],
                                       column->name));
    }
  }
  return result;
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
    const auto field = place_of_heading(plan.headings(), column.heading);
    if (!column.constant && !field) {
      if (spec->required) throw_missing(model, plan, *table, column.heading, spec->name);
      plan.notes.push_back(fmt::format("the model reads {}.{} from '{}', which the file lacks",
                                       mapping.table, column.target, column.heading));
      continue;
    }
    result.columns.push_back(planned(*spec, field.value_or(0)));
    result.columns.back().constant = column.constant;
    result.columns.back().reading.format = column.format;
  }
  for (const std::string& heading : mapping.only_if_present) {
    const auto field = place_of_heading(plan.headings(), heading);
    if (!field) throw_missing(model, plan, *table, heading, heading);
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

void check_required(const ProcessModel& model, const FilePlan& plan, const PlannedTable& table) {
  for (const ColumnSpec& column : table.spec->columns) {
    const bool is_key = std::find(table.spec->key.begin(), table.spec->key.end(), column.name) !=
                        table.spec->key.end();
    if (!column.required && !is_key) continue;
    const bool present =
        std::any_of(table.columns.begin(), table.columns.end(),
                    [&](const PlannedColumn& one) { return one.target == column.name; });
    if (!present) throw_missing(model, plan, *table.spec, column.name, column.name);
  }
}

}  // namespace rastro
