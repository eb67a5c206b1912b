#include "causes/dating.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "causes/analysis.h"
#include "tally/made_table.h"
#include "tally/memory_tally.h"

using namespace rastro;
using test::first_day;

namespace {

constexpr Day days_in_all = 84;
constexpr DayRange last_four_weeks{first_day + 56, first_day + 83};

/// Twelve weeks of 400 order lines a day.
test::TableRecipe twelve_weeks() {
  test::TableRecipe recipe;
  recipe.units = 400 * days_in_all;
  recipe.days = days_in_all;
  recipe.sizes = {4, 12, 25};
  return recipe;
}

/// The causes that a review of the last four weeks finds, by their conditions.
std::vector<Cause> causes_of(UnitTable table) {
  const std::size_t factors = table.factors.size();
  Units units;
  for (const UnitKind kind : all_unit_kinds) {
    auto& other = units.tables[static_cast<std::size_t>(kind)];
    other.factors.resize(factors);
    other.failures.resize(1);
  }
  units.tables[static_cast<std::size_t>(UnitKind::order_line)] = std::move(table);
  const Analysis analysis = analyse(units, test::make_model(factors), last_four_weeks);
  REQUIRE(analysis.kinds.size() == 1);
  return analysis.kinds[0].causes;
}

Cause the_cause(const test::TableRecipe& recipe) {
  const auto causes = causes_of(test::make_table(recipe));
  REQUIRE(causes.size() == 1);
  return causes.front();
}

void check_day(const std::optional<DayEstimate>& estimate, Day expected) {
  REQUIRE(estimate);
  INFO(estimate->low - first_day << " " << estimate->day - first_day << " "
                                 << estimate->high - first_day);
  CHECK(std::abs(estimate->day - first_day - expected) <= 3);
}

}  // namespace

TEST_CASE("an onset before the window is found in what was loaded", "[onset]") {
  test::TableRecipe recipe = twelve_weeks();
  recipe.risk = [](const auto& codes, Day day) { return codes[2] == 7 && day >= 30 ? 0.12 : 0.02; };
  const Cause cause = the_cause(recipe);
  CHECK(cause.course.shape == Course::Shape::step);
  check_day(cause.course.since, 30);
  CHECK_FALSE(cause.course.until);
}

TEST_CASE("a cause that ended within the window is dated at its end", "[onset]") {
  test::TableRecipe recipe = twelve_weeks();
  recipe.risk = [](const auto& codes, Day day) {
    return codes[2] == 7 && day >= 40 && day < 72 ? 0.15 : 0.02;
  };
  const Cause cause = the_cause(recipe);
  CHECK(cause.course.shape == Course::Shape::step);
  check_day(cause.course.since, 40);
  check_day(cause.course.until, 71);
}

TEST_CASE("a cause that grows is told from one that began", "[onset]") {
  test::TableRecipe recipe = twelve_weeks();
  recipe.risk = [](const auto& codes, Day day) {
    return 0.02 + (codes[2] == 7 ? 0.4 * std::max(0, day - 28) / 56 : 0);
  };
  const Cause cause = the_cause(recipe);
  CHECK(cause.course.shape == Course::Shape::drift);
  REQUIRE(cause.course.since);
  CHECK(std::abs(cause.course.since->day - first_day - 28) <= 10);
}

TEST_CASE("a cause that acts all the time has no date, whatever the season does", "[onset]") {
  test::TableRecipe recipe = twelve_weeks();
  recipe.risk = [](const auto& codes, Day day) {
    const double season = day < 42 ? 0.5 : 1.5;  // all failures rise threefold
    const double weekend = day % 7 >= 5 ? 0.4 : 1;
    return season * weekend * (codes[2] == 7 ? 0.12 : 0.02);
  };
  CHECK(the_cause(recipe).course.shape == Course::Shape::steady);
}

TEST_CASE("a cause does not get the date of another that began among its units", "[onset]") {
  test::TableRecipe recipe = twelve_weeks();
  recipe.risk = [](const auto& codes, Day day) {
    const double first = codes[1] == 3 ? 0.06 : 0;
    const double second = codes[2] == 7 && day >= 60 ? 0.3 : 0;
    return 1 - (1 - first) * (1 - second) * 0.98;
  };
  // Half of the one cause's units are the other's.
  recipe.adjust = [](auto& codes, auto& random) {
    if (codes[1] == 3 && random() % 10 < 4) codes[2] = 7;
  };
  const auto causes = causes_of(test::make_table(recipe));
  REQUIRE(causes.size() == 2);
  for (const Cause& cause : causes) {
    INFO(cause.condition.pairs[0].factor);
    if (cause.condition.pairs[0].factor == 2) {
      check_day(cause.course.since, 60);
    } else {
      CHECK(cause.course.shape == Course::Shape::steady);
    }
  }
}

TEST_CASE("a cause whose units only begin to exist acts since then", "[onset]") {
  test::TableRecipe recipe = twelve_weeks();
  recipe.risk = [](const auto& codes, Day) { return codes[2] == 7 ? 0.12 : 0.02; };
  UnitTable table = test::make_table(recipe);
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    Code& code = table.factors[2].codes[unit];
    if (table.day[unit] < first_day + 62 && code == 7) code = 8;
  }
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    if (table.day[unit] < first_day + 62) table.failures[0].failed[unit] = unit % 50 == 0;
  }
  const auto causes = causes_of(table);
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].course.shape == Course::Shape::appeared);
  check_day(causes[0].course.since, 62);
}

TEST_CASE("reports still to come do not end a cause", "[onset]") {
  test::TableRecipe recipe = twelve_weeks();
  recipe.risk = [](const auto& codes, Day) { return codes[2] == 7 ? 0.15 : 0.02; };
  UnitTable table = test::make_table(recipe);
  table.failures[0].maturity = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
  std::mt19937_64 random(5);
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    const double known = table.failures[0].maturity_at(table.seen_until - table.day[unit]);
    if (test::unit_interval(random) >= known) table.failures[0].failed[unit] = 0;
  }
  const auto causes = causes_of(table);
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].course.shape == Course::Shape::steady);
}

TEST_CASE("where a cause and its look-alike differ is counted", "[contrast]") {
  test::TableRecipe recipe = twelve_weeks();
  // Value 9 of factor 1 handles nearly all of value 7 of factor 2, and hardly anything else.
  recipe.adjust = [](auto& codes, auto& random) {
    if (codes[1] == 9) codes[1] = 8;
    if (codes[2] == 7 && random() % 100 < 95) codes[1] = 9;
  };
  recipe.risk = [](const auto& codes, Day) { return codes[2] == 7 ? 0.2 : 0.02; };
  const UnitTable table = test::make_table(recipe);
  MemoryTally tally(table, last_four_weeks);
  ProcessModel model = test::make_model(3);
  model.factors[1].exchangeable = true;
  const Condition sku{{{2, 7}}, {}}, picker{{{1, 9}}, {}};
  const Contrast found = contrast(tally, 0, model, sku, picker);
  const auto counts = tally.count(0, std::vector<Condition>{sku, picker, *both(sku, picker)});
  CHECK(found.only_cause.exposed == counts[0].exposed - counts[2].exposed);
  CHECK(found.only_cause.failed == counts[0].failed - counts[2].failed);
  CHECK(found.only_cause.exposed > 0);
  CHECK(found.only_other.exposed == 0);
  REQUIRE(found.vary);
  CHECK(*found.vary == Pair{1, 9});
  CHECK_FALSE(found.vary_cause);
  CHECK(contrast(tally, 0, model, picker, sku).vary_cause);
  model.factors[1].exchangeable = false;
  CHECK_FALSE(contrast(tally, 0, model, sku, picker).vary);
}

TEST_CASE("of two that can be exchanged, the one at the later step is", "[contrast]") {
  const UnitTable table = test::make_table(twelve_weeks());
  MemoryTally tally(table, last_four_weeks);
  ProcessModel model = test::make_model(3);
  for (Factor& factor : model.factors) factor.exchangeable = true;
  model.steps.push_back({"packing", {}, {}, 0});
  const Condition first{{{1, 1}}, {}}, second{{{2, 1}}, {}};
  CHECK(contrast(tally, 0, model, first, second).vary == Pair{2, 1});
  model.factors[1].step = 1;
  CHECK(contrast(tally, 0, model, first, second).vary == Pair{1, 1});
}
