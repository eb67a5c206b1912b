#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "tally/dated_days.h"
#include "tally/made_table.h"
#include "tally/memory_tally.h"

using namespace rastro;
using test::first_day;

namespace {

/// 100 orders a day for four weeks, dispatched the day after; not on every seventh day.
struct Dispatched {
  std::vector<Day> ordered;
  std::vector<Seconds> times;

  Dispatched() {
    for (Day day = first_day; day < first_day + 28; ++day) {
      for (int order = 0; order < 100; ++order) {
        ordered.push_back(day);
        const Day next = (day + 1) % 7 == 0 ? day + 2 : day + 1;
        times.push_back(start_of(next) + 8 * 3600);
      }
    }
  }
};

}  // namespace

TEST_CASE("a failure is dated by when it happens") {
  const Dispatched logs;
  const auto days = dated_days(logs.ordered, logs.times);
  for (std::size_t row = 0; row < days.size(); ++row) CHECK(days[row] == day_of(logs.times[row]));
  CHECK(dated_days(logs.ordered, std::vector<Seconds>(logs.ordered.size(), no_time)).empty());
}

TEST_CASE("what happens on a day without others, or has not happened, is dated as is usual") {
  Dispatched logs;
  const Day rest_day = first_day + (7 - first_day % 7) % 7 + 7;  // nothing leaves on it
  const std::size_t row = 250;
  logs.times[row] = start_of(rest_day);
  logs.times[row + 1] = no_time;
  logs.times[row + 2] = start_of(first_day + 400);
  logs.times[row + 3] = start_of(logs.ordered[row] - 5);  // a mistyped date
  const auto days = dated_days(logs.ordered, logs.times);
  CHECK(days[row] == rest_day + 1);
  for (std::size_t odd = row + 1; odd < row + 4; ++odd) CHECK(days[odd] == days[row + 4]);
}

TEST_CASE("the last whole day is the last of whose units nearly all could have failed") {
  Dispatched logs;
  std::vector<std::uint8_t> exposed(logs.times.size(), 1);
  const Day last = day_of(*std::max_element(logs.times.begin(), logs.times.end()));
  CHECK(last_whole_day(logs.times, exposed) > last - 7);
  // Of the last eight days' units one in two is not due yet.
  for (std::size_t row = 0; row < exposed.size(); ++row) {
    if (day_of(logs.times[row]) > last - 8) exposed[row] = row % 2;
  }
  const Day whole = last_whole_day(logs.times, exposed);
  CHECK(whole <= last - 8);
  CHECK(whole > last - 8 - 7);
  CHECK(last_whole_day({no_time}, {1}) == std::numeric_limits<Day>::min());
}

TEST_CASE("a tally counts by the day of the failure, and by that of the order") {
  test::TableRecipe recipe;
  UnitTable table = test::make_table(recipe);
  std::vector<Day> dated = table.day;
  for (std::size_t unit = 0; unit < dated.size(); ++unit) {
    dated[unit] += static_cast<Day>(table.order[unit] % 3);
  }
  const DayRange window{first_day + 4, first_day + 20};
  MemoryTally tally(table, window, dated);
  const std::vector<Condition> asked = {{}, {{{0, 2}}, {}}, {{{0, 2}}, DayRange{20010, 20012}}};
  for (const Clock clock : {Clock::dated, Clock::ordered}) {
    const auto answers = tally.count_by_day(0, asked, clock);
    for (std::size_t index = 0; index < asked.size(); ++index) {
      std::map<Day, Counts> plain;
      for (std::size_t unit = 0; unit < table.size(); ++unit) {
        if (table.day[unit] < window.from || table.day[unit] > window.to) continue;
        if (index > 0 && table.factors[0].codes[unit] != 2) continue;
        if (index > 1 && (dated[unit] < 20010 || dated[unit] > 20012)) continue;
        Counts& counts = plain[clock == Clock::dated ? dated[unit] : table.day[unit]];
        ++counts.exposed;
        counts.failed += table.failures[0].failed[unit];
      }
      REQUIRE(answers[index].size() == plain.size());
      auto expected = plain.begin();
      for (const DayCounts& day : answers[index]) {
        CHECK(day.day == expected->first);
        CHECK(day.counts.exposed == expected->second.exposed);
        CHECK(day.counts.failed == expected->second.failed);
        ++expected;
      }
    }
  }
  const double before = tally.count(0, {&asked[2], 1}).front().exposure;
  const std::vector<DayWeight> twice = {{20010, 2}, {20011, 2}, {20012, 2}};
  std::vector<DayWeight> thrice;
  for (Day day = first_day; day < first_day + 28; ++day) thrice.push_back({day, 3});
  tally.weigh_days(0, twice, Clock::dated);
  tally.weigh_days(0, thrice, Clock::ordered);
  CHECK(tally.count(0, {&asked[2], 1}).front().exposure == Approx(6 * before));
  const auto failed = tally.failed_units(0, asked);
  CHECK(std::is_sorted(failed.begin(), failed.end(),
                       [](const auto& left, const auto& right) { return left.unit < right.unit; }));
}
