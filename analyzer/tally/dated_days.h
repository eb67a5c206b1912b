#pragma once

#include <vector>

#include "tally/log_table.h"

namespace rastro {

/// The days by which failures of units are dated: those of the times at which they would happen,
/// or no_time, where these are ordinary days. What has not come yet, or came on a day on which
/// little else did (a Sunday, the days after the last order), has the day that is usual for its
/// order: days of a few slow units only would look like a burst. Nothing where no time is known.
/// ordered: order days, ascending.
std::vector<Day> dated_days(const std::vector<Day>& ordered, const std::vector<Seconds>& times);

}  // namespace rastro
