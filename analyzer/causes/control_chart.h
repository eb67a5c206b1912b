#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"
#include "tally/unit_table.h"

namespace rastro {

/// One week of a p-chart.
struct ChartPoint {
  Day first_day = 0;
  std::int64_t exposed = 0, failed = 0;
  double maturity = 1;                      ///< share of its failures that would be known by now
  double center = 0, lower = 0, upper = 0;  ///< rates, 0 to 1
  enum class Signal { none, high, low } signal = Signal::none;

  bool mature() const { return maturity >= 0.9; }
};

/// The p-chart of a failure kind: weeks of seven days that end on the table's last day, going back
/// over whole weeks with units, at most `weeks`; oldest first. The centre is the rate of the mature
/// weeks but the newest, which must not judge itself (all weeks where there are fewer than three).
/// Limits are the binomial's at the tail areas of three sigma, 0.00135 each (Shewhart 1931; exact,
/// since counts are small). For weeks whose reports are still coming in, centre and limits are what
/// would be known by now.
std::vector<ChartPoint> control_chart(const UnitTable& table, std::size_t kind, int weeks);

}  // namespace rastro
