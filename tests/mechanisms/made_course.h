// A small retailer's usual days, for the tests of stages.
#pragma once

#include <array>
#include <numeric>
#include <vector>

#include "mechanisms/stages.h"

namespace rastro::test {

inline Seconds at(const char* text) {
  return *text == '\0' ? no_time : parse_iso_time(text)->local;
}

/// The default model's stages, by their place.
enum Place : std::size_t { picking, packing, dispatch, transit, redelivery, installation, promise };

/// Picked, packed, dispatched, attempted, delivered.
using Milestones = std::array<const char*, 5>;

inline UnitTimes unit_of(Seconds ordered, const std::array<Seconds, 5>& times) {
  UnitTimes unit;
  unit.ordered = ordered;
  unit.from = {ordered, times[0], times[1], times[2], times[3], no_time};
  unit.to = {times[0], times[1], times[2], times[3], times[4], no_time};
  unit.done = times[4];
  return unit;
}

/// A late order that was promised for the end of a day.
inline UnitTimes late_order(const char* ordered, const char* promised, const Milestones& times) {
  std::array<Seconds, 5> at_times{};
  for (std::size_t index = 0; index < times.size(); ++index) at_times[index] = at(times[index]);
  UnitTimes unit = unit_of(at(ordered), at_times);
  unit.due = end_of(day_of(at(promised)));
  unit.late = true;
  return unit;
}

/// How ordinary orders go: placed from Monday to Wednesday, picked within 1 to 2.5 hours, packed
/// within `packing_hours`, sent off the next morning and delivered on that day or on the one after,
/// on a far lane `days_away` later and not at a weekend; promised for the day after.
inline std::vector<UnitTimes> usual_orders(int weeks, double packing_hours = 1, int days_away = 0,
                                           std::uint32_t lane = 1) {
  std::vector<UnitTimes> units;
  const Day monday = *day_of(2026, 8, 3);
  for (int number = 0; number < weeks * 15; ++number) {
    const Day day = monday + number / 15 * 7 + number % 3;  // Monday to Wednesday
    const Seconds ordered = start_of(day) + (9 + number % 4) * 3600;
    const Seconds picked = ordered + (2 + number % 4) * 1800;
    const Seconds packed =
        picked + static_cast<Seconds>((0.5 + number % 2 / 2.0) * 3600 * packing_hours);
    const Seconds dispatched = start_of(day + 1) + 6 * 3600 + 1800;
    Day arrives = day + 1 + number % 2 + days_away;
    if (weekday(arrives) > 4) arrives += 2;
    const Seconds delivered = start_of(arrives) + (10 + number % 7) * 3600;
    UnitTimes unit = unit_of(ordered, {picked, packed, dispatched, delivered, delivered});
    unit.due = end_of(arrives + 1);
    unit.lane = lane;
    units.push_back(unit);
  }
  return units;
}

inline std::vector<std::uint32_t> all_of(const std::vector<UnitTimes>& units) {
  std::vector<std::uint32_t> places(units.size());
  std::iota(places.begin(), places.end(), 0U);
  return places;
}

inline std::size_t kind_of(const char* id) { return *default_model().find_failure(id); }

/// Late deliveries against a stock of usual ones.
struct Deliveries {
  std::vector<UnitTimes> units;
  StageCourse course{default_model(), kind_of("late_delivery")};
  StageReference stages;
  PromiseReference promises;

  explicit Deliveries(std::vector<UnitTimes> usual = usual_orders(6))
      : units(std::move(usual)), stages(course, units, all_of(units)), promises(course, units) {}

  Signs signs(const UnitTimes& unit, const char* now = "2026-12-01") const {
    return stage_signs(course, {&stages, &promises}, unit, at(now));
  }
};

}  // namespace rastro::test
