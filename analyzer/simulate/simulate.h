#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace rastro {

/// What the made-up retailer should look like. It sells office supplies and appliances; nobody and
/// nothing in it exists.
struct SimulationSettings {
  std::uint64_t seed = 1;
  int months = 1;                ///< 1 to 120, of 30 days; the last one ends on `until`
  int orders_per_month = 18000;  ///< fewer than about 3000 leave little room for causes to show
  Day until = 0;                 ///< last day on which an order is placed
  /// Which kinds of cause to plant, of plantable_causes(); empty: none at all (a silent month).
  /// Six to eight causes are made in all, of the numbers of factors asked for (one, where none is);
  /// "dated": a third of them begin within the period; "stand_ins": some get an innocent companion.
  std::vector<std::string> plant{};
  bool noise_only() const { return plant.empty(); }
};

/// The kinds of cause that can be planted, for --plant and its help.
const std::vector<std::string>& plantable_causes();

/// Writes the eleven tables as CSV into `folder` and the truth into `folder`/truth:
///   causes    what was planted, with the failures expected and those that it caused
///   daily     the same by day on which the orders were placed; "seen": shown by the logs
///   failures  every failed unit, also those not yet seen, and what made it fail
///   standins  innocent values that accompany a cause
///   rates     everyday risk of each failure kind
/// Same settings, same bytes. Throws Error for settings out of range and where a file cannot be
/// written.
void simulate(const SimulationSettings& settings, const std::string& folder);

}  // namespace rastro
