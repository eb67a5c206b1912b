#pragma once

#include <vector>

#include "tally/tally.h"

namespace rastro {

/// Days that are needed to know weekdays, and what is usual.
constexpr Day shortest_calendar = 14;

/// How the everyday rate of a failure kind swings with the calendar: for each day, its rate over
/// the average. Weekdays first, then weeks, then single days, each only as far as they differ by
/// more than chance, and at most five times: gamma-Poisson shrinkage with the variance found by
/// moments (Clayton and Kaldor 1987). Days that swing for all units alike are nobody's fault. days:
/// all units of the kind by day, ascending; explained: failed orders of each day that known causes
/// account for, as many as days, or none.
std::vector<DayWeight> everyday_swings(const std::vector<DayCounts>& days,
                                       const std::vector<double>& explained);

}  // namespace rastro
