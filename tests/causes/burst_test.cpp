#include "causes/burst.h"

#include <catch2/catch.hpp>

using namespace rastro;

namespace {

/// 28 days on which 0.3 failed orders are usual, with so many failed orders on some of them.
std::vector<CourseDay> month(const std::vector<std::pair<int, int>>& failed) {
  std::vector<CourseDay> days;
  for (Day day = 0; day < 28; ++day) days.push_back({day, 0.3, 0, 30});
  for (const auto& [day, orders] : failed) {
    days[static_cast<std::size_t>(day)].failed = orders;
  }
  return days;
}

}  // namespace

TEST_CASE("one day that holds the whole excess is a burst of that day") {
  CHECK(find_burst(month({{3, 1}, {10, 25}, {20, 1}}), any_day) == DayRange{10, 10});
}

TEST_CASE("three days in a row are a burst") {
  CHECK(find_burst(month({{10, 12}, {11, 15}, {12, 9}}), any_day) == DayRange{10, 12});
}

TEST_CASE("an excess spread over the month is no burst") {
  CHECK_FALSE(find_burst(month({{2, 3}, {6, 2}, {9, 3}, {13, 2}, {18, 3}, {25, 3}}), any_day));
}

TEST_CASE("an excess that began lately and goes on is no burst") {
  CHECK_FALSE(find_burst(month({{20, 2}, {21, 3}, {23, 2}, {24, 4}, {25, 1}, {27, 3}}), any_day));
}

TEST_CASE("two bursts far apart recur") {
  CHECK_FALSE(find_burst(month({{5, 15}, {18, 9}, {22, 10}}), any_day));
}

TEST_CASE("what is usual on one day only does not hide that the others are quiet") {
  // On the day of the burst something else was expected as well: a strike.
  auto days = month({{10, 84}, {20, 1}});
  days[10].expected = 37;
  CHECK(find_burst(days, any_day) == DayRange{10, 10});
}

TEST_CASE("ten years of days are looked through for a longer run") {
  std::vector<CourseDay> days;
  for (Day day = 0; day < 3650; ++day) days.push_back({day, 0.3, day >= 1800 ? 1.0 : 0, 30});
  CHECK_FALSE(find_burst(days, any_day));
  for (CourseDay& day : days) day.failed = day.day == 777 ? 12 : 0;
  CHECK(find_burst(days, any_day) == DayRange{777, 777});
}

TEST_CASE("no excess, no burst") {
  CHECK_FALSE(find_burst(month({}), any_day));
  CHECK_FALSE(find_burst({}, any_day));
}

TEST_CASE("a burst that the window begins with is seen whole by the days before") {
  std::vector<CourseDay> days;
  for (Day day = 0; day < 28; ++day) {
    days.push_back({day, 2, day >= 8 && day <= 14 ? 14.0 : 2.0, 60});
  }
  const Day window_from = 10;
  CHECK(find_burst(days, {window_from, 27}) == DayRange{8, 14});
  const std::vector<CourseDay> window_alone(days.begin() + window_from, days.end());
  CHECK_FALSE(find_burst(window_alone, {window_from, 27}));
}

TEST_CASE("a burst that was over before the window is no recurrence") {
  const auto days = month({{2, 8}, {3, 9}, {20, 20}});
  CHECK_FALSE(find_burst(days, any_day));
  CHECK(find_burst(days, {12, 27}) == DayRange{20, 20});
}

TEST_CASE("what acted before the window did not begin in it") {
  std::vector<CourseDay> days;
  for (Day day = 0; day < 28; ++day) days.push_back({day, 0.3, day >= 6 ? 2.0 : 0, 30});
  CHECK(find_beginning(days, 0) == DayRange{6, 27});
  CHECK_FALSE(find_beginning(days, 10));
}

TEST_CASE("what is not seen whole yet is no burst") {
  const auto days = month({{5, 1}, {26, 9}, {27, 12}});
  CHECK(find_burst(days, any_day) == DayRange{26, 27});
  CHECK_FALSE(find_burst(days, {0, 25}));
  CHECK(find_burst(days, {0, 26}) == DayRange{26, 27});
}
