#include "tally/load_units.h"

#include <algorithm>

#include "tally/address_clues.h"
#include "tally/factor_columns.h"
#include "tally/failure_columns.h"
#include "tally/item_clues.h"
#include "tally/logs.h"
#include "tally/milestones.h"
#include "tally/pending_units.h"

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

/// Of the units that failed in the days of which it is asked.
void read_clues(Store& store, const ProcessModel& model, const Logs& logs,
                const LoadSettings& settings, Units& units) {
  units.clues.items.resize(model.failures.size());
  units.clues.addresses.resize(model.failures.size());
  for (std::size_t kind = 0; kind < model.failures.size(); ++kind) {
    const UnitTable& table = units.of(model.failures[kind].unit);
    std::vector<ReportedClue> reported = units.reported_clues[kind];
    std::erase_if(reported, [&](const ReportedClue& clue) {
      return table.day[clue.unit] < settings.clues_from;
    });
    if (model.failures[kind].evidence == EvidenceKind::received_item) {
      units.clues.items[kind] = read_item_clues(logs, reported);
    } else if (model.failures[kind].evidence == EvidenceKind::address) {
      units.clues.addresses[kind] =
          read_address_clues(store, table, reported, end_of(settings.seen_until));
    }
  }
  units.clues.catalogue =
      read_catalogue(store, units.of(UnitKind::order_line), units.clues.items, settings.as_of);
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
  find_pending(store, model, logs, settings, units);
  read_clues(store, model, logs, settings, units);
  return units;
}

}  // namespace rastro
