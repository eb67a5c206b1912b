#include "tally/maturity.h"

#include <algorithm>

namespace rastro {

std::vector<double> estimate_maturity(const std::vector<ReportDelay>& delays) {
  Day longest = -1;
  for (const ReportDelay& entry : delays) longest = std::max(longest, entry.delay);
  std::vector<double> maturity(static_cast<std::size_t>(longest + 1), 1.0);
  double known = 1;
  for (Day day = longest; day > 0; --day) {
    double at_day = 0, at_risk = 0;
    for (const ReportDelay& entry : delays) {
      if (entry.delay == day) ++at_day;
      if (entry.delay <= day && entry.age >= day) ++at_risk;
    }
    if (at_risk > 0) known *= 1 - at_day / at_risk;
    maturity[static_cast<std::size_t>(day - 1)] = known;
  }
  return maturity;
}

}  // namespace rastro
