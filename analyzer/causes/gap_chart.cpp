#include "causes/gap_chart.h"

#include <cmath>

namespace rastro {

namespace {

constexpr double tail_area = 0.00135;
constexpr int least_gaps = 8;
constexpr double rare_below = 2;  // failures expected in a usual week

/// P(gap ≤ g) = 1 − (1 − rate)^g for g = 1, 2 …
void set_limits(GapChart& chart) {
  const double log_good = std::log1p(-1 / chart.usual);
  chart.lower = std::log1p(-tail_area) / log_good;
  chart.center = std::log(0.5) / log_good;
  chart.upper = 1 + std::log(tail_area) / log_good;
}

Gap::Signal signal_of(const Gap& gap, const GapChart& chart) {
  // Without a failure so far, the gap will be longer by one unit at least.
  const double length = gap.open ? gap.units + 1 : gap.units;
  if (length >= chart.upper) return Gap::Signal::long_gap;
  return !gap.open && length <= chart.lower ? Gap::Signal::short_gap : Gap::Signal::none;
}

}  // namespace

GapChart judge_gaps(std::vector<Gap> gaps) {
  GapChart chart;
  chart.gaps = std::move(gaps);
  std::size_t closed = chart.gaps.size();
  if (closed > 0 && chart.gaps.back().open) --closed;
  if (closed <= static_cast<std::size_t>(least_gaps)) return chart;
  double units = 0;
  for (std::size_t index = 0; index + 1 < closed; ++index) units += chart.gaps[index].units;
  chart.usual = units / static_cast<double>(closed - 1);
  if (chart.usual <= 1) return chart;  // every unit fails: no gaps to speak of
  chart.judged = true;
  set_limits(chart);
  for (Gap& gap : chart.gaps) gap.signal = signal_of(gap, chart);
  return chart;
}

GapChart gap_chart(const UnitTable& table, std::size_t kind, DayRange days) {
  const FailureColumn& column = table.failures[kind];
  if (!column.measurable) return {};
  std::vector<Gap> gaps;
  Gap gap;
  bool begun = false;
  std::uint32_t failed_order = 0;
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    const Day day = table.day[unit];
    if (column.exposed[unit] == 0 || day < days.from || day > days.to) continue;
    gap.units += column.maturity_at(table.seen_until - day);
    gap.to = day;
    const bool same_failure = begun && table.order[unit] == failed_order;
    if (column.failed[unit] == 0 || same_failure) continue;
    if (begun) gaps.push_back(gap);
    begun = true;
    failed_order = table.order[unit];
    gap = {day, day, 0, false, Gap::Signal::none};
  }
  if (begun && gap.units > 0) {
    gap.open = true;
    gaps.push_back(gap);
  }
  return judge_gaps(std::move(gaps));
}

bool is_rare(const ControlChart& chart) {
  double exposure = 0;
  int weeks = 0;
  for (const ChartPoint& week : chart.weeks) {
    if (!week.mature() || week.exposed == 0) continue;
    exposure += week.exposure();
    ++weeks;
  }
  return weeks > 0 && chart.usual * exposure / weeks < rare_below;
}

std::vector<int> sides(const GapChart& chart) {
  std::vector<int> side;
  for (const Gap& gap : chart.gaps) {
    if (!chart.judged || gap.units == chart.center) {
      side.push_back(0);
    } else if (gap.units > chart.center) {
      side.push_back(1);
    } else {
      side.push_back(gap.open ? 0 : -1);
    }
  }
  return side;
}

}  // namespace rastro
