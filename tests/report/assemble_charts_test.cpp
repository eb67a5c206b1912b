#include "report/assemble_charts.h"

#include <catch2/catch.hpp>

#include "report/sample_review.h"
#include "tally/made_table.h"

using namespace rastro;

namespace {

/// Weeks of `units` orders, of which so many fail, evenly over the week.
UnitTable weeks_of(std::size_t units, const std::vector<std::size_t>& failed) {
  test::TableRecipe recipe;
  recipe.days = static_cast<int>(failed.size()) * 7;
  recipe.units = failed.size() * units;
  recipe.sizes = {2};
  recipe.risk = [](const auto&, Day) { return 0.0; };
  UnitTable table = test::make_table(recipe);
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    table.order[unit] = static_cast<std::uint32_t>(unit);
  }
  for (std::size_t week = 0; week < failed.size(); ++week) {
    for (std::size_t each = 0; each < failed[week]; ++each) {
      table.failures[0].failed[week * units + each * units / failed[week]] = 1;
    }
  }
  return table;
}

ReviewFailure charted(const UnitTable& table) {
  ReviewFailure failure;
  failure.kind = "wrong_item";
  add_charts(table, 0, control_chart(table, 0, chart_weeks), failure);
  return failure;
}

const ReviewSignal* find_rule(const ReviewFailure& failure, const std::string& rule) {
  for (const ReviewSignal& signal : failure.signals) {
    if (signal.rule == rule) return &signal;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a week out of its range speaks now, and had not a week earlier", "[charts]") {
  const ReviewFailure failure = charted(weeks_of(1000, {20, 22, 19, 21, 20, 18, 60}));
  CHECK(failure.chart == "p");
  CHECK(failure.signal == "high");
  REQUIRE(failure.signals.size() == 1);
  CHECK(failure.signals[0].rule == "above_range");
  CHECK(failure.signals[0].direction == "high");
  CHECK(failure.signals[0].value == Approx(0.06));
  CHECK(failure.signals[0].usual == Approx(0.02));
  CHECK(failure.signals[0].from == *parse_day(failure.weekly.back().week));
  CHECK(failure.signals[0].now);
  CHECK_FALSE(failure.signals[0].week_before);
}

TEST_CASE("what was out of its range a week ago is told as such", "[charts]") {
  const ReviewFailure failure = charted(weeks_of(1000, {20, 22, 19, 21, 20, 18, 60, 20}));
  CHECK(failure.signal.empty());
  REQUIRE(failure.signals.size() == 1);
  CHECK_FALSE(failure.signals[0].now);
  CHECK(failure.signals[0].week_before);
  const ReviewFailure both = charted(weeks_of(1000, {20, 22, 19, 21, 20, 18, 60, 62}));
  REQUIRE(both.signals.size() == 1);
  CHECK(both.signals[0].now);
  CHECK(both.signals[0].week_before);
}

TEST_CASE("immature weeks neither set nor hide the signal of the newest mature one", "[charts]") {
  UnitTable table = weeks_of(1000, {20, 22, 19, 21, 20, 18, 60, 2});
  table.failures[0].maturity.assign(7, 0.1);
  const ReviewFailure failure = charted(table);
  CHECK(failure.weekly.back().immature);
  CHECK(failure.signal == "high");
  REQUIRE(find_rule(failure, "above_range") != nullptr);
  CHECK(find_rule(failure, "above_range")->now);
}

TEST_CASE("a run of weeks speaks as long as it goes on", "[charts]") {
  // Ten weeks a little below the usual level, then nine a little above it: allowed are seven.
  std::vector<std::size_t> failed(10, 48);
  failed.resize(19, 56);
  ReviewFailure failure = charted(weeks_of(1000, failed));
  const ReviewSignal* run = find_rule(failure, "run_above");
  REQUIRE(run != nullptr);
  CHECK(run->count == 9);
  CHECK(run->limit == 7);  // round(log2(19) + 3) = round(7.25)
  CHECK(run->now);
  CHECK(run->week_before);  // eight of 18 points were too many as well
  CHECK(format_day(run->from) == failure.weekly[10].week);
  CHECK(format_day(run->to) == failure.weekly[18].week);
  REQUIRE(find_rule(failure, "few_crossings") != nullptr);
  CHECK(find_rule(failure, "few_crossings")->count == 1);
  CHECK(find_rule(failure, "few_crossings")->direction.empty());
  failed.push_back(40);
  failure = charted(weeks_of(1000, failed));
  run = find_rule(failure, "run_above");
  REQUIRE(run != nullptr);
  CHECK_FALSE(run->now);
  CHECK(run->week_before);
}

TEST_CASE("a rare kind gets the gaps between its failures", "[charts]") {
  std::vector<std::size_t> failed(14, 1);
  UnitTable table = weeks_of(500, failed);
  ReviewFailure failure = charted(table);
  CHECK(failure.chart == "g");
  REQUIRE(failure.gaps.size() == 14);  // 13 closed ones, and one open
  CHECK(failure.gaps[0].units == 500);
  CHECK(failure.gaps.back().open);
  CHECK(failure.gap_center == Approx(346.2).epsilon(0.001));  // log(1/2) / log(1 − 1/500)
  CHECK(failure.weekly.size() == 14);
  // Chance would make half of the gaps shorter than that; these, all of one length, are too even.
  REQUIRE(failure.signals.size() == 1);
  CHECK(failure.signals[0].rule == "run_long_gaps");
  CHECK(failure.signals[0].direction == "low");
  // The open gap, of 499 units by now, is a long one already.
  CHECK(failure.signals[0].count == 14);
  CHECK(failure.signals[0].limit == 7);  // round(log2(14) + 3) = round(6.81)
  CHECK(failure.signals[0].now);
}

TEST_CASE("no failures, and all failed", "[charts]") {
  const ReviewFailure none = charted(weeks_of(100, std::vector<std::size_t>(12, 0)));
  CHECK(none.chart == "p");
  CHECK(none.signals.empty());
  CHECK(none.gaps.empty());
  const ReviewFailure all = charted(weeks_of(100, std::vector<std::size_t>(12, 100)));
  CHECK(all.usual_rate == 1);
  CHECK(all.signals.empty());
  ReviewFailure unmeasured;
  UnitTable table = weeks_of(10, {1});
  table.failures[0] = {};
  add_charts(table, 0, control_chart(table, 0, chart_weeks), unmeasured);
  CHECK(unmeasured.chart.empty());
  CHECK(unmeasured.weekly.empty());
}

TEST_CASE("a chart has the changes of the steps that may cause its kind", "[charts]") {
  ProcessModel model = sample_model();
  model.failures[0].steps = {0, 2};  // wrong item: product description, picking
  ReviewFailure failure = charted(weeks_of(1000, {20, 20, 20}));
  const Seconds first = start_of(test::first_day);
  const std::vector<ReviewChange> changes = {{first - 1, "picking", "too early", "", ""},
                                             {first, "picking", "first", "", ""},
                                             {first + 90, "carrier", "other step", "", ""},
                                             {first + 99, "product_description", "second", "", ""}};
  add_chart_changes(changes, model, failure);
  REQUIRE(failure.changes.size() == 2);
  CHECK(failure.changes[0].note == "first");
  CHECK(failure.changes[1].note == "second");
}
