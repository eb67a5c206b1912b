#pragma once

#include "report/assemble_causes.h"
#include "report/review.h"

namespace rastro {

/// The earlier failures that failures of a kind followed from.
std::vector<ReviewChain> review_chains(const KindFindings& findings, const ProcessModel& model);

/// Failures of a kind that reach a cause, its own or an earlier kind's.
double explained_failures(const std::vector<Reached>& reached, std::size_t kind);

/// What reaches each step, also along chains; most failures first.
std::vector<ReviewStep> review_steps(const std::vector<Reached>& reached,
                                     const ProcessModel& model);

/// Puts what the cause leads to before its trail, and beside it.
void add_consequences(const Analysis& analysis, const std::vector<Reached>& reached,
                      const ProcessModel& model, const RankedCause& ranked, ReviewCause& cause);

/// Adds the failed units of a kind with their shares of blame. `ids`: see cause_ids.
void add_failed_units(const Analysis& analysis, const Units& units, const ProcessModel& model,
                      const KindFindings& findings,
                      const std::map<std::size_t, std::vector<std::string>>& ids, Review& review);

}  // namespace rastro
