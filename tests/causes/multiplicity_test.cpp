#include "causes/multiplicity.h"

#include <catch2/catch.hpp>
#include <random>

#include "causes/significance.h"

using namespace rastro;

namespace {

using Sizes = std::map<FactorSet, std::vector<std::int64_t>>;

const ChanceCurve& curve_of(const ChanceCurves& curves, const FactorSet& set) {
  return curves.all().at(set);
}

}  // namespace

TEST_CASE("conditions too small to reach significance do not count") {
  // At a rate of 1 % two failures of two units have p = 1e-4 at best, and fewer than three failed
  // orders are never looked at.
  const Sizes sizes{{{0}, std::vector<std::int64_t>(1000, 2)}};
  const ChanceCurves curves(sizes, {{0}}, 2000, 20);
  CHECK(curve_of(curves, {0}).expected(1e-3) < 1e-100);
}

TEST_CASE("the curve counts the conditions that chance makes look significant") {
  // Failures thrown at random on 40 values of 50 units: how many of them reach p ≤ 0.01.
  constexpr std::int64_t units = 2000, failed = 200;
  const Sizes sizes{{{0}, std::vector<std::int64_t>(40, 50)}};
  const ChanceCurves curves(sizes, {{0}}, units, failed);
  std::mt19937_64 random(7);
  double reached = 0;
  constexpr int rounds = 4000;
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::int64_t> failures(40, 0);
    for (int failure = 0; failure < failed; ++failure) ++failures[random() % 40];
    for (const auto count : failures) {
      reached += upper_tail(count, failed / 40.0, failed) <= 0.01 ? 1 : 0;
    }
  }
  // About 800 events: 4 % is one standard error.
  CHECK(curve_of(curves, {0}).expected(0.01) == Approx(reached / rounds).epsilon(0.12));
}

TEST_CASE("the expected number falls with p, and never more than the conditions times p") {
  const Sizes sizes{{{0}, {900, 600, 300, 200}},
                    {{1}, std::vector<std::int64_t>(10, 200)},
                    {{0, 1}, std::vector<std::int64_t>(40, 50)}};
  const ChanceCurves curves(sizes, {{0}, {1}, {0, 1}}, 2000, 100);
  for (const auto& [set, curve] : curves.all()) {
    double before = 1e9;
    for (const double p : {1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
      const double expected = curve.expected(p);
      CHECK(expected <= before);
      CHECK(expected <= static_cast<double>(sizes.at(set).size()) * p * 1.0001);
      before = expected;
    }
  }
}

TEST_CASE("sets that cannot use their share of the level leave it to the others") {
  const Sizes rich{{{0}, std::vector<std::int64_t>(10, 200)}};
  const Sizes poor{{{1}, std::vector<std::int64_t>(1000, 2)}};
  const ChanceCurves useful(rich, {{0}}, 2000, 100);
  const ChanceCurves useless(poor, {{1}}, 2000, 20);
  const double alone = share_out({&useful}, 1e-4)[0];
  CHECK(share_out({&useful, &useless}, 1e-4)[0] == Approx(alone));
  CHECK(share_out({&useful, &useful}, 1e-4)[0] == Approx(2 * share_out({&useful}, 1e-4)[0]));
}

TEST_CASE("what is not searched for pays its p-value only") {
  CHECK(Penalty{}.adjusted(0.01) == Approx(0.01));
  CHECK(Penalty{nullptr, 3, 1}.adjusted(0.01) == Approx(0.03));
  CHECK(Penalty{nullptr, 300, 1}.adjusted(0.01) == 1);
}

TEST_CASE("very small and very large conditions weigh less") {
  CHECK(weight_of(0.3) < weight_of(3));
  CHECK(weight_of(3) == 1);
  CHECK(weight_of(300) < weight_of(30));
  CHECK(weight_of(0) > 0);
}
