#include "recovery/calls.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace rastro {

namespace {

constexpr double least_share = 0.5;

/// The failure of an order that is most surely blamed on one cause; of a kind, or of any.
const KnownFailure* blamed(const std::vector<KnownFailure>& failures, const std::string& order_id,
                           const std::string& kind) {
  const KnownFailure* best = nullptr;
  for (const KnownFailure& failure : failures) {
    if (failure.order_id != order_id || failure.cause.empty() || failure.share < least_share) {
      continue;
    }
    if (!kind.empty() && failure.kind != kind) continue;
    if (best == nullptr || failure.share > best->share) best = &failure;
  }
  return best;
}

std::string cause_of(const std::vector<KnownFailure>& failures, const std::string& order_id,
                     const std::string& kind) {
  const KnownFailure* failure = blamed(failures, order_id, kind);
  return failure == nullptr ? "" : failure->cause;
}

void add_unacknowledged(const CareLog& log, const std::vector<KnownFailure>& failures,
                        const RecoveryTargets& targets, std::vector<Call>& calls) {
  if (!log.has_actions) return;
  const auto allowed = static_cast<Seconds>(targets.acknowledge_hours * 3600);
  std::set<std::string> called;
  for (const CareIncident& incident : log.incidents) {
    if (incident.answered_at() || incident.reported_at + allowed >= end_of(log.window.to)) continue;
    if (!called.insert(incident.order_id).second) continue;
    Call call{incident.order_id, log.customer_of(incident.order_id), "unacknowledged",
              cause_of(failures, incident.order_id, incident.failure), incident.failure};
    call.incident = incident.incident_id;
    call.source = incident.source;
    call.reported_at = incident.reported_at;
    calls.push_back(std::move(call));
  }
}

void add_unreported(const CareLog& log, const std::vector<KnownFailure>& failures,
                    std::vector<Call>& calls) {
  if (!log.has_incidents) return;
  std::set<std::string> reported;
  for (const CareIncident& incident : log.incidents) reported.insert(incident.order_id);
  std::map<std::string, const KnownFailure*> worst;  // by order
  for (const KnownFailure& failure : failures) {
    if (failure.cause.empty() || failure.share < least_share) continue;
    if (failure.incidents > 0 || reported.contains(failure.order_id)) continue;
    const KnownFailure*& kept = worst[failure.order_id];
    if (kept == nullptr || failure.share > kept->share) kept = &failure;
  }
  std::vector<const KnownFailure*> sorted;
  for (const auto& [order, failure] : worst) sorted.push_back(failure);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto* left, const auto* right) { return left->share > right->share; });
  for (const KnownFailure* failure : sorted) {
    Call call{failure->order_id, log.customer_of(failure->order_id), "unreported_failure",
              failure->cause, failure->kind};
    call.share = failure->share;
    calls.push_back(std::move(call));
  }
}

}  // namespace

std::vector<Call> find_calls(const CareLog& log, const std::vector<KnownFailure>& failures,
                             const std::vector<Escalation>& escalations,
                             const RecoveryTargets& targets) {
  std::vector<Call> calls;
  add_unacknowledged(log, failures, targets, calls);
  for (const Escalation& escalation : escalations) {
    if (escalation.rule != "repeated_failure") continue;
    const std::string& order = escalation.orders.back();
    Call call{order, escalation.customer_id, escalation.rule,
              cause_of(failures, order, escalation.kind), escalation.kind};
    call.mistakes = escalation.mistakes;
    call.first = escalation.first;
    call.last = escalation.last;
    calls.push_back(std::move(call));
  }
  add_unreported(log, failures, calls);
  return calls;
}

}  // namespace rastro
