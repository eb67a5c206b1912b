#pragma once

#include <algorithm>

#include "tally/condition.h"

namespace rastro {

/// Most days of a burst, and of a longer one, which counts only where it is seen to have begun and
/// to be over: a strike of a week.
inline constexpr Day longest_burst = 3, longest_seen_whole = 9;

/// What tells whether a run of bad days is seen whole.
struct RunOfDays {
  double hazard = 0;           ///< failures a unit on top of what is expected
  double before = 0;           ///< units (exposure) before the run
  double after = 0;            ///< and after it
  int bad_days = 0, days = 0;  ///< of the run

  void add_day(double failed, double expected) {
    constexpr double as_usual = 1.5;
    ++days;
    if (failed > as_usual * expected) ++bad_days;
  }
  /// Whether so many units came before it, and after it, that its hazard would have shown, and
  /// whether it showed on most of its own days: two bad Wednesdays are no bad week.
  bool is_seen_whole() const {
    constexpr double would_show = 8, most = 0.6;  // failures; days
    return hazard * std::min(before, after) >= would_show && bad_days >= most * days;
  }
};

}  // namespace rastro
