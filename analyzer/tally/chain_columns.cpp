#include "tally/chain_columns.h"

#include <algorithm>
#include <limits>

namespace rastro {

namespace {

constexpr Seconds never = std::numeric_limits<Seconds>::max();
/// The least of all times.
constexpr Seconds always = no_time;

std::vector<Seconds> carried(const Logs& logs, const ColumnRef& column, UnitKind unit) {
  return logs.carry(logs.home_times(column), logs.home(column.table), unit);
}

/// The time of the row that a unit's value stands in: the first of these columns that is known.
std::vector<Seconds> row_times(const Logs& logs, const ColumnRef& event, UnitKind unit) {
  std::vector<ColumnRef> columns = {{"orders", "ordered_at"}};
  if (event.table == "deliveries") {
    columns = {{"deliveries", "attempted_at"},
               {"deliveries", "delivered_at"},
               {"deliveries", "dispatched_at"}};
  } else if (event.table == "installations") {
    columns = {{"installations", "completed_at"}, {"installations", "scheduled_at"}};
  }
  std::vector<Seconds> times(logs.size(unit), no_time);
  for (const ColumnRef& column : columns) {
    const auto known = carried(logs, column, unit);
    for (std::size_t row = 0; row < times.size(); ++row) {
      if (times[row] == no_time) times[row] = known[row];
    }
  }
  return times;
}

std::vector<Seconds> due_times(const Logs& logs, const FailureKind& kind) {
  auto due = carried(logs, kind.detection.due, kind.unit);
  for (Seconds& time : due) {
    if (time != no_time) time += static_cast<Seconds>(kind.detection.grace_hours * 3600);
  }
  return due;
}

/// When each unit of the kind failed, if it did; `never` where that is not known.
std::vector<Seconds> happened(const Logs& logs, const FailureKind& kind) {
  std::vector<Seconds> times(logs.size(kind.unit), always);
  if (kind.detection.how == Detection::How::late) {
    times = due_times(logs, kind);
    for (Seconds& time : times) time = time == no_time ? never : start_of(day_of(time));
  } else if (kind.detection.how == Detection::How::equals) {
    times = row_times(logs, kind.detection.event, kind.unit);
    std::replace(times.begin(), times.end(), no_time, never);
  }
  return times;
}

/// When it was decided at the latest how each unit of the kind fared.
std::vector<Seconds> decided(const Logs& logs, const FailureKind& kind,
                             const std::vector<Seconds>& first_reports) {
  std::vector<Seconds> times = first_reports;
  if (kind.detection.how == Detection::How::equals) {
    times = row_times(logs, kind.detection.event, kind.unit);
  }
  if (kind.detection.how == Detection::How::late) {
    times = due_times(logs, kind);
    const auto done = carried(logs, kind.detection.event, kind.unit);
    for (std::size_t row = 0; row < times.size(); ++row) {
      if (done[row] != no_time && (times[row] == no_time || done[row] < times[row])) {
        times[row] = done[row];
      }
    }
  }
  std::replace(times.begin(), times.end(), no_time, never);
  return times;
}

bool is_item(UnitKind unit) {
  return unit == UnitKind::order_line || unit == UnitKind::installation;
}

/// For each unit of the later kind, the first failed unit of the earlier one that lay before.
std::vector<std::uint32_t> first_before(const Logs& logs, const FailureKind& earlier,
                                        const std::vector<std::uint8_t>& failed,
                                        const std::vector<Seconds>& failed_at, UnitKind unit,
                                        const std::vector<Seconds>& decided_at) {
  std::vector<std::uint32_t> found(decided_at.size(), no_unit);
  const auto consider = [&](std::size_t row, std::size_t candidate) {
    if (failed[candidate] == 0 || failed_at[candidate] >= decided_at[row]) return;
    if (found[row] != no_unit && failed_at[found[row]] <= failed_at[candidate]) return;
    found[row] = static_cast<std::uint32_t>(candidate);
  };
  if (is_item(unit) && is_item(earlier.unit)) {
    // An order line and its installation; carried as 1 + the row, as codes are.
    std::vector<Code> rows(failed.size());
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = static_cast<Code>(row + 1);
    const auto of_unit = logs.carry(rows, earlier.unit, unit);
    for (std::size_t row = 0; row < found.size(); ++row) {
      if (of_unit[row] != 0) consider(row, of_unit[row] - 1);
    }
    return found;
  }
  const auto& orders = logs.order_of(earlier.unit);
  for (std::size_t candidate = 0; candidate < failed.size(); ++candidate) {
    if (failed[candidate] == 0) continue;
    const auto [begin, end] = logs.units_of_order(unit, orders[candidate]);
    for (std::size_t row = begin; row < end; ++row) consider(row, candidate);
  }
  return found;
}

void add_factor(const ProcessModel& model, EarlierFailure earlier, UnitTable& table,
                FailureColumn& column) {
  FactorColumn factor;
  factor.dictionary = {"", model.failures[earlier.kind].id};
  for (const std::uint32_t unit : earlier.unit) factor.codes.push_back(unit == no_unit ? 0 : 1);
  earlier.factor = static_cast<std::uint16_t>(table.factors.size());
  table.factors.push_back(std::move(factor));
  column.earlier.push_back(std::move(earlier));
}

}  // namespace

void add_chains(const ProcessModel& model, const Logs& logs, const Reports& reports, Units& units) {
  for (std::size_t index = 0; index < model.failures.size(); ++index) {
    const FailureKind& kind = model.failures[index];
    UnitTable& table = units.tables[static_cast<std::size_t>(kind.unit)];
    FailureColumn& column = table.failures[index];
    if (kind.caused_by.empty() || !column.measurable) continue;
    const auto decided_at = decided(logs, kind, reports.first_reports(index));
    for (const std::size_t cause : kind.caused_by) {
      const FailureKind& earlier = model.failures[cause];
      const FailureColumn& failures = units.of(earlier.unit).failures[cause];
      if (!failures.measurable) continue;
      add_factor(model,
                 {cause, 0,
                  first_before(logs, earlier, failures.failed, happened(logs, earlier), kind.unit,
                               decided_at)},
                 table, column);
    }
  }
}

}  // namespace rastro
