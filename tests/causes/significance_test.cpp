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

TEST_CASE("conditions too small to reach significance do not count") {
  // 1000 values with one unit each, at a rate of 1 %: one unit alone has p = 0.01 at best.
  const ValueSizes ones(1000, 1);
  ValueSizes mixed = ones;
  mixed.insert(mixed.begin(), {500, 400});
  CHECK(testable_conditions({ones}, 1000, 10, 0.05) < 50);
  const double counted = testable_conditions({mixed}, 1900, 19, 0.05);
  CHECK(counted >= 2);
  CHECK(counted < 50);
}

TEST_CASE("the number of testable conditions is never below the truth") {
  // 4 × 5 values of 50 units each: all combinations have 10 units and can be significant.
  CHECK(testable_conditions({ValueSizes(4, 50), ValueSizes(5, 40)}, 200, 20, 0.05) == 20);
}
