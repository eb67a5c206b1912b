#include "causes/control_chart.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

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

/// Weeks of so many units each.
std::vector<ChartPoint> weeks_of(std::int64_t units, const std::vector<std::int64_t>& failed) {
  std::vector<ChartPoint> weeks;
  for (const std::int64_t each : failed) {
    ChartPoint& week = weeks.emplace_back();
    week.first_day = 7 * static_cast<Day>(weeks.size());
    week.exposed = units;
    week.failed = each;
  }
  return weeks;
}

bool within_bounds(const ControlChart& chart) {
  return std::all_of(chart.weeks.begin(), chart.weeks.end(), [](const ChartPoint& week) {
    return week.lower >= 0 && week.lower <= week.center && week.center <= week.upper &&
           week.upper <= 1;
  });
}

}  // namespace

TEST_CASE("weeks end on the last day, and the newest does not judge itself") {
  const auto points = control_chart(weeks_with({20, 20, 20, 60}), 0, 26).weeks;
  REQUIRE(points.size() == 4);
  CHECK(points[0].first_day == test::first_day);
  CHECK(points[3].exposed == 1000);
  CHECK(points[3].center == Approx(0.02));
  CHECK(points[3].signal == ChartPoint::Signal::high);
  CHECK(points[2].signal == ChartPoint::Signal::none);
}

TEST_CASE("limits are the binomial's three-sigma tails") {
  const auto points = control_chart(weeks_with({20, 20, 20, 20}), 0, 26).weeks;
  // Binomial(1000, 0.02): P(N ≤ 7) = 0.0007, P(N ≤ 8) = 0.0020; P(N ≥ 36) = 0.0008.
  CHECK(points[0].lower == Approx(0.008).margin(0.0011));
  CHECK(points[0].upper == Approx(0.034).margin(0.0021));
}

TEST_CASE("far fewer failures than usual are a signal too") {
  const auto points = control_chart(weeks_with({50, 50, 50, 10}), 0, 26).weeks;
  CHECK(points.back().signal == ChartPoint::Signal::low);
}

TEST_CASE("a week whose reports still come in is set against what would be known by now") {
  UnitTable table = weeks_with({40, 40, 40, 20});
  table.failures[0].maturity.assign(7, 0.5);  // half of the last week's failures are known
  const auto points = control_chart(table, 0, 26).weeks;
  CHECK_FALSE(points.back().mature());
  CHECK(points[2].mature());
  CHECK(points.back().center == Approx(0.02));
  CHECK(points.back().signal == ChartPoint::Signal::none);
}

TEST_CASE("a chart goes back no further than asked, and no further than there are units") {
  CHECK(control_chart(weeks_with({5, 5, 5, 5, 5}), 0, 3).weeks.size() == 3);
  CHECK(control_chart(weeks_with({5, 5}), 0, 26).weeks.size() == 2);
}

TEST_CASE("a week in which the data only begin is left out") {
  UnitTable table = weeks_with({5, 5, 5});
  table.as_of += 2;
  const auto points = control_chart(table, 0, 26).weeks;
  REQUIRE(points.size() == 3);
  CHECK(points.front().first_day == test::first_day + 2);
}

TEST_CASE("a kind that cannot be measured has no chart") {
  UnitTable table = weeks_with({5});
  table.failures[0] = {};
  CHECK(control_chart(table, 0, 26).weeks.empty());
}

TEST_CASE("where rates swing, limits are as wide as the weeks vary", "[charts]") {
  // Ten weeks of 10,000 units before the newest: 800 and 1,200 by turns. Centre 10 %, the
  // binomial's sigma is √(0.1 · 0.9 / 10,000) = 0.003, z = ∓0.02 / 0.003 = ∓6.667, moving ranges
  // 13.333, sigma_z = 13.333 / 1.128 = 11.820. Laney: 0.1 ± 3 · 0.003 · 11.820 = 0.1 ± 0.10638.
  std::vector<std::int64_t> failed;
  for (int week = 0; week < 11; ++week) failed.push_back(week % 2 == 0 ? 800 : 1200);
  const ControlChart chart = judge_weeks(weeks_of(10'000, failed));
  CHECK(chart.usual == Approx(0.1));
  CHECK(chart.spread == Approx(11.820).epsilon(0.0001));
  CHECK(chart.weeks.back().upper == Approx(0.20638).epsilon(0.01));  // exact tails are near
  CHECK(chart.weeks.back().lower == 0);                              // never below
  CHECK(chart.weeks.back().signal == ChartPoint::Signal::none);
}

TEST_CASE("weeks that vary less than chance do not narrow the limits", "[charts]") {
  const ControlChart chart = judge_weeks(weeks_of(4000, std::vector<std::int64_t>(12, 56)));
  CHECK(chart.spread == 1);
  // Binomial(4000, 0.014): mean 56, sigma 7.43; the exact tails lie at 35 and 79 or 80.
  CHECK(chart.weeks.back().upper * 4000 == Approx(79.5).margin(1.01));
  CHECK(chart.weeks.back().lower * 4000 == Approx(35.0).margin(1.01));
}

TEST_CASE("few failures have the exact binomial's limits however they vary", "[charts]") {
  const ControlChart chart = judge_weeks(weeks_of(1000, {0, 6, 0, 6, 0, 6, 0, 6, 3}));
  CHECK(chart.spread == 1);
  CHECK(chart.usual == Approx(0.003));
  // Binomial(1000, 0.003): P(N ≥ 10) = 0.0011, P(N ≥ 9) = 0.0038: nine are allowed.
  CHECK(chart.weeks.back().upper == Approx(0.009));
  CHECK(chart.weeks.back().lower == 0);
}

TEST_CASE("one bad week neither moves the centre nor widens the limits", "[charts]") {
  std::vector<std::int64_t> failed{50, 61, 55, 58, 49, 60, 300, 52, 57, 63, 51, 58, 90};
  const ControlChart chart = judge_weeks(weeks_of(4000, failed));
  // Without 300 and the newest: 614 of 44,000.
  CHECK(chart.usual == Approx(614.0 / 44'000));
  CHECK(chart.spread == 1);
  CHECK(chart.weeks[6].signal == ChartPoint::Signal::high);
  CHECK(chart.weeks.back().signal == ChartPoint::Signal::high);
}

TEST_CASE("a shift is still seen weeks after it began", "[charts]") {
  std::vector<std::int64_t> failed{50, 61, 55, 58,  49,  60,  52,  57,  63,
                                   51, 58, 54, 110, 118, 105, 121, 113, 108};
  const ControlChart chart = judge_weeks(weeks_of(4000, failed));
  for (std::size_t week = 12; week < failed.size(); ++week) {
    INFO(week);
    CHECK(chart.weeks[week].signal == ChartPoint::Signal::high);
  }
  CHECK(chart.weeks[11].signal == ChartPoint::Signal::none);
  CHECK(within_bounds(chart));
}

TEST_CASE("charts of next to nothing", "[charts]") {
  CHECK(judge_weeks({}).weeks.empty());
  CHECK(newest_mature({}) == 0);
  const ControlChart one = judge_weeks(weeks_of(100, {3}));
  CHECK(one.usual == Approx(0.03));
  CHECK(one.weeks[0].signal == ChartPoint::Signal::none);
  const ControlChart none = judge_weeks(weeks_of(100, {0, 0, 0, 0, 0}));
  CHECK(none.usual == 0);
  CHECK(none.weeks.back().upper == 0);
  CHECK(none.weeks.back().signal == ChartPoint::Signal::none);
  CHECK(sides(none.weeks) == std::vector<int>(5, 0));
  const ControlChart all = judge_weeks(weeks_of(100, {100, 100, 100, 100, 100, 100}));
  CHECK(all.usual == 1);
  CHECK(all.weeks.back().lower == 1);
  CHECK(within_bounds(all));
  const ControlChart first = judge_weeks(weeks_of(4000, {0, 0, 0, 0, 0, 3}));
  CHECK(first.weeks.back().signal == ChartPoint::Signal::high);  // never seen before
  const ControlChart empty = judge_weeks(weeks_of(0, {0, 0, 0}));
  CHECK(empty.usual == 0);
  CHECK(std::isfinite(empty.weeks.back().upper));
  CHECK(newest_mature(empty.weeks) == 3);
  std::vector<ChartPoint> gap = weeks_of(100, {5, 5, 0, 5, 5});
  gap[2].exposed = 0;
  CHECK(judge_weeks(gap).usual == Approx(0.05));
  CHECK(sides(judge_weeks(gap).weeks)[2] == 0);
}

TEST_CASE("limits stay within 0 and 1, whatever the counts", "[charts]") {
  for (const std::int64_t units : {1, 7, 100, 4000}) {
    for (const double rate : {0.01, 0.2, 0.5, 0.97}) {
      std::vector<std::int64_t> failed;
      for (int week = 0; week < 20; ++week) {
        const double swing = rate * (week % 3 == 0 ? 1.9 : 0.5);
        failed.push_back(
            std::min<std::int64_t>(units, std::llround(swing * static_cast<double>(units))));
      }
      INFO(units << " units, rate " << rate);
      std::vector<ChartPoint> weeks = weeks_of(units, failed);
      weeks.back().maturity = 0.1;
      CHECK(within_bounds(judge_weeks(weeks)));
    }
  }
}

TEST_CASE("weeks still being reported have no side", "[charts]") {
  std::vector<ChartPoint> weeks = weeks_of(1000, {20, 30, 10, 22, 15, 10});
  weeks.back().maturity = 0.6;
  const ControlChart chart = judge_weeks(weeks);  // usual: 82 of 4,000 = 2.05 %
  CHECK(sides(chart.weeks) == std::vector<int>{-1, 1, -1, 1, -1, 0});
  CHECK(newest_mature(chart.weeks) == 4);
  CHECK(chart.weeks.back().center == Approx(0.0205 * 0.6));
}
