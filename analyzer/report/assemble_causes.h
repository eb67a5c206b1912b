#pragma once

#include "causes/analysis.h"
#include "report/review.h"

namespace rastro {

/// Fills causes, episodes, cleared suspects, tickets, failed units and orders at risk.
void add_causes(const Analysis& analysis, const Units& units, const ProcessModel& model,
                Review& review);

}  // namespace rastro
