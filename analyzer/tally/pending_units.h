#pragma once

#include "tally/load_units.h"
#include "tally/logs.h"

namespace rastro {

/// Fills UnitTable::pending with the units, placed on or after settings.clues_from, whose delivery
/// is still to come at the end of settings.seen_until: none of the order's first sending has
/// arrived; of installations: not completed; of delivery attempts: not attempted either. None where
/// the data never record an arrival. Left out are orders with a rejected row that may have told of
/// it, and those that a failure kind excludes by a value of the order itself: what is cancelled
/// runs into nothing; and those that came back.
void find_pending(Store& store, const ProcessModel& model, const Logs& logs,
                  const LoadSettings& settings, Units& units);

}  // namespace rastro
