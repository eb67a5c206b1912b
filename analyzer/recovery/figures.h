#pragma once

#include <optional>
#include <vector>

#include "process/model.h"
#include "recovery/care_log.h"

namespace rastro {

/// One figure for each fate that an order can have had.
struct ByFate {
  std::optional<double> recovered, not_recovered, no_failure;
};

/// What was done for the customers after the failures. A figure is missing where the data cannot
/// give it; it is never 0 instead. Hours and days are wall-clock.
struct RecoveryFigures {
  std::optional<double> acknowledge_median, acknowledge_p90;  ///< hours, of those answered
  std::optional<double> acknowledge_within_target;            ///< share of those due
  std::optional<std::int64_t> unacknowledged;                 ///< due, and not answered yet
  std::optional<double> contacted_first;
  std::optional<double> follow_up;
  std::optional<double> compensation;
  ByFate repurchase;  ///< share of customers
  ByFate score;       ///< mean survey score, 1 to 5
};

/// - acknowledge: of the incidents reported in the window, hours from the report to the first
/// answer
///   (CareIncident::answered_at). Unanswered ones whose time has run out are not within target;
///   those still in time do not count.
/// - contacted_first: of the orders with a failure, the share in which the team spoke to the
/// customer
///   before the customer's first report, or without one. Who was never spoken to counts as not.
/// - follow_up: of the incidents reported in the window, solved, and solved so long ago that the
///   call is due, the share with a `follow_up_call` within model.recovery.follow_up_days of it.
/// - compensation: refunds and compensations paid in the window; missing where amounts are.
/// - repurchase: of the customers who ordered in the window, the share with a later order. After a
///   failure that is: later than its first report (or, unreported, than the failed order itself),
///   of the earliest failure; recovered: an incident of that order was solved. Without failure:
///   later than their first order. An order with a report counts as failed.
/// - score: surveys on orders of the window. Recovered: the solution came before the survey.
///
/// `failures`: of orders placed in the window. Medians and percentiles are interpolated linearly.
RecoveryFigures recovery_figures(const CareLog& log, const std::vector<KnownFailure>& failures,
                                 const RecoveryTargets& targets);

}  // namespace rastro
