#pragma once

#include "process/model.h"
#include "tally/load_units.h"
#include "tally/logs.h"
#include "tally/reports.h"

namespace rastro {

/// For each failure kind and each earlier kind that can cause it: which units met a failure of that
/// kind that lay in the same order and before. Of order lines and installations it must lie on the
/// same one.
///
/// Before means: the earlier failure had happened when it was decided how the unit fared.
///   earlier kind       happened
///   late               on the day on which it fell due
///   equals             at the time of its row: of an attempt when it was made
///   reported, again    when its step did its work, which the process puts before: always
///   kind that follows  is decided
///   late               when it fell due or, if earlier, when it was done: what comes later cannot
///                      have made it late
///   equals             at the time of its row
///   reported, again    when it was first reported at the latest
/// An earlier failure without any known time is not taken to have come before.
///
/// The failure columns must have been made. Fills FailureColumn::earlier and appends the factors.
void add_chains(const ProcessModel& model, const Logs& logs, const Reports& reports, Units& units);

}  // namespace rastro
