#pragma once

#include <vector>

#include "causes/noisy_or.h"
#include "causes/onset.h"
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
  Reach reach = Reach::everyday;
};

/// The contributors that explain a failure kind together, fitted.
struct Explanation {
  std::vector<Contributor> contributors;
  std::vector<Protection> protections;  ///< with the contributors at most 64
  /// Bit i of a pattern: contributor i; after them the protections.
  std::vector<PatternRow> rows;
  NoisyOr model;
};

/// All conditions that split the units: contributors, then protections.
std::vector<Condition> conditions_of(const Explanation& explanation);

/// Fits contributors and protections together.
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
  // Of these units those at about the everyday rate, of which no contributor says much.
  double everyday_expected = 0;
  Counts everyday;
};
std::vector<Expectation> expectations(const Tally& tally, const CauseQuestion& question,
                                      const Explanation& explanation,
                                      const std::vector<Condition>& conditions);

/// The days of a condition's units, those of the weeks before the window as well where the question
/// says who counts them, with what the explanation expects of each in failed orders.
std::vector<CourseDay> days_of(const Tally& tally, const CauseQuestion& question,
                               const Explanation& explanation, const Condition& condition);

/// Failed lines to a failed order; 1 where nothing failed.
double lines_per_order(const Counts& counts);

/// How many conditions of the whole search chance would let exceed what the explanation expects so
/// far: the adjusted p-value before it is cut off at 1. Where known causes expect many failures of
/// these units, whose noise would drown what is new, those at the everyday rate are tested as well,
/// each for half of the level (Bonferroni).
double adjusted_p(const Expectation& expectation, const Counts& total, const Penalty& penalty);

/// The same for a deficit.
double adjusted_p_of_deficit(const Expectation& expectation, const Penalty& penalty);

}  // namespace rastro
