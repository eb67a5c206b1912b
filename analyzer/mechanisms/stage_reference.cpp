#include "mechanisms/stage_reference.h"

#include <algorithm>

#include "mechanisms/lanes.h"

namespace rastro {

namespace {

constexpr std::size_t most_units = 8'000;  ///< quantiles of so many are exact enough

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

std::optional<Allowance> measure(const StageCourse& course, std::span<const UnitTimes> units,
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

template <class Action>
void for_each_span(const StageCourse& course, const Action& action) {
  for (std::size_t first = 0; first < course.end(); ++first) {
    for (std::size_t last = first; last < course.end() && course.connected(first, last); ++last) {
      action(first, last);
    }
  }
}

}  // namespace

StageReference::StageReference(const StageCourse& course, std::span<const UnitTimes> units,
                               std::span<const std::uint32_t> chosen,
                               const StageReference* otherwise)
    : stages_(course.stage_count()), otherwise_(otherwise), table_(stages_ * stages_) {
  std::vector<UnitTimes> on_time = on_time_units(course, units, chosen);
  for_each_span(course, [&](std::size_t first, std::size_t last) {
    auto& allowance = table_[first * stages_ + last];
    allowance = measure(course, on_time, first, last);
    if (allowance) return;
    allowance = otherwise_ != nullptr ? otherwise_->table_[first * stages_ + last]
                                      : by_standard(course, first, last);
  });
  if (otherwise_ != nullptr) return;
  for_each_lane(on_time, [&](std::uint32_t lane, std::span<const UnitTimes> group) {
    if (group.size() < fewest_for_stages) return;
    lanes_.push_back({lane, Table(stages_ * stages_)});
    for_each_span(course, [&](std::size_t first, std::size_t last) {
      lanes_.back().table[first * stages_ + last] = measure(course, group, first, last);
    });
  });
}

std::optional<Allowance> StageReference::allowance(std::size_t first, std::size_t last,
                                                   std::uint32_t lane) const {
  const auto& own = table_[first * stages_ + last];
  const Lane* found = find_lane(of_lanes().lanes_, lane);
  if (found == nullptr) return own;
  const auto& on_lane = found->table[first * stages_ + last];
  return on_lane && (!own || on_lane->allowed > own->allowed) ? on_lane : own;
}

}  // namespace rastro
