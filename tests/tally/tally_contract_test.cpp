#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <set>

#include "tally/made_table.h"
#include "tally/memory_tally.h"

// What every Tally must answer, checked against counting one unit after the other. A further engine
// is added to `engines` and must pass the same cases.

using namespace rastro;
using rastro::test::first_day;

namespace {

using Engine = std::function<std::unique_ptr<Tally>(const UnitTable&, DayRange)>;

const std::vector<std::pair<std::string, Engine>>& engines() {
  static const std::vector<std::pair<std::string, Engine>> all = {
      {"memory", [](const UnitTable& table, DayRange window) {
         return std::make_unique<MemoryTally>(table, window);
       }}};
  return all;
}

bool meets(const UnitTable& table, std::size_t unit, const Condition& condition) {
  for (const Pair& pair : condition.pairs) {
    if (table.factors[pair.factor].codes[unit] != pair.value) return false;
  }
  return !condition.days ||
         (table.day[unit] >= condition.days->from && table.day[unit] <= condition.days->to);
}

template <typename Wanted>
Counts count_plainly(const UnitTable& table, DayRange window, Wanted wanted) {
  Counts counts;
  std::set<std::uint32_t> orders;
  const FailureColumn& failures = table.failures[0];
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    if (table.day[unit] < window.from || table.day[unit] > window.to) continue;
    if (failures.exposed[unit] == 0 || !wanted(unit)) continue;
    ++counts.exposed;
    counts.exposure += failures.maturity_at(table.seen_until - table.day[unit]);
    if (failures.failed[unit] == 0) continue;
    ++counts.failed;
    orders.insert(table.order[unit]);
  }
  counts.failed_orders = static_cast<std::int64_t>(orders.size());
  return counts;
}

void check_equal(const Counts& got, const Counts& wanted) {
  CHECK(got.exposed == wanted.exposed);
  CHECK(got.exposure == Approx(wanted.exposure));
  CHECK(got.failed == wanted.failed);
  CHECK(got.failed_orders == wanted.failed_orders);
}

UnitTable awkward_table() {
  test::TableRecipe recipe;
  recipe.units = 3001;
  recipe.sizes = {2, 5, 200};
  recipe.risk = [](const auto& codes, Day) { return codes[1] == 3 ? 0.3 : 0.05; };
  UnitTable table = test::make_table(recipe);
  for (std::size_t unit = 0; unit < table.size(); unit += 7) table.factors[1].codes[unit] = 0;
  for (std::size_t unit = 0; unit < table.size(); unit += 11) {
    table.failures[0].exposed[unit] = 0;
    table.failures[0].failed[unit] = 0;
  }
  table.failures[0].maturity = {0.1, 0.3, 0.6, 0.8, 0.95};
  return table;
}

const DayRange window{first_day + 3, first_day + 27};
const std::vector<Condition> asked = {
    {},
    {{{0, 1}}},
    {{{1, 3}}},
    {{{2, 17}}},
    {{{0, 2}, {1, 3}}},
    {{{0, 1}, {1, 3}, {2, 44}}},
    {{{1, 3}}, DayRange{first_day + 5, first_day + 6}},
    {{{2, 9999}}},
};

}  // namespace

TEST_CASE("tally counts conditions like plain counting") {
  const UnitTable table = awkward_table();
  for (const auto& [name, make] : engines()) {
    INFO("engine " << name);
    const auto tally = make(table, window);
    const auto answers = tally->count(0, asked);
    REQUIRE(answers.size() == asked.size());
    for (std::size_t index = 0; index < asked.size(); ++index) {
      INFO("condition " << index);
      check_equal(answers[index], count_plainly(table, window, [&](std::size_t unit) {
                    return meets(table, unit, asked[index]);
                  }));
    }
    CHECK(answers[0].failed > 100);
    CHECK(answers.back() == Counts{});
  }
}

TEST_CASE("tally splits a condition's units by which others they meet") {
  const UnitTable table = awkward_table();
  const std::vector<Condition> split = {asked[1], asked[2], asked[6]};
  for (const auto& [name, make] : engines()) {
    INFO("engine " << name);
    const auto tally = make(table, window);
    const auto answers = tally->count_by_pattern(0, split, asked);
    REQUIRE(answers.size() == asked.size());
    for (std::size_t index = 0; index < asked.size(); ++index) {
      std::int64_t exposed = 0;
      for (const PatternCounts& entry : answers[index]) {
        exposed += entry.counts.exposed;
        check_equal(entry.counts, count_plainly(table, window, [&](std::size_t unit) {
                      std::uint64_t pattern = 0;
                      for (std::size_t bit = 0; bit < split.size(); ++bit) {
                        if (meets(table, unit, split[bit])) pattern |= std::uint64_t{1} << bit;
                      }
                      return pattern == entry.pattern && meets(table, unit, asked[index]);
                    }));
      }
      CHECK(exposed == tally->count(0, asked)[index].exposed);
    }
  }
}

TEST_CASE("tally counts by day, and the days add up to the whole") {
  const UnitTable table = awkward_table();
  for (const auto& [name, make] : engines()) {
    INFO("engine " << name);
    const auto tally = make(table, window);
    const auto answers = tally->count_by_day(0, asked);
    for (std::size_t index = 0; index < asked.size(); ++index) {
      for (const DayCounts& day : answers[index]) {
        check_equal(day.counts, count_plainly(table, window, [&](std::size_t unit) {
                      return table.day[unit] == day.day && meets(table, unit, asked[index]);
                    }));
      }
    }
    REQUIRE(tally->days(0).size() == 25);
    CHECK(tally->days(0).front().day == window.from);
  }
}

TEST_CASE("tally enumerates exactly the conditions that enough failed orders meet") {
  const UnitTable table = awkward_table();
  CandidateSearch search{{0, 1, 2}, [](auto left, auto right) { return left + right != 3; }, 3, 4};
  std::map<Condition, std::set<std::uint32_t>> plain;
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    if (table.failures[0].failed[unit] == 0 || table.day[unit] < window.from) continue;
    for (int mask = 1; mask < 8; ++mask) {
      Condition condition;
      bool complete = true;
      for (std::uint16_t factor = 0; factor < 3; ++factor) {
        if ((mask >> factor & 1) == 0) continue;
        const Code code = table.factors[factor].codes[unit];
        complete = complete && code != 0;
        condition.pairs.push_back({factor, code});
      }
      const bool may_stand = (mask & 6) != 6;  // factors 1 and 2 may not be paired
      if (complete && may_stand) plain[condition].insert(table.order[unit]);
    }
  }
  std::erase_if(plain, [](const auto& entry) { return entry.second.size() < 4; });
  for (const auto& [name, make] : engines()) {
    INFO("engine " << name);
    const auto found = make(table, window)->candidates(0, search);
    REQUIRE(found.size() == plain.size());
    auto expected = plain.begin();
    for (const CountedCondition& candidate : found) {
      CHECK(candidate.condition == expected->first);
      CHECK(candidate.failed_orders == static_cast<std::int64_t>(expected->second.size()));
      ++expected;
    }
  }
}

TEST_CASE("tally lists failed units with the conditions they meet, and values with their units") {
  const UnitTable table = awkward_table();
  for (const auto& [name, make] : engines()) {
    INFO("engine " << name);
    const auto tally = make(table, window);
    const auto failed = tally->failed_units(0, std::vector<Condition>{asked[1], asked[2]});
    CHECK(static_cast<std::int64_t>(failed.size()) == tally->count(0, asked)[0].failed);
    for (const FailedUnit& unit : failed) {
      CHECK(table.failures[0].failed[unit.unit] == 1);
      CHECK((unit.pattern & 1) == (meets(table, unit.unit, asked[1]) ? 1u : 0u));
    }
    for (const ValueCount& value : tally->values(0, 1)) {
      CHECK(value.value != 0);
      CHECK(value.exposed == count_plainly(table, window, [&](std::size_t unit) {
                               return table.factors[1].codes[unit] == value.value;
                             }).exposed);
    }
  }
}

TEST_CASE("tally of a window without units answers zero") {
  const UnitTable table = awkward_table();
  for (const auto& [name, make] : engines()) {
    INFO("engine " << name);
    const auto tally = make(table, {first_day + 100, first_day + 120});
    CHECK(tally->count(0, asked)[0] == Counts{});
    CHECK(tally->failed_units(0, {}).empty());
    CHECK(tally->days(0).empty());
  }
}
