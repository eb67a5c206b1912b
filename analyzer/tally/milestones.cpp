#include "tally/milestones.h"

#include <algorithm>

namespace rastro {

namespace {

/// The times that tell of the stages of one kind of units, each once.
std::vector<ColumnRef> milestone_columns(const ProcessModel& model, UnitKind unit) {
  std::vector<ColumnRef> columns;
  const auto add = [&](const ColumnRef& column) {
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
      columns.push_back(column);
    }
  };
  for (const FailureKind& kind : model.failures) {
    if (kind.unit != unit || kind.evidence != EvidenceKind::stages) continue;
    add({"orders", "ordered_at"});
    add(kind.detection.event);
    add(kind.detection.due);
    for (const Stage& stage : model.stages) {
      add(stage.from);
      add(stage.to);
    }
  }
  return columns;
}

/// What lies decades away is a slip of the pen.
std::int32_t seconds_since(Day day, Seconds time) {
  if (time == no_time) return Milestones::not_passed;
  const Seconds since = time - start_of(day);
  constexpr Seconds furthest = std::numeric_limits<std::int32_t>::max();
  return since < -furthest || since > furthest ? Milestones::not_passed
                                               : static_cast<std::int32_t>(since);
}

}  // namespace

Seconds Milestones::time(const ColumnRef& column, std::size_t unit, Day order_day) const {
  const auto place = std::find(columns.begin(), columns.end(), column) - columns.begin();
  if (place == static_cast<std::ptrdiff_t>(columns.size())) return no_time;
  const std::int32_t since = passed[static_cast<std::size_t>(place)][unit];
  return since == not_passed ? no_time : start_of(order_day) + since;
}

Milestones read_milestones(const ProcessModel& model, const Logs& logs, const UnitTable& table) {
  Milestones milestones;
  milestones.columns = milestone_columns(model, table.unit);
  for (const ColumnRef& column : milestones.columns) {
    const auto times = logs.carry(logs.home_times(column), logs.home(column.table), table.unit);
    std::vector<std::int32_t>& passed = milestones.passed.emplace_back();
    passed.reserve(times.size());
    for (std::size_t unit = 0; unit < times.size(); ++unit) {
      passed.push_back(seconds_since(table.day[unit], times[unit]));
    }
  }
  return milestones;
}

}  // namespace rastro
