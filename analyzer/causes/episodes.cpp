#include "causes/episodes.h"

#include <algorithm>
#include <cmath>

#include "causes/burst.h"
#include "causes/calendar.h"
#include "causes/floods.h"

namespace rastro {

namespace {

double as_double(std::int64_t count) { return static_cast<double>(count); }

/// Whether one value holds most of what these days have too much of, and all others far less for
/// their number: then it is no flood of everything, but an episode of that value, which the search
/// will find.
bool has_one_culprit(const Tally& tally, const CauseQuestion& question, DayRange days) {
  constexpr double most_of_excess = 0.7, far_less = 0.5, least_others = 0.1;
  const std::vector<Condition> everything{{}, {{}, days}};
  const auto totals = tally.count(question.kind, everything);
  const double rate = as_double(totals[0].failed - totals[1].failed) /
                      std::max(1.0, totals[0].exposure - totals[1].exposure);
  const auto excess = [&](const Counts& counts) {
    return as_double(counts.failed) - rate * counts.exposure;
  };
  std::vector<Condition> values;
  for (const auto factor : question.factors) {
    for (const ValueCount& value : tally.values(question.kind, factor)) {
      values.push_back({{{factor, value.value}}, days});
    }
  }
  const auto counts = tally.count(question.kind, values);
  return std::any_of(counts.begin(), counts.end(), [&](const Counts& value) {
    const double others = totals[1].exposure - value.exposure;
    const double others_excess = excess(totals[1]) - excess(value);
    return others >= least_others * totals[1].exposure &&
           excess(value) >= most_of_excess * excess(totals[1]) &&
           others_excess * value.exposure <= far_less * excess(value) * others;
  });
}

/// What is known to be behind failures of its units: that share of them, the rest is everyday's.
struct Known {
  Condition condition;
  double share = 0;
};

std::vector<Known> known_of(const Explanation& explanation) {
  std::vector<Known> known;
  const NoisyOr& model = explanation.model;
  for (std::size_t index = 0; index < model.hazards.size(); ++index) {
    known.push_back({explanation.contributors[index].condition,
                     model.hazards[index] / (model.hazards[index] + model.leak)});
  }
  return known;
}

/// One failure kind, day by day.
class Days {
 public:
  Days(Tally& tally, const CauseQuestion& question, Explanation& explanation)
      : tally_(tally),
        wider_(question.wider != nullptr ? *question.wider : tally),
        question_(question),
        explanation_(explanation),
        seen_(explanation),
        known_(known_of(explanation)) {}

  bool look() {
    for (const Clock clock : {Clock::dated, Clock::ordered}) weigh_days({}, clock);
    const std::size_t before = explanation_.contributors.size();
    add_floods();
    // A strike makes the days of all its regions differ; once it is known, what it hid shows.
    for (int round = 0; round < most_rounds && add_bursts(); ++round) {
    }
    for (std::size_t index = before; index < seen_.contributors.size(); ++index) {
      const Contributor& episode = seen_.contributors[index];
      if (episode.condition.days->to < question_.tellable.from) continue;
      explanation_.contributors.push_back(episode);
    }
    const bool swings = weigh();
    return swings || explanation_.contributors.size() > before;
  }

 private:
  std::vector<DayCounts> days_of_all(Clock clock) const {
    return wider_.count_by_day(question_.kind, std::vector<Condition>(1), clock).front();
  }

  void weigh_days(const std::vector<DayWeight>& weights, Clock clock) {
    tally_.weigh_days(question_.kind, weights, clock);
    if (question_.wider != nullptr) wider_.weigh_days(question_.kind, weights, clock);
  }

  /// Failed orders of each day, of the units of a condition, that are accounted for.
  std::vector<double> explained(const std::vector<Known>& known, const Condition& within,
                                const std::vector<DayCounts>& days, Clock clock) const {
    std::vector<double> sums(days.size(), 0);
    std::vector<Condition> conditions;
    std::vector<double> shares;
    for (const Known& each : known) {
      auto joined = both(each.condition, within);
      if (!joined) continue;
      conditions.push_back(std::move(*joined));
      shares.push_back(each.share);
    }
    const auto counts = wider_.count_by_day(question_.kind, conditions, clock);
    for (std::size_t index = 0; index < conditions.size(); ++index) {
      std::size_t place = 0;
      for (const DayCounts& day : counts[index]) {
        while (days[place].day < day.day) ++place;
        sums[place] += shares[index] * as_double(day.counts.failed_orders);
      }
    }
    return sums;
  }

  /// Takes away the failed orders that are accounted for.
  void forget_explained(const Condition& within, std::vector<DayCounts>& days) const {
    const auto sums = explained(known_, within, days, Clock::dated);
    for (std::size_t place = 0; place < days.size(); ++place) {
      auto& failed = days[place].counts.failed_orders;
      failed -= std::min(failed, std::lround(sums[place]));
    }
  }

  /// Floods of all units become episodes, unless one value is behind it; neither says what is
  /// usual.
  void add_floods() {
    auto days = days_of_all(Clock::dated);
    forget_explained({}, days);
    for (const Flood& flood : find_floods(days, question_.tellable.to)) {
      const bool of_everything = !has_one_culprit(wider_, question_, flood.days);
      if (of_everything) seen_.contributors.push_back({{{}, flood.days}, {}, true});
      auto day = days.begin();
      while (day->day < flood.days.from) ++day;
      for (const double expected : flood.expected) {
        const double failed = std::max(1.0, as_double(day->counts.failed_orders));
        const Known known{{{}, DayRange{day->day, day->day}}, std::max(0.0, 1 - expected / failed)};
        (of_everything ? known_ : of_one_value_).push_back(known);
        ++day;
      }
    }
  }

  /// By the day of the order and by that on which it fails; says whether days differ.
  bool weigh() {
    const auto known = unusual();
    bool swings = false;
    for (const Clock clock : {Clock::ordered, Clock::dated}) {
      const auto days = days_of_all(clock);
      const auto weights = everyday_swings(days, explained(known, {}, days, clock));
      weigh_days(weights, clock);
      swings = swings || std::any_of(weights.begin(), weights.end(), [](const DayWeight& day) {
                 return std::abs(day.weight - 1) > 1e-6;
               });
    }
    return swings;
  }

  /// Values of which enough failed for a burst, with their days.
  std::vector<Condition> worth_a_look() const {
    CandidateSearch search;
    search.factors = question_.factors;
    search.may_pair = [](auto, auto) { return false; };
    search.depth = 1;
    search.least_failed_orders = least_of_burst;
    std::vector<Condition> values;
    for (CountedCondition& value : tally_.candidates(question_.kind, search)) {
      if (!question_.is_given(value.condition)) values.push_back(std::move(value.condition));
    }
    return values;
  }

  /// Adds the clearest burst of a value as long as there is one that those before do not explain.
  bool add_bursts() {
    const auto values = worth_a_look();
    const double looked_at = runs_of_days * static_cast<double>(values.size());
    std::vector<Condition> bursts;
    const auto days = wider_.count_by_day(question_.kind, values, Clock::dated);
    for (std::size_t index = 0; index < values.size(); ++index) {
      if (!may_hold_burst(days[index])) continue;
      auto of_value = days[index];
      forget_explained(values[index], of_value);
      for (const Flood& flood :
           find_floods(of_value, question_.tellable.to, false_bursts / looked_at, times_of_burst)) {
        const Condition burst{values[index].pairs, flood.days};
        if (!is_nearly_everything(burst)) bursts.push_back(burst);
      }
    }
    const std::size_t before = seen_.contributors.size();
    while (add_clearest(bursts, looked_at / false_bursts * question_.level)) {
    }
    if (seen_.contributors.size() == before) return false;
    known_ = known_of(refitted());
    return true;
  }

  /// What is not everyday's: all that is known, and days that one value has flooded where none was
  /// found.
  std::vector<Known> unusual() const {
    std::vector<Known> all = known_;
    for (const Known& day : of_one_value_) {
      const bool found = std::any_of(known_.begin(), known_.end(), [&](const Known& each) {
        return each.condition.days && each.condition.days->from <= day.condition.days->from &&
               each.condition.days->to >= day.condition.days->to;
      });
      if (!found) all.push_back(day);
    }
    return all;
  }

  /// Whether hardly any unit of its days is without it: of one Thursday, the weekday.
  bool is_nearly_everything(const Condition& burst) const {
    constexpr double nearly = 0.9;
    const std::vector<Condition> both_of = {burst, {{}, burst.days}};
    const auto counts = wider_.count(question_.kind, both_of);
    return as_double(counts[0].exposed) >= nearly * as_double(counts[1].exposed);
  }

  /// All that is seen so far, by the units of all days.
  Explanation refitted() const {
    return fit(wider_, question_, seen_.contributors, seen_.protections);
  }

  bool add_clearest(std::vector<Condition>& bursts, double parts) {
    if (bursts.empty() || seen_.contributors.size() >= most_episodes) return false;
    const Explanation fitted = refitted();
    const auto expected = expectations(wider_, question_, fitted, bursts);
    const Counts total = wider_.count(question_.kind, std::vector<Condition>(1)).front();
    const Penalty penalty{nullptr, parts, 1};
    std::optional<std::size_t> best;
    double best_gain = 0;
    for (std::size_t index = 0; index < bursts.size(); ++index) {
      const double gain = gain_of_hazard(expected[index].rows);
      if (gain <= best_gain) continue;
      if (adjusted_p(expected[index], total, penalty) > question_.level) continue;
      best_gain = gain;
      best = index;
    }
    if (!best) return false;
    // Beside all that is known by now it must be over.
    const Condition value{bursts[*best].pairs, {}};
    const DayRange any_until{any_day.from, question_.tellable.to};
    const auto days = find_burst(days_of(tally_, question_, fitted, value), any_until, true);
    if (days) seen_.contributors.push_back({{value.pairs, days}, penalty, true});
    bursts.erase(bursts.begin() + static_cast<std::ptrdiff_t>(*best));
    return true;
  }

  /// Some day on which far more failed than on the average of the value's days.
  static bool may_hold_burst(const std::vector<DayCounts>& days) {
    Counts all;
    for (const DayCounts& day : days) all += day.counts;
    const double rate = as_double(all.failed_orders) / all.exposure;
    return std::any_of(days.begin(), days.end(), [&](const DayCounts& day) {
      const auto failed = as_double(day.counts.failed_orders);
      return failed >= 2 * rate * day.counts.exposure &&
             day.counts.failed_orders >= least_on_worst_day;
    });
  }

  static constexpr std::int64_t least_of_burst = 6, least_on_worst_day = 4;
  static constexpr double times_of_burst = 2.5;  // the value's usual rate
  static constexpr double runs_of_days = 200;    // of up to nine days, in a month
  static constexpr double false_bursts = 0.05;   // expected of a failure kind by chance
  static constexpr std::size_t most_episodes = 20;
  static constexpr int most_rounds = 3;

  Tally& tally_;
  Tally& wider_;  ///< by days: the window's and those before
  const CauseQuestion& question_;
  Explanation& explanation_;
  Explanation seen_;  ///< with what has been found so far, also before the window
  std::vector<Known> known_;
  std::vector<Known> of_one_value_;  ///< days that one value has flooded
};

}  // namespace

bool look_at_days(Tally& tally, const CauseQuestion& question, Explanation& explanation) {
  return Days(tally, question, explanation).look();
}

}  // namespace rastro
