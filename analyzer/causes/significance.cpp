#include "causes/significance.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>

namespace rastro {

namespace {

/// No exceptions from the analysis: what cannot be computed becomes infinity or NaN and is caught
/// by the callers' preconditions.
using QuietPolicy = boost::math::policies::policy<
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

/// Values with at least `size` units.
double values_of_size(const ValueSizes& sizes, std::int64_t size) {
  const auto end = std::partition_point(sizes.begin(), sizes.end(),
                                        [&](std::int64_t value) { return value >= size; });
  return static_cast<double>(end - sizes.begin());
}

/// Upper bound of the number of conditions with at least `size` units: every part of such a
/// condition is that large too, and disjoint conditions cannot outnumber the units.
double conditions_of_size(const std::vector<ValueSizes>& factors, std::int64_t units,
                          std::int64_t size) {
  double combinations = 1;
  for (const ValueSizes& sizes : factors) combinations *= values_of_size(sizes, size);
  const std::int64_t disjoint = units / size;
  return std::min(combinations, static_cast<double>(disjoint));
}

}  // namespace

double upper_tail(std::int64_t failed, double expected, std::int64_t total) {
  if (failed <= 0 || expected >= static_cast<double>(total)) return 1;
  if (expected <= 0) return 0;
  return boost::math::ibeta(static_cast<double>(failed), static_cast<double>(total - failed + 1),
                            expected / static_cast<double>(total), QuietPolicy());
}

double least_tail(std::int64_t exposed, double share, std::int64_t total) {
  return upper_tail(std::min(exposed, total), share * static_cast<double>(total), total);
}

double testable_conditions(const std::vector<ValueSizes>& factors, std::int64_t units,
                           std::int64_t total, double level) {
  // Counting k conditions puts the threshold at level / k. The fewest that will do: all conditions
  // that can still reach the threshold are counted.
  double excluding = 1;  // counting more than this, conditions below `size` cannot reach it
  for (std::int64_t size = 1; size <= units; ++size) {
    const double counted = std::max(excluding, conditions_of_size(factors, units, size));
    const double share = static_cast<double>(size) / static_cast<double>(units);
    const double least = least_tail(size, share, total);
    if (least <= level / counted) return counted;
    excluding = std::max(excluding, level / least);
  }
  return excluding;
}

}  // namespace rastro
