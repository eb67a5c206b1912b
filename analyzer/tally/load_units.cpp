#include "tally/load_units.h"

#include <algorithm>

#include "tally/factor_columns.h"
#include "tally/failure_columns.h"
#include "tally/logs.h"
#include "tally/milestones.h"

namespace rastro {

namespace {

/// The column that names a unit within its order.
ColumnRef part_column(UnitKind unit) {
  switch (unit) {
    case UnitKind::order_line:
      return {"order_lines", "line"};
    case UnitKind::delivery:
      return {"deliveries", "delivery_id"};
    case UnitKind::installation:
      return {"installations", "installation_id"};
    case UnitKind::order:
      break;
  }
  return {};
}

UnitTable make_table(const Logs& logs, UnitKind unit, const LoadSettings& settings) {
  UnitTable table;
  table.unit = unit;
  table.as_of = settings.as_of;
  table.seen_until = settings.seen_until;
  table.order = logs.order_of(unit);
  const auto& ordered_at = logs.table("orders").column("ordered_at").times;
  const LogColumn& ids = logs.table("orders").column("order_id");
  for (const auto order : table.order) {
    table.day.push_back(day_of(ordered_at[order]));
    table.order_id.push_back(ids.dictionary.texts()[ids.codes[order]]);
  }
  table.part.resize(table.size());
  const ColumnRef part = part_column(unit);
  if (part.table.empty()) return table;
  const LogColumn& parts = logs.table(part.table).column(part.column);
  for (std::size_t row = 0; row < table.size(); ++row) {
    table.part[row] = parts.dictionary.texts()[parts.codes[row]];
  }
  return table;
}

}  // namespace

Units load_units(Store& store, const ProcessModel& model, const LoadSettings& settings) {
  const Logs logs(store, model, settings);
  Units units;
  for (const UnitKind unit : all_unit_kinds) {
    units.tables[static_cast<std::size_t>(unit)] = make_table(logs, unit, settings);
  }
  for (UnitTable& table : units.tables) table.milestones = read_milestones(model, logs, table);
  add_factors(store, model, logs, units);
  add_failures(store, model, logs, settings, units);
  return units;
}

}  // namespace rastro
