#include "causes/burst.h"

#include <algorithm>
#include <cmath>

#include "causes/significance.h"

namespace rastro {

namespace {

constexpr Day longest_burst = 3;
/// A longer burst counts only where it is seen to be over: a strike of a week.
constexpr Day longest_seen_to_end = 9;
/// Failures on the other days must exceed their expectation this clearly for a cause to recur. They
/// were not what made the condition stand out, so an ordinary level does.
constexpr double recurrence_level = 0.01;

/// A burst must fit the days better than any longer run by this much (log-likelihood): a cause that
/// began lately is not one.
constexpr double clearly = 2;

struct Sum {
  double failed = 0, expected = 0;
  int failed_days = 0;

  void add(const CourseDay& day) {
    failed += day.failed;
    expected += day.expected;
    if (day.failed > 0) ++failed_days;
  }

  /// How much better these days fit a level of their own than what is expected: the logarithm of
  /// the likelihood ratio of two Poisson counts, 0 without an excess (Kulldorff 1997).
  double gain() const {
    const double usual = std::max(expected, 1e-9);
    if (failed <= usual) return 0;
    return failed * std::log(failed / usual) - (failed - usual);
  }
};

Sum sum_outside(const std::vector<CourseDay>& days, DayRange window) {
  Sum sum;
  for (const CourseDay& day : days) {
    if (day.day < window.from || day.day > window.to) sum.add(day);
  }
  return sum;
}

/// The best-fitting run of days that is short, or that is long.
struct BestWindow {
  DayRange days;
  double gain = 0;
};

/// Whether so much is expected on the days after a run that its level, had it gone on, would have
/// shown.
bool is_over(const std::vector<CourseDay>& days, std::size_t last, const Sum& run) {
  constexpr double would_show = 5;
  double expected_after = 0;
  for (std::size_t day = last + 1; day < days.size(); ++day) expected_after += days[day].expected;
  return run.failed / std::max(run.expected, 1e-9) * expected_after >= would_show;
}

BestWindow best_window(const std::vector<CourseDay>& days, bool is_short) {
  BestWindow best;
  for (std::size_t first = 0; first < days.size(); ++first) {
    Sum sum;
    for (std::size_t last = first; last < days.size(); ++last) {
      sum.add(days[last]);
      const double gain = sum.gain();
      if (gain <= best.gain) continue;
      const Day length = days[last].day - days[first].day + 1;
      const bool fits =
          length <= longest_burst || (length <= longest_seen_to_end && is_over(days, last, sum));
      if (fits == is_short) best = {{days[first].day, days[last].day}, gain};
    }
  }
  return best;
}

}  // namespace

std::optional<DayRange> find_burst(const std::vector<CourseDay>& days) {
  const BestWindow burst = best_window(days, true);
  if (burst.gain <= best_window(days, false).gain + clearly) return std::nullopt;
  const Sum rest = sum_outside(days, burst.days);
  // P(N ≥ k) for a Poisson count is the limit of the conditional test with many failures in all.
  const std::int64_t many = 1'000'000;
  const bool recurs = rest.failed_days >= 2 && upper_tail(std::llround(rest.failed), rest.expected,
                                                          many) <= recurrence_level;
  if (recurs) return std::nullopt;
  return burst.days;
}

std::optional<DayRange> find_beginning(const std::vector<CourseDay>& days) {
  constexpr double clearly_begun =
      3;  // log-likelihood; a free day costs about half of it by chance
  Sum sum;
  std::size_t best = 0;
  double best_gain = -1, whole_gain = 0;
  for (std::size_t first = days.size(); first-- > 0;) {
    sum.add(days[first]);
    whole_gain = sum.gain();
    if (whole_gain <= best_gain) continue;
    best_gain = whole_gain;
    best = first;
  }
  if (days.empty() || best_gain < whole_gain + clearly_begun) return std::nullopt;
  return DayRange{days[best].day, days.back().day};
}

}  // namespace rastro
