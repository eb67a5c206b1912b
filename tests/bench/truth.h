#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/time.h"

namespace rastro::bench {

/// factor → value
using Words = std::map<std::string, std::string>;

/// One planted cause, and what it did to orders of the window whose failures are visible by its
/// end.
struct PlantedCause {
  std::string id, failure, step;
  Words conditions;
  Day from = 0, until = 0;  ///< order days on which it acts
  double expected_extra = 0;
  double fired = 0;
};

/// An innocent value that goes with a planted cause.
struct StandIn {
  std::string failure;
  Words conditions;
};

struct Truth {
  std::vector<PlantedCause> causes;
  std::vector<StandIn> stand_ins;
};

/// Reads the truth folder of a simulated month.
Truth read_truth(const std::string& folder, Day from, Day to);

}  // namespace rastro::bench
