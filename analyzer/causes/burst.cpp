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
  double failed = 0, expected = 0, exposure = 0;
  int failed_days = 0;

  void add(const CourseDay& day) {
    failed += day.failed;
    expected += day.expected;
    exposure += day.exposure;
    if (day.failed > 0) ++failed_days;
  }
  /// Failures a unit on top of what is expected.
  double hazard() const { return exposure > 0 ? std::max(0.0, failed - expected) / exposure : 0; }
};

Sum sum_outside(const std::vector<CourseDay>& days, DayRange window) {
  Sum sum;
  for (const CourseDay& day : days) {
    if (day.day < window.from || day.day > window.to) sum.add(day);
  }
  return sum;
}

/// How much better the days [first, last] fit one more hazard of theirs than what is expected:
/// log-likelihood ratio of Poisson counts (Kulldorff 1997), the hazard by moments.
double gain(const std::vector<CourseDay>& days, std::size_t first, std::size_t last,
            const Sum& sum) {
  const double hazard = sum.hazard();
  double gain = -hazard * sum.exposure;
  for (std::size_t day = first; day <= last && hazard > 0; ++day) {
    if (days[day].failed <= 0) continue;
    gain += days[day].failed *
            std::log1p(hazard * days[day].exposure / std::max(days[day].expected, 1e-9));
  }
  return std::max(0.0, gain);
}

/// A run of days and how well it fits.
struct BestWindow {
  DayRange days;
  double gain = 0;
};

/// Whether so many units came after a run that its hazard, had it gone on, would have shown.
bool is_over(const std::vector<CourseDay>& days, std::size_t last, const Sum& run) {
  constexpr double would_show = 5;
  double exposure_after = 0;
  for (std::size_t day = last + 1; day < days.size(); ++day) exposure_after += days[day].exposure;
  return run.hazard() * exposure_after >= would_show;
}

/// The best-fitting run that is short, or that is long. Of very many days not all long runs are
/// tried, which is enough to see that a short one does not fit better.
BestWindow best_window(const std::vector<CourseDay>& days, bool is_short) {
  constexpr std::size_t most_ends = 40;
  const std::size_t step = is_short ? 1 : days.size() / most_ends + 1;
  BestWindow best;
  for (std::size_t first = 0; first < days.size(); first += step) {
    Sum sum;
    for (std::size_t last = first; last < days.size(); ++last) {
      sum.add(days[last]);
      const Day length = days[last].day - days[first].day + 1;
      if (is_short && length > longest_seen_to_end) break;
      if ((last - first) % step != 0 && last + 1 != days.size()) continue;
      const bool fits =
          length <= longest_burst || (length <= longest_seen_to_end && is_over(days, last, sum));
      if (fits != is_short) continue;
      const double fit = gain(days, first, last, sum);
      if (fit > best.gain) best = {{days[first].day, days[last].day}, fit};
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
    whole_gain = gain(days, first, days.size() - 1, sum);
    if (whole_gain <= best_gain) continue;
    best_gain = whole_gain;
    best = first;
  }
  if (days.empty() || best_gain < whole_gain + clearly_begun) return std::nullopt;
  return DayRange{days[best].day, days.back().day};
}

}  // namespace rastro
