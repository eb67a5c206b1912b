#include "mechanisms/promise_reference.h"

#include <algorithm>

#include "mechanisms/lanes.h"
#include "mechanisms/stages.h"

namespace rastro {

namespace {

bool ends_with_day(Seconds time) { return time == end_of(day_of(time)); }

/// Of one finished unit.
struct Taken {
  std::uint32_t lane = 0;
  float hours = 0, by_days = 0;
};

PromiseReference::Quantiles quantiles_of(std::span<const Taken> units, float Taken::*measure) {
  std::vector<float> hours;
  hours.reserve(units.size());
  for (const Taken& unit : units) hours.push_back(unit.*measure);
  std::sort(hours.begin(), hours.end());
  PromiseReference::Quantiles quantiles{};
  for (std::size_t percent = 0; percent < quantiles.size(); ++percent) {
    quantiles[percent] = hours[percent * (hours.size() - 1) / (quantiles.size() - 1)];
  }
  return quantiles;
}

}  // namespace

PromiseReference::PromiseReference(const StageCourse& course, std::span<const UnitTimes> units) {
  const std::vector<bool> held_up = held_up_units(course, units);
  std::vector<Taken> taken;
  for (std::size_t index = 0; index < units.size(); ++index) {
    const UnitTimes& unit = units[index];
    if (held_up[index] || unit.done == no_time || unit.ordered == no_time) continue;
    const auto hours = course.hours_between(unit.ordered, unit.done);
    const auto by_days =
        course.hours_between(start_of(day_of(unit.ordered)), end_of(day_of(unit.done)));
    if (!hours || !by_days) continue;
    taken.push_back({unit.lane, static_cast<float>(*hours), static_cast<float>(*by_days)});
  }
  if (taken.size() < fewest_for_promises) return;
  const auto measured = [](std::uint32_t lane, std::span<const Taken> group) {
    return Lane{lane, quantiles_of(group, &Taken::hours), quantiles_of(group, &Taken::by_days)};
  };
  all_ = measured(0, taken);
  for_each_lane(taken, [&](std::uint32_t lane, std::span<const Taken> group) {
    if (group.size() >= fewest_for_promises) lanes_.push_back(measured(lane, group));
  });
}

std::optional<PromiseCheck> PromiseReference::check(const StageCourse& course,
                                                    const UnitTimes& unit, Seconds now) const {
  if (!all_ || unit.ordered == no_time || unit.due == no_time) return std::nullopt;
  const bool by_days = ends_with_day(unit.due);
  const Seconds done = unit.done == no_time ? now : unit.done;
  const Seconds from = by_days ? start_of(day_of(unit.ordered)) : unit.ordered;
  const auto promised = course.hours_between(from, unit.due);
  const auto late = course.hours_between(unit.due, by_days ? end_of(day_of(done)) : done);
  if (!promised || !late) return std::nullopt;
  const Lane* found = find_lane(lanes_, unit.lane);
  const Lane& lane = found != nullptr ? *found : *all_;
  const Quantiles& times = by_days ? lane.by_days : lane.by_hours;
  const auto kept = std::upper_bound(times.begin(), times.end(), static_cast<float>(*promised));
  return PromiseCheck{*promised, times[5], times[90],
                      static_cast<double>(kept - times.begin()) / static_cast<double>(times.size()),
                      *late};
}

}  // namespace rastro
