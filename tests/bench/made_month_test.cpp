#include "bench/made_month.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace rastro;
using namespace rastro::bench;

namespace {

MonthRecipe all_factors() {
  MonthRecipe recipe;
  recipe.seed = 3;
  recipe.lines = 12000;
  recipe.factors = 30;
  recipe.kinds = {{0.03, 0.2}, {0.01, 0}};
  return recipe;
}

const FactorColumn& column(const MadeMonth& month, const std::string& name) {
  const auto place = std::find(month.factors.begin(), month.factors.end(), name);
  REQUIRE(place != month.factors.end());
  return month.table.factors[static_cast<std::size_t>(place - month.factors.begin())];
}

std::size_t place_of(const MadeMonth& month, const std::string& name) {
  return static_cast<std::size_t>(std::find(month.factors.begin(), month.factors.end(), name) -
                                  month.factors.begin());
}

double rate(const FailureColumn& failures) {
  return static_cast<double>(std::count(failures.failed.begin(), failures.failed.end(), 1)) /
         static_cast<double>(std::count(failures.exposed.begin(), failures.exposed.end(), 1));
}

/// Parents that each child is seen with.
std::size_t most_parents(const FactorColumn& child, const FactorColumn& parent) {
  std::map<Code, std::set<Code>> parents;
  std::size_t most = 0;
  for (std::size_t line = 0; line < child.codes.size(); ++line) {
    parents[child.codes[line]].insert(parent.codes[line]);
    most = std::max(most, parents[child.codes[line]].size());
  }
  return most;
}

}  // namespace

TEST_CASE("a made month is the same again from the same seed, and another from another") {
  auto recipe = all_factors();
  const auto first = make_month(recipe), again = make_month(recipe);
  CHECK(first.table.failures[0].failed == again.table.failures[0].failed);
  CHECK(column(first, "route").codes == column(again, "route").codes);
  recipe.seed = 4;
  CHECK(column(first, "route").codes != column(make_month(recipe), "route").codes);
}

TEST_CASE("a made month has the lines, factors and rates that were asked for") {
  auto recipe = all_factors();
  const auto month = make_month(recipe);
  CHECK(static_cast<double>(month.table.size()) == Approx(12000).margin(4));
  CHECK(month.factors.size() == 30);
  CHECK(rate(month.table.failures[0]) == Approx(0.03).epsilon(0.15));
  CHECK(rate(month.table.failures[1]) == Approx(0.01).epsilon(0.25));
  CHECK(std::is_sorted(month.table.day.begin(), month.table.day.end()));
  CHECK(month.table.day.back() - month.table.day.front() == 27);
  recipe.factors = 5;
  CHECK(make_month(recipe).factors.size() == 5);
}

TEST_CASE("in a made month children have one parent and never stand beside it") {
  const auto month = make_month(all_factors());
  for (const auto& [child, parent] : std::map<std::string, std::string>{{"sku", "category"},
                                                                        {"picker", "warehouse"},
                                                                        {"route", "carrier"},
                                                                        {"city", "region"}}) {
    CHECK(most_parents(column(month, child), column(month, parent)) == 1);
    CHECK_FALSE(month.may_pair(place_of(month, child), place_of(month, parent)));
  }
  CHECK_FALSE(month.may_pair(place_of(month, "region"), place_of(month, "postal_area")));
  CHECK_FALSE(month.may_pair(place_of(month, "order_weekday"), place_of(month, "pick_hour")));
  CHECK(month.may_pair(place_of(month, "sku"), place_of(month, "picker")));
}

TEST_CASE("a broken lorry of a made month hits one route on one day") {
  auto recipe = all_factors();
  recipe.bursts = {BurstKind::lorry};
  const auto month = make_month(recipe);
  const MadeBurst& burst = month.bursts.front();
  REQUIRE(burst.failed.size() > 3);
  CHECK(burst.dispatched.from == burst.dispatched.to);
  for (const std::size_t line : burst.failed) {
    CHECK(month.table.day[line] == burst.dispatched.from);
    CHECK(column(month, "route").codes[line] == burst.where.front().value);
    CHECK(month.table.failures[0].failed[line] == 1);
  }
}

TEST_CASE("two kinds of a made month that move together fail in the same lines") {
  auto recipe = all_factors();
  recipe.kinds = {{0.03, 0}, {0.03, 0}};
  const auto both = [&] {
    const auto month = make_month(recipe);
    double lines = 0;
    for (std::size_t line = 0; line < month.table.size(); ++line) {
      lines += month.table.failures[0].failed[line] & month.table.failures[1].failed[line];
    }
    return lines;
  };
  CHECK(both() < 30);  // 12000 x 0.03 x 0.03 = 11 by chance
  recipe.moving_together = 0.8;
  CHECK(both() > 200);  // 12000 x 0.03 x 0.8 = 288
}

TEST_CASE("reports of a made month come late, and are allowed for") {
  auto recipe = all_factors();
  recipe.kinds = {{0.08, 0}};
  recipe.report_delay = 4;
  const auto month = make_month(recipe);
  const FailureColumn& failures = month.table.failures[0];
  CHECK(failures.maturity_at(1) < 0.6);
  CHECK(failures.maturity_at(20) > 0.95);
  CHECK(rate(failures) < 0.075);
}

TEST_CASE("a planted cause of a made month fails more often than the rest") {
  auto recipe = all_factors();
  recipe.causes = 2;
  const auto month = make_month(recipe);
  REQUIRE(month.causes.size() == 2);
  for (const MadeCause& cause : month.causes) {
    double met = 0, failed = 0;
    for (std::size_t line = 0; line < month.table.size(); ++line) {
      const bool meets = std::all_of(
          cause.condition.pairs.begin(), cause.condition.pairs.end(), [&](const Pair& pair) {
            return month.table.factors[pair.factor].codes[line] == pair.value;
          });
      if (!meets) continue;
      ++met;
      failed += month.table.failures[cause.kind].failed[line];
    }
    CHECK(failed / met > rate(month.table.failures[cause.kind]) + cause.risk / 4);
  }
}
