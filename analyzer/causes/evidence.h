#pragma once

#include <vector>

#include "causes/explanation.h"

namespace rastro {

/// What the choice of contributors for one failure kind looks at; it must outlive none of it.
struct Evidence {
  const Tally& tally;
  const CauseQuestion& question;
  const std::vector<Candidate>& candidates;  ///< conditions that fail more
  const std::vector<Candidate>& deficits;    ///< conditions that fail less
  const Counts& total;                       ///< of all units
};

}  // namespace rastro
