#pragma once

#include "report/assemble.h"

namespace rastro {

/// Fills what was done for the customers and what is owed to them: recovery, calls, escalations.
/// With settings.redact, customers get made-up names in the whole review.
void add_customers(Store& store, const ProcessModel& model, const ReviewSettings& settings,
                   const Analysis& analysis, const Units& units, Review& review);

}  // namespace rastro
