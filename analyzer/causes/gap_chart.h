#pragma once

#include <vector>

#include "base/time.h"
#include "causes/control_chart.h"
#include "tally/unit_table.h"

namespace rastro {

/// The units between one failure and the next.
struct Gap {
  Day from = 0, to = 0;  ///< order days of the two failures; open: of the last failure and unit
  double units = 0;      ///< after the one, up to and with the other; open: after the last failure
  bool open = false;     ///< no failure has followed yet
  enum class Signal { none, short_gap, long_gap } signal = Signal::none;
};

/// The failures of a rare kind, by the units between them: a g-chart.
struct GapChart {
  std::vector<Gap> gaps;  ///< oldest first; only the last one may be open
  double usual = 0;       ///< mean gap, in units
  /// A gap of at most `lower` units is unusually short, one of at least `upper` unusually long;
  /// half of the usual gaps are shorter than `center`.
  double lower = 0, center = 0, upper = 0;
  bool judged = false;  ///< enough gaps are known; else limits are 0 and nothing signals
};

/// Sets usual gap, limits and signals of gaps of which the units are given. In units, gaps between
/// failures of a constant rate are geometric, and so skewed that three sigma would be wrong: limits
/// are its exact quantiles at 0.00135 each side (number-between g-chart; Benneyan 2001). The usual
/// gap is the mean of all gaps but the newest closed one, which must not judge itself, and the open
/// one, which is judged only for being long already. At least eight gaps must say what is usual.
GapChart judge_gaps(std::vector<Gap> gaps);

/// The gaps of a failure kind among the units of these order days. Failed units of one order are
/// one failure: only the first counts. Units whose reports are still coming in count as far as
/// their failures would be known by now. What lies before the first failure is no gap.
GapChart gap_chart(const UnitTable& table, std::size_t kind, DayRange days);

/// Whether so few failures are expected in a usual week, fewer than two, that weekly shares say
/// little: one week in eight would have none, and only four times as many would stand out.
bool is_rare(const ControlChart& chart);

/// For run_rules: 1 a gap longer than the usual one's middle, −1 a shorter one; an open gap counts
/// once it is long.
std::vector<int> sides(const GapChart& chart);

}  // namespace rastro
