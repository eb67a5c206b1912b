#include "causes/episodes.h"

#include <catch2/catch.hpp>

#include "causes/findings.h"
#include "sanitized.h"
#include "tally/made_table.h"
#include "tally/memory_tally.h"

using namespace rastro;
using test::first_day;

namespace {

constexpr std::uint64_t last_seed = repetitions(20);

/// The episodes seen before any cause is known, in a month of 11,200 units with 2 % failures, where
/// `added` comes on top.
template <typename Added>
std::vector<Contributor> episodes_of(Added added, std::uint64_t seed = 1) {
  test::TableRecipe recipe;
  recipe.units = 400 * 28;
  recipe.seed = seed;
  recipe.risk = [&](const auto& codes, Day day) { return 1 - 0.98 * (1 - added(codes, day)); };
  const UnitTable table = test::make_table(recipe);
  MemoryTally tally(table, {first_day, first_day + 27});
  CauseQuestion question;
  question.factors = {0, 1, 2};
  question.may_pair = recipe.may_pair;
  Explanation explanation;
  look_at_days(tally, question, explanation);
  return explanation.contributors;
}

/// The share of the months of all seeds in which the strike of a carrier that the window begins
/// with becomes a cause; `history`: the weeks before are known.
double strikes_told_as_causes(bool history) {
  int causes = 0;
  for (std::uint64_t seed = 1; seed <= last_seed; ++seed) {
    test::TableRecipe recipe;
    recipe.units = 400 * 42;
    recipe.days = 42;
    recipe.seed = seed;
    recipe.risk = [](const auto& codes, Day day) {
      return codes[0] == 2 && day >= 13 && day <= 18 ? 0.5 : 0.02;
    };
    const UnitTable table = test::make_table(recipe);
    MemoryTally tally(table, {first_day + 14, first_day + 41});
    MemoryTally wider(table, {first_day, first_day + 41});
    KindToSearch search{&tally, 0, {0, 1, 2}, recipe.may_pair};
    if (history) {
      search.wider = &wider;
      search.tellable.from = first_day + 14;
    }
    causes += find_causes({search}).front().causes.empty() ? 0 : 1;
  }
  return causes / static_cast<double>(last_seed);
}

bool is(const Contributor& episode, const std::vector<Pair>& pairs, Day from, Day to) {
  return episode.is_episode && episode.condition.pairs == pairs &&
         episode.condition.days == DayRange{first_day + from, first_day + to};
}

}  // namespace

TEST_CASE("a flood of everything, a strike of one value and a lorry are told as three episodes") {
  const auto episodes = episodes_of([](const auto& codes, Day day) {
    if (day == 5) return 0.4;
    if (codes[0] == 2 && day >= 11 && day <= 16) return 0.5;
    return codes[2] == 9 && day == 22 ? 0.9 : 0.0;
  });
  REQUIRE(episodes.size() == 3);
  CHECK(is(episodes[0], {}, 5, 5));
  CHECK(is(episodes[1], {{0, 2}}, 11, 16));
  CHECK(is(episodes[2], {{2, 9}}, 22, 22));
}

TEST_CASE("what acts all the time, or since lately, or on one weekday is no episode") {
  CHECK(episodes_of([](const auto& codes, Day) { return codes[2] == 9 ? 0.3 : 0; }).empty());
  CHECK(episodes_of([](const auto& codes, Day day) {
          return codes[0] == 2 && day >= 12 ? 0.2 : 0;
        }).empty());
  CHECK(episodes_of([](const auto&, Day day) { return day % 7 == 2 ? 0.05 : 0; }).empty());
}

TEST_CASE("quiet months have no episodes") {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= last_seed; ++seed) {
    found += episodes_of([](const auto&, Day) { return 0.0; }, seed).size();
  }
  CHECK(found <= 1);
}

TEST_CASE("a strike that the window begins with is no cause where the days before are known") {
  CHECK(strikes_told_as_causes(true) == 0);
  CHECK(strikes_told_as_causes(false) == 1);  // it may as well have acted for months
}
