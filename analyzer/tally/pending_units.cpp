#include "tally/pending_units.h"

#include <algorithm>
#include <string>
#include <vector>

#include "store/import_log.h"

namespace rastro {

namespace {

using Flags = std::vector<std::uint8_t>;

/// By order: 1 where a failure kind excludes it by one of its own values.
Flags excluded_orders(const ProcessModel& model, const Logs& logs) {
  Flags excluded(logs.size(UnitKind::order), 0);
  for (const FailureKind& kind : model.failures) {
    for (const Exclusion& exclusion : kind.excluded) {
      if (exclusion.column.table != "orders" || !logs.has(exclusion.column)) continue;
      const auto codes = logs.home_codes(exclusion.column);
      const Dictionary& dictionary =
          logs.table("orders").column(exclusion.column.column).dictionary;
      for (const std::string& value : exclusion.values) {
        const Code code = dictionary.find(value);
        if (code == 0) continue;
        for (std::size_t order = 0; order < codes.size(); ++order) {
          if (codes[order] == code) excluded[order] = 1;
        }
      }
    }
  }
  return excluded;
}

bool any_known(const std::vector<Seconds>& times) {
  return std::any_of(times.begin(), times.end(), [](Seconds time) { return time != no_time; });
}

/// Takes out the orders that came back: nothing of them is to come.
void drop_returned(const Logs& logs, Flags& undelivered) {
  const ColumnRef outcome{"deliveries", "outcome"};
  if (!logs.has(outcome)) return;
  const Code returned = logs.table("deliveries").column("outcome").dictionary.find("returned");
  const auto codes = logs.home_codes(outcome);
  const auto& orders = logs.order_of(UnitKind::delivery);
  for (std::size_t row = 0; row < codes.size(); ++row) {
    if (returned != 0 && codes[row] == returned) undelivered[orders[row]] = 0;
  }
}

/// By order: 1 where nothing has arrived yet. Empty where arrivals are never recorded.
Flags undelivered_orders(Store& store, const Logs& logs, const Flags& excluded) {
  const ColumnRef arrival{"deliveries", "delivered_at"};
  if (!logs.has(arrival)) return {};
  const auto arrived = logs.carry(logs.home_times(arrival), UnitKind::delivery, UnitKind::order);
  if (!any_known(arrived)) return {};
  Flags undelivered(excluded.size(), 0);
  for (std::size_t order = 0; order < undelivered.size(); ++order) {
    undelivered[order] = excluded[order] == 0 && arrived[order] == no_time;
  }
  drop_returned(logs, undelivered);
  for (const Rejection& rejection : ImportLog(store).rejections()) {
    if (rejection.table != arrival.table) continue;
    if (const auto order = logs.find_order(rejection.order_id)) undelivered[*order] = 0;
  }
  return undelivered;
}

/// By unit: when the time of it that is done first is known.
std::vector<Seconds> done_times(const Logs& logs, UnitKind unit) {
  const bool delivery = unit == UnitKind::delivery;
  const ColumnRef column = delivery ? ColumnRef{"deliveries", "attempted_at"}
                                    : ColumnRef{"installations", "completed_at"};
  if (!logs.has(column)) return std::vector<Seconds>(logs.size(unit), no_time);
  return logs.home_times(column);
}

}  // namespace

void find_pending(Store& store, const ProcessModel& model, const Logs& logs,
                  const LoadSettings& settings, Units& units) {
  const Flags excluded = excluded_orders(model, logs);
  const Flags undelivered = undelivered_orders(store, logs, excluded);
  for (UnitTable& table : units.tables) {
    const bool installation = table.unit == UnitKind::installation;
    const auto& orders = logs.order_of(table.unit);
    std::vector<Seconds> done;
    if (installation || table.unit == UnitKind::delivery) done = done_times(logs, table.unit);
    if (installation ? !any_known(done) : undelivered.empty()) continue;
    for (std::uint32_t row = 0; row < table.size(); ++row) {
      const bool to_come =
          installation ? excluded[orders[row]] == 0 : undelivered[orders[row]] != 0;
      if (!to_come || table.day[row] < settings.clues_from) continue;
      if (done.empty() || done[row] == no_time) table.pending.push_back(row);
    }
  }
}

}  // namespace rastro
