#include "report/change_match.h"

#include <algorithm>
#include <cstdlib>

namespace rastro {

namespace {

constexpr Day days_to_take_effect = 3;
constexpr Day days_from_order_to_step = 1;
constexpr Day widest_for_step = 7;

/// How well a change fits, best first.
enum class Fit { condition, look_alike, step, none };

bool names(const ReviewChange& change, const ReviewConditions& conditions,
           const ProcessModel& model) {
  const ReviewCondition named{change.factor, change.value};
  const std::string sku = sku_of(named, model);
  return std::any_of(conditions.begin(), conditions.end(), [&](const ReviewCondition& condition) {
    return condition == named || (!sku.empty() && sku_of(condition, model) == sku);
  });
}

Fit fit_of(const ReviewChange& change, const ReviewCause& cause, const ProcessModel& model) {
  const Day day = day_of(change.at);
  const Day low = *cause.since_low, high = *cause.since_high;
  if (change.value.empty()) {
    const bool near = day >= low && day <= high && high - low < widest_for_step;
    return near && change.step == cause.step ? Fit::step : Fit::none;
  }
  if (day < low - days_to_take_effect || day > high + days_from_order_to_step) return Fit::none;
  if (names(change, cause.conditions, model)) return Fit::condition;
  const bool alike =
      std::any_of(cause.same_as.begin(), cause.same_as.end(),
                  [&](const ReviewConditions& other) { return names(change, other, model); });
  return alike ? Fit::look_alike : Fit::none;
}

}  // namespace

std::string sku_of(const ReviewCondition& condition, const ProcessModel& model) {
  const auto index = model.find_factor(condition.factor);
  if (!index) return "";
  const Factor& factor = model.factors[*index];
  if (factor.source.column != "sku") return "";
  if (factor.derivation == Derivation::none) return condition.value;
  if (factor.derivation != Derivation::description_revision) return "";
  return condition.value.substr(0, condition.value.rfind('/'));
}

std::optional<ReviewCause::Change> fitting_change(const std::vector<ReviewChange>& changes,
                                                  const ReviewCause& cause,
                                                  const ProcessModel& model) {
  if (!cause.since || !cause.since_low || !cause.since_high) return std::nullopt;
  const ReviewChange* best = nullptr;
  Fit best_fit = Fit::none;
  const auto distance = [&](const ReviewChange& change) {
    return std::abs(day_of(change.at) - *cause.since);
  };
  for (const ReviewChange& change : changes) {
    const Fit fit = fit_of(change, cause, model);
    if (fit > best_fit || fit == Fit::none) continue;
    if (fit == best_fit && distance(change) >= distance(*best)) continue;
    best = &change;
    best_fit = fit;
  }
  if (best == nullptr) return std::nullopt;
  return ReviewCause::Change{best->at, best->step, best->note, best_fit != Fit::step};
}

}  // namespace rastro
