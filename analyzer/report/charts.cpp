#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "report/chart_marks.h"
#include "report/page_data.h"
#include "report/page_sections.h"
#include "report/shown_text.h"

namespace rastro::page {

namespace {

std::string labelled(const Wording& wording, const char* key, const std::string& value) {
  return wording.texts().get(key) + ": " + value;
}

Json week_point(const ReviewFailure& failure, const ReviewWeek& week, const Wording& wording) {
  const Figures& figures = wording.figures();
  const auto first = parse_day(week.week);
  // A week without a unit has neither share nor range.
  const bool any = week.exposed > 0;
  const double rate = week.rate();
  Json tip = {
      wording.texts().get("failures.week") + " " + (first ? figures.day(*first) : week.week),
      figures.percent(rate) + " · " + figures.count(week.failed) + " / " +
          figures.count(week.exposed)};
  if (any) {
    tip.push_back(labelled(wording, "failures.center", figures.percent(week.center)));
    tip.push_back(labelled(wording, "failures.range",
                           figures.percent(week.lower) + " – " + figures.percent(week.upper)));
  }
  const std::string rule = wording.rule(failure, week);
  if (!rule.empty()) tip.push_back(rule);
  if (week.immature) tip.push_back(wording.texts().get("failures.immature"));
  return {{"name", first ? figures.short_day(*first) : week.week},
          {"value", percent(rate)},
          {"center", percent(week.center)},
          {"lower", any ? percent(week.lower) : Json()},
          {"upper", any ? percent(week.upper) : Json()},
          {"signal", week.signal},
          {"hollow", week.immature},
          {"tip", tip}};
}

/// Units are whole numbers but for what is still coming in.
Json units(double number) { return std::round(number * 10) / 10; }

Json gap_point(const ReviewFailure& failure, const ReviewGap& gap, const Wording& wording) {
  const Figures& figures = wording.figures();
  Json tip = {labelled(wording, "failures.gap_from", figures.day(gap.from)),
              labelled(wording, "failures.gap_to",
                       gap.open ? wording.texts().get("failures.gap_open") : figures.day(gap.to)),
              labelled(wording, "failures.gap_units", figures.decimal(gap.units, 0))};
  const std::string rule = wording.rule(failure, gap);
  if (!rule.empty()) tip.push_back(rule);
  // Sooner than usual is more failures.
  const char* signal = gap.signal == "short" ? "low" : (gap.signal == "long" ? "high" : "");
  return {{"name", figures.short_day(gap.to)},
          {"value", units(gap.units)},
          {"center", units(failure.gap_center)},
          {"lower", units(failure.gap_lower)},
          {"upper", units(failure.gap_upper)},
          {"signal", signal},
          {"hollow", gap.open},
          {"tip", tip}};
}

/// The last days that the chart's points stand for: a mark belongs to the first that reaches it.
std::vector<Day> ends_of_points(const ReviewFailure& failure) {
  std::vector<Day> ends;
  if (failure.chart == "g") {
    for (const ReviewGap& gap : failure.gaps) ends.push_back(gap.to);
    return ends;
  }
  for (const ReviewWeek& week : failure.weekly) {
    ends.push_back(parse_day(week.week).value_or(0) + 6);
  }
  return ends;
}

std::size_t point_of(const std::vector<Day>& ends, Day day) {
  const auto found = std::lower_bound(ends.begin(), ends.end(), day);
  return found == ends.end() ? ends.size() - 1 : static_cast<std::size_t>(found - ends.begin());
}

/// One vertical line a point, with the numbers that its marks have in the list under the chart.
Json mark_lines(const Review& review, const ReviewFailure& failure, const std::vector<Day>& ends,
                const Wording& wording) {
  constexpr std::size_t most_told = 4;
  struct Line {
    std::size_t at, first, last;
    bool fix;
    std::vector<std::string> texts;
  };
  std::vector<Line> lines;
  std::size_t number = 0;
  for (const ChartMark& mark : chart_marks(review, failure)) {
    const std::size_t at = point_of(ends, mark.day);
    ++number;
    if (lines.empty() || lines.back().at != at) {
      lines.push_back({at, number, number, false, {}});
    }
    lines.back().last = number;
    lines.back().fix = lines.back().fix || mark.fix;
    std::vector<std::string>& texts = lines.back().texts;
    if (texts.size() < most_told)
      texts.push_back(wording.mark(mark));
    else if (texts.size() == most_told)
      texts.emplace_back("…");
  }
  Json list = Json::array();
  for (const Line& line : lines) {
    std::string label = std::to_string(line.first);
    if (line.last > line.first) label += "–" + std::to_string(line.last);
    list.push_back({{"at", line.at}, {"label", label}, {"fix", line.fix}, {"texts", line.texts}});
  }
  return list;
}

Json shaded_runs(const ReviewFailure& failure, const std::vector<Day>& ends,
                 const Wording& wording) {
  Json list = Json::array();
  for (const ReviewSignal& signal : failure.signals) {
    if (!signal.rule.starts_with("run_")) continue;
    // Of gaps the run begins with the one that followed the first failure.
    const Day first = failure.chart == "g" ? signal.from + 1 : signal.from;
    list.push_back({{"from", point_of(ends, first)},
                    {"to", point_of(ends, signal.to)},
                    {"side", signal.direction},
                    {"text", wording.signal(failure, signal)}});
  }
  return list;
}

/// The chart that fits the kind: its weekly shares, or the gaps between its failures.
Json control_chart(const Review& review, std::size_t index, const Wording& wording) {
  const ReviewFailure& failure = review.failures[index];
  Json points = Json::array();
  if (failure.chart == "g") {
    for (const ReviewGap& gap : failure.gaps) points.push_back(gap_point(failure, gap, wording));
  } else {
    for (const ReviewWeek& week : failure.weekly) {
      points.push_back(week_point(failure, week, wording));
    }
  }
  const auto ends = ends_of_points(failure);
  return {{"id", "weekly-" + std::to_string(index)},
          {"name", wording.failure(failure.kind)},
          {"gaps", failure.chart == "g"},
          {"points", points},
          {"runs", ends.empty() ? Json::array() : shaded_runs(failure, ends, wording)},
          {"marks", ends.empty() ? Json::array() : mark_lines(review, failure, ends, wording)}};
}

Json pareto_chart(const Review& review, const Wording& wording) {
  double total = 0, running = 0;
  for (const ReviewStep& step : review.steps) total += step.attributed;
  Json bars = Json::array();
  if (total <= 0 || review.causes.empty()) return bars;
  for (const ReviewStep& step : review.steps) {
    running += step.attributed;
    bars.push_back({{"step", wording.step(step.step)},
                    {"attributed", std::round(step.attributed * 10) / 10},
                    {"label", wording.figures().amount(step.attributed)},
                    {"cumulative", percent(running / total)},
                    {"tip", wording.figures().percent(running / total)}});
  }
  return bars;
}

/// Every text as a reader may be shown it: see shown_text.h.
void make_shown(Json& data) {
  if (data.is_string()) data = shown_text(data.get_ref<const std::string&>());
  if (!data.is_structured()) return;
  for (Json& each : data) make_shown(each);
}

/// JSON in which nothing can end a script block or a line of JavaScript.
std::string safe_in_script(const std::string& json) {
  std::string safe;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const std::string_view three = std::string_view(json).substr(at, 3);
    if (json[at] == '<')
      safe += "\\u003c";
    else if (json[at] == '>')
      safe += "\\u003e";
    else if (json[at] == '&')
      safe += "\\u0026";
    else if (three == "\u2028" || three == "\u2029") {
      safe += three == "\u2028" ? "\\u2028" : "\\u2029";
      at += 2;
    } else
      safe += json[at];
  }
  return safe;
}

}  // namespace

Json percent(double share) {
  if (!std::isfinite(share)) return nullptr;
  return std::round(share * 1e6) / 1e4 + 0.0;
}

std::string chart_data(const Review& review, const ReviewGraph& shown, const Wording& wording) {
  Json weekly = Json::array();
  for (std::size_t index = 0; index < review.failures.size(); ++index) {
    weekly.push_back(control_chart(review, index, wording));
  }
  Json data = {{"decimal", std::string(1, wording.figures().decimal_mark())},
               {"percent", wording.figures().percent_sign()},
               {"weekly", weekly},
               {"pareto", pareto_chart(review, wording)},
               {"flow", flow_chart(review, wording)},
               {"confusions", confusion_map(review, wording)},
               {"graph", graph_data(shown, review, wording)},
               {"search", search_data(review, wording)},
               {"words", script_words(wording)}};
  make_shown(data);
  return safe_in_script(data.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace rastro::page
