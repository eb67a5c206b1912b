#pragma once

#include "causes/control_chart.h"
#include "process/model.h"
#include "report/review.h"
#include "tally/unit_table.h"

namespace rastro {

inline constexpr int chart_weeks = 26;

/// Fills what a failure's charts show: weekly, signal, chart, usual_rate, spread, signals and gaps.
/// The chart is the kind's of that table.
void add_charts(const UnitTable& table, std::size_t kind, const ControlChart& chart,
                ReviewFailure& failure);

/// Of the changes those within the kind's weeks that belong to steps which may cause it.
void add_chart_changes(const std::vector<ReviewChange>& changes, const ProcessModel& model,
                       ReviewFailure& failure);

}  // namespace rastro
