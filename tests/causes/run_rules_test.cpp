#include "causes/run_rules.h"

#include <catch2/catch.hpp>
#include <utility>

using namespace rastro;

namespace {

/// So many points above the centre, then so many below, and so on.
std::vector<int> sides_of(const std::vector<int>& lengths) {
  std::vector<int> side;
  int here = 1;
  for (const int length : lengths) {
    side.insert(side.end(), static_cast<std::size_t>(length), here);
    here = -here;
  }
  return side;
}

/// So many points, from one side to the other each time.
std::vector<int> alternating(int points) {
  return sides_of(std::vector<int>(static_cast<std::size_t>(points), 1));
}

}  // namespace

TEST_CASE("what chance allows of runs and crossings", "[charts]") {
  // round(log2(n) + 3): log2 10 = 3.32, 12: 3.58, 20: 4.32, 24: 4.58, 26: 4.70.
  const std::pair<int, int> longest[] = {{10, 6}, {12, 7}, {20, 7}, {24, 8}, {26, 8}};
  for (const auto& [points, length] : longest) {
    INFO(points);
    CHECK(run_rules(alternating(points)).longest_by_chance == length);
  }
  // Binomial(9, 1/2): P(≤ 1) = (1 + 9) / 512 = 0.0195, P(≤ 2) = (1 + 9 + 36) / 512 = 0.0898.
  CHECK(run_rules(alternating(10)).fewest_by_chance == 2);
  // Binomial(11, 1/2): P(≤ 2) = (1 + 11 + 55) / 2048 = 0.0327, P(≤ 3) = 232 / 2048 = 0.113.
  CHECK(run_rules(alternating(12)).fewest_by_chance == 3);
  // Binomial(19, 1/2): P(≤ 5) = 16,664 / 524,288 = 0.0318, P(≤ 6) = 43,796 / 524,288 = 0.0835.
  CHECK(run_rules(alternating(20)).fewest_by_chance == 6);
}

TEST_CASE("a run counts once it is longer than chance makes it", "[charts]") {
  // Of 24 points eight in a row are allowed, nine are not.
  CHECK(run_rules(sides_of({8, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1})).runs.empty());
  const RunRules rules = run_rules(sides_of({1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 9}));
  REQUIRE(rules.useful == 24);
  REQUIRE(rules.runs.size() == 1);
  CHECK(rules.runs[0].first == 15);
  CHECK(rules.runs[0].last == 23);
  CHECK(rules.runs[0].length == 9);
  CHECK(rules.runs[0].above);
  CHECK(rules.crossings == 10);
  CHECK_FALSE(rules.few_crossings());
}

TEST_CASE("points that cross the centre seldom are told", "[charts]") {
  // Twelve points cross at least three times.
  CHECK(run_rules(sides_of({3, 3, 3, 3})).crossings == 3);
  CHECK_FALSE(run_rules(sides_of({3, 3, 3, 3})).few_crossings());
  CHECK(run_rules(sides_of({4, 4, 4})).few_crossings());
}

TEST_CASE("points on the centre neither count nor break a run", "[charts]") {
  std::vector<int> side = sides_of({3, 9});
  side.insert(side.begin() + 5, 0);
  side.push_back(0);
  const RunRules rules = run_rules(side);
  CHECK(rules.useful == 12);
  REQUIRE(rules.runs.size() == 1);
  CHECK(rules.runs[0].length == 9);
  CHECK(rules.runs[0].first == 3);
  CHECK(rules.runs[0].last == 12);
  CHECK_FALSE(rules.runs[0].above);
}

TEST_CASE("fewer than ten useful points say nothing", "[charts]") {
  CHECK(run_rules({}).runs.empty());
  CHECK(run_rules(sides_of({9})).runs.empty());
  CHECK_FALSE(run_rules(sides_of({9})).few_crossings());
  CHECK(run_rules(sides_of({10})).runs.size() == 1);
  CHECK(run_rules(std::vector<int>(30, 0)).runs.empty());
}
