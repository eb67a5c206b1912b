#include "mechanisms/stage_reference.h"

#include <algorithm>

namespace rastro {

namespace {

constexpr std::size_t most_units = 20'000;  ///< quantiles of so many are exact enough

/// The value below which a share of the values lies; values must not be empty, and are reordered.
double quantile(std::vector<double>& values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

/// On-time units among the chosen, with the milestones that can be believed, evenly picked out.
std::vector<UnitTimes> on_time_units(const StageCourse& course, std::span<const UnitTimes> units,
                                     std::span<const std::uint32_t> chosen) {
  std::vector<std::uint32_t> on_time;
  for (const std::uint32_t index : chosen) {
    if (!units[index].late && units[index].done != no_time) on_time.push_back(index);
  }
  const std::size_t stride = (on_time.size() + most_units - 1) / most_units;
  std::vector<UnitTimes> picked;
  for (std::size_t place = 0; place < on_time.size(); place += stride) {
    picked.push_back(course.trusted(units[on_time[place]]));
  }
  return picked;
}

std::optional<Allowance> measure(const StageCourse& course, const std::vector<UnitTimes>& units,
                                 std::size_t first, std::size_t last) {
  std::vector<double> hours;
  for (const UnitTimes& unit : units) {
    if (const auto taken = course.hours_between(unit.from[first], unit.to[last])) {
      hours.push_back(*taken);
    }
  }
  if (hours.size() < fewest_for_stages) return std::nullopt;
  const double usual = quantile(hours, 0.5);
  const double standard = course.standard_hours(first, last).value_or(0);
  const double common = quantile(hours, 0.9);
  return Allowance{usual, common, std::max(common, standard), true};
}

/// Without units to go by, a standard is all that is known; none is stated by 0.
std::optional<Allowance> by_standard(const StageCourse& course, std::size_t first,
                                     std::size_t last) {
  const auto standard = course.standard_hours(first, last);
  if (!standard || *standard <= 0) return std::nullopt;
  return Allowance{*standard, *standard, *standard};
}

bool ends_with_day(Seconds time) { return time == end_of(day_of(time)); }

/// Of one finished unit.
struct Taken {
  std::uint32_t lane = 0;
  float hours = 0, by_days = 0;
};

std::vector<double> values_of(std::span<const Taken> units, float Taken::*measure) {
  std::vector<double> hours;
  hours.reserve(units.size());
  for (const Taken& unit : units) hours.push_back(unit.*measure);
  return hours;
}

}  // namespace

StageReference::StageReference(const StageCourse& course, std::span<const UnitTimes> units,
                               std::span<const std::uint32_t> chosen,
                               const StageReference* otherwise)
    : stages_(course.stage_count()), allowances_(stages_ * stages_) {
  const std::vector<UnitTimes> on_time = on_time_units(course, units, chosen);
  for (std::size_t first = 0; first < course.end(); ++first) {
    for (std::size_t last = first; last < course.end() && course.connected(first, last); ++last) {
      auto& allowance = allowances_[first * stages_ + last];
      allowance = measure(course, on_time, first, last);
      if (allowance) continue;
      allowance = otherwise != nullptr ? otherwise->allowance(first, last)
                                       : by_standard(course, first, last);
    }
  }
}

PromiseReference::PromiseReference(const StageCourse& course, std::span<const UnitTimes> units) {
  std::vector<Taken> taken;
  for (const UnitTimes& unit : units) {
    if (unit.done == no_time || unit.ordered == no_time) continue;
    const auto hours = course.hours_between(unit.ordered, unit.done);
    const auto by_days =
        course.hours_between(start_of(day_of(unit.ordered)), end_of(day_of(unit.done)));
    if (!hours || !by_days) continue;
    taken.push_back({unit.lane, static_cast<float>(*hours), static_cast<float>(*by_days)});
  }
  if (taken.size() < fewest_for_promises) return;
  const auto lane_of = [](std::uint32_t lane, std::span<const Taken> group) {
    std::vector<double> hours = values_of(group, &Taken::hours);
    std::vector<double> days = values_of(group, &Taken::by_days);
    return Lane{lane,
                {quantile(hours, 0.05), quantile(hours, 0.9)},
                {quantile(days, 0.05), quantile(days, 0.9)}};
  };
  all_ = lane_of(0, taken);
  std::stable_sort(taken.begin(), taken.end(),
                   [](const Taken& left, const Taken& right) { return left.lane < right.lane; });
  for (std::size_t begin = 0, end = 0; begin < taken.size(); begin = end) {
    while (end < taken.size() && taken[end].lane == taken[begin].lane) ++end;
    if (taken[begin].lane == 0 || end - begin < fewest_for_promises) continue;
    lanes_.push_back(lane_of(taken[begin].lane, std::span(taken).subspan(begin, end - begin)));
  }
}

std::optional<PromiseCheck> PromiseReference::check(const StageCourse& course,
                                                    const UnitTimes& unit, Seconds now) const {
  if (!all_ || unit.ordered == no_time || unit.due == no_time) return std::nullopt;
  const auto found =
      std::lower_bound(lanes_.begin(), lanes_.end(), unit.lane,
                       [](const Lane& lane, std::uint32_t wanted) { return lane.lane < wanted; });
  const bool known = found != lanes_.end() && found->lane == unit.lane;
  const Lane& lane = known ? *found : *all_;
  const bool by_days = ends_with_day(unit.due);
  const Seconds done = unit.done == no_time ? now : unit.done;
  const Seconds from = by_days ? start_of(day_of(unit.ordered)) : unit.ordered;
  const auto promised = course.hours_between(from, unit.due);
  const auto late = course.hours_between(unit.due, by_days ? end_of(day_of(done)) : done);
  if (!promised || !late) return std::nullopt;
  const Times& times = by_days ? lane.by_days : lane.by_hours;
  return PromiseCheck{*promised, times.shortest, times.ordinary, *late};
}

}  // namespace rastro
