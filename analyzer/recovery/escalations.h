#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "process/model.h"
#include "recovery/care_log.h"
#include "recovery/mistakes.h"

namespace rastro {

/// What made one rule of the model speak.
struct MetRule {
  std::size_t rule = 0;                    ///< index into ProcessModel::escalations
  std::string customer_id;                 ///< empty where the order names none
  std::vector<std::string> kinds;          ///< each once, the first seen first; empty: nobody knows
  std::vector<std::string> orders;         ///< the same
  std::vector<std::string> incidents;      ///< by mistake, then time; empty: found in the data only
  std::int64_t count = 0;                  ///< of mistakes, kinds or unanswered reports
  Day first = 0, last = 0;                 ///< on which they became known
  std::vector<InferredReport> inferred{};  ///< those of the incidents whose kind nobody stated
};

/// A case that goes to the management by rule: all that one customer met; of an order that names no
/// customer, all of that order.
struct Escalation {
  std::string customer_id;             ///< empty where the order names none
  std::vector<std::string> orders;     ///< of all the rules met, each once
  std::vector<std::string> incidents;  ///< the same
  std::vector<MetRule> met;            ///< at least one, the strongest first
};

/// Applies the model's rules (EscalationRule). What makes a case is that the newest mistake became
/// known in the window; an unanswered report may be as old as its rule looks back.
///
/// Order of cases, and of the rules that one case meets: by rule as in the model, the graver kind
/// first, the larger count, customer, first order.
/// `failures`: those of the window and of the care_reach() days before it.
std::vector<Escalation> find_escalations(const CareLog& log,
                                         const std::vector<KnownFailure>& failures,
                                         const ProcessModel& model);

/// In ids, for machines: "3 × wrong_item, 2026-07-03 to 2026-09-12".
std::string detail_of(const MetRule& met, const ProcessModel& model);

}  // namespace rastro
