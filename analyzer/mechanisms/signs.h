#pragma once

#include <vector>

namespace rastro {

/// What one failure shows of how it came about. Likelihoods of what was seen, given each mechanism;
/// 0 where it cannot have been it.
struct Signs {
  std::vector<double> given;  ///< by mechanism, in the order of the list that goes with it
  double by_chance = 0;       ///< given none of them
};

}  // namespace rastro
