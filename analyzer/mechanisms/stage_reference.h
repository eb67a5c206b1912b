#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mechanisms/stage_course.h"

namespace rastro {

/// From fewer units nobody can tell what is usual.
inline constexpr std::size_t fewest_for_stages = 20;

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
///
/// A stage may also take what is common on the unit's lane: the way to a far town is not slow.
class StageReference {
 public:
  /// From the chosen units, those left out that are late or not finished, at most 8,000 of them.
  /// Where they are too few for a stage, `otherwise` speaks, and the standard where there is none.
  /// Lanes are those of `otherwise`, which must live on.
  StageReference(const StageCourse& course, std::span<const UnitTimes> units,
                 std::span<const std::uint32_t> chosen, const StageReference* otherwise = nullptr);

  /// Nothing where nobody knows, or where the stages are not in one chain.
  std::optional<Allowance> allowance(std::size_t first, std::size_t last, std::uint32_t lane) const;

 private:
  using Table = std::vector<std::optional<Allowance>>;  ///< by first and last stage
  struct Lane {
    std::uint32_t lane = 0;
    Table table;
  };
  const StageReference& of_lanes() const { return otherwise_ != nullptr ? *otherwise_ : *this; }

  std::size_t stages_;
  const StageReference* otherwise_;
  Table table_;
  std::vector<Lane> lanes_;  ///< ascending; those with enough units
};

}  // namespace rastro
