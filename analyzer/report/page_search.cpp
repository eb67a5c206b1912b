#include <fmt/format.h>

#include <map>

#include "report/page_data.h"

namespace rastro::page {

namespace {

/// "C2 60 %, everyday rate 40 %": what is owed to causes by way of earlier failures is theirs.
std::string blame(const ReviewFailedUnit& unit, const Wording& wording) {
  std::map<std::string, double> of_cause;
  double left = 1;
  for (const ReviewFailedUnit::Share& share : unit.shares) {
    if (share.cause.empty()) continue;
    of_cause[share.cause] += share.share;
    left -= share.share;
  }
  std::string text;
  const auto add = [&](const std::string& what, double share) {
    if (share < 0.005) return;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", what,
                        wording.figures().rough_percent(share));
  };
  for (const auto& [cause, share] : of_cause) add(cause, share);
  add(wording.texts().get("steps.no_cause"), left);
  return text;
}

Json causes_of(const ReviewFailedUnit& unit) {
  Json causes = Json::array();
  for (const ReviewFailedUnit::Share& share : unit.shares) {
    if (!share.cause.empty() && share.share >= 0.005) causes.push_back(share.cause);
  }
  return causes;
}

}  // namespace

Json search_data(const Review& review, const Wording& wording) {
  std::map<std::string, std::size_t> places;
  Json kinds = Json::array(), failures = Json::array(), calls = Json::array();
  Json risks = Json::array();
  for (const ReviewFailure& failure : review.failures) {
    places[failure.kind] = kinds.size();
    kinds.push_back(wording.failure(failure.kind));
  }
  for (const ReviewFailedUnit& unit : review.failed_units) {
    const auto place = places.find(unit.kind);
    if (place == places.end()) continue;
    failures.push_back({unit.order_id, place->second, unit.part,
                        wording.figures().day(unit.ordered_on), blame(unit, wording),
                        causes_of(unit)});
  }
  for (const ReviewCall& call : review.calls) {
    calls.push_back({call.order_id, wording.reason(call), wording.call(call)});
  }
  for (const ReviewAtRisk& order : review.at_risk) {
    risks.push_back(
        {order.order_id, order.cause, wording.figures().rough_percent(order.probability)});
  }
  return {{"kinds", kinds}, {"failures", failures}, {"calls", calls}, {"risks", risks}};
}

Json script_words(const Wording& wording) {
  Json words = Json::object();
  for (const char* key : {"found_none", "found_failure", "found_call", "found_risk", "shown",
                          "shown_all", "trace_back", "came_for", "flow_tip", "story"}) {
    words[key] = wording.texts().get(std::string("script.") + key);
  }
  return words;
}

}  // namespace rastro::page
