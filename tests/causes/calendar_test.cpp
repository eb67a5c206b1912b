#include "causes/calendar.h"

#include <catch2/catch.hpp>
#include <random>

#include "causes/floods.h"

using namespace rastro;

namespace {

/// 28 days of 600 units; failures by `rate`.
template <typename Rate>
std::vector<DayCounts> month(Rate rate, unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<DayCounts> days;
  for (Day day = 0; day < 28; ++day) {
    DayCounts& counted = days.emplace_back(DayCounts{20000 + day, {600, 600, 0, 0}});
    for (int unit = 0; unit < 600; ++unit) {
      const double draw = static_cast<double>(random() >> 11) * 0x1p-53;
      counted.counts.failed_orders += draw < rate(day) ? 1 : 0;
    }
    counted.counts.failed = counted.counts.failed_orders;
  }
  return days;
}

double weight_of_day(const std::vector<DayWeight>& weights, Day day) {
  for (const DayWeight& weight : weights) {
    if (weight.day == 20000 + day) return weight.weight;
  }
  return 0;
}

}  // namespace

TEST_CASE("days that differ by chance only keep about the same weight") {
  double farthest = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    for (const DayWeight& day : everyday_swings(month([](Day) { return 0.03; }, seed), {})) {
      farthest = std::max(farthest, std::abs(day.weight - 1));
    }
  }
  // 18 failures a day: chance alone makes single days differ by half and more.
  CHECK(farthest < 0.35);
}

TEST_CASE("a weekday that fails twice as much weighs about twice as much") {
  const auto rate = [](Day day) { return (20000 + day) % 7 == 3 ? 0.06 : 0.03; };
  const auto weights = everyday_swings(month(rate, 3), {});
  REQUIRE(weights.size() == 28);
  double twice = 0, once = 0;
  for (Day day = 0; day < 28; ++day) {
    ((20000 + day) % 7 == 3 ? twice : once) += weight_of_day(weights, day);
  }
  CHECK(twice / 4 / (once / 24) == Approx(2).epsilon(0.2));
}

TEST_CASE("what causes explain is no swing") {
  const auto rate = [](Day day) { return day >= 14 ? 0.06 : 0.03; };
  const auto days = month(rate, 4);
  const auto naive = everyday_swings(days, {});
  CHECK(weight_of_day(naive, 20) > 1.2);
  std::vector<double> explained(28, 0);
  for (std::size_t day = 14; day < 28; ++day) explained[day] = 18;
  const auto informed = everyday_swings(days, explained);
  CHECK(weight_of_day(informed, 20) == Approx(1).margin(0.12));
}

std::vector<DayRange> floods_of(const std::vector<DayCounts>& days) {
  std::vector<DayRange> ranges;
  for (const Flood& flood : find_floods(days)) ranges.push_back(flood.days);
  return ranges;
}

TEST_CASE("a flood is found with its days, and a busy weekday is none") {
  const auto flooded = [](Day day) { return day == 9 || day == 10 ? 0.2 : 0.03; };
  CHECK(floods_of(month(flooded, 5)) == std::vector<DayRange>{{20009, 20010}});
  const auto weekly = [](Day day) { return (20000 + day) % 7 == 3 ? 0.1 : 0.03; };
  CHECK(find_floods(month(weekly, 6)).empty());
  CHECK(find_floods(month([](Day) { return 0.03; }, 7)).empty());
}

TEST_CASE("a strike of a week is found once it is over, whatever other days are like") {
  const auto struck = [](Day day) { return day >= 8 && day <= 14 ? 0.09 : day == 20 ? 0.2 : 0.03; };
  const auto days = month(struck, 8);
  const auto found = floods_of(days);
  REQUIRE(found.size() == 2);
  CHECK(std::abs(found[0].from - 20008) + std::abs(found[0].to - 20014) <= 2);
  CHECK(found[1] == DayRange{20020, 20020});
  for (const Flood& flood : find_floods(days)) {
    for (const double expected : flood.expected) CHECK(expected == Approx(18).margin(7));
  }
  const auto goes_on = [](Day day) { return day >= 21 ? 0.06 : 0.03; };
  CHECK(floods_of(month(goes_on, 9)).empty());
  // Days that differ by half anyway: nothing stands out by failing twice as much.
  const auto restless = [](Day day) { return day * 7 % 5 < 2 ? 0.05 : 0.02; };
  CHECK(floods_of(month(restless, 10)).empty());
}

TEST_CASE("a strike, an ordinary day and a flood are two") {
  const auto bad = [](Day day) { return day >= 9 && day <= 13 ? 0.09 : day == 15 ? 0.3 : 0.03; };
  CHECK(floods_of(month(bad, 11)) == std::vector<DayRange>{{20009, 20013}, {20015, 20015}});
}

TEST_CASE("fewer than two weeks have no calendar") {
  auto days = month([](Day) { return 0.03; }, 1);
  days.resize(10);
  CHECK(everyday_swings(days, {}).empty());
  CHECK(find_floods(days).empty());
}
