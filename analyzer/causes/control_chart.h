#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"
#include "tally/unit_table.h"

namespace rastro {

/// One week of a control chart.
struct ChartPoint {
  Day first_day = 0;
  std::int64_t exposed = 0, failed = 0;
  double maturity = 1;                      ///< share of its failures that would be known by now
  double center = 0, lower = 0, upper = 0;  ///< rates, 0 to 1
  enum class Signal { none, high, low } signal = Signal::none;

  bool mature() const { return maturity >= 0.9; }
  double exposure() const { return static_cast<double>(exposed) * maturity; }
};

/// The weekly shares of a failure kind: a p′-chart.
struct ControlChart {
  std::vector<ChartPoint> weeks;  ///< oldest first
  double usual = 0;               ///< the centre of a mature week: a rate, 0 to 1
  double spread = 1;              ///< sigma_z: how much wider the weeks vary than a binomial, ≥ 1
};

/// Sets centre, limits and signals of the weeks, of which the counts and maturities are given.
///
/// Centre: failures per unit over the mature weeks but the newest, which must not judge itself (all
/// mature weeks where there are fewer than three, all weeks where none is mature). Weeks outside
/// the limits are left out of centre and spread, as long as half of the weeks stay; the first look,
/// which decides on them, starts from medians. So one bad week, or a shift beyond the limits that
/// has lasted for less than half of the chart, neither moves the usual level nor widens the limits.
///
/// Limits: the binomial's quantiles at the tail areas of three sigma, 0.00135 each (Shewhart 1931;
/// exact, since counts are small and skewed), with their distances from the centre times sigma_z
/// (Laney 2002: weeks of thousands of units vary more than a binomial, since their rates do; at
/// large counts these are his limits, centre ± 3 sigma_p sigma_z). They stay within 0 and 1.
///
/// Spread: the mean moving range of the weeks' z-scores over 1.128, without the ranges above 3.27
/// means, which a shift makes (Nelson 1982). It is at least 1: failures do not keep apart. Where
/// fewer than five failures are expected in a usual week, or fewer than four weeks are left, it is
/// 1, and the limits are the exact binomial's: there the weeks cannot show that they vary more.
///
/// Where reports are still coming in, centre and limits are what would be known by now.
ControlChart judge_weeks(std::vector<ChartPoint> weeks);

/// The chart of a failure kind: weeks of seven days that end on the table's last day, going back
/// over whole weeks with units, at most `weeks`. Empty where the kind cannot be measured.
ControlChart control_chart(const UnitTable& table, std::size_t kind, int weeks);

/// For run_rules: 1 a week above its centre, −1 below, 0 on it, without units or not yet mature.
/// Anhøj and Olesen take the median; here the rules look at the centre that the chart shows, so
/// that what is said can be seen on it. It leaves out weeks outside the limits, so that skewness,
/// which the median is for, hardly moves it.
std::vector<int> sides(const std::vector<ChartPoint>& weeks);

/// The last mature week with units, as an index; weeks.size() where there is none.
std::size_t newest_mature(const std::vector<ChartPoint>& weeks);

}  // namespace rastro
