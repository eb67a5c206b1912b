#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/truth.h"
#include "causes/analysis.h"
#include "process/model.h"

namespace rastro::bench {

/// What a simulated month is to be like.
struct MonthPlan {
  std::uint64_t seed = 0;
  std::vector<std::string> plant{};  ///< of plantable()
  bool varied = false;  ///< 3,000 to 40,000 orders, 0.3 to 3 times the everyday failures
};

/// A month as it was loaded and analysed, beside the truth. Its files are gone.
struct SimulatedMonth {
  Units units;
  Analysis analysis;
  Truth truth;
  double analysis_seconds = 0;  ///< of processor time of the whole program, on all its threads
};

/// Simulates a month in a scratch folder, loads and analyses it as a review would.
SimulatedMonth analyse_month(const MonthPlan& plan);

}  // namespace rastro::bench
