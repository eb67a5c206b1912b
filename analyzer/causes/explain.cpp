#include "causes/explain.h"

#include <algorithm>
#include <map>
#include <set>

#include "causes/burst.h"
#include "causes/contributors.h"
#include "causes/protections.h"
#include "causes/significance.h"

namespace rastro {

namespace {

constexpr std::size_t most_contributors = 54;  // patterns have 64 bits
constexpr int most_rounds = 120;
constexpr int most_additions = 3;  // of one condition: its cause and separate episodes

/// Stepwise choice of contributors; one object a failure kind.
class Selection {
 public:
  Selection(const Evidence& evidence, Explanation start)
      : evidence_(evidence),
        current_(fit(evidence.tally, evidence.question, std::move(start.contributors),
                     std::move(start.protections))) {}

  Explanation run() {
    drop_superfluous();  // what the start knew may have become an ordinary swing of the calendar
    visited_.insert(state());
    for (int round = 0; round < most_rounds; ++round) {
      if (current_.contributors.size() == most_contributors) break;
      const auto best = best_addition(current_, evidence_.candidates);
      if (add_protection(evidence_, current_, tried_protections_, best ? best->score : 0)) {
        drop_superfluous();
        continue;
      }
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
      drop_superfluous_protections(evidence_, current_);
      choose_reaches(evidence_, current_);
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
    const auto expected = expectations(evidence_.tally, evidence_.question, base, conditions);
    std::optional<Addition> best;
    for (std::size_t index = 0; index < candidates.size(); ++index) {
      const Candidate& candidate = candidates[index];
      if (is_kept(base, candidate.condition) || is_exhausted(candidate.condition)) continue;
      const double score =
          gain_of_hazard(expected[index].rows) - candidate.penalty.log_competitors();
      if (best && score <= best->score) continue;
      const double p = adjusted_p(expected[index], evidence_.total, candidate.penalty);
      if (p > evidence_.question.level_of(candidate.condition)) continue;
      best = {&candidate, score};
    }
    return best;
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
    contributors.push_back(as_contributor(evidence_, current_, *addition.candidate));
    current_ =
        fit(evidence_.tally, evidence_.question, std::move(contributors), current_.protections);
  }

  /// What recurred may have done so by episodes that were found only later. Returns whether there
  /// was one.
  bool tell_bursts() {
    for (std::size_t index = 0; index < current_.contributors.size(); ++index) {
      const Contributor& contributor = current_.contributors[index];
      if (contributor.is_episode) continue;
      const Condition always{contributor.condition.pairs, {}};
      if (evidence_.question.is_given(always)) continue;
      const Explanation rest = without(evidence_.tally, evidence_.question, current_, index);
      const auto burst = find_burst(days_of(evidence_.tally, evidence_.question, rest, always),
                                    evidence_.question.tellable);
      if (!burst) continue;
      auto contributors = current_.contributors;
      contributors[index] = best_episode(evidence_, rest, contributor, *burst);
      current_ =
          fit(evidence_.tally, evidence_.question, std::move(contributors), current_.protections);
      drop_superfluous();
      return true;
    }
    return false;
  }

  double p_without(std::size_t index) const {
    const Explanation rest = without(evidence_.tally, evidence_.question, current_, index);
    const Contributor& contributor = current_.contributors[index];
    const auto expected =
        expectations(evidence_.tally, evidence_.question, rest, {contributor.condition});
    return adjusted_p(expected.front(), evidence_.total, contributor.penalty);
  }

  /// Drops the least significant contributor as long as one is not needed.
  void drop_superfluous() {
    while (!current_.contributors.empty()) {
      std::size_t worst = 0;
      double worst_excess = -1;  // p against the level it has to hold
      for (std::size_t index = 0; index < current_.contributors.size(); ++index) {
        const Condition& condition = current_.contributors[index].condition;
        const double excess = p_without(index) / evidence_.question.level_of(condition);
        if (excess <= worst_excess) continue;
        worst_excess = excess;
        worst = index;
      }
      if (worst_excess <= 1) return;
      current_ = without(evidence_.tally, evidence_.question, current_, worst);
    }
  }

  /// Replaces a contributor by a related candidate (more general, more specific, or alike) where
  /// that explains more.
  void exchange() {
    for (std::size_t index = 0; index < current_.contributors.size(); ++index) {
      const Contributor& contributor = current_.contributors[index];
      if (contributor.is_episode) continue;
      const auto related = related_candidates(contributor.condition);
      const Explanation rest = without(evidence_.tally, evidence_.question, current_, index);
      const auto best = best_addition(rest, related);
      if (!best || best->candidate->condition.pairs == contributor.condition.pairs) continue;
      const Contributor replacement = as_contributor(evidence_, rest, *best->candidate);
      if (replacement.is_episode) continue;
      auto contributors = current_.contributors;
      contributors[index] = replacement;
      Explanation changed =
          fit(evidence_.tally, evidence_.question, std::move(contributors), current_.protections);
      if (penalised_likelihood(changed) > penalised_likelihood(current_) + 1e-6)
        current_ = std::move(changed);
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
    Explanation rest = without(evidence_.tally, evidence_.question, current_, second);
    rest = without(evidence_.tally, evidence_.question, rest, first);
    auto related = related_candidates(left.condition);
    std::erase_if(related, [&](const Candidate& candidate) {
      return candidate.condition.pairs == left.condition.pairs ||
             candidate.condition.pairs == right.condition.pairs;
    });
    const auto best = best_addition(rest, related);
    if (!best) return false;
    const Contributor replacement = as_contributor(evidence_, rest, *best->candidate);
    if (replacement.is_episode) return false;
    rest.contributors.push_back(replacement);
    Explanation merged = fit(evidence_.tally, evidence_.question, std::move(rest.contributors),
                             current_.protections);
    if (penalised_likelihood(merged) <= penalised_likelihood(current_) + 1e-6) return false;
    current_ = std::move(merged);
    return true;
  }

  std::vector<Candidate> related_candidates(const Condition& condition) const {
    std::vector<Candidate> related;
    for (const Candidate& candidate : evidence_.candidates) {
      if (shares_a_pair(candidate.condition, condition)) related.push_back(candidate);
    }
    return related;
  }

  const Evidence evidence_;
  Explanation current_;
  std::map<std::vector<Pair>, int> times_added_;
  std::set<State> visited_;
  std::set<Condition> tried_protections_;
};

}  // namespace

Explanation explain(const Evidence& evidence, Explanation start) {
  return Selection(evidence, std::move(start)).run();
}

}  // namespace rastro
