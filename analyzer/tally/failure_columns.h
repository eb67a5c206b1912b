#pragma once

#include "tally/logs.h"

namespace rastro {

/// Fills the failure columns of all unit tables, and the notes.
void add_failures(Store& store, const ProcessModel& model, const Logs& logs,
                  const LoadSettings& settings, Units& units);

/// The days by which failures of units are dated, from the times at which they would happen, or
/// no_time, and the days on which they were ordered. What took very long counts as if it had taken
/// as long as all but the slowest one in twenty, and so does what has not come yet: days on which
/// there are only late ones would look like a burst. Nothing where no time is known.
std::vector<Day> dated_days(const std::vector<Day>& ordered, const std::vector<Seconds>& times);

}  // namespace rastro
