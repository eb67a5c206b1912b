#pragma once

#include <vector>

#include "base/random.h"
#include "causes/control_chart.h"

namespace rastro::bench {

inline constexpr int weeks_on_chart = 26;

/// How the weeks of a failure kind come about.
struct Process {
  const char* name;
  int units;     ///< a week, give or take a tenth
  double rate;   ///< of failures
  double swing;  ///< coefficient of variation of the weekly rates: 0 is binomial
  int weeks = weeks_on_chart;
};

/// Weeks as usual, then weeks whose rate is `factor` times as high.
std::vector<ChartPoint> draw_weeks(Random& random, const Process& process, int usual, int shifted,
                                   double factor);

/// The same as places of the failures in the stream of units, ascending; the rate does not swing.
std::vector<double> draw_places(Random& random, const Process& process, int usual, int shifted,
                                double factor);

}  // namespace rastro::bench
