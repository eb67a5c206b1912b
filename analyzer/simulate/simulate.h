#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace rastro {

/// What the made-up retailer should look like.
struct SimulationSettings {
  std::uint64_t seed = 1;
  int months = 1;  ///< of 30 days, the last one ends on `until`
  int orders_per_month = 18000;
  Day until = 0;  ///< last day on which an order is placed
  /// Which kinds of cause to plant; empty: none at all (a silent month).
  std::vector<std::string> plant{};
  bool noise_only() const { return plant.empty(); }
};

/// The kinds of cause that can be planted, for --plant and its help.
const std::vector<std::string>& plantable_causes();

/// Writes the eleven tables as CSV into `folder` and the truth into `folder`/truth.
/// Same settings, same bytes. Throws Error where a file cannot be written.
void simulate(const SimulationSettings& settings, const std::string& folder);

}  // namespace rastro
