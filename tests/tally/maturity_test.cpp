#include "tally/maturity.h"

#include <catch2/catch.hpp>

using namespace rastro;

namespace {

/// 100 failures on each of 40 days; a tenth reported after each of 0 to 9 days; seen up to day 40.
std::vector<ReportDelay> truncated_delays() {
  std::vector<ReportDelay> delays;
  for (Day placed = 1; placed <= 40; ++placed) {
    for (int failure = 0; failure < 100; ++failure) {
      const Day delay = failure % 10;
      if (placed + delay <= 40) delays.push_back({delay, 40 - placed});
    }
  }
  return delays;
}

}  // namespace

TEST_CASE("maturity is the share of failures reported by an age, despite those still to come") {
  const auto maturity = estimate_maturity(truncated_delays());
  REQUIRE(maturity.size() == 10);
  for (std::size_t age = 0; age < 10; ++age) {
    CHECK(maturity[age] == Approx(static_cast<double>(age + 1) / 10).margin(1e-9));
  }
}

TEST_CASE("maturity without reports is empty") { CHECK(estimate_maturity({}).empty()); }

TEST_CASE("maturity of reports all made on the day itself is full at once") {
  CHECK(estimate_maturity({{0, 5}, {0, 0}}) == std::vector<double>{1.0});
}
