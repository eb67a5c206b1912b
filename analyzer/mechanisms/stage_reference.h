#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mechanisms/stage_course.h"

namespace rastro {

/// From fewer units nobody can tell what is usual.
inline constexpr std::size_t fewest_for_stages = 20;
inline constexpr std::size_t fewest_for_promises = 40;  ///< their 5 % are at least two units

/// How long a stage, or several in a row, may take, in working hours.
struct Allowance {
  double usual = 0;       ///< what it takes in an ordinary case: the median
  double common = 0;      ///< what nine in ten ordinary cases take at most: the 0.9 quantile
  double allowed = 0;     ///< that or the standard, whichever is longer; no less than usual
  bool measured = false;  ///< on units; else all three are the standard
};

/// How long stages take where nobody comes to harm: in on-time units. A stage that is as slow in
/// them is not to blame, so what is common among them is allowed, and the standard where it is
/// longer. Of their quantiles, the median would hold every second of them guilty, and the highest
/// ones are ruled by the few with a long promise, who bear any delay.
class StageReference {
 public:
  /// From the chosen units, those left out that are late or not finished, at most 20,000 of them.
  /// Where they are too few for a stage, `otherwise` speaks, and the standard where there is none.
  StageReference(const StageCourse& course, std::span<const UnitTimes> units,
                 std::span<const std::uint32_t> chosen, const StageReference* otherwise = nullptr);

  /// Nothing where nobody knows, or where the stages are not in one chain.
  std::optional<Allowance> allowance(std::size_t first, std::size_t last) const {
    return allowances_[first * stages_ + last];
  }

 private:
  std::size_t stages_;
  std::vector<std::optional<Allowance>> allowances_;  ///< by first and last stage
};

/// A promise against the working hours that the units of its lane take from the order to the end,
/// late ones included: the promise decides whether a unit is late, not how long it takes.
struct PromiseCheck {
  double promised = 0;
  double shortest = 0;  ///< 95 % of the lane's units take at least so long
  double ordinary = 0;  ///< 90 % are done by then
  double late = 0;      ///< hours from the promise until the unit was finished
};

/// What can be promised, by lane; lanes of too few units go by all lanes together. A promise that
/// ends with a day is measured in whole days, from the beginning of the day of the order: who
/// orders in the evening gets less of the first day, and that is not the promise's fault.
class PromiseReference {
 public:
  /// From all finished units. Too few, or none: no promise can be judged.
  PromiseReference(const StageCourse& course, std::span<const UnitTimes> units);

  /// Of a late unit; one that is not finished has lasted until `now`. Nothing where order or
  /// promise is unknown, or too few units are.
  std::optional<PromiseCheck> check(const StageCourse& course, const UnitTimes& unit,
                                    Seconds now) const;

 private:
  struct Times {
    double shortest = 0, ordinary = 0;
  };
  struct Lane {
    std::uint32_t lane = 0;
    Times by_hours, by_days;
  };
  std::optional<Lane> all_{};
  std::vector<Lane> lanes_;  ///< ascending
};

}  // namespace rastro
