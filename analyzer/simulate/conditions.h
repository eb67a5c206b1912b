#pragma once

#include <vector>

#include "simulate/causes.h"
#include "simulate/templates.h"

namespace rastro::simulation {

/// The window of a review: causes are scaled so that they show in it.
inline constexpr Day window_days = 28;

/// How strong a cause may be, so that it shows and stays plausible.
struct Limits {
  double base = 0;                           ///< everyday risk of its kind
  double least_extra = 18, most_extra = 55;  ///< failures that it is to bring within the window
  double least_lift = 2.2;                   ///< risk ratio is at least 1 + least_lift (nearly)
  double most_added_risk = 0.5;
};
Limits limits_of(Kind kind, std::string_view mechanism, double rate_factor);

/// Gives the cause a random condition under which it can show; says whether there is one.
bool choose_condition(const World& world, const Book& book, const CauseTemplate& plan,
                      const Limits& limits, double extra, const std::vector<Cause>& causes,
                      Cause& cause, Random& random);

/// Added risk at which `extra` failures are expected in the window, over and above the base. Within
/// the window a drift adds as much on the average as any other cause.
double risk_for(const World& world, const Book& book, const Limits& limits, const Cause& cause,
                double extra);

}  // namespace rastro::simulation
