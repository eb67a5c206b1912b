#pragma once

#include <cstdint>

namespace rastro {

/// P(N ≥ failed) where each of `total` failures falls to the condition with probability
/// `expected / total`: the exact conditional test of one rate against another (Przyborowski and
/// Wilenski 1940). 0 ≤ expected; failed ≤ total. 1 where nothing failed or everything was expected.
double upper_tail(std::int64_t failed, double expected, std::int64_t total);

/// A lower bound of upper_tail that is quick to compute (Ash 1965, lemma 4.7.2); 0 where the bound
/// does not apply.
double least_upper_tail(std::int64_t failed, double expected, std::int64_t total);

}  // namespace rastro
