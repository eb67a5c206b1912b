#pragma once

#include <cstdint>
#include <vector>

#include "tally/log_table.h"

namespace rastro {

/// The days by which failures of units are dated: those of the times at which they would happen,
/// or no_time, where these are ordinary days. What came on a day on which little else did (a
/// Sunday, the days after the last order) has the next ordinary day, or the last; what has not come
/// yet, the day that is usual for its order: days of a few slow units only would look like a burst.
/// Nothing where no time is known. ordered: order days, ascending.
std::vector<Day> dated_days(const std::vector<Day>& ordered, const std::vector<Seconds>& times);

/// The last ordinary day (with at least half of the usual number of times) of whose units nearly as
/// large a share is exposed as of all; the lowest Day where there is none. exposed: by time, 0
/// or 1.
Day last_whole_day(const std::vector<Seconds>& times, const std::vector<std::uint8_t>& exposed);

}  // namespace rastro
