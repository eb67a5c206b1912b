#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mechanisms/stage_course.h"

namespace rastro {

/// From fewer units nobody can tell what can be promised.
inline constexpr std::size_t fewest_for_promises = 40;

/// A promise against the working hours that the units of its lane take from the order to the end.
struct PromiseCheck {
  double promised = 0;
  double shortest = 0;  ///< which 95 % of the lane's units take at least
  double ordinary = 0;  ///< in which 90 % of the lane's units are done
  double kept = 0;      ///< share of the lane's units that keep such a promise
  double late = 0;      ///< hours from the promise until the unit was finished
};

/// What can be promised, by lane; lanes of too few units go by all lanes together. Late units count
/// as well, as the promise decides whether a unit is late, not how long it takes; but for those
/// that a slow stage held up, or no promise would be good enough for a lane with a slow carrier.
///
/// A promise that ends with a day is measured in whole days, from the beginning of the day of the
/// order: who orders in the evening gets less of the first day, and that is not the promise's
/// fault.
class PromiseReference {
 public:
  using Quantiles = std::array<float, 101>;  ///< working hours, from the shortest to the longest

  /// From all finished units. Too few: no promise can be judged.
  PromiseReference(const StageCourse& course, std::span<const UnitTimes> units);

  /// Of a late unit; one that is not finished has lasted until `now`. Nothing where order or
  /// promise is unknown, or too few units are.
  std::optional<PromiseCheck> check(const StageCourse& course, const UnitTimes& unit,
                                    Seconds now) const;

 private:
  struct Lane {
    std::uint32_t lane = 0;  ///< 0: all of them
    Quantiles by_hours, by_days;
  };
  std::optional<Lane> all_{};
  std::vector<Lane> lanes_;  ///< ascending
};

}  // namespace rastro
