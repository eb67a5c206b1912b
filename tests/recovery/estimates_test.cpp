#include "recovery/estimates.h"

#include <catch2/catch.hpp>

using namespace rastro;

TEST_CASE("The interval of a share is Wilson's, also at none and at all", "[estimates]") {
  // 3 of 5: (0.6 + 3.8415 / 10 ± 1.96 √(0.24 / 5 + 3.8415 / 100)) / (1 + 3.8415 / 5)
  const Estimate some = share_of(3, 5);
  CHECK(some.count == 5);
  CHECK(some.value.value() == Approx(0.6));
  CHECK(some.low.value() == Approx(0.2307).margin(1e-4));
  CHECK(some.high.value() == Approx(0.8824).margin(1e-4));
  // z² / (n + z²) = 3.8415 / 13.8415
  CHECK(share_of(0, 10).low.value() == 0);
  CHECK(share_of(0, 10).high.value() == Approx(0.2775).margin(1e-4));
  CHECK(share_of(10, 10).low.value() == Approx(0.7225).margin(1e-4));
  CHECK(share_of(10, 10).high.value() == 1);
  CHECK_FALSE(share_of(0, 0).value.has_value());
  CHECK_FALSE(share_of(0, 0).low.has_value());
}

TEST_CASE("The interval of a mean is Student's, cut to the scale", "[estimates]") {
  // 2.5 ± 3.1824 × 0.57735 / 2
  const Estimate mean = mean_of({2, 3, 3, 2}, 1, 5);
  CHECK(mean.value.value() == Approx(2.5));
  CHECK(mean.low.value() == Approx(1.5813).margin(1e-4));
  CHECK(mean.high.value() == Approx(3.4187).margin(1e-4));
  CHECK(mean_of({3, 4, 5}, 1, 5).low.value() == Approx(1.5159).margin(1e-4));  // 4 − 4.3027 / √3
  CHECK(mean_of({3, 4, 5}, 1, 5).high.value() == 5);
}

TEST_CASE("One score, or scores that all agree, have no interval", "[estimates]") {
  CHECK(mean_of({4}, 1, 5).value.value() == 4);
  CHECK_FALSE(mean_of({4}, 1, 5).low.has_value());
  CHECK_FALSE(mean_of({5, 5, 5}, 1, 5).low.has_value());
  CHECK_FALSE(mean_of({}, 1, 5).value.has_value());
}

TEST_CASE("The interval of a difference comes out of those of its two sides", "[estimates]") {
  // 56 of 70 against 48 of 80: Newcombe 1998, table II, example (a), method 10.
  const auto gain = difference(share_of(56, 70), share_of(48, 80));
  REQUIRE(gain.has_value());
  CHECK(gain->value == Approx(0.2));
  CHECK(gain->low == Approx(0.0524).margin(1e-4));
  CHECK(gain->high == Approx(0.3339).margin(1e-4));
  CHECK_FALSE(difference(share_of(1, 2), share_of(0, 0)).has_value());
  CHECK_FALSE(difference(mean_of({4}, 1, 5), mean_of({1, 2}, 1, 5)).has_value());
}

TEST_CASE("A percentile lies between the values on both sides", "[estimates]") {
  CHECK(quantile({1, 2, 4}, 0.5).value() == 2);
  CHECK(quantile({1, 2}, 0.9).value() == Approx(1.9));
  CHECK(quantile({7}, 0.9).value() == 7);
  CHECK_FALSE(quantile({}, 0.5).has_value());
}
