#include "causes/run_rules.h"

#include <boost/math/distributions/binomial.hpp>
#include <cmath>

namespace rastro {

namespace {

constexpr int least_useful = 10;

/// The least number of crossings that is not below its 5 % quantile.
int fewest_crossings(int useful) {
  const boost::math::binomial fair(useful - 1, 0.5);
  int crossings = 0;
  while (cdf(fair, crossings) < 0.05) ++crossings;
  return crossings;
}

}  // namespace

RunRules run_rules(const std::vector<int>& side) {
  std::vector<RunOfPoints> runs;
  RunRules rules;
  for (std::size_t point = 0; point < side.size(); ++point) {
    if (side[point] == 0) continue;
    const bool above = side[point] > 0;
    ++rules.useful;
    if (runs.empty() || runs.back().above != above) runs.push_back({point, point, 0, above});
    runs.back().last = point;
    ++runs.back().length;
  }
  if (rules.useful < least_useful) return rules;
  rules.crossings = static_cast<int>(runs.size()) - 1;
  rules.longest_by_chance = static_cast<int>(std::lround(std::log2(rules.useful) + 3));
  rules.fewest_by_chance = fewest_crossings(rules.useful);
  for (const RunOfPoints& run : runs) {
    if (run.length > rules.longest_by_chance) rules.runs.push_back(run);
  }
  return rules;
}

}  // namespace rastro
