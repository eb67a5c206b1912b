#pragma once

#include "recovery/care_log.h"
#include "report/review.h"
#include "tally/load_units.h"

namespace rastro {

/// Adds to each escalated case which product came again and again instead of which, and the step
/// that the pair points to; and a ticket for each such pair that no cause tells of: one customer
/// whom it hit three times is no statistic, and yet something to correct.
/// The escalations, causes and their tickets must be there. Throws Error from the store.
void add_cases(Store& store, const ProcessModel& model, const Units& units, const CareLog& log,
               Review& review);

}  // namespace rastro
