#include <catch2/catch.hpp>
#include <numeric>

#include "causes/findings.h"
#include "sanitized.h"
#include "tally/made_table.h"
#include "tally/memory_tally.h"

using namespace rastro;
using rastro::test::first_day;
using rastro::test::TableRecipe;

namespace {

constexpr std::uint64_t last_seed = repetitions(20);

KindFindings analyse(const TableRecipe& recipe) {
  const UnitTable table = test::make_table(recipe);
  MemoryTally tally(table, {first_day, first_day + recipe.days - 1});
  std::vector<std::uint16_t> factors(recipe.sizes.size());
  std::iota(factors.begin(), factors.end(), 0);
  return find_causes({{&tally, 0, factors, recipe.may_pair}}).front();
}

double attributed_in_all(const KindFindings& findings) {
  double sum = findings.unexplained;
  for (const Cause& cause : findings.causes) sum += cause.attributed;
  for (const Episode& episode : findings.episodes) sum += episode.attributed;
  return sum;
}

TableRecipe month() {
  TableRecipe recipe;
  recipe.units = 18000;
  recipe.sizes = {4, 8, 10, 20, 300};
  return recipe;
}

}  // namespace

TEST_CASE("one bad value is found, with its own failures only") {
  auto recipe = month();
  recipe.risk = [](const auto& codes, Day) { return codes[4] == 17 ? 0.4 : 0.01; };
  const auto findings = analyse(recipe);
  REQUIRE(findings.causes.size() == 1);
  CHECK(findings.causes[0].condition == Condition{{{4, 17}}});
  CHECK(findings.causes[0].risk_ratio > 20);
  CHECK(findings.causes[0].risk_ratio_low < findings.causes[0].risk_ratio);
  CHECK(findings.causes[0].p_adjusted < 0.001);
  CHECK(attributed_in_all(findings) == Approx(static_cast<double>(findings.total.failed)));
}

TEST_CASE("a month in which nothing is wrong stays silent") {
  auto recipe = month();
  int reported = 0;
  for (std::uint64_t seed = 1; seed <= last_seed; ++seed) {
    recipe.seed = seed;
    reported += analyse(recipe).causes.empty() ? 0 : 1;
  }
  // At most 5 in 100 on the average; 4 or more of 20 would come up once in 60 such runs.
  CHECK(reported <= 3);
}

TEST_CASE("the picker of the bad product is cleared, and the product explains him") {
  auto recipe = month();
  recipe.adjust = [](std::vector<Code>& codes, std::mt19937_64& random) {
    if (codes[4] == 17 && random() % 10 < 8) codes[3] = 5;
  };
  recipe.units = 40000;
  recipe.risk = [](const auto& codes, Day) { return codes[4] == 17 ? 0.5 : 0.01; };
  const auto findings = analyse(recipe);
  REQUIRE(findings.causes.size() == 1);
  CHECK(findings.causes[0].condition == Condition{{{4, 17}}});
  REQUIRE(!findings.cleared.empty());
  const auto& suspect = findings.cleared.front();
  CHECK(suspect.condition == Condition{{{3, 5}}});
  CHECK(suspect.risk_ratio > 1.5);
  CHECK(suspect.adjusted_risk_ratio == Approx(1).margin(0.25));
  CHECK(suspect.explained_by == std::optional<std::size_t>(0));
}

TEST_CASE("two factors that fail only together are found together, and not each alone") {
  auto recipe = month();
  recipe.risk = [](const auto& codes, Day) { return codes[0] == 2 && codes[1] == 3 ? 0.12 : 0.01; };
  const auto findings = analyse(recipe);
  REQUIRE(findings.causes.size() == 1);
  CHECK(findings.causes[0].condition == Condition{{{0, 2}, {1, 3}}});
}

TEST_CASE("a general cause is not split into its special cases") {
  auto recipe = month();
  recipe.risk = [](const auto& codes, Day) { return codes[0] == 2 ? 0.05 : 0.01; };
  const auto findings = analyse(recipe);
  REQUIRE(findings.causes.size() == 1);
  CHECK(findings.causes[0].condition == Condition{{{0, 2}}});
}

TEST_CASE("three factors of which none stands out alone are found") {
  auto recipe = month();
  recipe.risk = [](const auto& codes, Day) {
    return codes[0] == 2 && codes[1] == 3 && codes[2] == 7 ? 0.5 : 0.01;
  };
  const auto findings = analyse(recipe);
  REQUIRE(findings.causes.size() == 1);
  CHECK(findings.causes[0].condition == Condition{{{0, 2}, {1, 3}, {2, 7}}});
}

TEST_CASE("two causes that overlap share their failures, and nothing is counted twice") {
  auto recipe = month();
  recipe.risk = [](const auto& codes, Day) {
    double survives = 0.99;
    if (codes[0] == 2) survives *= 0.95;
    if (codes[1] == 3) survives *= 0.9;
    return 1 - survives;
  };
  const auto findings = analyse(recipe);
  // One cause in twenty may be false: the two planted ones come first, by far.
  REQUIRE(findings.causes.size() >= 2);
  CHECK(attributed_in_all(findings) == Approx(static_cast<double>(findings.total.failed)));
  // Shared among the units with both; true: 18000 / 4 × 0.05 and 18000 / 8 × 0.1, less the overlap.
  for (std::size_t index = 0; index < 2; ++index) {
    const Cause& cause = findings.causes[index];
    CHECK((cause.condition == Condition{{{0, 2}}} || cause.condition == Condition{{{1, 3}}}));
    CHECK(cause.attributed == Approx(215).epsilon(0.2));
  }
}

TEST_CASE("a condition in other words for the same units is listed as a look-alike") {
  auto recipe = month();
  recipe.sizes.push_back(300);
  recipe.adjust = [](std::vector<Code>& codes, std::mt19937_64&) { codes[5] = codes[4]; };
  recipe.risk = [](const auto& codes, Day) { return codes[4] == 17 ? 0.4 : 0.01; };
  const auto findings = analyse(recipe);
  REQUIRE(findings.causes.size() == 1);
  CHECK(findings.causes[0].condition == Condition{{{4, 17}}});
  CHECK(findings.causes[0].same_as == std::vector<Condition>{{{{5, 17}}}});
}

TEST_CASE("forty failures in one day are an episode, not a cause") {
  auto recipe = month();
  recipe.risk = [](const auto& codes, Day day) { return codes[3] == 4 && day == 10 ? 0.9 : 0.01; };
  const auto findings = analyse(recipe);
  CHECK(findings.causes.empty());
  REQUIRE(findings.episodes.size() == 1);
  CHECK(findings.episodes[0].condition.pairs == std::vector<Pair>{{3, 4}});
  CHECK(findings.episodes[0].condition.days->from <= first_day + 10);
  CHECK(findings.episodes[0].condition.days->to >= first_day + 10);
  CHECK(attributed_in_all(findings) == Approx(static_cast<double>(findings.total.failed)));
}

TEST_CASE("a cause that began two weeks ago and goes on is a cause, not an episode") {
  auto recipe = month();
  recipe.risk = [](const auto& codes, Day day) { return codes[3] == 4 && day >= 14 ? 0.1 : 0.01; };
  const auto findings = analyse(recipe);
  REQUIRE(findings.causes.size() == 1);
  CHECK(findings.episodes.empty());
  CHECK(findings.causes[0].condition == Condition{{{3, 4}}});
}

TEST_CASE("parent and child factors are never paired") {
  auto recipe = month();
  recipe.risk = [](const auto& codes, Day) { return codes[0] == 2 && codes[1] == 3 ? 0.2 : 0.01; };
  recipe.may_pair = [](auto left, auto right) { return left != 0 || right != 1; };
  for (const Cause& cause : analyse(recipe).causes) {
    CHECK_FALSE(cause.condition == Condition{{{0, 2}, {1, 3}}});
  }
}
