#include "tally/flat_tally.h"

#include <catch2/catch.hpp>
#include <tuple>

using namespace rastro;

namespace {

/// Three rows of two factors: 10 units of which 4 failed, 5 of which none, 20 of which 1.
FlatTally three_rows() { return {{{1, 2, 1}, {1, 0, 2}}, {10, 5, 20}, {4, 0, 1}}; }

}  // namespace

TEST_CASE("flat tally counts what rows stand for") {
  const FlatTally tally = three_rows();
  const auto counts =
      tally.count(0, std::vector<Condition>{{}, {{{0, 1}}}, {{{0, 2}}}, {{{0, 1}, {1, 2}}}});
  CHECK(counts[0] == Counts{35, 35, 5, 5});
  CHECK(counts[1] == Counts{30, 30, 5, 5});
  CHECK(counts[2] == Counts{5, 5, 0, 0});
  CHECK(counts[3] == Counts{20, 20, 1, 1});
  REQUIRE(tally.values(0, 1).size() == 2);
  CHECK(tally.values(0, 1)[1].exposed == 20);
}

TEST_CASE("flat tally takes every failed unit of a row for a failed order of its own") {
  const auto found = three_rows().candidates(0, {{0, 1}, [](auto, auto) { return true; }, 2, 4});
  REQUIRE(found.size() == 3);
  CHECK(found[0].condition == Condition{{{0, 1}}});
  CHECK(found[0].failed_orders == 5);
  CHECK(found[1].condition == Condition{{{0, 1}, {1, 1}}});
  CHECK(found[1].failed == 4);
  CHECK(found[2].condition == Condition{{{1, 1}}});
}

TEST_CASE("flat tally names a row with failures once, and no day") {
  const FlatTally tally = three_rows();
  const auto failed = tally.failed_units(0, std::vector<Condition>{{{{1, 2}}}});
  REQUIRE(failed.size() == 2);
  CHECK(std::tuple(failed[0].unit, failed[0].pattern) == std::tuple(0u, 0u));
  CHECK(std::tuple(failed[1].unit, failed[1].pattern) == std::tuple(2u, 1u));
  const auto days = tally.count_by_day(0, std::vector<Condition>(2), Clock::dated);
  REQUIRE(days.size() == 2);
  CHECK(days[0].empty());
}

TEST_CASE("flat tally of rows that stand for nothing") {
  const FlatTally tally({{1, 1}}, {0, 0}, {0, 0});
  CHECK(tally.count(0, std::vector<Condition>(1)).front() == Counts{});
  CHECK(tally.values(0, 0).empty());
  CHECK(tally
            .count_by_pattern(0, std::vector<Condition>{{{{0, 1}}}},
                              std::vector<Condition>{{}, {{{0, 1}}}})[1]
            .empty());
}

TEST_CASE("flat tally combines factors of a great many values") {
  constexpr Code values = 2000;
  std::vector<std::vector<Code>> codes(2);
  for (Code row = 0; row < 3 * values; ++row) {
    codes[0].push_back(1 + row % values);
    codes[1].push_back(row < values ? 0 : 1 + row % values);
  }
  const FlatTally tally(codes, {}, std::vector<std::uint32_t>(codes[0].size(), 1));
  const auto sizes = tally.pair_sizes(0, std::vector<FactorPair>{{0, 1}}).front();
  CHECK(sizes == std::vector<std::int64_t>(values, 2));
}
