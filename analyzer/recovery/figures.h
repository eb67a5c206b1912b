#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "recovery/estimates.h"

namespace rastro {

struct CareLog;
struct KnownFailure;
struct RecoveryTargets;

/// How soon reports got what they wait for. Hours are wall-clock: a customer waits at night as
/// well.
struct Promptness {
  double target = 0;                      ///< hours
  std::int64_t done = 0;                  ///< of within_target.count reports, those that got it
  std::optional<double> median{}, p90{};  ///< hours from the report, of those done
  Estimate within_target{};               ///< share of all that can be judged
};

/// Those of one source or of one person.
struct GroupPromptness {
  std::string name;  ///< empty: not recorded
  Promptness acknowledged{}, contacted{};
};

/// One figure for each fate that a customer can have had.
struct ByFate {
  Estimate recovered{}, not_recovered{}, no_failure{};
  std::optional<Difference> gain{};  ///< recovered against not recovered
};

/// What was done for the customers after the failures. A figure is missing where the data cannot
/// give it; it is never 0 instead.
struct RecoveryFigures {
  bool recorded = true;  ///< the data record recovery at all; where not, most figures are missing
  Promptness acknowledged{}, contacted{};
  std::vector<GroupPromptness> by_source{};  ///< most reports first, then by name
  std::vector<GroupPromptness> by_person{};  ///< likewise
  Estimate contacted_first{};
  Estimate follow_up{};
  double follow_up_days = 0;             ///< within which the call is due
  std::optional<double> compensation{};  ///< paid in the window
  std::int64_t payments = 0, payments_without_amount = 0;
  ByFate repurchase{};                         ///< share of customers
  Day repurchase_from = 0, repurchase_to = 0;  ///< order days of these customers
  int solve_days = 0, repurchase_days = 0;
  ByFate score{};  ///< mean survey score of customers, 1 to 5
};

/// What a log never records at all is not known to be missing: such figures are left out.
///
/// - acknowledged, contacted: of the reports of the window whose time by the target had run out at
///   the end of the last day, so that old and new ones are judged alike; the hours to the first
///   answer and to the first word with the customer (CareIncident::answer, contact). Reports that
///   came out of a verification call were the word themselves, and are left out of contacted. By
///   person: of whoever gave the answer or made the contact, so that nobody is charged with what
///   nobody has done.
/// - contacted_first: of the orders of the window with a failure, the share in which the team spoke
///   to the customer before the customer's first report, or without one. Who was never spoken to
///   counts as not.
/// - follow_up: of the incidents reported in the window, solved, and solved so long ago that the
///   call is due, the share with a `follow_up_call` within follow_up_days of it.
/// - compensation: refunds and compensations paid in the window. Payments without an amount are
///   counted, and not in the sum; where none has one, it is missing.
/// - repurchase: a cohort followed for equal times (landmark analysis: Anderson, Cain and Gelber
///   1983). Of each customer, the first order placed in as many days as the window has, so long
///   ago that it can be followed; whose report came too late to be followed to the end is left out.
///   The clock starts with the first report of that order, else with the order itself; solve_days
///   later it is seen whether the customer is recovered (an incident of the order is solved), not
///   recovered (it failed or was reported), or untouched (no order of theirs is known to have
///   failed by then; who is hit by another order only is left out); and in the repurchase_days
///   after that, whether they order again. Nothing that comes after the landmark decides on the
///   group.
/// - score: each customer once, by the newest survey on an order of the window that failed or was
///   reported, else by the newest. Recovered: the solution came before the survey.
///
/// `failures`: those of the window and of the care_reach() days before it.
RecoveryFigures recovery_figures(const CareLog& log, const std::vector<KnownFailure>& failures,
                                 const RecoveryTargets& targets);

}  // namespace rastro
