#include "tally/history.h"

#include <catch2/catch.hpp>

#include "tally/made_table.h"
#include "tally/memory_tally.h"

using namespace rastro;
using test::first_day;

namespace {

UnitTable young_table() {
  test::TableRecipe recipe;
  recipe.units = 4000;
  recipe.risk = [](const auto& codes, Day) { return codes[0] == 2 ? 0.2 : 0.05; };
  UnitTable table = test::make_table(recipe);
  table.failures[0].maturity = {0.2, 0.5, 0.8};
  for (std::size_t unit = 0; unit < table.size(); unit += 7) {
    table.failures[0].exposed[unit] = table.failures[0].failed[unit] = 0;
  }
  return table;
}

}  // namespace

TEST_CASE("the history counts what a tally counts, day by day", "[history]") {
  const UnitTable table = young_table();
  const MemoryTally tally(table, {first_day, first_day + 27});
  const std::vector<Condition> split{
      {{{0, 2}}, {}}, {{{1, 3}, {2, 5}}, {}}, {{{1, 1}}, DayRange{first_day + 5, first_day + 9}}};
  const auto history = count_history(table, 0, split);
  const auto patterns = tally.count_by_pattern(0, split, std::vector<Condition>(1)).front();
  for (const PatternCounts& expected : patterns) {
    Counts sum;
    for (const DayPatternCounts& entry : history) {
      if (entry.pattern == expected.pattern) sum += entry.counts;
    }
    INFO("pattern " << expected.pattern);
    CHECK(sum.exposed == expected.counts.exposed);
    CHECK(sum.exposure == Approx(expected.counts.exposure));
    CHECK(sum.failed == expected.counts.failed);
  }
  const auto days = tally.count_by_day(0, split, Clock::dated).front();
  for (const DayCounts& expected : days) {
    Counts sum;
    for (const DayPatternCounts& entry : history) {
      if (entry.day == expected.day && (entry.pattern & 1) != 0) sum += entry.counts;
    }
    CHECK(sum.exposed == expected.counts.exposed);
    CHECK(sum.failed == expected.counts.failed);
    CHECK(sum.failed_orders >= expected.counts.failed_orders);  // its lines may differ in the rest
  }
}

TEST_CASE("a factor that the data lack meets no condition, and an empty table has no history",
          "[history]") {
  UnitTable table = young_table();
  table.factors[0].codes.clear();
  const std::vector<Condition> split{{{{0, 2}}, {}}};
  for (const DayPatternCounts& entry : count_history(table, 0, split)) CHECK(entry.pattern == 0);
  UnitTable empty;
  empty.failures.resize(1);
  CHECK(count_history(empty, 0, split).empty());
}
