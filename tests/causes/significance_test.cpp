#include "causes/significance.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rastro;

TEST_CASE("upper tail is the binomial's") {
  // P(N ≥ 2), N of 3 with probability 1/2 each: 1/2.
  CHECK(upper_tail(2, 1.5, 3) == Approx(0.5));
  // P(N ≥ 3) of 10 at 0.1: 0.0701908264
  CHECK(upper_tail(3, 1, 10) == Approx(0.0701908264));
  CHECK(upper_tail(0, 1, 10) == 1);
  CHECK(upper_tail(2, 0, 10) == 0);
  CHECK(upper_tail(2, 10, 10) == 1);
}

TEST_CASE("the quick bound is below the upper tail, and not by much") {
  for (const std::int64_t total : {10, 300, 5000}) {
    for (const double share : {0.001, 0.05, 0.4}) {
      const double expected = share * static_cast<double>(total);
      for (std::int64_t failed = 1; failed < total && failed < 400; failed += 3) {
        const double bound = least_upper_tail(failed, expected, total);
        const double tail = upper_tail(failed, expected, total);
        if (tail < 1e-250) break;
        CHECK(bound <= tail * 1.000001);
        if (static_cast<double>(failed) > 2 * expected) CHECK(bound > tail / 20);
      }
    }
  }
}
