#pragma once

#include <vector>

#include "tally/tally.h"

namespace rastro {

/// A run of days on which all units together failed far more than on others of their weekday.
struct Flood {
  DayRange days;
  std::vector<double> expected;  ///< failed orders without it, by day that has units
};

/// Floods, blackouts, strikes: runs of up to three days, or of up to nine that are seen whole,
/// which chance and the usual differences between days bring about in so small a share of runs.
/// Ascending, apart from each other. until: most days of each come no later; times: the usual rate,
/// at least. The defaults are for all units, with about 200 runs of a dozen failure kinds.
std::vector<Flood> find_floods(const std::vector<DayCounts>& days, Day until = any_day.to,
                               double share = 1e-5, double times = 1.5);

}  // namespace rastro
