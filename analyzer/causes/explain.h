#pragma once

#include <optional>
#include <vector>

#include "causes/noisy_or.h"
#include "causes/search.h"
#include "tally/tally.h"

namespace rastro {

/// A condition kept in the noisy-OR.
struct Contributor {
  Condition condition;  ///< with days: an episode
  double competitors = 1;
  bool is_episode() const { return condition.days.has_value(); }
};

/// The contributors that explain a failure kind together, fitted.
struct Explanation {
  std::vector<Contributor> contributors;  ///< at most 60
  std::vector<PatternRow> rows;           ///< bit i of a pattern: contributor i
  NoisyOr model;
};

/// Chooses contributors from the candidates. Each step adds the one that raises the likelihood most
/// after its penalty (the log of its competitors), refits all together, then drops or exchanges
/// what the others make superfluous, until nothing improves. What is kept adds significantly, for
/// the whole search, to what the others explain. A condition whose excess lies in one burst of days
/// enters as an episode of those days. `start`: contributors chosen before, at a stricter level;
/// none at first.
Explanation explain(const Tally& tally, const CauseQuestion& question, const CandidateSet& set,
                    Explanation start);

/// The explanation fitted again without one contributor.
Explanation without(const Tally& tally, const CauseQuestion& question,
                    const Explanation& explanation, std::size_t contributor);

/// What an explanation expects of a condition against what was observed.
struct Expectation {
  double expected = 0;  ///< failures
  Counts counts;
  std::vector<HazardRow> rows;
};
std::vector<Expectation> expectations(const Tally& tally, const CauseQuestion& question,
                                      const Explanation& explanation,
                                      const std::vector<Condition>& conditions);

/// p of a condition's excess over what the explanation expects, for the whole search.
double adjusted_p(const Expectation& expectation, const Counts& total, double competitors);

}  // namespace rastro
