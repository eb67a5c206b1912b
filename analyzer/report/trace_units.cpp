#include "report/trace_units.h"

namespace rastro {

namespace {

constexpr Day four_weeks = 28;

DayRange days_among(const TraceSource& source, const OrderUnits& order) {
  const Day last = order.all().of(UnitKind::order).as_of;
  return order.before_window() ? DayRange{last - four_weeks + 1, last} : source.analysis.window;
}

}  // namespace

OrderUnits::OrderUnits(const TraceSource& source, std::string_view order_id, Day ordered_on)
    : source_(source) {
  if (ordered_on < source.analysis.window.from) {
    older_ = load_units(source.store, source.model,
                        {ordered_on - four_weeks + 1, ordered_on, source.settings.seen_until});
  }
  for (const UnitKind unit : all_unit_kinds) {
    const UnitTable& table = all().of(unit);
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (table.order_id[row] == order_id) rows_[static_cast<std::size_t>(unit)].push_back(row);
    }
  }
}

const UnitTable& OrderUnits::table(std::size_t kind) const {
  return all().of(source_.model.failures[kind].unit);
}

const std::vector<std::size_t>& OrderUnits::rows(UnitKind unit) const {
  return rows_[static_cast<std::size_t>(unit)];
}

bool OrderUnits::failed(std::size_t kind, std::size_t row) const {
  const auto& columns = table(kind).failures;
  return kind < columns.size() && !columns[kind].failed.empty() && columns[kind].failed[row] != 0;
}

const KindFindings* OrderUnits::findings(std::size_t kind) const {
  return before_window() ? nullptr : findings_of(source_.analysis, kind);
}

const Cause* OrderUnits::main_cause(std::size_t kind, std::size_t row) const {
  const KindFindings* found = findings(kind);
  if (found == nullptr) return nullptr;
  const Cause* main = nullptr;
  double most = 0;
  for (const FailedUnit& unit : found->failed) {
    if (unit.unit != row) continue;
    for (const Cause& cause : found->causes) {
      const double share = found->explanation.model.share(cause.contributor, unit.pattern);
      if (share <= most) continue;
      most = share;
      main = &cause;
    }
  }
  return main;
}

bool has_stages(const ProcessModel& model, const UnitTable& table, std::size_t kind) {
  return model.failures[kind].evidence == EvidenceKind::stages &&
         !table.milestones.columns.empty() && kind < table.failures.size() &&
         table.failures[kind].measurable;
}

std::vector<UnitStory> late_stories(const TraceSource& source, const OrderUnits& order) {
  std::vector<UnitStory> stories;
  for (std::size_t kind = 0; kind < source.model.failures.size(); ++kind) {
    const FailureKind& failure = source.model.failures[kind];
    const UnitTable& table = order.table(kind);
    if (order.rows(failure.unit).empty() || !has_stages(source.model, table, kind)) continue;
    KindFindings none;
    none.kind = kind;
    const KindFindings* found = order.findings(kind);
    const LateWitnesses witnesses(source.model, table, days_among(source, order),
                                  found != nullptr ? *found : none);
    for (const std::size_t row : order.rows(failure.unit)) {
      stories.push_back({kind, row, witnesses.story_of(row, order.main_cause(kind, row))});
    }
  }
  return stories;
}

}  // namespace rastro
