#include "causes/explain.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "causes/burst.h"
#include "causes/significance.h"

namespace rastro {

namespace {

constexpr std::size_t most_contributors = 60;  // patterns are 64 bits wide

std::vector<Condition> conditions_of(const std::vector<Contributor>& contributors) {
  std::vector<Condition> conditions;
  for (const Contributor& contributor : contributors) conditions.push_back(contributor.condition);
  return conditions;
}

Explanation fit(const Tally& tally, const CauseQuestion& question,
                std::vector<Contributor> contributors) {
  Explanation explanation;
  explanation.contributors = std::move(contributors);
  const std::vector<Condition> everything(1);
  const auto patterns =
      tally.count_by_pattern(question.kind, conditions_of(explanation.contributors), everything);
  for (const PatternCounts& entry : patterns.front()) {
    const auto failed = static_cast<double>(entry.counts.failed);
    explanation.rows.push_back({entry.pattern, std::max(entry.counts.exposure, failed), failed});
  }
  explanation.model = fit_noisy_or(explanation.rows, explanation.contributors.size());
  return explanation;
}

bool shares_a_pair(const Condition& left, const Condition& right) {
  return std::any_of(left.pairs.begin(), left.pairs.end(), [&](const Pair& pair) {
    return std::find(right.pairs.begin(), right.pairs.end(), pair) != right.pairs.end();
  });
}

/// Stepwise choice of contributors; one object a failure kind.
class Selection {
 public:
  Selection(const Tally& tally, const CauseQuestion& question, const CandidateSet& set,
            Explanation start)
      : tally_(tally),
        question_(question),
        set_(set),
        current_(fit(tally, question, std::move(start.contributors))) {}

  Explanation run() {
    while (current_.contributors.size() < most_contributors) {
      const auto best = best_addition(current_, set_.candidates);
      if (!best) break;
      ++times_added_[best->candidate->condition];
      add(*best);
      drop_superfluous();
      exchange();
    }
    return std::move(current_);
  }

 private:
  /// A candidate and by how much it raises the penalised likelihood.
  struct Addition {
    const Candidate* candidate = nullptr;
    double score = 0;
    double expected_rate = 0;
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
      const double score = gain_of_hazard(expected[index].rows) - std::log(candidate.competitors);
      if (best && score <= best->score) continue;
      const double p = adjusted_p(expected[index], set_.total, candidate.competitors);
      if (p > question_.level_of(candidate.condition)) continue;
      best = {&candidate, score, expected[index].expected / candidate.counts.exposure};
    }
    return best;
  }

  static bool is_kept(const Explanation& base, const Condition& condition) {
    return std::any_of(base.contributors.begin(), base.contributors.end(),
                       [&](const Contributor& contributor) {
                         return !contributor.is_episode() && contributor.condition == condition;
                       });
  }

  /// What was added and dropped again several times would go on for ever; so many separate episodes
  /// of one condition are no longer told apart.
  bool is_exhausted(const Condition& condition) const {
    const auto found = times_added_.find(condition);
    return found != times_added_.end() && found->second >= 3;
  }

  void add(const Addition& addition) {
    auto contributors = current_.contributors;
    contributors.push_back(as_contributor(*addition.candidate, addition.expected_rate));
    current_ = fit(tally_, question_, std::move(contributors));
  }

  Contributor as_contributor(const Candidate& candidate, double expected_rate) const {
    Contributor contributor{candidate.condition, candidate.competitors};
    // Earlier failures in a burst bring about later ones in a burst, which is still their doing.
    if (question_.is_given(candidate.condition)) return contributor;
    auto days = tally_.count_by_day(question_.kind, {&candidate.condition, 1}).front();
    // Days on which an episode of this condition already accounts for the failures do not speak.
    for (const Contributor& kept : current_.contributors) {
      if (!kept.is_episode() || kept.condition.pairs != candidate.condition.pairs) continue;
      std::erase_if(days, [&](const DayCounts& day) {
        return day.day >= kept.condition.days->from && day.day <= kept.condition.days->to;
      });
    }
    if (const auto burst = find_burst(days, expected_rate)) return best_episode(candidate, *burst);
    return contributor;
  }

  /// An episode of these days, in the words that explain most: chance makes some special case look
  /// worst in a month, while the lorry that broke down served all of them.
  Contributor best_episode(const Candidate& candidate, DayRange days) const {
    std::vector<const Candidate*> generals;
    std::vector<Condition> conditions;
    for (const Candidate& other : set_.candidates) {
      if (!candidate.condition.specialises(other.condition)) continue;
      generals.push_back(&other);
      conditions.push_back({other.condition.pairs, days});
    }
    const auto expected = expectations(tally_, question_, current_, conditions);
    Contributor best{{candidate.condition.pairs, days}, candidate.competitors};
    double best_score = -std::numeric_limits<double>::infinity();
    for (std::size_t index = 0; index < generals.size(); ++index) {
      const double score =
          gain_of_hazard(expected[index].rows) - std::log(generals[index]->competitors);
      if (score <= best_score) continue;
      best_score = score;
      best = {conditions[index], generals[index]->competitors};
    }
    return best;
  }

  double p_without(std::size_t index) const {
    const Explanation rest = without(tally_, question_, current_, index);
    const Contributor& contributor = current_.contributors[index];
    const auto expected = expectations(tally_, question_, rest, {contributor.condition});
    return adjusted_p(expected.front(), set_.total, contributor.competitors);
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
      if (contributor.is_episode()) continue;
      const auto related = related_candidates(contributor.condition);
      const Explanation rest = without(tally_, question_, current_, index);
      const auto best = best_addition(rest, related);
      if (!best || best->candidate->condition == contributor.condition) continue;
      const Contributor replacement = as_contributor(*best->candidate, best->expected_rate);
      if (replacement.is_episode()) continue;
      auto contributors = current_.contributors;
      contributors[index] = replacement;
      Explanation changed = fit(tally_, question_, std::move(contributors));
      if (penalised(changed) > penalised(current_) + 1e-6) current_ = std::move(changed);
    }
  }

  std::vector<Candidate> related_candidates(const Condition& condition) const {
    std::vector<Candidate> related;
    for (const Candidate& candidate : set_.candidates) {
      if (shares_a_pair(candidate.condition, condition)) related.push_back(candidate);
    }
    return related;
  }

  static double penalised(const Explanation& explanation) {
    double score = explanation.model.log_likelihood;
    for (const Contributor& contributor : explanation.contributors) {
      score -= std::log(contributor.competitors);
    }
    return score;
  }

  const Tally& tally_;
  const CauseQuestion& question_;
  const CandidateSet& set_;
  Explanation current_;
  std::map<Condition, int> times_added_;
};

}  // namespace

Explanation explain(const Tally& tally, const CauseQuestion& question, const CandidateSet& set,
                    Explanation start) {
  return Selection(tally, question, set, std::move(start)).run();
}

Explanation without(const Tally& tally, const CauseQuestion& question,
                    const Explanation& explanation, std::size_t contributor) {
  auto contributors = explanation.contributors;
  contributors.erase(contributors.begin() + static_cast<std::ptrdiff_t>(contributor));
  return fit(tally, question, std::move(contributors));
}

std::vector<Expectation> expectations(const Tally& tally, const CauseQuestion& question,
                                      const Explanation& explanation,
                                      const std::vector<Condition>& conditions) {
  const auto patterns =
      tally.count_by_pattern(question.kind, conditions_of(explanation.contributors), conditions);
  std::vector<Expectation> answers(conditions.size());
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    Expectation& answer = answers[index];
    for (const PatternCounts& entry : patterns[index]) {
      const auto failed = static_cast<double>(entry.counts.failed);
      answer.counts += entry.counts;
      answer.rows.push_back({explanation.model.hazard(entry.pattern),
                             std::max(entry.counts.exposure, failed), failed});
    }
    answer.expected = expected_failures(answer.rows);
  }
  return answers;
}

double adjusted_p(const Expectation& expectation, const Counts& total, double competitors) {
  // Several failed lines of one order are one piece of evidence, so what is expected shrinks alike.
  const double lines_per_order =
      total.failed_orders > 0
          ? static_cast<double>(total.failed) / static_cast<double>(total.failed_orders)
          : 1;
  const double p = upper_tail(expectation.counts.failed_orders,
                              expectation.expected / lines_per_order, total.failed_orders);
  return std::min(1.0, p * competitors);
}

}  // namespace rastro
