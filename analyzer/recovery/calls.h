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
  std::string customer_id;  ///< empty where the order names none
  std::string why;          ///< "unacknowledged", "repeated_failure" or "unreported_failure"
  std::string cause;        ///< id of the cause with at least half of the blame, or empty
  std::string failure;      ///< kind; empty where the report names none
  std::string incident{}, source{};      ///< unacknowledged: the report
  std::optional<Seconds> reported_at{};  ///< unacknowledged
  double share = 0;                      ///< unreported_failure: of the blame, 0.5 to 1
  std::int64_t mistakes = 0;             ///< repeated_failure
  Day first = 0, last = 0;               ///< repeated_failure: when the mistakes became known
};

/// - unacknowledged: a report of the window or the 90 days before it that nobody has answered and
///   whose time has run out at the end of the last day; one call an order, for its oldest report.
///   None where the data do not record recovery.
/// - repeated_failure: one call for each such escalation, about its newest order.
/// - unreported_failure: an order with a failure, half or more of it blamed on one cause, about
///   which nothing was ever reported; one call an order. None where the data record no reports.
///
/// In this order of reasons; unacknowledged by age, the oldest first; repeated as the escalations;
/// unreported by share, the largest first. Equal ones by order id.
/// `failures`: of orders placed in the window.
std::vector<Call> find_calls(const CareLog& log, const std::vector<KnownFailure>& failures,
                             const std::vector<Escalation>& escalations,
                             const RecoveryTargets& targets);

}  // namespace rastro
