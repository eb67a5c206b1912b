#pragma once

#include <optional>
#include <vector>

#include "base/time.h"

namespace rastro {

/// One day of the units that meet a cause's condition.
struct CourseDay {
  Day day = 0;
  double expected = 0;  ///< failures without the cause, up to one factor for all days; 0 or more
  double failed = 0;    ///< failed orders: several failed lines of one order are one event
  double exposure = 0;  ///< units, weighted; not needed to find a course
};

/// A day with its 95 % interval, low ≤ day ≤ high.
struct DayEstimate {
  Day day = 0;
  Day low = 0, high = 0;
};

/// How a cause acted over the days that can be seen.
struct Course {
  enum class Shape {
    steady,    ///< no beginning and no end stands out: it acted before, or too little is known
    step,      ///< it began, or ended, or both, from one day to the next
    drift,     ///< it has grown gradually
    unclear,   ///< it began at once or grew: both fit, and since covers both
    appeared,  ///< it acts as long as there are units that meet its condition
  };
  Shape shape = Shape::steady;
  std::optional<DayEstimate> since{};  ///< first order day on which it acts; drift: began to grow
  std::optional<DayEstimate> until{};  ///< last order day on which it acts
};

/// Since when and until when a cause acts. days: ascending, without gaps. Failures of a day are
/// Poisson with its expectation times a level; the levels differ between the days on which the
/// cause acts and the others, or grow in a straight line. Of steady, begun, ended, begun and ended,
/// and growing, the best by penalised likelihood: a change costs 3/2 log(failures), as in the
/// modified information criterion for change points (Zhang and Siegmund 2007), so that hardly any
/// steady cause gets a date. Growth is told where it fits clearly better than a step, and left open
/// where it fits about as well. A cause acts for more than three days in a row, on three of which
/// something failed: shorter is a burst. Failures that come in heaps make the likelihood count
/// less, by the dispersion for sparse counts (Fletcher 2012). The day and its interval are median
/// and central 95 % of the posterior with a flat prior on the days and Jeffreys' on the levels
/// (Raftery and Akman 1986).
Course find_course(const std::vector<CourseDay>& days);

}  // namespace rastro
