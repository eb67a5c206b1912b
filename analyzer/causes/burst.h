#pragma once

#include <optional>
#include <vector>

#include "tally/tally.h"

namespace rastro {

/// A burst: so many days in a row that hold a condition's whole excess.
/// days: the condition's counts by day, ascending; expected_rate: failures per unit of exposure
/// that these units would have without it. Nothing where the excess recurs outside the worst days.
std::optional<DayRange> find_burst(const std::vector<DayCounts>& days, double expected_rate);

}  // namespace rastro
