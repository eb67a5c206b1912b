#include <algorithm>
#include <cmath>

#include "report/page_sections.h"

namespace rastro::page {

namespace {

double attributed_in_all(const Review& review) {
  double total = 0;
  for (const ReviewStep& step : review.steps) total += step.attributed;
  return total;
}

bool above_usual(const Review& review) {
  return std::any_of(review.failures.begin(), review.failures.end(),
                     [](const ReviewFailure& failure) { return failure.signal == "high"; });
}

}  // namespace

std::string owner_of(const std::string& step, const std::string& owner, const Wording& wording) {
  std::string known = wording.owner(step);
  if (!known.empty()) return known;
  return owner.empty() ? wording.texts().get("common.no_owner") : owner;
}

std::string no_cause(const Review& review, const Wording& wording) {
  return wording.texts().get(above_usual(review) ? "steps.none_high" : "steps.none");
}

Data steps(const Review& review, const Wording& wording) {
  const Figures& figures = wording.figures();
  const double total = attributed_in_all(review);
  double running = 0;
  Data rows{Data::type::list};
  for (const ReviewStep& step : review.steps) {
    running += step.attributed;
    Data row;
    row.set("step", wording.step(step.step));
    row.set("owner", owner_of(step.step, step.owner, wording));
    row.set("attributed", figures.amount(step.attributed));
    row.set("cost", figures.rough_money(step.cost));
    row.set("cumulative", figures.percent(total > 0 ? running / total : std::nan("")));
    rows.push_back(row);
  }
  Data data;
  const bool any = total > 0 && !review.causes.empty();
  data.set("any", any);
  data.set("headline",
           any ? wording.texts().fill("steps.lead", wording.step(review.steps[0].step),
                                      figures.percent(review.steps[0].attributed / total))
               : no_cause(review, wording));
  data.set("rows", rows);
  add_flow_table(data, review, wording);
  return data;
}

Data confusions(const Review& review, const Wording& wording) {
  constexpr std::size_t most = 20;
  const Figures& figures = wording.figures();
  Data rows{Data::type::list};
  for (std::size_t index = 0; index < std::min(most, review.confusions.size()); ++index) {
    const ReviewConfusion& pair = review.confusions[index];
    Data row;
    row.set("ordered", wording.product(pair.ordered));
    row.set("received", wording.product(pair.received));
    row.set("times", figures.count(pair.times));
    row.set("back", figures.count(pair.times_back));
    row.set("expected", figures.decimal(pair.expected, 2));
    row.set("how", wording.suggested(pair));
    rows.push_back(row);
  }
  Data data;
  data.set("any", !review.confusions.empty());
  data.set("rows", rows);
  return data;
}

}  // namespace rastro::page
