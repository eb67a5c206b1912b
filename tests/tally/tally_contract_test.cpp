#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <numeric>
#include <set>

#include "tally/flat_tally.h"
#include "tally/made_table.h"
#include "tally/memory_tally.h"

// What every Tally must answer, checked against counting one unit after the other. A further engine
// is added to `engines` and must pass the same cases.

using namespace rastro;
using rastro::test::first_day;

namespace {

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

const std::vector<Condition> asked_of_all = {
    {},
    {{{0, 1}}},
    {{{1, 3}}},
    {{{2, 17}}},
    {{{0, 2}, {1, 3}}},
    {{{0, 1}, {1, 3}, {2, 44}}},
    {{{2, 9999}}},
};

/// Every unit an order of its own, known at once, on days that do not count.
UnitTable flat_table() {
  UnitTable table = awkward_table();
  table.failures[0].maturity.clear();
  std::iota(table.order.begin(), table.order.end(), 0u);
  return table;
}

std::unique_ptr<Tally> flat_tally(const UnitTable& table, DayRange days, bool merge) {
  const auto none = std::vector<std::vector<Code>>(table.factors.size());
  auto codes = none;
  std::vector<std::uint32_t> exposed, failed;
  std::map<std::vector<Code>, std::size_t> row_of;
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    if (table.day[unit] < days.from || table.day[unit] > days.to) continue;
    std::vector<Code> values;
    for (const FactorColumn& factor : table.factors) values.push_back(factor.codes[unit]);
    const auto [place, is_new] = row_of.try_emplace(values, exposed.size());
    if (is_new || !merge) {
      for (std::size_t factor = 0; factor < values.size(); ++factor) {
        codes[factor].push_back(values[factor]);
      }
      exposed.push_back(0);
      failed.push_back(0);
    }
    const std::size_t row = merge ? place->second : exposed.size() - 1;
    exposed[row] += table.failures[0].exposed[unit];
    failed[row] += table.failures[0].failed[unit];
  }
  return std::make_unique<FlatTally>(std::move(codes), exposed, failed);
}

/// An implementation, the units that it is asked about, and what it knows of them.
struct Engine {
  std::string name;
  UnitTable table;
  DayRange window;
  std::function<std::unique_ptr<Tally>(const UnitTable&, DayRange)> make;
  bool has_days = true;
  bool has_units = true;  ///< false: like units are counted together

  std::vector<Condition> asked() const {
    auto conditions = asked_of_all;
    if (has_days) conditions.push_back({{{1, 3}}, DayRange{first_day + 5, first_day + 6}});
    return conditions;
  }
};

const std::vector<Engine>& engines() {
  const DayRange all{first_day, first_day + 27};
  static const std::vector<Engine> list = {
      {"memory",
       awkward_table(),
       {first_day + 3, first_day + 27},
       [](const UnitTable& table, DayRange days) {
         return std::make_unique<MemoryTally>(table, days);
       }},
      {"flat", flat_table(), all,
       [](const UnitTable& table, DayRange days) { return flat_tally(table, days, false); }, false},
      {"flat, like rows together", flat_table(), all,
       [](const UnitTable& table, DayRange days) { return flat_tally(table, days, true); }, false,
       false}};
  return list;
}

}  // namespace

TEST_CASE("tally counts conditions like plain counting") {
  for (const Engine& engine : engines()) {
    INFO("engine " << engine.name);
    const UnitTable& table = engine.table;
    const DayRange window = engine.window;
    const auto asked = engine.asked();
    const auto tally = engine.make(table, window);
    const auto answers = tally->count(0, asked);
    REQUIRE(answers.size() == asked.size());
    for (std::size_t index = 0; index < asked.size(); ++index) {
      INFO("condition " << index);
      check_equal(answers[index], count_plainly(table, window, [&](std::size_t unit) {
                    return meets(table, unit, asked[index]);
                  }));
    }
    CHECK(answers[0].failed > 100);
    CHECK(answers[6] == Counts{});
  }
}

TEST_CASE("tally splits a condition's units by which others they meet") {
  for (const Engine& engine : engines()) {
    INFO("engine " << engine.name);
    const UnitTable& table = engine.table;
    const DayRange window = engine.window;
    const auto asked = engine.asked();
    const std::vector<Condition> split = {asked[1], asked[2], asked.back()};
    const auto tally = engine.make(table, window);
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
    // Within everything only, and within conditions of which every unit meets one.
    CHECK(tally->count_by_pattern(0, split, std::vector<Condition>(1)).front().size() ==
          answers.front().size());
    const auto halves = tally->count_by_pattern(0, std::vector<Condition>{{{{0, 1}}}, {{{0, 2}}}},
                                                std::vector<Condition>{{}, {{{0, 1}}}});
    REQUIRE(halves[0].size() == 2);
    CHECK(halves[0][0].counts == halves[1][0].counts);
    CHECK(halves[1].size() == 1);
  }
}

TEST_CASE("tally counts a great many conditions at once as one by one") {
  for (const Engine& engine : engines()) {
    INFO("engine " << engine.name);
    const auto tally = engine.make(engine.table, engine.window);
    std::vector<Condition> conditions;
    for (Code last = 1; last <= 200; ++last) {
      conditions.push_back({{{2, last}}});
      for (Code middle = 1; middle <= 5; ++middle) {
        conditions.push_back({{{1, middle}, {2, last}}});
        conditions.push_back({{{0, last % 2 + 1}, {1, middle}, {2, last}}});
      }
    }
    const std::vector<Condition> split = {{{{1, 3}}}, {{{0, 2}, {2, 44}}}};
    const auto counts = tally->count(0, conditions);
    const auto patterns = tally->count_by_pattern(0, split, conditions);
    std::int64_t exposed = 0;
    for (std::size_t index = 0; index < conditions.size(); ++index) {
      CHECK(counts[index] == tally->count(0, {&conditions[index], 1}).front());
      const auto alone = tally->count_by_pattern(0, split, {&conditions[index], 1}).front();
      REQUIRE(patterns[index].size() == alone.size());
      for (std::size_t entry = 0; entry < alone.size(); ++entry) {
        CHECK(patterns[index][entry].pattern == alone[entry].pattern);
        CHECK(patterns[index][entry].counts == alone[entry].counts);
      }
      exposed += counts[index].exposed;
    }
    CHECK(exposed > 5000);
  }
}

std::vector<DayCounts> days_of_all(const Tally& tally) {
  return tally.count_by_day(0, std::vector<Condition>(1), Clock::dated).front();
}

TEST_CASE("tally counts by day, and the days add up to the whole") {
  for (const Engine& engine : engines()) {
    INFO("engine " << engine.name);
    const UnitTable& table = engine.table;
    const auto asked = engine.asked();
    const auto tally = engine.make(table, engine.window);
    const auto answers = tally->count_by_day(0, asked, Clock::dated);
    REQUIRE(answers.size() == asked.size());
    for (std::size_t index = 0; index < asked.size(); ++index) {
      for (const DayCounts& day : answers[index]) {
        check_equal(day.counts, count_plainly(table, engine.window, [&](std::size_t unit) {
                      return table.day[unit] == day.day && meets(table, unit, asked[index]);
                    }));
      }
    }
    const auto days = days_of_all(*tally);
    REQUIRE(days.size() == (engine.has_days ? 25 : 0));
    CHECK((days.empty() || days.front().day == engine.window.from));
  }
}

TEST_CASE("tally enumerates exactly the conditions that enough failed orders meet") {
  CandidateSearch search{
      {0, 1, 2}, [](auto left, auto right) { return left + right != 3; }, 3, 4, {}};
  for (const Engine& engine : engines()) {
    INFO("engine " << engine.name);
    const UnitTable& table = engine.table;
    std::map<Condition, std::set<std::uint32_t>> plain;
    for (std::size_t unit = 0; unit < table.size(); ++unit) {
      if (table.failures[0].failed[unit] == 0 || table.day[unit] < engine.window.from) continue;
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
    if (engine.has_days) search.since = {first_day + 10, first_day + 20};
    std::map<std::uint32_t, Day> day_of_order;
    for (std::size_t unit = 0; unit < table.size(); ++unit) {
      day_of_order[table.order[unit]] = table.day[unit];
    }
    const auto found = engine.make(table, engine.window)->candidates(0, search);
    REQUIRE(found.size() == plain.size());
    auto expected = plain.begin();
    for (const CountedCondition& candidate : found) {
      CHECK(candidate.condition == expected->first);
      CHECK(candidate.failed_orders == static_cast<std::int64_t>(expected->second.size()));
      for (std::size_t index = 0; index < search.since.size() && engine.has_days; ++index) {
        const auto since = std::count_if(
            expected->second.begin(), expected->second.end(),
            [&](std::uint32_t order) { return day_of_order[order] >= search.since[index]; });
        CHECK(candidate.failed_orders_since[index] == since);
      }
      ++expected;
    }
  }
}

TEST_CASE("tally lists failed units with the conditions they meet, and values with their units") {
  for (const Engine& engine : engines()) {
    INFO("engine " << engine.name);
    const UnitTable& table = engine.table;
    const auto asked = engine.asked();
    const auto tally = engine.make(table, engine.window);
    const auto failed = tally->failed_units(0, std::vector<Condition>{asked[1], asked[2]});
    const auto all = static_cast<std::size_t>(tally->count(0, asked)[0].failed);
    CHECK(failed.size() <= all);
    CHECK(failed.size() > all / 10);
    if (engine.has_units) {
      CHECK(failed.size() == all);
      for (const FailedUnit& unit : failed) {
        CHECK(table.failures[0].failed[unit.unit] == 1);
        CHECK((unit.pattern & 1) == (meets(table, unit.unit, asked[1]) ? 1u : 0u));
      }
    }
    for (const ValueCount& value : tally->values(0, 1)) {
      CHECK(value.value != 0);
      CHECK(value.exposed == count_plainly(table, engine.window, [&](std::size_t unit) {
                               return table.factors[1].codes[unit] == value.value;
                             }).exposed);
    }
  }
}

TEST_CASE("tally counts the combinations of two factors' values that occur") {
  for (const Engine& engine : engines()) {
    INFO("engine " << engine.name);
    const UnitTable& table = engine.table;
    std::map<std::pair<Code, Code>, std::int64_t> plain;
    for (std::size_t unit = 0; unit < table.size(); ++unit) {
      const Code left = table.factors[1].codes[unit], right = table.factors[2].codes[unit];
      const bool inside = table.day[unit] >= engine.window.from &&
                          table.day[unit] <= engine.window.to &&
                          table.failures[0].exposed[unit] == 1;
      if (inside && left != 0 && right != 0) ++plain[{left, right}];
    }
    std::vector<std::int64_t> expected;
    for (const auto& [values, exposed] : plain) expected.push_back(exposed);
    std::sort(expected.begin(), expected.end());
    const auto tally = engine.make(table, engine.window);
    const std::vector<FactorPair> pairs = {{1, 2}, {2, 1}, {0, 2}};
    auto sizes = tally->pair_sizes(0, pairs);
    REQUIRE(sizes.size() == 3);
    CHECK(sizes == tally->pair_sizes(0, pairs));
    for (const std::size_t index : {0, 1}) {
      std::sort(sizes[index].begin(), sizes[index].end());
      CHECK(sizes[index] == expected);
    }
    CHECK(sizes[2].size() > 200);
  }
}

TEST_CASE("tally weighs days, where it has any") {
  for (const Engine& engine : engines()) {
    INFO("engine " << engine.name);
    const auto tally = engine.make(engine.table, engine.window);
    const auto asked = engine.asked();
    const Counts before = tally->count(0, asked)[2];
    const std::vector<DayWeight> weights = {{first_day + 5, 3}, {first_day + 6, 0.5}};
    tally->weigh_days(0, weights, Clock::dated);
    const Counts after = tally->count(0, asked)[2];
    CHECK(after.exposed == before.exposed);
    CHECK(after.failed_orders == before.failed_orders);
    double gained = 0;
    const auto by_day = tally->count_by_day(0, {&asked[2], 1}, Clock::dated);
    for (const DayCounts& day : by_day.front()) {
      for (const DayWeight& weight : weights) {
        if (day.day == weight.day) gained += day.counts.exposure * (1 - 1 / weight.weight);
      }
    }
    CHECK(after.exposure == Approx(before.exposure + gained));
    CHECK((gained != 0) == engine.has_days);
    tally->weigh_days(0, {}, Clock::dated);
    CHECK(tally->count(0, asked)[2] == before);
  }
}

TEST_CASE("tally of a window without units answers zero") {
  for (const Engine& engine : engines()) {
    INFO("engine " << engine.name);
    const auto tally = engine.make(engine.table, {first_day + 100, first_day + 120});
    const auto asked = engine.asked();
    CHECK(tally->count(0, asked)[0] == Counts{});
    CHECK(tally->count(0, asked)[1] == Counts{});
    CHECK(tally->values(0, 0).empty());
    CHECK(tally->failed_units(0, {}).empty());
    CHECK(days_of_all(*tally).empty());
  }
}
