#pragma once

#include <vector>

#include "base/time.h"

namespace rastro {

/// One failure that became known: days from the order to its first report, and days from the order
/// to the last day seen, so that delay ≤ age.
struct ReportDelay {
  Day delay = 0;
  Day age = 0;
};

/// How likely a failure would be known by now, by the age of its order in days: element a is
/// P(delay ≤ a). Only failures already reported are seen, so young orders show only short delays;
/// the estimate by reversed hazards allows for that (Lagakos, Barraj and De Gruttola 1988). Delays
/// beyond the longest one seen are taken not to exist. Empty where nothing was reported.
std::vector<double> estimate_maturity(const std::vector<ReportDelay>& delays);

}  // namespace rastro
