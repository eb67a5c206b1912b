#include "causes/explain.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "causes/burst.h"
#include "causes/significance.h"

namespace rastro {

namespace {

constexpr std::size_t most_contributors = 54, most_protections = 10;  // patterns have 64 bits
constexpr double strict_level = 0.01;  // protections serve the causes, and are not to hide any
constexpr int most_rounds = 120;
constexpr int most_additions = 3;  // of one condition: its cause and separate episodes

/// By how much a lower rate of their own raises the log-likelihood of these units (Poisson).
double gain_of_deficit(const Expectation& expectation) {
  const auto failed = static_cast<double>(expectation.counts.failed_orders);
  const double expected = expectation.expected / lines_per_order(expectation.counts);
  if (failed >= expected) return 0;
  return (failed > 0 ? failed * std::log(failed / expected) : 0) - (failed - expected);
}

bool shares_a_pair(const Condition& left, const Condition& right) {
  return std::any_of(left.pairs.begin(), left.pairs.end(), [&](const Pair& pair) {
    return std::find(right.pairs.begin(), right.pairs.end(), pair) != right.pairs.end();
  });
}

bool shares_a_factor(const Condition& left, const Condition& right) {
  return std::any_of(left.pairs.begin(), left.pairs.end(), [&](const Pair& pair) {
    return std::any_of(right.pairs.begin(), right.pairs.end(),
                       [&](const Pair& other) { return other.factor == pair.factor; });
  });
}

/// Stepwise choice of contributors; one object a failure kind.
class Selection {
 public:
  Selection(const Tally& tally, const CauseQuestion& question,
            const std::vector<Candidate>& candidates, const std::vector<Candidate>& deficits,
            const Counts& total, Explanation start)
      : tally_(tally),
        question_(question),
        candidates_(candidates),
        deficits_(deficits),
        total_(total),
        current_(
            fit(tally, question, std::move(start.contributors), std::move(start.protections))) {}

  Explanation run() {
    drop_superfluous();  // what the start knew may have become an ordinary swing of the calendar
    visited_.insert(state());
    for (int round = 0; round < most_rounds; ++round) {
      if (current_.contributors.size() == most_contributors) break;
      const auto best = best_addition(current_, candidates_);
      if (add_protection(best ? best->score : 0)) continue;
      if (!best) {
        if (tell_bursts()) continue;
        break;
      }
      const auto& pairs = best->candidate->condition.pairs;
      ++times_added_[pairs];
      add(*best);
      drop_superfluous();
      exchange();
      merge();
      drop_superfluous_protections();
      choose_reaches();
      // What leads back to where we were before would go round for ever.
      if (!visited_.insert(state()).second) times_added_[pairs] = most_additions;
    }
    return std::move(current_);
  }

 private:
  /// A candidate and by how much it raises the penalised likelihood.
  struct Addition {
    const Candidate* candidate = nullptr;
    double score = 0;
  };

  std::optional<Addition> best_addition(const Explanation& base,
                                        const std::vector<Candidate>& candidates) const {
    std::vector<Condition> conditions;
    for (const Candidate& candidate : candidates) conditions.push_back(candidate.condition);
    const auto expected = expectations(tally_, question_, base, conditions);
    std::optional<Addition> best;
    for (std::size_t index = 0; index < candidates.size(); ++index) {
      const Candidate& candidate = candidates[index];
      if (is_kept(base, candidate.condition) || is_exhausted(candidate.condition)) continue;
      const double score =
          gain_of_hazard(expected[index].rows) - candidate.penalty.log_competitors();
      if (best && score <= best->score) continue;
      const double p = adjusted_p(expected[index], total_, candidate.penalty);
      if (p > question_.level_of(candidate.condition)) continue;
      best = {&candidate, score};
    }
    return best;
  }

  /// For each factor the most that a higher rate of one of its values alone would explain.
  std::map<std::uint16_t, double> gains_of_values() const {
    std::vector<Condition> conditions;
    for (const Candidate& candidate : candidates_) {
      if (candidate.condition.pairs.size() == 1) {
        conditions.push_back({candidate.condition.pairs, {}});
      }
    }
    const auto expected = expectations(tally_, question_, current_, conditions);
    std::map<std::uint16_t, double> gains;
    for (std::size_t index = 0; index < conditions.size(); ++index) {
      double& gain = gains[conditions[index].pairs.front().factor];
      gain = std::max(gain, gain_of_hazard(expected[index].rows));
    }
    return gains;
  }

  /// Adds the protection that raises the penalised likelihood most, if it does so more than
  /// `least_score`.
  bool add_protection(double least_score) {
    double score = least_score;
    if (deficits_.empty() || current_.protections.size() == most_protections) return false;
    std::vector<Condition> conditions;
    for (const Candidate& deficit : deficits_) conditions.push_back(deficit.condition);
    const auto expected = expectations(tally_, question_, current_, conditions);
    // One bad value makes the others look good: where it explains more, nobody protects.
    const auto gains = gains_of_values();
    const Candidate* best = nullptr;
    for (std::size_t index = 0; index < deficits_.size(); ++index) {
      const Candidate& deficit = deficits_[index];
      if (is_protected(deficit.condition) || tried_protections_.contains(deficit.condition))
        continue;
      if (adjusted_p_of_deficit(expected[index], deficit.penalty) > strict_level) continue;
      const double plain_gain = gain_of_deficit(expected[index]);
      const double gain = plain_gain - deficit.penalty.log_competitors() - 1;
      const auto guilty = gains.find(deficit.condition.pairs.front().factor);
      if (gain <= score || (guilty != gains.end() && plain_gain <= guilty->second)) continue;
      score = gain;
      best = &deficit;
    }
    if (best == nullptr) return false;
    tried_protections_.insert(best->condition);
    auto protections = current_.protections;
    protections.push_back({best->condition, best->penalty});
    Explanation changed = fit(tally_, question_, current_.contributors, std::move(protections));
    if (leaves_others_good(changed, best->condition)) return add_protection(least_score);
    current_ = std::move(changed);
    drop_superfluous();
    return true;
  }

  /// Whether other values of its factors still fail less: then these factors' values differ anyhow,
  /// and what is usual is not the rate of the worse ones.
  bool leaves_others_good(const Explanation& changed, const Condition& protection) const {
    std::vector<Condition> others;
    std::vector<const Candidate*> deficits;
    for (const Candidate& deficit : deficits_) {
      if (!shares_a_factor(deficit.condition, protection)) continue;
      if (shares_a_pair(deficit.condition, protection)) continue;
      others.push_back(deficit.condition);
      deficits.push_back(&deficit);
    }
    const auto expected = expectations(tally_, question_, changed, others);
    for (std::size_t index = 0; index < others.size(); ++index) {
      if (adjusted_p_of_deficit(expected[index], deficits[index]->penalty) <= strict_level) {
        return true;
      }
    }
    return false;
  }

  bool is_protected(const Condition& condition) const {
    return std::any_of(
        current_.protections.begin(), current_.protections.end(),
        [&](const Protection& protection) { return protection.condition == condition; });
  }

  void drop_superfluous_protections() {
    for (std::size_t index = current_.protections.size(); index-- > 0;) {
      const Explanation rest = without_protection(tally_, question_, current_, index);
      const Protection& protection = current_.protections[index];
      const auto expected = expectations(tally_, question_, rest, {protection.condition});
      if (adjusted_p_of_deficit(expected.front(), protection.penalty) <= strict_level) continue;
      current_ = rest;
    }
  }

  /// A protection may spare its units the failures of causes as well: whichever fits better.
  void choose_reaches() {
    for (std::size_t index = 0; index < current_.protections.size(); ++index) {
      auto protections = current_.protections;
      Reach& reach = protections[index].reach;
      reach = reach == Reach::everyday ? Reach::everything : Reach::everyday;
      Explanation changed = fit(tally_, question_, current_.contributors, std::move(protections));
      if (penalised(changed) > penalised(current_) + 1e-6) current_ = std::move(changed);
    }
  }

  using State = std::vector<std::pair<Condition, bool>>;
  State state() const {
    State state;
    for (const Contributor& contributor : current_.contributors) {
      state.emplace_back(contributor.condition, contributor.is_episode);
    }
    std::sort(state.begin(), state.end());
    return state;
  }

  static bool is_kept(const Explanation& base, const Condition& condition) {
    return std::any_of(
        base.contributors.begin(), base.contributors.end(), [&](const Contributor& contributor) {
          return !contributor.is_episode && contributor.condition.pairs == condition.pairs;
        });
  }

  /// What was added and dropped again several times would go on for ever; so many separate episodes
  /// of one condition are no longer told apart.
  bool is_exhausted(const Condition& condition) const {
    const auto found = times_added_.find(condition.pairs);
    return found != times_added_.end() && found->second >= most_additions;
  }

  void add(const Addition& addition) {
    auto contributors = current_.contributors;
    contributors.push_back(as_contributor(current_, *addition.candidate));
    current_ = fit(tally_, question_, std::move(contributors), current_.protections);
  }

  /// `rest`: all the others.
  Contributor as_contributor(const Explanation& rest, const Candidate& candidate) const {
    const Condition always{candidate.condition.pairs, {}};
    // Earlier failures in a burst bring about later ones in a burst, which is still their doing.
    if (question_.is_given(always)) return {always, candidate.penalty};
    const auto days = days_of(tally_, question_, rest, always);
    if (const auto burst = find_burst(days, question_.tellable))
      return best_episode(rest, {always, candidate.penalty}, *burst);
    Contributor contributor{always, candidate.penalty};
    contributor.condition.days = find_beginning(days, question_.tellable.from);
    if (contributor.condition.days && !candidate.condition.days) {
      contributor.penalty.parts *= share_of_steady / share_of_begun;
    }
    return contributor;
  }

  /// What recurred may have done so by episodes that were found only later. Returns whether there
  /// was one.
  bool tell_bursts() {
    for (std::size_t index = 0; index < current_.contributors.size(); ++index) {
      const Contributor& contributor = current_.contributors[index];
      if (contributor.is_episode) continue;
      const Condition always{contributor.condition.pairs, {}};
      if (question_.is_given(always)) continue;
      const Explanation rest = without(tally_, question_, current_, index);
      const auto burst = find_burst(days_of(tally_, question_, rest, always), question_.tellable);
      if (!burst) continue;
      auto contributors = current_.contributors;
      contributors[index] = best_episode(rest, contributor, *burst);
      current_ = fit(tally_, question_, std::move(contributors), current_.protections);
      drop_superfluous();
      return true;
    }
    return false;
  }

  /// An episode of these days, in the words that explain most: chance makes some special case look
  /// worst in a month, while the lorry that broke down served all of them. What did not stand out
  /// in the whole month has at most as many competitors as its special case.
  Contributor best_episode(const Explanation& rest, const Contributor& found, DayRange days) const {
    std::vector<Contributor> wordings;
    std::vector<Condition> conditions;
    const std::size_t pairs = found.condition.pairs.size();
    for (unsigned kept = 1; kept < 1u << pairs; ++kept) {
      Condition general{{}, days};
      for (std::size_t pair = 0; pair < pairs; ++pair) {
        if ((kept >> pair & 1) != 0) general.pairs.push_back(found.condition.pairs[pair]);
      }
      const auto same = [&](const Candidate& other) {
        return other.condition.pairs == general.pairs;
      };
      const auto known = std::find_if(candidates_.begin(), candidates_.end(), same);
      const Penalty& penalty = known == candidates_.end() ? found.penalty : known->penalty;
      wordings.push_back({general, penalty, true});
      conditions.push_back(general);
    }
    const auto expected = expectations(tally_, question_, rest, conditions);
    std::size_t best = 0;
    double best_score = -std::numeric_limits<double>::infinity();
    for (std::size_t index = 0; index < wordings.size(); ++index) {
      const double score =
          gain_of_hazard(expected[index].rows) - wordings[index].penalty.log_competitors();
      if (score <= best_score) continue;
      best_score = score;
      best = index;
    }
    return wordings[best];
  }

  double p_without(std::size_t index) const {
    const Explanation rest = without(tally_, question_, current_, index);
    const Contributor& contributor = current_.contributors[index];
    const auto expected = expectations(tally_, question_, rest, {contributor.condition});
    return adjusted_p(expected.front(), total_, contributor.penalty);
  }

  /// Drops the least significant contributor as long as one is not needed.
  void drop_superfluous() {
    while (!current_.contributors.empty()) {
      std::size_t worst = 0;
      double worst_excess = -1;  // p against the level it has to hold
      for (std::size_t index = 0; index < current_.contributors.size(); ++index) {
        const Condition& condition = current_.contributors[index].condition;
        const double excess = p_without(index) / question_.level_of(condition);
        if (excess <= worst_excess) continue;
        worst_excess = excess;
        worst = index;
      }
      if (worst_excess <= 1) return;
      current_ = without(tally_, question_, current_, worst);
    }
  }

  /// Replaces a contributor by a related candidate (more general, more specific, or alike) where
  /// that explains more.
  void exchange() {
    for (std::size_t index = 0; index < current_.contributors.size(); ++index) {
      const Contributor& contributor = current_.contributors[index];
      if (contributor.is_episode) continue;
      const auto related = related_candidates(contributor.condition);
      const Explanation rest = without(tally_, question_, current_, index);
      const auto best = best_addition(rest, related);
      if (!best || best->candidate->condition.pairs == contributor.condition.pairs) continue;
      const Contributor replacement = as_contributor(rest, *best->candidate);
      if (replacement.is_episode) continue;
      auto contributors = current_.contributors;
      contributors[index] = replacement;
      Explanation changed = fit(tally_, question_, std::move(contributors), current_.protections);
      if (penalised(changed) > penalised(current_) + 1e-6) current_ = std::move(changed);
    }
  }

  /// Replaces two contributors that share a pair by one related candidate where that explains as
  /// much for a smaller penalty: chance may have split one cause into a special case and a rest.
  void merge() {
    for (std::size_t first = 0; first < current_.contributors.size(); ++first) {
      for (std::size_t second = first + 1; second < current_.contributors.size(); ++second) {
        if (merge(first, second)) return;
      }
    }
  }

  bool merge(std::size_t first, std::size_t second) {
    const Contributor& left = current_.contributors[first];
    const Contributor& right = current_.contributors[second];
    if (left.is_episode || right.is_episode) return false;
    if (!shares_a_pair(left.condition, right.condition)) return false;
    Explanation rest = without(tally_, question_, current_, second);
    rest = without(tally_, question_, rest, first);
    auto related = related_candidates(left.condition);
    std::erase_if(related, [&](const Candidate& candidate) {
      return candidate.condition.pairs == left.condition.pairs ||
             candidate.condition.pairs == right.condition.pairs;
    });
    const auto best = best_addition(rest, related);
    if (!best) return false;
    const Contributor replacement = as_contributor(rest, *best->candidate);
    if (replacement.is_episode) return false;
    rest.contributors.push_back(replacement);
    Explanation merged = fit(tally_, question_, std::move(rest.contributors), current_.protections);
    if (penalised(merged) <= penalised(current_) + 1e-6) return false;
    current_ = std::move(merged);
    return true;
  }

  std::vector<Candidate> related_candidates(const Condition& condition) const {
    std::vector<Candidate> related;
    for (const Candidate& candidate : candidates_) {
      if (shares_a_pair(candidate.condition, condition)) related.push_back(candidate);
    }
    return related;
  }

  static double penalised(const Explanation& explanation) {
    double score = explanation.model.log_likelihood;
    for (const Contributor& contributor : explanation.contributors) {
      score -= contributor.penalty.log_competitors();
    }
    return score;
  }

  const Tally& tally_;
  const CauseQuestion& question_;
  const std::vector<Candidate>& candidates_;
  const std::vector<Candidate>& deficits_;
  const Counts& total_;
  Explanation current_;
  std::map<std::vector<Pair>, int> times_added_;
  std::set<State> visited_;
  std::set<Condition> tried_protections_;
};

}  // namespace

Explanation explain(const Tally& tally, const CauseQuestion& question,
                    const std::vector<Candidate>& candidates,
                    const std::vector<Candidate>& deficits, const Counts& total,
                    Explanation start) {
  return Selection(tally, question, candidates, deficits, total, std::move(start)).run();
}

}  // namespace rastro
