#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "process/model.h"
#include "recovery/care_log.h"

namespace rastro {

/// A case that goes to the management by rule, where no statistic could speak.
struct Escalation {
  std::string rule;                    ///< "grave_failure" or "repeated_failure"
  std::string kind;                    ///< failure kind
  std::string customer_id;             ///< empty where the order names none
  std::vector<std::string> orders;     ///< in the order of the mistakes, each once
  std::vector<std::string> incidents;  ///< by time
  std::string detail;                  ///< "3 × wrong_item, 2026-07-03 to 2026-09-12"
  std::int64_t mistakes = 1;
  Day first = 0, last = 0;  ///< on which the mistakes became known
};

inline constexpr int grave_severity = 9;  ///< severities go from 1 to 10
inline constexpr std::size_t repeat_count = 3;

/// grave_failure: one failure of a kind with severity 9 or 10 that became known in the window.
/// repeated_failure: the third identical mistake (or a later one) within 90 days for one customer,
/// or, where the order names none, in one order; the newest became known in the window.
///
/// Several reports of one kind on one unit are one mistake, unless a replacement arrived or was
/// written down between them: then the replacement was wrong again. A failure found in the data
/// only counts on the day of its order. Reports of kinds that the model lacks are left out.
///
/// Order: grave ones first, then by severity, by number of mistakes, by customer, by first order.
/// `failures`: those of the window and of the 90 days before it.
std::vector<Escalation> find_escalations(const CareLog& log,
                                         const std::vector<KnownFailure>& failures,
                                         const ProcessModel& model);

}  // namespace rastro
