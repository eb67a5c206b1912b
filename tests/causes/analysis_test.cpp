#include "causes/analysis.h"

#include <catch2/catch.hpp>

#include "tally/made_table.h"

using namespace rastro;
using rastro::test::first_day;

namespace {

Units units_with(UnitTable table) {
  Units units;
  for (const UnitKind kind : all_unit_kinds) {
    auto& other = units.tables[static_cast<std::size_t>(kind)];
    other.unit = kind;
    other.factors.resize(table.factors.size());
    other.failures.resize(table.failures.size());
  }
  units.tables[static_cast<std::size_t>(UnitKind::order_line)] = std::move(table);
  return units;
}

Units month_with_cause_and_episode() {
  test::TableRecipe recipe;
  recipe.units = 18000;
  recipe.sizes = {4, 8, 10, 20, 300};
  recipe.risk = [](const auto& codes, Day day) {
    if (codes[4] == 17) return 0.4;
    return codes[3] == 4 && day == 10 ? 0.9 : 0.01;
  };
  return units_with(test::make_table(recipe));
}

}  // namespace

TEST_CASE(
    "attributed and unexplained failures flow through the graph and balance at every vertex") {
  const Units units = month_with_cause_and_episode();
  const ProcessModel model = test::make_model(5);
  const Analysis analysis = analyse(units, model, {first_day, first_day + 27});
  REQUIRE(analysis.kinds.size() == 1);
  CHECK(analysis.kinds[0].causes.size() == 1);
  CHECK(analysis.kinds[0].episodes.size() == 1);
  const CauseGraph graph = build_graph(analysis, units, model);
  CHECK(graph.inflow("failure:wrong_item") ==
        Approx(static_cast<double>(analysis.kinds[0].total.failed)));
  int between = 0;
  for (const auto& node : graph.nodes()) {
    const double in = graph.inflow(node.id), out = graph.outflow(node.id);
    if (in == 0 || out == 0) continue;
    ++between;
    CHECK(in == Approx(out));
  }
  CHECK(between == 1);  // the cause's condition; an episode is a root of its own
  CHECK(graph.trail("failure:wrong_item").front() == "failure:wrong_item");
}

TEST_CASE("a cause's trail leads from the failure over the condition to the step") {
  const Units units = month_with_cause_and_episode();
  const ProcessModel model = test::make_model(5);
  const auto graph = build_graph(analyse(units, model, {first_day, first_day + 27}), units, model);
  CHECK(graph.trail("condition:wrong_item/f4=v17") ==
        std::vector<std::string>{"condition:wrong_item/f4=v17", "step:picking"});
}

TEST_CASE("a failure kind without exposed units is left out") {
  Units units = month_with_cause_and_episode();
  units.tables[static_cast<std::size_t>(UnitKind::order_line)].failures[0] = {};
  CHECK(analyse(units, test::make_model(5), {first_day, first_day + 27}).kinds.empty());
}

TEST_CASE("the same units give the same findings") {
  const Units units = month_with_cause_and_episode();
  const ProcessModel model = test::make_model(5);
  const auto first = analyse(units, model, {first_day, first_day + 27});
  const auto second = analyse(units, model, {first_day, first_day + 27});
  REQUIRE(first.kinds[0].causes.size() == second.kinds[0].causes.size());
  CHECK(first.kinds[0].causes[0].attributed == second.kinds[0].causes[0].attributed);
  CHECK(first.kinds[0].unexplained == second.kinds[0].unexplained);
}
