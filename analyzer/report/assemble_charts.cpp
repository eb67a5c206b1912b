#include "report/assemble_charts.h"

#include <algorithm>

#include "causes/control_chart.h"
#include "causes/gap_chart.h"
#include "causes/run_rules.h"

namespace rastro {

namespace {

using Signals = std::vector<ReviewSignal>;

std::string signal_name(ChartPoint::Signal signal) {
  if (signal == ChartPoint::Signal::high) return "high";
  return signal == ChartPoint::Signal::low ? "low" : "";
}

std::string signal_name(Gap::Signal signal) {
  if (signal == Gap::Signal::short_gap) return "short";
  return signal == Gap::Signal::long_gap ? "long" : "";
}

/// What the limits say of a week.
void add_range_signal(const ChartPoint& week, Signals& signals) {
  if (week.signal == ChartPoint::Signal::none) return;
  const bool high = week.signal == ChartPoint::Signal::high;
  ReviewSignal signal;
  signal.rule = high ? "above_range" : "below_range";
  signal.direction = signal_name(week.signal);
  signal.from = signal.to = week.first_day;
  signal.value = static_cast<double>(week.failed) / static_cast<double>(week.exposed);
  signal.usual = week.center;
  signal.limit = high ? week.upper : week.lower;
  signal.now = true;
  signals.push_back(signal);
}

/// How long a run is, and whether it goes on; the caller says of what.
ReviewSignal run_signal(const RunOfPoints& run, const RunRules& rules,
                        const std::vector<int>& side) {
  ReviewSignal signal;
  signal.count = run.length;
  signal.limit = rules.longest_by_chance;
  signal.now = std::all_of(side.begin() + static_cast<std::ptrdiff_t>(run.last) + 1, side.end(),
                           [](int each) { return each == 0; });
  return signal;
}

/// What the shift rules say of the weeks.
void add_shift_signals(const std::vector<ChartPoint>& weeks, Signals& signals) {
  const auto side = sides(weeks);
  const RunRules rules = run_rules(side);
  for (auto run = rules.runs.rbegin(); run != rules.runs.rend(); ++run) {
    ReviewSignal signal = run_signal(*run, rules, side);
    signal.rule = run->above ? "run_above" : "run_below";
    signal.direction = run->above ? "high" : "low";
    signal.from = weeks[run->first].first_day;
    signal.to = weeks[run->last].first_day;
    signals.push_back(signal);
  }
  if (!rules.few_crossings()) return;
  ReviewSignal signal;
  signal.rule = "few_crossings";
  signal.from = weeks.front().first_day;
  signal.to = weeks.back().first_day;
  signal.count = rules.crossings;
  signal.limit = rules.fewest_by_chance;
  signal.now = true;
  signals.push_back(signal);
}

/// What the gaps say, the newest of which began or ended from that day on.
void add_gap_signals(const GapChart& chart, Day newest_from, Signals& signals) {
  for (auto gap = chart.gaps.rbegin(); gap != chart.gaps.rend(); ++gap) {
    if (gap->signal == Gap::Signal::none || gap->to < newest_from) continue;
    const bool is_short = gap->signal == Gap::Signal::short_gap;
    ReviewSignal signal;
    signal.rule = gap->open ? "open_gap" : (is_short ? "short_gap" : "long_gap");
    signal.direction = is_short ? "high" : "low";
    signal.from = gap->from;
    signal.to = gap->to;
    signal.value = gap->units;
    signal.usual = chart.usual;
    signal.limit = is_short ? chart.lower : chart.upper;
    signal.now = true;
    signals.push_back(signal);
  }
  const auto side = sides(chart);
  const RunRules rules = run_rules(side);
  for (auto run = rules.runs.rbegin(); run != rules.runs.rend(); ++run) {
    ReviewSignal signal = run_signal(*run, rules, side);
    signal.rule = run->above ? "run_long_gaps" : "run_short_gaps";
    signal.direction = run->above ? "low" : "high";
    signal.from = chart.gaps[run->first].from;
    signal.to = chart.gaps[run->last].to;
    signal.usual = chart.center;
    signals.push_back(signal);
  }
}

/// The chart as it stands at the end of one of its mature weeks: all that is said of it then.
Signals signals_at(const UnitTable& table, std::size_t kind, const ControlChart& chart,
                   std::size_t newest, bool rare) {
  Signals signals;
  const ChartPoint& week = chart.weeks[newest];
  add_range_signal(week, signals);
  if (!rare) {
    const auto end = chart.weeks.begin() + static_cast<std::ptrdiff_t>(newest) + 1;
    add_shift_signals({chart.weeks.begin(), end}, signals);
    return signals;
  }
  // What came after the newest mature week is known in part, and judged as far as it is.
  const bool last = newest == newest_mature(chart.weeks);
  const Day until = last ? table.as_of : week.first_day + 6;
  add_gap_signals(gap_chart(table, kind, {chart.weeks.front().first_day, until}), week.first_day,
                  signals);
  return signals;
}

bool same_rule(const ReviewSignal& one, const ReviewSignal& other) {
  return one.rule == other.rule && one.direction == other.direction;
}

/// What is said now, with what had been said a week earlier.
Signals merged(Signals now, const Signals& before) {
  for (const ReviewSignal& old : before) {
    if (!old.now) continue;
    const auto known = std::find_if(now.begin(), now.end(), [&](const ReviewSignal& each) {
      return each.now && same_rule(each, old);
    });
    if (known != now.end()) {
      known->week_before = true;
      continue;
    }
    // A run that broke off is there already, as one of the past.
    const auto past = std::find_if(now.begin(), now.end(), [&](const ReviewSignal& each) {
      return same_rule(each, old) && each.from == old.from;
    });
    if (past == now.end()) {
      now.push_back(old);
      now.back().now = false;
      now.back().week_before = true;
    } else {
      past->week_before = true;
    }
  }
  std::stable_sort(now.begin(), now.end(), [](const ReviewSignal& one, const ReviewSignal& other) {
    return one.now > other.now;
  });
  return now;
}

/// The mature week with units before that one; the number of weeks where there is none.
std::size_t mature_before(const std::vector<ChartPoint>& weeks, std::size_t week) {
  const auto end = weeks.begin() + static_cast<std::ptrdiff_t>(week);
  const std::size_t before = newest_mature({weeks.begin(), end});
  return before == week ? weeks.size() : before;
}

void add_gaps(const GapChart& chart, ReviewFailure& failure) {
  failure.gap_lower = chart.lower;
  failure.gap_center = chart.center;
  failure.gap_upper = chart.upper;
  for (const Gap& gap : chart.gaps) {
    failure.gaps.push_back({gap.from, gap.to, gap.units, signal_name(gap.signal), gap.open});
  }
}

}  // namespace

void add_charts(const UnitTable& table, std::size_t kind, const ControlChart& chart,
                ReviewFailure& failure) {
  for (const ChartPoint& point : chart.weeks) {
    failure.weekly.push_back({format_day(point.first_day), point.exposed, point.failed,
                              point.center, point.lower, point.upper, signal_name(point.signal),
                              !point.mature()});
  }
  failure.usual_rate = chart.usual;
  failure.spread = chart.spread;
  if (chart.weeks.empty()) return;
  failure.chart = "p";
  if (is_rare(chart)) {
    const GapChart gaps = gap_chart(table, kind, {chart.weeks.front().first_day, table.as_of});
    if (gaps.judged) {
      failure.chart = "g";
      add_gaps(gaps, failure);
    }
  }
  const std::size_t newest = newest_mature(chart.weeks);
  if (newest == chart.weeks.size()) return;
  failure.signal = signal_name(chart.weeks[newest].signal);
  const bool rare = failure.chart == "g";
  const std::size_t before = mature_before(chart.weeks, newest);
  failure.signals = merged(
      signals_at(table, kind, chart, newest, rare),
      before == chart.weeks.size() ? Signals() : signals_at(table, kind, chart, before, rare));
}

void add_chart_changes(const std::vector<ReviewChange>& changes, const ProcessModel& model,
                       ReviewFailure& failure) {
  const auto kind = model.find_failure(failure.kind);
  if (!kind || failure.weekly.empty()) return;
  const auto first = parse_day(failure.weekly.front().week);
  if (!first) return;
  const auto& steps = model.failures[*kind].steps;
  for (const ReviewChange& change : changes) {
    if (day_of(change.at) < *first) continue;
    const bool may_cause = std::any_of(steps.begin(), steps.end(), [&](std::size_t step) {
      return model.steps[step].id == change.step;
    });
    if (may_cause) failure.changes.push_back(change);
  }
}

}  // namespace rastro
