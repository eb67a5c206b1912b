#include "tally/reports.h"

#include <algorithm>

#include "notes/told_kind.h"
#include "tally/maturity.h"

namespace rastro {

namespace {

/// Below this share of its failures known, a unit is too young to tell anything.
constexpr double least_maturity = 0.1;

/// So many reports of a kind tell their delay; with fewer, all kinds' reports do.
constexpr std::size_t enough_reports = 50;

std::vector<ReportDelay> delays(const UnitTable& table, const std::vector<Seconds>& first_report,
                                Day seen_until) {
  std::vector<ReportDelay> delays;
  for (std::size_t row = 0; row < first_report.size(); ++row) {
    if (first_report[row] == no_time) continue;
    const Day delay = std::max(0, day_of(first_report[row]) - table.day[row]);
    delays.push_back({delay, seen_until - table.day[row]});
  }
  return delays;
}

void leave_out_young(const UnitTable& table, Day seen_until, FailureColumn& column) {
  for (std::size_t row = 0; row < column.exposed.size(); ++row) {
    if (column.maturity_at(seen_until - table.day[row]) >= least_maturity) continue;
    column.exposed[row] = column.failed[row] = 0;
  }
}

/// Nothing fails again that did not fail once.
void leave_out_unfailed(const FailureColumn& once, FailureColumn& again) {
  for (std::size_t row = 0; row < again.exposed.size(); ++row) {
    if (once.failed[row] == 0) again.exposed[row] = again.failed[row] = 0;
  }
}

}  // namespace

bool is_reported(const FailureKind& kind) {
  return kind.detection.how == Detection::How::reported ||
         kind.detection.how == Detection::How::again;
}

Reports::Reports(const Logs& logs, const ProcessModel& model, Units& units)
    : logs_(logs),
      model_(model),
      units_(units),
      first_report_(model.failures.size()),
      reports_(model.failures.size()) {
  units_.reported_clues.resize(model.failures.size());
  for (std::size_t kind = 0; kind < model.failures.size(); ++kind) {
    first_report_[kind].assign(logs.size(model.failures[kind].unit), no_time);
  }
}

void Reports::read(Store& store, Seconds last_seen) {
  RowReader reader = store.read("incidents", {"order_id", "line", "reported_at", "failure",
                                              "received_sku", "correct_address", "note"});
  const NoteReader notes(model_);
  while (reader.next()) {
    if (reader.integer(2) > last_seen) continue;
    const auto order = logs_.find_order(reader.text(0));
    if (!order) continue;  // placed before the first day looked at
    const auto told = told_kinds(notes, model_, reader.text(3), reader.text(6));
    if (told.empty()) ++units_.notes.reports_without_kind;
    for (const ToldKind& each : told) {
      const auto kind = model_.find_failure(each.failure);
      if (!kind) {
        ++units_.notes.unknown_failures[each.failure];
        continue;
      }
      add(*order, reader.text(1), *kind,
          {0, reader.integer(2), each.inferred, std::string(reader.text(4)),
           std::string(reader.text(5))});
    }
  }
}

void Reports::add(std::uint32_t order, std::string_view line, std::size_t kind,
                  ReportedClue report) {
  // Whether it is the first time or once more, order and time tell, not the name in the report.
  const Detection& detection = model_.failures[kind].detection;
  if (detection.how == Detection::How::again) kind = detection.of;
  const auto unit = place(order, line, kind);
  if (!unit) return;
  FailureColumn& column = column_of(kind);
  if (column.exposed.empty() || column.exposed[*unit] == 0) return;
  ++column.incidents[*unit];
  if (report.inferred) ++column.inferred[*unit];
  // Kinds seen in the data themselves fail by the data; their reports are only counted.
  if (!is_reported(model_.failures[kind])) return;
  report.unit = static_cast<std::uint32_t>(*unit);
  fail(kind, report);
  reports_[kind].push_back(std::move(report));
}

void Reports::fail(std::size_t kind, const ReportedClue& report) {
  column_of(kind).failed[report.unit] = 1;
  Seconds& first = first_report_[kind][report.unit];
  if (first == no_time || report.reported_at < first) first = report.reported_at;
  if (report.received_sku.empty() && report.correct_address.empty()) return;
  units_.reported_clues[kind].push_back(report);
}

void Reports::sort_clues() {
  for (auto& clues : units_.reported_clues) {
    std::stable_sort(clues.begin(), clues.end(), [](const auto& left, const auto& right) {
      return std::pair(left.unit, left.reported_at) < std::pair(right.unit, right.reported_at);
    });
    const auto same_unit = [](const auto& left, const auto& right) {
      return left.unit == right.unit;
    };
    clues.erase(std::unique(clues.begin(), clues.end(), same_unit), clues.end());
  }
}

void Reports::find_again() {
  for (std::size_t kind = 0; kind < model_.failures.size(); ++kind) {
    if (model_.failures[kind].detection.how == Detection::How::again) find_again(kind);
  }
}

void Reports::find_again(std::size_t kind) {
  FailureColumn& column = column_of(kind);
  if (!column.measurable) return;
  const auto& orders = logs_.order_of(model_.failures[kind].unit);
  const std::size_t of = model_.failures[kind].detection.of;
  for (const ReportedClue& report : reports_[of]) {
    const Seconds replaced = replaced_after(orders[report.unit], first_report_[of][report.unit]);
    if (replaced == no_time) continue;
    column.exposed[report.unit] = 1;
    if (report.reported_at <= replaced) continue;
    ++column.incidents[report.unit];
    if (report.inferred) ++column.inferred[report.unit];
    fail(kind, report);
  }
}

/// When the first replacement was delivered that answered the report; no_time where none was. The
/// logs do not say for which line of the order a replacement is: it may be for any.
Seconds Reports::replaced_after(std::uint32_t order, Seconds first_report) const {
  const auto& delivered_at = logs_.table("deliveries").column("delivered_at").times;
  const auto [begin, end] = logs_.units_of_order(UnitKind::delivery, order);
  Seconds earliest = no_time;
  for (std::size_t row = begin; row < end; ++row) {
    if (logs_.is_original(row) || delivered_at[row] == no_time) continue;
    if (delivered_at[row] <= first_report) continue;
    if (earliest == no_time || delivered_at[row] < earliest) earliest = delivered_at[row];
  }
  return earliest;
}

void Reports::settle(Day seen_until) {
  std::vector<ReportDelay> all;
  std::vector<std::vector<ReportDelay>> of_kind(model_.failures.size());
  for (std::size_t kind = 0; kind < model_.failures.size(); ++kind) {
    of_kind[kind] = delays(units_.of(model_.failures[kind].unit), first_report_[kind], seen_until);
    all.insert(all.end(), of_kind[kind].begin(), of_kind[kind].end());
  }
  for (std::size_t kind = 0; kind < model_.failures.size(); ++kind) {
    if (!is_reported(model_.failures[kind])) continue;
    const bool enough = of_kind[kind].size() >= enough_reports;
    FailureColumn& column = column_of(kind);
    column.maturity = estimate_maturity(enough ? of_kind[kind] : all);
    leave_out_young(units_.of(model_.failures[kind].unit), seen_until, column);
  }
  for (std::size_t kind = 0; kind < model_.failures.size(); ++kind) {
    const Detection& detection = model_.failures[kind].detection;
    if (detection.how != Detection::How::again) continue;
    leave_out_unfailed(column_of(detection.of), column_of(kind));
  }
}

FailureColumn& Reports::column_of(std::size_t kind) {
  const auto unit = static_cast<std::size_t>(model_.failures[kind].unit);
  return units_.tables[unit].failures[kind];
}

std::optional<std::size_t> Reports::place(std::uint32_t order, std::string_view line,
                                          std::size_t kind) {
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

}  // namespace rastro
