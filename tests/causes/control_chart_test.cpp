#include "causes/control_chart.h"

#include <catch2/catch.hpp>

#include "tally/made_table.h"

using namespace rastro;

namespace {

/// 1000 units a week, of which so many fail.
UnitTable weeks_with(const std::vector<int>& failed) {
  test::TableRecipe recipe;
  recipe.days = static_cast<int>(failed.size()) * 7;
  recipe.units = failed.size() * 1000;
  recipe.risk = [](const auto&, Day) { return 0.0; };
  UnitTable table = test::make_table(recipe);
  for (std::size_t week = 0; week < failed.size(); ++week) {
    for (int unit = 0; unit < failed[week]; ++unit) {
      table.failures[0].failed[week * 1000 + static_cast<std::size_t>(unit)] = 1;
    }
  }
  return table;
}

}  // namespace

TEST_CASE("weeks end on the last day, and the newest does not judge itself") {
  const auto points = control_chart(weeks_with({20, 20, 20, 60}), 0, 26);
  REQUIRE(points.size() == 4);
  CHECK(points[0].first_day == test::first_day);
  CHECK(points[3].exposed == 1000);
  CHECK(points[3].center == Approx(0.02));
  CHECK(points[3].signal == ChartPoint::Signal::high);
  CHECK(points[2].signal == ChartPoint::Signal::none);
}

TEST_CASE("limits are the binomial's three-sigma tails") {
  const auto points = control_chart(weeks_with({20, 20, 20, 20}), 0, 26);
  // Binomial(1000, 0.02): P(N ≤ 7) = 0.0007, P(N ≤ 8) = 0.0020; P(N ≥ 36) = 0.0008.
  CHECK(points[0].lower == Approx(0.008).margin(0.0011));
  CHECK(points[0].upper == Approx(0.034).margin(0.0021));
}

TEST_CASE("far fewer failures than usual are a signal too") {
  const auto points = control_chart(weeks_with({50, 50, 50, 10}), 0, 26);
  CHECK(points.back().signal == ChartPoint::Signal::low);
}

TEST_CASE("a week whose reports still come in is set against what would be known by now") {
  UnitTable table = weeks_with({40, 40, 40, 20});
  table.failures[0].maturity.assign(7, 0.5);  // half of the last week's failures are known
  const auto points = control_chart(table, 0, 26);
  CHECK_FALSE(points.back().mature());
  CHECK(points[2].mature());
  CHECK(points.back().center == Approx(0.02));
  CHECK(points.back().signal == ChartPoint::Signal::none);
}

TEST_CASE("a chart goes back no further than asked, and no further than there are units") {
  CHECK(control_chart(weeks_with({5, 5, 5, 5, 5}), 0, 3).size() == 3);
  CHECK(control_chart(weeks_with({5, 5}), 0, 26).size() == 2);
}

TEST_CASE("a week in which the data only begin is left out") {
  UnitTable table = weeks_with({5, 5, 5});
  table.as_of += 2;
  const auto points = control_chart(table, 0, 26);
  REQUIRE(points.size() == 3);
  CHECK(points.front().first_day == test::first_day + 2);
}

TEST_CASE("a kind that cannot be measured has no chart") {
  UnitTable table = weeks_with({5});
  table.failures[0] = {};
  CHECK(control_chart(table, 0, 26).empty());
}
