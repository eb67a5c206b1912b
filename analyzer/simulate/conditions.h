#pragma once

#include <vector>

#include "simulate/causes.h"
#include "simulate/templates.h"

namespace rastro::simulation {

/// The window of a review: causes are scaled so that they show in it.
inline constexpr Day window_days = 28;

/// Gives the cause a random condition under which it can show; says whether there is one.
bool choose_condition(const World& world, const Book& book, const CauseTemplate& plan, double base,
                      double extra, const std::vector<Cause>& causes, Cause& cause, Random& random);

/// Added risk at which `extra` failures are expected in the window, over and above the base. Within
/// the window a drift adds as much on the average as any other cause.
double risk_for(const World& world, const Book& book, double base, const Cause& cause,
                double extra);

}  // namespace rastro::simulation
