#pragma once

#include <vector>

#include "causes/noisy_or.h"
#include "causes/search.h"
#include "tally/tally.h"

namespace rastro {

/// A condition kept in the noisy-OR.
struct Contributor {
  Condition condition;  ///< with days: acts on these only; without pairs: on every unit
  Penalty penalty;
  bool is_episode = false;  ///< happened once
};

/// A condition whose units fail less than all others: not a cause, but unless it is known, all who
/// lack it look guilty.
struct Protection {
  Condition condition;
  Penalty penalty;
  double ratio = 1;  ///< of its units' hazards to what they would be, 0 to 1
};

/// The contributors that explain a failure kind together, fitted.
struct Explanation {
  std::vector<Contributor> contributors;
  std::vector<Protection> protections;  ///< with the contributors at most 64
  /// Bit i of a pattern: contributor i; after them the protections, by which exposure is scaled.
  std::vector<PatternRow> rows;
  NoisyOr model;
};

/// Fits contributors and protections together: in turn the noisy-OR with exposures scaled by the
/// protections' ratios, and each ratio as observed over expected (proportional hazards; cyclic
/// ascent).
Explanation fit(const Tally& tally, const CauseQuestion& question,
                std::vector<Contributor> contributors, std::vector<Protection> protections);

/// The explanation fitted again without one contributor, or without one protection.
Explanation without(const Tally& tally, const CauseQuestion& question,
                    const Explanation& explanation, std::size_t contributor);
Explanation without_protection(const Tally& tally, const CauseQuestion& question,
                               const Explanation& explanation, std::size_t protection);

/// What an explanation expects of a condition against what was observed.
struct Expectation {
  double expected = 0;  ///< failures
  Counts counts;
  std::vector<HazardRow> rows;
};
std::vector<Expectation> expectations(const Tally& tally, const CauseQuestion& question,
                                      const Explanation& explanation,
                                      const std::vector<Condition>& conditions);

/// How many conditions of the whole search chance would let exceed what the explanation expects so
/// far: the adjusted p-value before it is cut off at 1.
double adjusted_p(const Expectation& expectation, const Counts& total, const Penalty& penalty);

/// The same for a deficit.
double adjusted_p_of_deficit(const Expectation& expectation, const Penalty& penalty);

}  // namespace rastro
