#include "mechanisms/working_time.h"

#include <catch2/catch.hpp>
#include <limits>

#include "base/random.h"

using namespace rastro;

namespace {

Seconds at(const char* text) { return parse_iso_time(text)->local; }

/// Monday to Friday, 09:00 to 18:00, closed on Wednesday 2 and Saturday 5 September 2026.
WorkingCalendar shop() {
  WorkingCalendar calendar;
  calendar.holidays = {*day_of(2026, 9, 2), *day_of(2026, 9, 5)};
  return calendar;
}

double hours(const char* from, const char* to) {
  const auto seconds = WorkingTime(shop()).between(at(from), at(to));
  return seconds ? static_cast<double>(*seconds) / 3600 : -1;
}

}  // namespace

TEST_CASE("Only opening hours are working time", "[mechanisms]") {
  CHECK(hours("2026-09-07T10:00", "2026-09-07T12:30") == 2.5);
  CHECK(hours("2026-09-07T06:00", "2026-09-07T21:00") == 9);
  CHECK(hours("2026-09-07T17:00", "2026-09-08T10:00") == 2);
  CHECK(hours("2026-09-07T20:00", "2026-09-08T06:30") == 0);
  CHECK(hours("2026-09-07T10:00", "2026-09-07T10:00") == 0);
}

TEST_CASE("From Friday evening to Monday morning nothing passes", "[mechanisms]") {
  CHECK(hours("2026-09-11T18:00", "2026-09-14T09:00") == 0);
  CHECK(hours("2026-09-11T17:00", "2026-09-14T10:00") == 2);
  CHECK(hours("2026-09-12T10:00", "2026-09-13T16:00") == 0);
}

TEST_CASE("A holiday is not worked, and costs nothing where it falls on a Saturday",
          "[mechanisms]") {
  CHECK(hours("2026-09-01T09:00", "2026-09-03T18:00") == 18);
  CHECK(hours("2026-09-02T10:00", "2026-09-02T15:00") == 0);
  CHECK(hours("2026-09-04T09:00", "2026-09-07T18:00") == 18);
}

TEST_CASE("Times out of order are told from no time at all", "[mechanisms]") {
  const WorkingTime clock(shop());
  CHECK_FALSE(clock.between(at("2026-09-07T12:00"), at("2026-09-07T10:00")));
  CHECK_FALSE(clock.between(at("2026-09-07T23:00"), at("2026-09-07T22:00")));
}

TEST_CASE("Working time adds up, over weekends, holidays and before 1970", "[mechanisms]") {
  const WorkingTime clock(shop());
  const Seconds start = at("1969-12-20T00:00");
  Seconds by_hand = 0;
  for (Seconds time = start; time < start + 40 * seconds_per_day; time += 900) {
    const Seconds hour = time % seconds_per_day < 0 ? time % seconds_per_day + seconds_per_day
                                                    : time % seconds_per_day;
    const bool open = weekday(day_of(time)) < 5 && hour >= 9 * 3600 && hour < 18 * 3600;
    REQUIRE(*clock.between(start, time) == by_hand);
    if (open) by_hand += 900;
  }
  Random random(5);
  for (int round = 0; round < 1000; ++round) {
    const Seconds first = random.between(0, 1'900'000'000);
    const Seconds second = first + random.between(0, 9'000'000);
    const Seconds third = second + random.between(0, 9'000'000);
    REQUIRE(*clock.between(first, second) + *clock.between(second, third) ==
            *clock.between(first, third));
  }
}

TEST_CASE("Absurd times are answered as fast as any", "[mechanisms]") {
  const WorkingTime clock(shop());
  using Limit = std::numeric_limits<Seconds>;
  CHECK(*clock.between(at("1900-01-01"), at("2199-12-31")) > 0);
  CHECK(*clock.between(Limit::min(), Limit::max()) > 0);
  CHECK(*clock.between(Limit::max() - 1, Limit::max()) == 0);
}
