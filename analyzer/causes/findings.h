#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "causes/contrast.h"
#include "causes/explain.h"
#include "causes/onset.h"
#include "tally/tally.h"

namespace rastro {

/// Where late units lost their time, in the median. Hours are working hours.
struct CauseDelay {
  std::optional<std::size_t> stage;  ///< of the process model; nothing: the promise was too short
  double hours = 0;                  ///< it took, or were promised
  double usual = 0;                  ///< it may take by standard and usage, or takes at least
};

/// How a cause's own failures come about, as they show it themselves. Shares are of these failures.
struct CauseMechanism {
  std::string kind;                 ///< mechanism of the process model: the one most show
  std::vector<std::string> also;    ///< what the failures show cannot tell it from these
  std::optional<std::size_t> step;  ///< to which they point, where the model has it
  double share = 0;                 ///< with `also`, 0.5 to 1
  std::int64_t seen = 0;            ///< failures where it acts that show anything at all
  std::vector<std::size_t> units;   ///< that most probably show it, the surest first
  std::optional<CauseDelay> delay;  ///< of what is late
};

/// A condition that contributes to a failure kind on its own account.
struct Cause {
  Condition condition;
  std::optional<DayRange> acting;  ///< the days it acts on, where not all of the window
  std::size_t contributor = 0;     ///< index in KindFindings::explanation
  std::size_t step = 0;            ///< of the process model: its mechanism's, else its factors'
  std::size_t factor_step = 0;     ///< the latest step of its factors
  std::optional<CauseMechanism> mechanism;  ///< where it is clear
  Counts counts;                            ///< on the days it acts on
  double rate = 0;                          ///< failed / exposed: of what is known by now
  double baseline_rate = 0;  ///< what these units would have by now without the cause
  double risk_ratio = 0;     ///< rate / baseline_rate
  double risk_ratio_low = 0, risk_ratio_high = 0;  ///< 95 %
  double p_adjusted = 1;                           ///< given the other causes, for the whole search
  double attributed = 0;                           ///< failures
  std::vector<Condition> same_as;                  ///< cover nearly the same units
  // Both are filled in by analyse().
  std::vector<Contrast> contrasts;  ///< with each of same_as
  Course course;                    ///< since when, over all that is loaded
};

/// An earlier failure that brings about failures of this kind. It is no cause to correct: its own
/// causes are.
struct Chain : Cause {
  /// Failure kind of the process model, where there is one.
  std::size_t upstream = 0;
  /// Every unit that could fail had met it, so that it has no contributor of its own: what nothing
  /// else explains follows from it.
  bool takes_leak = false;
};

/// Failures of one burst of days. They happened once and make no ticket.
struct Episode {
  Condition condition;  ///< with its days
  std::size_t contributor = 0;
  Counts counts;
  double attributed = 0;
};

/// Stands out alone, but not once the causes are accounted for.
struct ClearedSuspect {
  Condition condition;
  double risk_ratio = 0;                          ///< against all other units
  double adjusted_risk_ratio = 0;                 ///< observed / expected from the causes
  std::optional<std::size_t> explained_by;        ///< index into KindFindings::causes
  std::optional<std::size_t> explained_by_chain;  ///< or into KindFindings::chains
};

/// All that was found out about one failure kind. Attributed failures of causes, chains and
/// episodes and `unexplained` add up to total.failed.
struct KindFindings {
  std::size_t kind = 0;  ///< failure kind of the process model
  Counts total;
  double unexplained = 0;
  std::vector<Cause> causes;  ///< most failures first
  std::vector<Chain> chains;  ///< most failures first
  std::vector<Episode> episodes;
  std::vector<ClearedSuspect> cleared;
  Explanation explanation;
  std::vector<FailedUnit> failed;  ///< patterns as the explanation's
};

/// A failure kind, who counts its units (and will weigh its days), and what its conditions may be
/// made of.
struct KindToSearch {
  Tally* tally = nullptr;
  std::size_t kind = 0;                ///< failure kind of the tally
  std::vector<std::uint16_t> factors;  ///< those that may cause the kind, ascending
  /// Whether two factors may stand in one condition.
  std::function<bool(std::uint16_t, std::uint16_t)> may_pair;
  /// Of `factors`, those that stand for earlier failures, each with one value: "met". They may pair
  /// with none, and become chains instead of causes.
  std::vector<std::uint16_t> given{};
  /// Who counts the units together with those ordered in the weeks before; nobody: there are none.
  Tally* wider = nullptr;
  DayRange tellable = any_day;  ///< on which bursts can be told
};

struct SearchLimits {
  int depth = 3;        ///< most factors in a condition, 1 to 3
  double level = 0.05;  ///< share of false causes among those reported; chance of any in silence
};

/// Analyses failure kinds together: the search over all of them is what the level of 5 % holds for.
/// Of the causes reported at most that share is false on the average (false discovery rate,
/// Benjamini and Hochberg 1995); where nothing is wrong, nothing at all is reported in 95 % of the
/// cases.
std::vector<KindFindings> find_causes(const std::vector<KindToSearch>& kinds,
                                      const SearchLimits& limits = {});

}  // namespace rastro
