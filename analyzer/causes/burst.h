#pragma once

#include <optional>
#include <vector>

#include "tally/tally.h"

namespace rastro {

/// A burst: the few days in a row that hold a condition's whole excess, up to three, or up to nine
/// where it is seen to be over.
/// days: the condition's counts by day, ascending; expected_rate: failures per unit of exposure
/// that these units would have without it. Nothing where the excess recurs outside the worst days.
std::optional<DayRange> find_burst(const std::vector<DayCounts>& days, double expected_rate);

/// The last days of the window where a condition's excess began on one of its days: from the day
/// that fits best (as a change point: Hinkley 1970), where that fits clearly better than an excess
/// all through. Nothing otherwise.
std::optional<DayRange> find_beginning(const std::vector<DayCounts>& days, double expected_rate);

}  // namespace rastro
