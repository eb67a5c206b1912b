#include "causes/gap_chart.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tally/made_table.h"

using namespace rastro;

namespace {

std::vector<Gap> closed_gaps(const std::vector<double>& units) {
  std::vector<Gap> gaps;
  for (const double each : units) gaps.push_back({0, 0, each, false, Gap::Signal::none});
  return gaps;
}

/// Ten units a day, each an order of its own, of which these fail.
UnitTable table_with(int days, const std::vector<std::size_t>& failed) {
  test::TableRecipe recipe;
  recipe.days = days;
  recipe.units = static_cast<std::size_t>(days) * 10;
  recipe.risk = [](const auto&, Day) { return 0.0; };
  UnitTable table = test::make_table(recipe);
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    table.order[unit] = static_cast<std::uint32_t>(unit);
  }
  for (const std::size_t unit : failed) table.failures[0].failed[unit] = 1;
  return table;
}

GapChart chart_of(const UnitTable& table) {
  return gap_chart(table, 0, {table.day.front(), table.as_of});
}

}  // namespace

TEST_CASE("limits of gaps are the geometric's quantiles", "[charts]") {
  const GapChart chart = judge_gaps(closed_gaps(std::vector<double>(9, 1000)));
  REQUIRE(chart.judged);
  CHECK(chart.usual == Approx(1000));
  // log(1 − 1/1000) = −0.0010005; log(1 − 0.00135) = −0.00135091; log(1/2) = −0.693147;
  // log(0.00135) = −6.607651. Lower 1.3502, middle 692.80, upper 1 + 6604.35.
  CHECK(chart.lower == Approx(1.3502).epsilon(1e-4));
  CHECK(chart.center == Approx(692.80).epsilon(1e-4));
  CHECK(chart.upper == Approx(6605.35).epsilon(1e-4));
  // And the other way round: as many units without a failure have that probability.
  CHECK(std::pow(0.999, chart.upper - 1) == Approx(0.00135));
  CHECK(1 - std::pow(0.999, chart.lower) == Approx(0.00135));
}

TEST_CASE("gaps far out signal, and the newest does not judge itself", "[charts]") {
  std::vector<double> units(10, 1000);
  units.back() = 7000;
  GapChart chart = judge_gaps(closed_gaps(units));
  CHECK(chart.usual == Approx(1000));
  CHECK(chart.gaps.back().signal == Gap::Signal::long_gap);
  units.back() = 1;
  chart = judge_gaps(closed_gaps(units));
  CHECK(chart.gaps.back().signal == Gap::Signal::short_gap);
  CHECK(chart.gaps.front().signal == Gap::Signal::none);
  units.back() = 2;
  CHECK(judge_gaps(closed_gaps(units)).gaps.back().signal == Gap::Signal::none);
}

TEST_CASE("an open gap is judged for being long only, and says nothing of what is usual",
          "[charts]") {
  std::vector<Gap> gaps = closed_gaps(std::vector<double>(9, 1000));
  gaps.push_back({0, 0, 1, true, Gap::Signal::none});
  GapChart chart = judge_gaps(gaps);
  CHECK(chart.usual == Approx(1000));
  CHECK(chart.gaps.back().signal == Gap::Signal::none);
  CHECK(sides(chart).back() == 0);
  gaps.back().units = 6604;
  CHECK(judge_gaps(gaps).gaps.back().signal == Gap::Signal::none);
  gaps.back().units = 6605;
  CHECK(judge_gaps(gaps).gaps.back().signal == Gap::Signal::long_gap);
  CHECK(sides(judge_gaps(gaps)).back() == 1);
  CHECK(sides(judge_gaps(gaps)).front() == 1);  // 1000 lies above the middle, 693
}

TEST_CASE("too few gaps, or failures without a gap, are not judged", "[charts]") {
  CHECK_FALSE(judge_gaps({}).judged);
  CHECK_FALSE(judge_gaps(closed_gaps(std::vector<double>(8, 1000))).judged);
  CHECK_FALSE(judge_gaps(closed_gaps(std::vector<double>(20, 1))).judged);  // all fail
  CHECK(sides(judge_gaps(closed_gaps({5, 6}))) == std::vector<int>{0, 0});
}

TEST_CASE("gaps are counted in units from one failure to the next", "[charts]") {
  const GapChart chart = chart_of(table_with(10, {4, 24, 25}));
  REQUIRE(chart.gaps.size() == 3);
  CHECK(chart.gaps[0].units == 20);
  CHECK(chart.gaps[0].from == test::first_day);
  CHECK(chart.gaps[0].to == test::first_day + 2);
  CHECK(chart.gaps[1].units == 1);
  CHECK(chart.gaps[2].open);
  CHECK(chart.gaps[2].units == 74);
  CHECK(chart.gaps[2].to == test::first_day + 9);
}

TEST_CASE("failed lines of one order are one failure", "[charts]") {
  UnitTable table = table_with(10, {4, 24, 25});
  table.order[25] = table.order[24];
  const GapChart chart = chart_of(table);
  REQUIRE(chart.gaps.size() == 2);
  CHECK(chart.gaps[0].units == 20);
  CHECK(chart.gaps[1].units == 75);
}

TEST_CASE("units that are not exposed, or not seen fully, count less", "[charts]") {
  UnitTable table = table_with(10, {4, 24});
  table.failures[0].exposed[10] = 0;
  table.failures[0].maturity.assign(2, 0.5);  // of the last two days, half would be known
  const GapChart chart = chart_of(table);
  REQUIRE(chart.gaps.size() == 2);
  CHECK(chart.gaps[0].units == 19);
  CHECK(chart.gaps[1].units == Approx(55 + 20 * 0.5));
  CHECK(gap_chart(table, 0, {table.day.front(), table.day.front() + 1}).gaps.size() == 1);
  CHECK(chart_of(table_with(5, {})).gaps.empty());
  table.failures[0] = {};
  CHECK(chart_of(table).gaps.empty());
}

TEST_CASE("a kind is rare below two failures a week", "[charts]") {
  std::vector<ChartPoint> weeks(10);
  for (ChartPoint& week : weeks) week.exposed = 1000;
  for (std::size_t week = 0; week < weeks.size(); ++week)
    weeks[week].failed = week % 2 == 0 ? 3 : 1;
  CHECK_FALSE(is_rare(judge_weeks(weeks)));  // nine weeks before the newest: 19 of 9,000
  for (ChartPoint& week : weeks) week.failed = 1;
  CHECK(is_rare(judge_weeks(weeks)));
  CHECK_FALSE(is_rare({}));
}
