#include "causes/significance.h"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>

namespace rastro {

namespace {

/// No exceptions from the analysis: what cannot be computed becomes infinity or NaN and is caught
/// by the callers' preconditions.
using QuietPolicy = boost::math::policies::policy<
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
    boost::math::policies::promote_double<false>>;  // twelve digits are plenty, and far faster

}  // namespace

double upper_tail(std::int64_t failed, double expected, std::int64_t total) {
  if (failed <= 0 || expected >= static_cast<double>(total)) return 1;
  if (expected <= 0) return 0;
  return boost::math::ibeta(static_cast<double>(failed), static_cast<double>(total - failed + 1),
                            expected / static_cast<double>(total), QuietPolicy());
}

double least_upper_tail(std::int64_t failed, double expected, std::int64_t total) {
  const auto k = static_cast<double>(failed), n = static_cast<double>(total);
  if (k <= expected || expected <= 0 || failed >= total) return 0;
  const double divergence =
      k * std::log(k / expected) + (n - k) * std::log((n - k) / (n - expected));
  return std::exp(-divergence) / std::sqrt(8 * k * (1 - k / n));
}

}  // namespace rastro
