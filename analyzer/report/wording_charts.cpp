#include <cmath>

#include "report/weekly_change.h"
#include "report/wording.h"

namespace rastro {

namespace {

bool is_gap(const std::string& rule) {
  return rule == "short_gap" || rule == "long_gap" || rule == "open_gap";
}

std::string name_of(const ReviewWeek& week, const Figures& figures) {
  const auto first = parse_day(week.week);
  return first ? figures.short_day(*first) : week.week;
}

}  // namespace

std::string Wording::signal(const ReviewFailure& failure, const ReviewSignal& signal) const {
  const std::string key = "chart_rules." + signal.rule;
  const std::string from = figures_.short_day(signal.from), to = figures_.short_day(signal.to);
  if (signal.rule == "above_range" || signal.rule == "below_range") {
    return texts_.fill(key, from, figures_.percent(signal.value), figures_.percent(signal.limit));
  }
  if (is_gap(signal.rule)) {
    const std::string length = figures_.decimal(signal.value, 0);
    const std::string usual = figures_.decimal(signal.usual, 0);
    // The last whole number that chance still makes.
    const bool is_short = signal.rule == "short_gap";
    const std::string limit =
        figures_.decimal(is_short ? std::floor(signal.limit) + 1 : std::ceil(signal.limit) - 1, 0);
    if (signal.rule == "open_gap") {
      return texts_.fill(key, length, units(failure.unit), from, usual, limit);
    }
    return texts_.fill(key, length, units(failure.unit), from, to, usual, limit);
  }
  const std::string count = figures_.count(signal.count);
  const std::string limit = figures_.decimal(signal.limit, 0);
  if (signal.rule == "few_crossings") return texts_.fill(key, count, limit);
  if (signal.now) return texts_.fill(key + "_now", count, limit);
  return texts_.fill(key, count, from, to, limit);
}

std::string Wording::rule(const ReviewFailure& failure, const ReviewWeek& week) const {
  std::string words;
  if (!week.signal.empty()) {
    words =
        texts_.get(week.signal == "high" ? "point_rules.above_range" : "point_rules.below_range");
  }
  const auto day = parse_day(week.week);
  for (const ReviewSignal& run : failure.signals) {
    if (run.rule != "run_above" && run.rule != "run_below") continue;
    if (!day || *day < run.from || *day > run.to) continue;
    words += (words.empty() ? "" : "; ") +
             texts_.fill("point_rules." + run.rule, figures_.count(run.count));
  }
  return words;
}

std::string Wording::rule(const ReviewFailure& failure, const ReviewGap& gap) const {
  std::string words;
  if (!gap.signal.empty()) {
    words = texts_.get(gap.signal == "short" ? "point_rules.short" : "point_rules.long");
  }
  for (const ReviewSignal& run : failure.signals) {
    if (run.rule != "run_short_gaps" && run.rule != "run_long_gaps") continue;
    if (gap.from < run.from || gap.to > run.to) continue;
    words += (words.empty() ? "" : "; ") +
             texts_.fill("point_rules." + run.rule, figures_.count(run.count));
  }
  return words;
}

std::string Wording::mark(const ChartMark& mark) const {
  const std::string day = figures_.short_day(mark.day);
  if (mark.fix) return texts_.fill("marks.fix", day, step(mark.step), mark.ticket);
  std::string what = mark.change.note;
  if (!mark.change.factor.empty()) {
    const std::string named = named_condition({mark.change.factor, mark.change.value});
    what += what.empty() ? named : " (" + named + ")";
  }
  return texts_.fill("marks.change", day, step(mark.step), what.empty() ? "?" : what);
}

/// What the newest complete week has against what is usual.
std::string Wording::newest_figures(const ReviewFailure& failure, const std::string& level) const {
  const ReviewWeek* week = newest_complete(failure);
  if (week == nullptr) return texts_.get("weekly_change.no_week");
  const std::string when = name_of(*week, figures_);
  if (failure.chart == "g" && failure.usual_rate > 0) {
    return texts_.fill("weekly_change.rare", figures_.count(week->failed),
                       figures_.count(week->exposed), units(failure.unit), when,
                       figures_.decimal(1 / failure.usual_rate, 0));
  }
  const double rate = week->rate();
  const bool low = level == "low";
  return texts_.fill(low ? "weekly_change.rate_low" : "weekly_change.rate_high",
                     figures_.percent(rate), units(failure.unit), when,
                     figures_.percent(week->center),
                     figures_.percent(low ? week->lower : week->upper));
}

/// The same in short, where nothing stands out.
std::string Wording::steady_figures(const ReviewFailure& failure) const {
  const ReviewWeek* week = newest_complete(failure);
  if (week == nullptr) return texts_.get("weekly_change.no_week");
  const double rate = week->rate();
  const std::string when = name_of(*week, figures_);
  if (failure.chart == "g" && failure.usual_rate > 0) {
    return texts_.fill("weekly_change.steady_rare", figures_.count(week->failed), when,
                       figures_.decimal(1 / failure.usual_rate, 0), units(failure.unit));
  }
  return texts_.fill("weekly_change.steady", figures_.percent(rate), when,
                     figures_.percent(week->center));
}

std::string Wording::weekly_figures(const ReviewFailure& failure,
                                    const WeeklyChange& change) const {
  // Most kinds stay as they are: what is to be said of them should fit on a line.
  if (change.state == "steady" && change.level.empty()) return steady_figures(failure);
  std::string text = newest_figures(failure, change.level);
  const auto add = [&](const std::string& sentence) { text += " " + sentence; };
  if (change.state == "steady" && !change.level.empty()) {
    add(texts_.get(change.level == "high" ? "weekly_change.still_high"
                                          : "weekly_change.still_low"));
  }
  for (const ReviewSignal& each : failure.signals) {
    // The range is told by the figures.
    if (!each.now || each.direction.empty() || each.direction != change.level) continue;
    if (each.rule == "above_range" || each.rule == "below_range") continue;
    add(signal(failure, each));
    break;
  }
  if (change.ticket != nullptr) {
    add(texts_.fill(
        change.state == "returned" ? "weekly_change.returned" : "weekly_change.verified",
        change.ticket->id));
  }
  if (change.cause != nullptr && change.cause->since) {
    add(texts_.fill("weekly_change.since", change.cause->id,
                    figures_.short_day(*change.cause->since)));
  } else if (change.cause != nullptr) {
    add(texts_.fill("weekly_change.cause", change.cause->id));
  }
  return text;
}

std::string Wording::weekly_change(const Review& review, const ReviewFailure& failure) const {
  const WeeklyChange change = rastro::weekly_change(review, failure);
  return texts_.fill("weekly_change.sentence", this->failure(failure.kind),
                     word("weekly_states", change.state), weekly_figures(failure, change));
}

}  // namespace rastro
