#pragma once

#include <optional>

#include "process/model.h"
#include "tally/tally.h"

namespace rastro {

/// What would tell a cause from another condition that covers nearly the same units.
struct Contrast {
  Counts only_cause;  ///< units of the cause that do not meet the other condition
  Counts only_other;  ///< units that meet the other condition and not the cause's
  /// A pair of one of the two that can be given another value at will, so that the two part.
  std::optional<Pair> vary{};
  bool vary_cause = false;  ///< the pair is the cause's, not the other condition's
};

/// Counts where the two differ, and looks for a pair of only one of them whose factor is
/// exchangeable: at the latest step, where it takes the least to change; of equal ones, the other
/// condition's, for the cause is the better guess.
Contrast contrast(const Tally& tally, std::size_t kind, const ProcessModel& model,
                  const Condition& cause, const Condition& other);

}  // namespace rastro
