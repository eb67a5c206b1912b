#pragma once

#include <vector>

#include "recovery/care_log.h"
#include "report/assemble.h"

namespace rastro {

/// Fills what was done for the customers and what is owed to them: recovery, calls, escalations.
/// With settings.redact, customers get made-up names in the whole review.
void add_customers(const ReviewSource& source, Review& review);

/// The failures of orders placed on these days, as rules count them: without causes. `units` are
/// the review's; what was ordered before them is loaded. Throws Error from the store.
std::vector<KnownFailure> known_failures(Store& store, const ProcessModel& model,
                                         const ReviewSettings& settings, const Units& units,
                                         DayRange days);

}  // namespace rastro
