#pragma once

#include <functional>
#include <vector>

#include "tally/tally.h"

namespace rastro {

/// What is asked about one failure kind.
struct CauseQuestion {
  std::size_t kind = 0;                ///< failure kind of the tally
  std::vector<std::uint16_t> factors;  ///< those of steps that may cause the kind, ascending
  /// Whether two factors may stand in one condition (not where one is nested in the other).
  std::function<bool(std::uint16_t, std::uint16_t)> may_pair;
  int depth = 3;        ///< most factors in a condition, 1 to 3
  double level = 0.05;  ///< the most an adjusted p-value may be
  double searches = 1;  ///< failure kinds searched together: p-values are adjusted for all of them
  /// Of `factors`, those named beforehand as able to cause this kind (earlier failures). Each is
  /// asked about on its own: it competes with `all_given` only, at a level of its own.
  std::vector<std::uint16_t> given{};
  double all_given = 1;       ///< given factors of all kinds searched together
  double given_level = 0.05;  ///< as `level`, for them

  /// Whether the condition is a value of a given factor.
  bool is_given(const Condition& condition) const;
  double level_of(const Condition& condition) const {
    return is_given(condition) ? given_level : level;
  }
};

/// A condition with what was counted, and how many such conditions compete with it.
struct Candidate {
  Condition condition;
  Counts counts;
  double competitors = 1;  ///< p-values are multiplied by this
  double p_adjusted = 1;   ///< alone, against all other units
};

/// The candidates of a failure kind that could matter, most significant first.
struct CandidateSet {
  Counts total;
  std::vector<Candidate> candidates;
};

/// Enumerates conditions from the failed units, counts their exposures and tests each against all
/// other units. The level is shared out over the depths (0.6, 0.3, 0.1), and within a depth evenly
/// over the sets of factors, so that a few broad factors do not pay for many-valued ones; within a
/// set Tarone's correction counts, and lets win, only conditions that could reach significance
/// (with a false discovery rate: Gilbert 2005). Together the adjusted p-values hold the level for
/// the whole search (weighted Bonferroni: Genovese, Roeder and Wasserman 2006). Candidates a
/// thousand times short of significance are left out: they may not stand out alone, but could once
/// other causes are accounted for.
CandidateSet find_candidates(const Tally& tally, const CauseQuestion& question);

}  // namespace rastro
