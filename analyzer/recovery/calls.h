#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "process/model.h"
#include "recovery/care_log.h"
#include "recovery/escalations.h"

namespace rastro {

/// A customer who is owed a call today.
struct Call {
  std::string order_id;
  std::string customer_id;           ///< empty where the order names none
  std::string why;                   ///< "escalated", "unacknowledged" or "unreported_failure"
  std::string cause;                 ///< id of the cause with at least half of the blame, or empty
  std::vector<ToldKind> told{};      ///< what it is about; empty: the report does not say
  std::string incident{}, source{};  ///< unacknowledged: the report
  std::optional<Seconds> reported_at{};  ///< unacknowledged
  double share = 0;                      ///< unreported_failure: of the blame, 0.5 to 1
  std::size_t escalation = 0;            ///< escalated: index into the escalations
  Seconds waited = 0;                    ///< unacknowledged: up to the end of the last day
};

/// - escalated: one call for each escalation, about the newest order of its strongest rule.
/// - unacknowledged: a report of the log that nobody has answered and whose time has run out at the
///   end of the last day; one call an order, for its oldest report. None where the data do not
///   record recovery.
/// - unreported_failure: an order with a failure, half or more of it blamed on one cause, about
///   which nothing was ever reported; one call an order. None where the data record no reports.
/// The orders of an escalation are not called about once more.
///
/// In this order of reasons; escalated as the escalations; unacknowledged by age, the oldest first;
/// unreported by share, the largest first. Equal ones by order id.
/// `failures`: of orders placed in the window.
std::vector<Call> find_calls(const CareLog& log, const std::vector<KnownFailure>& failures,
                             const std::vector<Escalation>& escalations,
                             const RecoveryTargets& targets);

}  // namespace rastro
