#pragma once

#include <functional>
#include <vector>

#include "causes/multiplicity.h"
#include "tally/tally.h"

namespace rastro {

/// What is asked about one failure kind.
struct CauseQuestion {
  std::size_t kind = 0;  ///< failure kind of the tally
  /// Who counts the same units and those ordered in the weeks before, for what had begun by the
  /// first day of the window; nobody: there are none.
  Tally* wider = nullptr;
  /// On which bursts can be told: from the window's first order day, where those before are known,
  /// to the last that is seen whole.
  DayRange tellable = any_day;
  std::vector<std::uint16_t> factors;  ///< those of steps that may cause the kind, ascending
  /// Whether two factors may stand in one condition (not where one is nested in the other).
  std::function<bool(std::uint16_t, std::uint16_t)> may_pair;
  int depth = 3;        ///< most factors in a condition, 1 to 3
  double level = 0.05;  ///< the most an adjusted p-value may be
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

/// A condition with what was counted and what it pays for the search.
struct Candidate {
  Condition condition;  ///< with days: most significant since a day within the window
  Counts counts;        ///< on these days
  Counts overall;       ///< in the whole window
  Penalty penalty;
  double p_adjusted = 1;  ///< alone, against all other units
};

/// The last days of the window.
struct RecentDays {
  DayRange days;
  Counts total;
};

/// What the conditions of a failure kind can be made of, and how often chance alone makes one look
/// guilty.
struct SearchSpace {
  Counts total;
  std::vector<RecentDays> recent;      ///< causes may have begun within the window; longest first
  std::vector<std::uint16_t> factors;  ///< those of the question that tell units apart
  ChanceCurves curves;
};
SearchSpace search_space(const Tally& tally, const CauseQuestion& question);

/// Of the level, the share for causes that act all through the window, and that for those which
/// began on one of its days (taken as five tests: later suffixes of the window hold fewer and fewer
/// new units).
constexpr double share_of_steady = 0.6;
constexpr double share_of_begun = 0.08;

/// Enumerates conditions from the failed units, counts their exposures and tests each against all
/// other units, in the whole window and in its last 5/8, 3/8 and 1/4: candidates, most significant
/// first. `parts` of the level for each number of factors: see share_out. Those far short of
/// significance are left out: they may not stand out alone, but could once other causes are
/// accounted for. The penalties point into `space`.
std::vector<Candidate> find_candidates(const Tally& tally, const CauseQuestion& question,
                                       const SearchSpace& space,
                                       const std::array<double, 3>& parts);

/// Single values with enough units, of which fewer fail than of all others.
std::vector<Candidate> find_deficits(const Tally& tally, const CauseQuestion& question,
                                     const SearchSpace& space, const std::array<double, 3>& parts);

}  // namespace rastro
