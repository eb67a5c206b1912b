#pragma once

#include <map>
#include <string>
#include <vector>

#include "causes/chains.h"
#include "report/review.h"

namespace rastro {

inline constexpr double days_per_month = 30.4375;  ///< of a year of 365.25 days

/// A cause of the analysis with its id in the review.
struct RankedCause {
  const KindFindings* findings = nullptr;
  const Cause* cause = nullptr;
  double cost_per_month = 0;  ///< of its failures and of those that follow from them
  std::string id;             ///< "C1", "C2" …
};

/// Copies what was counted of a cause, and what follows from it.
void set_figures(const Cause& found, ReviewCause& cause);

/// Dearest first; equal ones as the model orders their kinds. Points into `analysis`.
std::vector<RankedCause> rank_causes(const Analysis& analysis, const std::vector<Reached>& reached,
                                     const ProcessModel& model);

/// The review's ids by failure kind and contributor; empty for an episode and an
/// earlier failure.
std::map<std::size_t, std::vector<std::string>> cause_ids(const Analysis& analysis,
                                                          const std::vector<RankedCause>& causes);

/// Whether a failure is known from notes only: no report states its kind, nor does the data show
/// it.
bool known_from_notes(const FailureKind& kind, std::int64_t incidents, std::int64_t inferred);

/// Fills causes, episodes, cleared suspects, tickets, failed units and orders at risk.
void add_causes(const Analysis& analysis, const Units& units, const ProcessModel& model,
                bool redact, Review& review);

}  // namespace rastro
