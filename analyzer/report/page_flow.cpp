#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "report/page_data.h"
#include "report/page_sections.h"

namespace rastro::page {

namespace {

/// The step of a cause; of what has none, "".
std::map<std::string, std::string> steps_of_causes(const Review& review) {
  std::map<std::string, std::string> steps;
  for (const ReviewCause& cause : review.causes) steps[cause.id] = cause.step;
  return steps;
}

/// By step ("" for the everyday rate) and kind: failures of the kind that go back to the step.
using Flows = std::map<std::pair<std::string, std::string>, double>;

/// Of the kinds of which some failures go back to a step.
Flows count_flows(const Review& review) {
  const auto step_of = steps_of_causes(review);
  Flows flows;
  for (const ReviewFailedUnit& unit : review.failed_units) {
    double left = 1;
    for (const ReviewFailedUnit::Share& share : unit.shares) {
      const auto step = step_of.find(share.cause);
      if (step == step_of.end()) continue;
      flows[{step->second, unit.kind}] += share.share;
      left -= share.share;
    }
    flows[{"", unit.kind}] += std::max(0.0, left);
  }
  std::set<std::string> traced;
  for (const auto& [between, count] : flows) {
    if (!between.first.empty()) traced.insert(between.second);
  }
  std::erase_if(flows, [&](const auto& flow) { return !traced.contains(flow.first.second); });
  return flows;
}

/// The steps of the flows, in the order of the review's; at last "", the everyday rate.
std::vector<std::string> flowing_steps(const Review& review, const Flows& flows) {
  std::vector<std::string> steps;
  for (const ReviewStep& step : review.steps) {
    const bool any = std::any_of(flows.begin(), flows.end(),
                                 [&](const auto& flow) { return flow.first.first == step.step; });
    if (any) steps.push_back(step.step);
  }
  if (!steps.empty()) steps.emplace_back();
  return steps;
}

double from_step(const Flows& flows, const std::string& step) {
  double total = 0;
  for (const auto& [between, count] : flows) total += between.first == step ? count : 0;
  return total;
}

double into_kind(const Flows& flows, const std::string& kind) {
  double total = 0;
  for (const auto& [between, count] : flows) total += between.second == kind ? count : 0;
  return total;
}

std::string name_of(const std::string& step, const Wording& wording) {
  return step.empty() ? wording.texts().get("steps.no_cause") : wording.step(step);
}

}  // namespace

Json flow_chart(const Review& review, const Wording& wording) {
  const Flows flows = count_flows(review);
  const auto steps = flowing_steps(review, flows);
  Json nodes = Json::array(), links = Json::array();
  if (steps.empty()) return {{"nodes", nodes}, {"links", links}};
  const auto add_node = [&](const std::string& label, const char* kind, double total) {
    nodes.push_back({{"label", label}, {"kind", kind}, {"total", wording.figures().amount(total)}});
  };
  for (const std::string& step : steps) {
    add_node(name_of(step, wording), step.empty() ? "unexplained" : "step", from_step(flows, step));
  }
  for (const ReviewFailure& failure : review.failures) {
    if (!flows.contains({"", failure.kind})) continue;
    const std::size_t target = nodes.size();
    add_node(wording.failure(failure.kind), "failure", into_kind(flows, failure.kind));
    for (std::size_t source = 0; source < steps.size(); ++source) {
      const auto flow = flows.find({steps[source], failure.kind});
      if (flow == flows.end() || flow->second <= 0) continue;
      links.push_back({source, target, std::round(flow->second * 1000) / 1000,
                       wording.figures().amount(flow->second)});
    }
  }
  return {{"nodes", nodes}, {"links", links}};
}

void add_flow_table(Data& section, const Review& review, const Wording& wording) {
  const Flows flows = count_flows(review);
  const auto steps = flowing_steps(review, flows);
  std::vector<std::string> kinds;
  Data rows{Data::type::list};
  for (const std::string& step : steps) {
    std::vector<std::string> cells;
    for (const ReviewFailure& failure : review.failures) {
      if (!flows.contains({"", failure.kind})) continue;
      if (kinds.size() == cells.size()) kinds.push_back(wording.failure(failure.kind));
      const auto flow = flows.find({step, failure.kind});
      cells.push_back(wording.figures().amount(flow == flows.end() ? 0 : flow->second));
    }
    Data row;
    row.set("step", name_of(step, wording));
    row.set("cells", list_of(cells));
    row.set("total", wording.figures().amount(from_step(flows, step)));
    rows.push_back(row);
  }
  section.set("flow_kinds", list_of(kinds));
  section.set("flow_rows", rows);
}

Json confusion_map(const Review& review, const Wording& wording) {
  constexpr std::size_t most_products = 12;
  std::vector<std::string> products;
  const auto place_of = [&](const std::string& sku) -> std::optional<std::size_t> {
    const auto found = std::find(products.begin(), products.end(), sku);
    if (found != products.end()) return static_cast<std::size_t>(found - products.begin());
    if (products.size() == most_products) return std::nullopt;
    products.push_back(sku);
    return products.size() - 1;
  };
  Json cells = Json::array();
  for (const ReviewConfusion& pair : review.confusions) {
    const auto ordered = place_of(pair.ordered), received = place_of(pair.received);
    if (!ordered || !received) continue;
    cells.push_back({*received, *ordered, pair.times});
    if (pair.times_back > 0) cells.push_back({*ordered, *received, pair.times_back});
  }
  Json names = Json::array(), codes = Json::array();
  for (const std::string& sku : products) {
    codes.push_back(sku);
    names.push_back(wording.product(sku));
  }
  return {{"codes", codes}, {"names", names}, {"cells", cells}};
}

}  // namespace rastro::page
