#include "causes/contributors.h"

#include <algorithm>
#include <limits>

#include "causes/burst.h"
#include "causes/significance.h"

namespace rastro {

Contributor as_contributor(const Evidence& evidence, const Explanation& rest,
                           const Candidate& candidate) {
  const Condition always{candidate.condition.pairs, {}};
  // Earlier failures in a burst bring about later ones in a burst, which is still their doing.
  if (evidence.question.is_given(always)) return {always, candidate.penalty};
  const auto days = days_of(evidence.tally, evidence.question, rest, always);
  if (const auto burst = find_burst(days, evidence.question.tellable))
    return best_episode(evidence, rest, {always, candidate.penalty}, *burst);
  Contributor contributor{always, candidate.penalty};
  contributor.condition.days = find_beginning(days, evidence.question.tellable.from);
  if (contributor.condition.days && !candidate.condition.days) {
    contributor.penalty.parts *= share_of_steady / share_of_begun;
  }
  return contributor;
}

Contributor best_episode(const Evidence& evidence, const Explanation& rest,
                         const Contributor& found, DayRange days) {
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
    const auto known = std::find_if(evidence.candidates.begin(), evidence.candidates.end(), same);
    const Penalty& penalty = known == evidence.candidates.end() ? found.penalty : known->penalty;
    wordings.push_back({general, penalty, true});
    conditions.push_back(general);
  }
  const auto expected = expectations(evidence.tally, evidence.question, rest, conditions);
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

double penalised_likelihood(const Explanation& explanation) {
  double score = explanation.model.log_likelihood;
  for (const Contributor& contributor : explanation.contributors) {
    score -= contributor.penalty.log_competitors();
  }
  return score;
}

}  // namespace rastro
