#include "causes/burst.h"

#include <algorithm>
#include <cmath>

#include "causes/run_of_days.h"
#include "causes/significance.h"

namespace rastro {

namespace {

/// Failures on the other days must exceed their expectation this clearly for a cause to recur. They
/// were not what made the condition stand out, so an ordinary level does.
constexpr double recurrence_level = 0.01;

/// A burst must fit the days better than any longer run by this much (log-likelihood): a cause that
/// began lately is not one. There are many runs of a week, of which chance makes one look best.
constexpr double clearly = 2, clearly_a_week = 6;

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

template <typename Which>
Sum sum_where(const std::vector<CourseDay>& days, Which which) {
  Sum sum;
  for (const CourseDay& day : days) {
    if (which(day.day)) sum.add(day);
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

enum class Length { brief, week, longer };

bool is_seen_whole(const std::vector<CourseDay>& days, DayRange range, const Sum& sum) {
  RunOfDays run;
  run.hazard = sum.hazard();
  for (const CourseDay& day : days) {
    if (day.day < range.from) {
      run.before += day.exposure;
    } else if (day.day > range.to) {
      run.after += day.exposure;
    } else {
      run.add_day(day.failed, day.expected);
    }
  }
  return run.is_seen_whole();
}

Length length_of(const std::vector<CourseDay>& days, DayRange range, const Sum& run) {
  const Day length = range.to - range.from + 1;
  if (length <= longest_burst) return Length::brief;
  const bool week = length <= longest_seen_whole && is_seen_whole(days, range, run);
  return week ? Length::week : Length::longer;
}

/// The best-fitting run of tellable days of such a length. Of very many days not all
/// long runs are tried, which is enough to see that a short one does not fit better.
BestWindow best_window(const std::vector<CourseDay>& days, DayRange tellable, Length wanted) {
  constexpr std::size_t most_ends = 40;
  const std::size_t step = wanted == Length::longer ? days.size() / most_ends + 1 : 1;
  BestWindow best;
  for (std::size_t first = 0; first < days.size(); first += step) {
    Sum sum;
    for (std::size_t last = first; last < days.size(); ++last) {
      sum.add(days[last]);
      const DayRange range{days[first].day, days[last].day};
      if (wanted != Length::longer && range.to - range.from >= longest_seen_whole) break;
      if ((last - first) % step != 0 && last + 1 != days.size()) continue;
      const bool too_late = days[first + (last - first) / 2].day > tellable.to;
      if (range.to < tellable.from || (too_late && wanted != Length::longer)) continue;
      if (length_of(days, range, sum) != wanted) continue;
      const double fit = gain(days, first, last, sum);
      if (fit > best.gain) best = {range, fit};
    }
  }
  return best;
}

/// The days but for those before `from` that failed far too much and had passed by then: an earlier
/// burst, with which this one has nothing to do.
std::vector<CourseDay> without_earlier_bursts(std::vector<CourseDay> days, Day from) {
  constexpr double far_more = 2, clearly_more = 0.01;
  std::erase_if(days, [&](const CourseDay& day) {
    return day.day + longest_burst < from && day.failed >= far_more * day.expected &&
           upper_tail(std::llround(day.failed), day.expected, 1'000'000) <= clearly_more;
  });
  return days;
}

}  // namespace

std::optional<DayRange> find_burst(const std::vector<CourseDay>& course, DayRange tellable,
                                   bool may_recur) {
  const auto days = without_earlier_bursts(course, tellable.from);
  const BestWindow brief = best_window(days, tellable, Length::brief);
  const BestWindow week = best_window(days, tellable, Length::week);
  const bool is_week = week.gain > brief.gain + clearly_a_week - clearly;
  const BestWindow& burst = is_week ? week : brief;
  const double most_of_longer = best_window(days, tellable, Length::longer).gain;
  if (burst.gain <= most_of_longer + (is_week ? clearly_a_week : clearly)) return std::nullopt;
  const Sum rest = sum_where(days, [&](Day day) {
    return day >= tellable.from && (day < burst.days.from || day > burst.days.to);
  });
  // P(N ≥ k) for a Poisson count is the limit of the conditional test with many failures in all.
  const std::int64_t many = 1'000'000;
  const bool recurs = rest.failed_days >= 2 && upper_tail(std::llround(rest.failed), rest.expected,
                                                          many) <= recurrence_level;
  if (recurs && !may_recur) return std::nullopt;
  return burst.days;
}

std::optional<DayRange> find_beginning(const std::vector<CourseDay>& days, Day from) {
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
  if (days.empty() || days[best].day < from) return std::nullopt;
  if (best_gain < whole_gain + clearly_begun) return std::nullopt;
  return DayRange{days[best].day, days.back().day};
}

}  // namespace rastro
