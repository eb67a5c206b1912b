#include "tally/failure_columns.h"

#include "store/import_log.h"
#include "tally/chain_columns.h"
#include "tally/dated_days.h"
#include "tally/reports.h"

namespace rastro {

namespace {

void make_exposed(FailureColumn& column, std::size_t units, bool exposed) {
  column.measurable = true;
  column.exposed.assign(units, exposed ? 1 : 0);
  column.failed.assign(units, 0);
  column.incidents.assign(units, 0);
  column.inferred.assign(units, 0);
}

/// By order: 1 where a row of the table was rejected, so that its event may have happened unseen.
std::vector<std::uint8_t> orders_with_rejections(Store& store, const Logs& logs,
                                                 const std::string& table) {
  std::vector<std::uint8_t> orders(logs.size(UnitKind::order), 0);
  for (const Rejection& rejection : ImportLog(store).rejections()) {
    if (rejection.table != table) continue;
    if (const auto order = logs.find_order(rejection.order_id)) orders[*order] = 1;
  }
  return orders;
}

/// Late: the event lies after the due time, or has not happened though the due time has passed.
/// Returns how many overdue units are left out because the row that tells was rejected.
std::int64_t detect_late(Store& store, const Logs& logs, const Detection& detection, UnitKind unit,
                         Seconds last_seen, FailureColumn& column) {
  const auto unsure = orders_with_rejections(store, logs, detection.event.table);
  std::int64_t unjudged = 0;
  make_exposed(column, logs.size(unit), false);
  const auto due = logs.carry(logs.home_times(detection.due), logs.home(detection.due.table), unit);
  const auto event =
      logs.carry(logs.home_times(detection.event), logs.home(detection.event.table), unit);
  const auto grace = static_cast<Seconds>(detection.grace_hours * 3600);
  column.open.assign(due.size(), 0);
  for (std::size_t row = 0; row < due.size(); ++row) {
    if (due[row] == no_time) continue;
    if (due[row] + grace > last_seen) {
      column.open[row] = event[row] == no_time;
      continue;
    }
    if (event[row] == no_time && unsure[logs.order_of(unit)[row]] != 0) {
      ++unjudged;
      continue;
    }
    column.exposed[row] = 1;
    column.failed[row] = event[row] == no_time || event[row] > due[row] + grace;
  }
  return unjudged;
}

void detect_equal(const Logs& logs, const Detection& detection, UnitKind unit,
                  FailureColumn& column) {
  make_exposed(column, logs.size(unit), false);
  const auto codes =
      logs.carry(logs.home_codes(detection.event), logs.home(detection.event.table), unit);
  const Dictionary& dictionary =
      logs.table(detection.event.table).column(detection.event.column).dictionary;
  std::vector<std::uint8_t> fails(dictionary.texts().size(), 0);
  for (const std::string& value : detection.values) fails[dictionary.find(value)] = 1;
  for (std::size_t row = 0; row < codes.size(); ++row) {
    if (codes[row] == 0) continue;
    column.exposed[row] = 1;
    column.failed[row] = fails[codes[row]];
  }
}

void exclude(const Logs& logs, const FailureKind& kind, FailureColumn& column) {
  for (const Exclusion& exclusion : kind.excluded) {
    if (!logs.has(exclusion.column)) continue;
    const auto codes =
        logs.carry(logs.home_codes(exclusion.column), logs.home(exclusion.column.table), kind.unit);
    const Dictionary& dictionary =
        logs.table(exclusion.column.table).column(exclusion.column.column).dictionary;
    for (const std::string& value : exclusion.values) {
      const Code code = dictionary.find(value);
      if (code == 0) continue;
      for (std::size_t row = 0; row < codes.size(); ++row) {
        if (codes[row] != code) continue;
        column.exposed[row] = column.failed[row] = 0;
        if (!column.open.empty()) column.open[row] = 0;
      }
    }
  }
}

bool measurable(const Logs& logs, bool has_incidents, const Detection& detection) {
  switch (detection.how) {
    case Detection::How::reported:
      return has_incidents;
    case Detection::How::late:
      return logs.has(detection.event) && logs.has(detection.due);
    case Detection::How::equals:
      return logs.has(detection.event);
    case Detection::How::again:
      return has_incidents && logs.has({"deliveries", "reason"});
  }
  return false;
}

/// Finds the days by which a kind is dated, of the units that can have failed: what was dispatched
/// yesterday and is due already is late, and says nothing of yesterday.
void find_dates(const Logs& logs, const FailureKind& kind, const UnitTable& table,
                FailureColumn& column) {
  if (kind.dated_by.table.empty() || !logs.has(kind.dated_by)) return;
  auto times =
      logs.carry(logs.home_times(kind.dated_by), logs.home(kind.dated_by.table), kind.unit);
  column.dated_until = last_whole_day(times, column.exposed);
  for (std::size_t row = 0; row < times.size(); ++row) {
    if (column.exposed[row] == 0) times[row] = no_time;
  }
  column.dated = dated_days(table.day, times);
}

/// Everything but what is reported.
void detect(Store& store, const ProcessModel& model, const Logs& logs, Seconds last_seen,
            Units& units) {
  const bool has_incidents = store.has_rows("incidents");
  for (std::size_t index = 0; index < model.failures.size(); ++index) {
    const FailureKind& kind = model.failures[index];
    FailureColumn& column = units.tables[static_cast<std::size_t>(kind.unit)].failures[index];
    if (!measurable(logs, has_incidents, kind.detection)) {
      units.notes.unmeasurable.push_back(kind.id);
      continue;
    }
    switch (kind.detection.how) {
      case Detection::How::reported:
        make_exposed(column, logs.size(kind.unit), true);
        break;
      case Detection::How::late:
        units.notes.unjudged +=
            detect_late(store, logs, kind.detection, kind.unit, last_seen, column);
        break;
      case Detection::How::equals:
        detect_equal(logs, kind.detection, kind.unit, column);
        break;
      case Detection::How::again:
        make_exposed(column, logs.size(kind.unit), false);
        break;
    }
    exclude(logs, kind, column);
    find_dates(logs, kind, units.of(kind.unit), column);
  }
}

}  // namespace

void add_failures(Store& store, const ProcessModel& model, const Logs& logs,
                  const LoadSettings& settings, Units& units) {
  const Seconds last_seen = end_of(settings.seen_until);
  for (UnitTable& table : units.tables) table.failures.resize(model.failures.size());
  detect(store, model, logs, last_seen, units);
  Reports reports(logs, model, units);
  reports.read(store, last_seen);
  reports.find_again();
  for (std::size_t index = 0; index < model.failures.size(); ++index) {
    const FailureKind& kind = model.failures[index];
    if (kind.detection.how != Detection::How::again) continue;
    exclude(logs, kind, units.tables[static_cast<std::size_t>(kind.unit)].failures[index]);
  }
  reports.sort_clues();
  reports.settle(settings.seen_until);
  add_chains(model, logs, reports, units);
}

}  // namespace rastro
