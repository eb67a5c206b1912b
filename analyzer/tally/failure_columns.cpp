#include "tally/failure_columns.h"

#include <algorithm>
#include <charconv>

#include "store/import_log.h"
#include "tally/maturity.h"

namespace rastro {

namespace {

/// Below this share of its failures known, a unit is too young to tell anything.
constexpr double least_maturity = 0.1;

void make_exposed(FailureColumn& column, std::size_t units, bool exposed) {
  column.measurable = true;
  column.exposed.assign(units, exposed ? 1 : 0);
  column.failed.assign(units, 0);
  column.incidents.assign(units, 0);
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

/// Reports of one failure kind, unit by unit.
class Reports {
 public:
  Reports(const Logs& logs, const ProcessModel& model, Units& units)
      : logs_(logs), model_(model), units_(units), first_report_(model.failures.size()) {
    for (std::size_t kind = 0; kind < model.failures.size(); ++kind) {
      first_report_[kind].assign(logs.size(model.failures[kind].unit), no_time);
    }
  }

  void add(std::uint32_t order, std::string_view line, std::size_t kind, Seconds reported_at) {
    const auto unit = place(order, line, kind);
    if (!unit) return;
    FailureColumn& column = column_of(kind);
    if (column.exposed.empty() || column.exposed[*unit] == 0) return;
    ++column.incidents[*unit];
    // Kinds seen in the data themselves fail by the data; their reports are only counted.
    if (model_.failures[kind].detection.how != Detection::How::reported) return;
    column.failed[*unit] = 1;
    Seconds& first = first_report_[kind][*unit];
    if (first == no_time || reported_at < first) first = reported_at;
  }

  /// Young units count as far as their failures would be known; the youngest do not count.
  void settle(Day seen_until) {
    std::vector<ReportDelay> all;
    std::vector<std::vector<ReportDelay>> of_kind(model_.failures.size());
    for (std::size_t kind = 0; kind < model_.failures.size(); ++kind) {
      of_kind[kind] = delays(kind, seen_until);
      all.insert(all.end(), of_kind[kind].begin(), of_kind[kind].end());
    }
    for (std::size_t kind = 0; kind < model_.failures.size(); ++kind) {
      if (model_.failures[kind].detection.how != Detection::How::reported) continue;
      const bool enough = of_kind[kind].size() >= 50;
      FailureColumn& column = column_of(kind);
      column.maturity = estimate_maturity(enough ? of_kind[kind] : all);
      leave_out_young(kind, seen_until, column);
    }
  }

 private:
  FailureColumn& column_of(std::size_t kind) {
    const auto unit = static_cast<std::size_t>(model_.failures[kind].unit);
    return units_.tables[unit].failures[kind];
  }

  std::optional<std::size_t> place(std::uint32_t order, std::string_view line, std::size_t kind) {
    const UnitKind unit = model_.failures[kind].unit;
    const auto [begin, end] = logs_.units_of_order(unit, order);
    if (begin == end) {
      ++units_.notes.reports_without_unit;
      return std::nullopt;
    }
    if (unit != UnitKind::order_line || (end - begin == 1 && line.empty())) return begin;
    if (line.empty()) {
      ++units_.notes.reports_without_line;
      return std::nullopt;
    }
    const auto& parts = units_.of(unit).part;
    const auto found = std::find(parts.begin() + static_cast<std::ptrdiff_t>(begin),
                                 parts.begin() + static_cast<std::ptrdiff_t>(end), line);
    const auto row = static_cast<std::size_t>(found - parts.begin());
    if (row < end) return row;
    ++units_.notes.reports_without_unit;
    return std::nullopt;
  }

  std::vector<ReportDelay> delays(std::size_t kind, Day seen_until) const {
    const UnitTable& table = units_.of(model_.failures[kind].unit);
    std::vector<ReportDelay> delays;
    for (std::size_t row = 0; row < first_report_[kind].size(); ++row) {
      if (first_report_[kind][row] == no_time) continue;
      const Day delay = std::max(0, day_of(first_report_[kind][row]) - table.day[row]);
      delays.push_back({delay, seen_until - table.day[row]});
    }
    return delays;
  }

  void leave_out_young(std::size_t kind, Day seen_until, FailureColumn& column) {
    const UnitTable& table = units_.of(model_.failures[kind].unit);
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (column.maturity_at(seen_until - table.day[row]) >= least_maturity) continue;
      column.exposed[row] = column.failed[row] = 0;
    }
  }

  const Logs& logs_;
  const ProcessModel& model_;
  Units& units_;
  std::vector<std::vector<Seconds>> first_report_;
};

void read_reports(Store& store, const ProcessModel& model, const Logs& logs, Seconds last_seen,
                  Units& units, Reports& reports) {
  RowReader reader = store.read("incidents", {"order_id", "line", "reported_at", "failure"});
  while (reader.next()) {
    if (reader.is_null(3) || reader.integer(2) > last_seen) continue;
    const auto kind = model.find_failure(reader.text(3));
    if (!kind) {
      ++units.notes.unknown_failures[std::string(reader.text(3))];
      continue;
    }
    const auto order = logs.find_order(reader.text(0));
    if (!order) continue;  // placed before the first day looked at
    reports.add(*order, reader.is_null(1) ? std::string_view{} : reader.text(1), *kind,
                reader.integer(2));
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
  }
  return false;
}

}  // namespace

void add_failures(Store& store, const ProcessModel& model, const Logs& logs,
                  const LoadSettings& settings, Units& units) {
  const Seconds last_seen = end_of(settings.seen_until);
  const bool has_incidents = store.has_rows("incidents");
  for (UnitTable& table : units.tables) table.failures.resize(model.failures.size());
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
    }
    exclude(logs, kind, column);
  }
  Reports reports(logs, model, units);
  read_reports(store, model, logs, last_seen, units, reports);
  reports.settle(settings.seen_until);
}

}  // namespace rastro
