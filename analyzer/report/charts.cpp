#include <cmath>
#include <nlohmann/json.hpp>

#include "report/page_data.h"
#include "report/page_sections.h"

namespace rastro::page {

namespace {

Json weekly_chart(const ReviewFailure& failure, std::size_t index, const Wording& wording) {
  const Figures& figures = wording.figures();
  Json points = Json::array();
  for (const ReviewWeek& week : failure.weekly) {
    const auto first = parse_day(week.week);
    const double rate = week.exposed > 0
                            ? static_cast<double>(week.failed) / static_cast<double>(week.exposed)
                            : std::nan("");
    // A week without a unit has no range either.
    const bool any = week.exposed > 0;
    points.push_back({{"week", first ? figures.short_day(*first) : week.week},
                      {"rate", percent(rate)},
                      {"center", percent(week.center)},
                      {"lower", any ? percent(week.lower) : Json()},
                      {"upper", any ? percent(week.upper) : Json()},
                      {"signal", week.signal},
                      {"immature", week.immature},
                      {"tip", figures.percent(rate) + " · " + figures.count(week.failed) + " / " +
                                  figures.count(week.exposed)}});
  }
  return {{"id", "weekly-" + std::to_string(index)},
          {"name", wording.failure(failure.kind)},
          {"points", points}};
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
    weekly.push_back(weekly_chart(review.failures[index], index, wording));
  }
  const Json data = {{"decimal", wording.texts().language() == Language::es ? "," : "."},
                     {"percent", wording.texts().language() == Language::es ? "\u00A0%" : "%"},
                     {"immature", wording.texts().get("failures.immature")},
                     {"weekly", weekly},
                     {"pareto", pareto_chart(review, wording)},
                     {"flow", flow_chart(review, wording)},
                     {"confusions", confusion_map(review, wording)},
                     {"graph", graph_data(shown, review, wording)},
                     {"search", search_data(review, wording)},
                     {"words", script_words(wording)}};
  return safe_in_script(data.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace rastro::page
