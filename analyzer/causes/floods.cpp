#include "causes/floods.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <optional>

#include "causes/calendar.h"
#include "causes/run_of_days.h"

namespace rastro {

namespace {

/// P(N ≥ failed) of a count whose mean varies by a gamma law with this relative variance: negative
/// binomial (Clayton and Kaldor 1987).
double tail(double failed, double expected, double variance) {
  if (failed <= 0 || expected <= 0) return 1;
  if (variance < 1e-9) {
    return boost::math::cdf(
        boost::math::complement(boost::math::poisson_distribution<>(expected), failed - 1));
  }
  const double size = 1 / variance;
  const boost::math::negative_binomial_distribution<> counts(size, size / (size + expected));
  return boost::math::cdf(boost::math::complement(counts, failed - 1));
}

double failed_on(const DayCounts& day) { return static_cast<double>(day.counts.failed_orders); }

/// A run of days, by their places, against the days around it.
struct Run {
  std::size_t first = 0, last = 0;
  std::vector<double> expected;
  double gain = 0;  ///< log-likelihood ratio of two Poisson counts (Kulldorff 1997)
};

/// Looks for floods among days some of which are known to be one.
class FloodSearch {
 public:
  FloodSearch(const std::vector<DayCounts>& days, const std::vector<bool>& known, Day until,
              double share, double times)
      : days_(days), known_(known), until_(until), share_(share), times_(times) {}

  /// Floods; they may overlap.
  std::vector<Run> run() const {
    std::vector<Run> runs;
    for (std::size_t first = 0; first < days_.size(); ++first) {
      for (std::size_t last = first; last < days_.size(); ++last) {
        const Day length = days_[last].day - days_[first].day + 1;
        // By half of the run's days, rounded up.
        if (length > longest_seen_whole || days_[first + (last - first) / 2].day > until_) break;
        if (auto flood = flooded(first, last)) runs.push_back(std::move(*flood));
      }
    }
    return runs;
  }

 private:
  static constexpr Day margin = 3, days_around = 45;
  static constexpr double would_show = 8;  ///< failed orders
  static constexpr double clearly = 4;     ///< standard deviations
  static constexpr double goes_on = 0.25;  ///< of the run's excess, on the days next to it

  template <typename Visit>
  void for_each_other(std::size_t first, std::size_t last, Visit visit) const {
    const Day from = days_[first].day, to = days_[last].day;
    std::size_t other = first;
    while (other > 0 && from - days_[other - 1].day <= days_around) --other;
    for (; other < days_.size() && days_[other].day <= to + days_around; ++other) {
      const bool near = days_[other].day >= from - margin && days_[other].day <= to + margin;
      if (!near && !known_[other]) visit(other);
    }
  }

  /// The usual rates by weekday around a run; at least that of all days, so that a quiet weekday
  /// does not make an ordinary day a flood.
  std::array<double, 7> usual_rates(std::size_t first, std::size_t last) const {
    std::array<Counts, 7> weekdays;
    Counts all;
    for_each_other(first, last, [&](std::size_t other) {
      weekdays[static_cast<std::size_t>(days_[other].day % 7)] += days_[other].counts;
      all += days_[other].counts;
    });
    const auto rate = [](const Counts& counts) {
      return counts.exposure > 0 ? static_cast<double>(counts.failed_orders) / counts.exposure : 0;
    };
    std::array<double, 7> rates{};
    for (std::size_t weekday = 0; weekday < 7; ++weekday) {
      rates[weekday] = std::max(rate(weekdays[weekday]), rate(all));
    }
    return rates;
  }

  /// Failed orders of some days beyond what is usual.
  struct Excess {
    double failed = 0, usual = 0, exposure = 0;

    double rate() const { return exposure > 0 ? (failed - usual) / exposure : 0; }
    /// Of a rare value a failure more says nothing.
    bool is_small(double most_rate) const {
      constexpr double as_usual = 1.5, by_chance = 2;
      return failed <= as_usual * usual + by_chance || rate() <= most_rate;
    }
  };
  /// Of the days [first, end).
  Excess excess_of(std::size_t first, std::size_t end, const std::array<double, 7>& rates) const {
    Excess excess;
    for (std::size_t place = first; place < end; ++place) {
      excess.failed += failed_on(days_[place]);
      excess.usual += expected_on(place, rates);
      excess.exposure += days_[place].counts.exposure;
    }
    return excess;
  }

  double expected_on(std::size_t place, const std::array<double, 7>& rates) const {
    return rates[static_cast<std::size_t>(days_[place].day % 7)] * days_[place].counts.exposure;
  }

  /// The relative variance of the other days' rates beyond chance: by moments, or from the median
  /// of their absolute residuals (Hampel 1974), whichever is less. One flood must not hide another,
  /// and the median says too much of counts near 0.
  double usual_variance(std::size_t first, std::size_t last,
                        const std::array<double, 7>& rates) const {
    std::vector<double> residuals;
    double sum = 0, squares = 0, excess = 0;
    for_each_other(first, last, [&](std::size_t other) {
      const double expected = expected_on(other, rates);
      if (expected <= 0) return;
      const double off = failed_on(days_[other]) - expected;
      residuals.push_back(std::abs(off) / std::sqrt(expected));
      sum += expected;
      squares += expected * expected;
      excess += off * off - expected;
    });
    if (residuals.empty()) return 0;
    const auto middle = residuals.begin() + static_cast<std::ptrdiff_t>(residuals.size() / 2);
    std::nth_element(residuals.begin(), middle, residuals.end());
    constexpr double median_of_normal = 0.6745;
    const double spread = *middle / median_of_normal;
    const double by_median = (spread * spread - 1) / (sum / static_cast<double>(residuals.size()));
    return std::max(0.0, std::min(by_median, excess / squares));
  }

  /// Whether the days next to the run are nearly as usual: what goes on is no flood.
  bool stands_alone(std::size_t first, std::size_t last, const std::array<double, 7>& rates) const {
    const Excess inside = excess_of(first, last + 1, rates);
    const double most = goes_on * inside.rate();
    // As many days as it takes for what goes on to show: another flood may come soon.
    const auto shows = [&](std::size_t from, std::size_t end) {
      const Excess next = excess_of(from, end, rates);
      const double as_bad = next.exposure * inside.rate();
      return as_bad >= std::max(would_show, clearly * std::sqrt(next.usual + as_bad));
    };
    std::size_t before = first, after = last + 1;
    while (before > 0 && days_[first].day - days_[before - 1].day <= margin) {
      if (shows(--before, first)) break;
    }
    while (after < days_.size() && days_[after].day - days_[last].day <= margin) {
      if (shows(last + 1, ++after)) break;
    }
    return excess_of(before, first, rates).is_small(most) &&
           excess_of(last + 1, after, rates).is_small(most);
  }

  bool is_seen_whole(const Run& flood, double excess) const {
    RunOfDays run;
    double inside = 0;
    for (std::size_t place = 0; place < days_.size(); ++place) {
      const double exposure = days_[place].counts.exposure;
      (place < flood.first ? run.before : place > flood.last ? run.after : inside) += exposure;
      if (place < flood.first || place > flood.last) continue;
      run.add_day(failed_on(days_[place]), flood.expected[place - flood.first]);
    }
    run.hazard = excess / inside;
    return run.is_seen_whole();
  }

  std::optional<Run> flooded(std::size_t first, std::size_t last) const {
    const auto rates = usual_rates(first, last);
    Run run{first, last, {}, 0};
    double failed = 0, expected = 0, squares = 0;
    for (std::size_t place = first; place <= last; ++place) {
      run.expected.push_back(expected_on(place, rates));
      failed += failed_on(days_[place]);
      expected += run.expected.back();
      squares += run.expected.back() * run.expected.back();
    }
    const bool whole = failed_on(days_[first]) >= times_ * run.expected.front() &&
                       failed_on(days_[last]) >= times_ * run.expected.back();
    if (!whole || expected <= 0 || failed < times_ * expected) return std::nullopt;
    if (tail(failed, expected, 0) > share_) return std::nullopt;
    if (!stands_alone(first, last, rates)) return std::nullopt;
    const bool is_long = days_[last].day - days_[first].day >= longest_burst;
    if (is_long && !is_seen_whole(run, failed - expected)) return std::nullopt;
    const double variance = usual_variance(first, last, rates) * squares / (expected * expected);
    if (tail(failed, expected, variance) > share_) return std::nullopt;
    run.gain = failed * std::log(failed / expected) - (failed - expected);
    return run;
  }

  const std::vector<DayCounts>& days_;
  const std::vector<bool>& known_;
  Day until_;
  double share_, times_;
};

/// The lower median, so that of four Mondays two may be flooded.
double lower_median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Days that fail far more than the median day and the median of their weekday, unless there are so
/// many of them that days differ anyhow: a strike must not make the usual rate look so high that it
/// hides a flood.
std::vector<bool> suspicious_days(const std::vector<DayCounts>& days) {
  constexpr double least_usual = 3, far_more = 2, once_in = 1e-4, most = 0.4;
  std::vector<double> rates;
  std::array<std::vector<double>, 7> rates_of_weekday;
  for (const DayCounts& day : days) {
    rates.push_back(failed_on(day) / day.counts.exposure);
    rates_of_weekday[static_cast<std::size_t>(day.day % 7)].push_back(rates.back());
  }
  const double median = lower_median(rates);
  std::vector<bool> suspicious(days.size(), false);
  for (std::size_t place = 0; place < days.size(); ++place) {
    const auto& same = rates_of_weekday[static_cast<std::size_t>(days[place].day % 7)];
    const double usual = std::max(median, lower_median(same)) * days[place].counts.exposure;
    const double failed = failed_on(days[place]);
    suspicious[place] =
        usual >= least_usual && failed >= far_more * usual && tail(failed, usual, 0) <= once_in;
  }
  const auto found = std::count(suspicious.begin(), suspicious.end(), true);
  if (static_cast<double>(found) > most * static_cast<double>(days.size())) {
    suspicious.assign(days.size(), false);
  }
  return suspicious;
}

/// The runs, with at least a day between any two, that together fit best, each for a price: a
/// strike and a flood with an ordinary day between are two (segmentation by penalised likelihood:
/// Auger and Lawrence 1989).
std::vector<Run> take_apart(const std::vector<Run>& runs, std::size_t days) {
  constexpr double price = 6;  // about the logarithm of the runs that a month has
  struct Best {
    double gain = 0;
    std::optional<std::size_t> run{};
  };
  std::vector<Best> best(days + 2);  // by place + 2: of the runs that end there or earlier
  for (std::size_t place = 0; place < days; ++place) {
    best[place + 2] = {best[place + 1].gain, {}};
    for (std::size_t index = 0; index < runs.size(); ++index) {
      if (runs[index].last != place) continue;
      const double gain = best[runs[index].first].gain + runs[index].gain - price;
      if (gain > best[place + 2].gain) best[place + 2] = {gain, index};
    }
  }
  std::vector<Run> taken;
  for (std::size_t end = days + 1; end >= 2;) {
    if (!best[end].run) {
      --end;
      continue;
    }
    const Run& run = runs[*best[end].run];
    taken.push_back(run);
    end = run.first;
  }
  std::reverse(taken.begin(), taken.end());
  return taken;
}

}  // namespace

std::vector<Flood> find_floods(const std::vector<DayCounts>& days, Day until, double share,
                               double times) {
  std::vector<Flood> floods;
  if (days.empty() || days.back().day - days.front().day + 1 < shortest_calendar) return floods;
  // Twice: what the first floods have hidden shows once they are known.
  std::vector<bool> known = suspicious_days(days);
  std::vector<Run> runs;
  for (int look = 0; look < 2; ++look) {
    runs = take_apart(FloodSearch(days, known, until, share, times).run(), days.size());
    for (const Run& run : runs) {
      for (std::size_t place = run.first; place <= run.last; ++place) known[place] = true;
    }
    if (runs.empty()) break;
  }
  for (Run& run : runs) {
    floods.push_back({{days[run.first].day, days[run.last].day}, std::move(run.expected)});
  }
  return floods;
}

}  // namespace rastro
