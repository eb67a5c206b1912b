#pragma once

#include <string>
#include <vector>

#include "report/review.h"

namespace rastro {

/// What is marked on a failure kind's chart: a change that may bear on it, or a correction.
struct ChartMark {
  Day day = 0;
  bool fix = false;
  ReviewChange change{};  ///< of the change log
  std::string ticket{};   ///< of a fix
  std::string step{};     ///< at which it was made
};

/// The marks within the weeks of the kind's chart, by day: its changes, and the tickets with a date
/// of correction whose cause is of the kind.
std::vector<ChartMark> chart_marks(const Review& review, const ReviewFailure& failure);

}  // namespace rastro
