#pragma once

#include <cstdint>
#include <vector>

namespace rastro {

/// P(N ≥ failed) where each of `total` failures falls to the condition with probability
/// `expected / total`: the exact conditional test of one rate against another (Przyborowski and
/// Wilenski 1940). 0 ≤ expected; failed ≤ total. 1 where nothing failed or everything was expected.
double upper_tail(std::int64_t failed, double expected, std::int64_t total);

/// The lowest value upper_tail can take for a condition of `exposed` units and `exposure` out of
/// `total_exposure`: all of them fail.
double least_tail(std::int64_t exposed, double share, std::int64_t total);

/// How many units the values of one factor have, largest first; only this matters for the
/// threshold.
using ValueSizes = std::vector<std::int64_t>;

/// How many conditions over these factors (1 to 3 of them, one value each) count in the correction,
/// when `level` is to hold for all of them together. Conditions too small ever to reach the level
/// do not count (Tarone 1990); an upper bound of the number is used instead of the number itself.
/// units: exposed in all; total: failures in all. At least 1.
double testable_conditions(const std::vector<ValueSizes>& factors, std::int64_t units,
                           std::int64_t total, double level);

}  // namespace rastro
