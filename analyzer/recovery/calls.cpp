#include "recovery/calls.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace rastro {

namespace {

constexpr double least_share = 0.5;

using Orders = std::set<std::string>;

/// The cause on which an order's failures of these kinds, or of any, are most surely blamed.
std::string cause_of(const std::vector<KnownFailure>& failures, const std::string& order_id,
                     const std::vector<ToldKind>& told) {
  const KnownFailure* best = nullptr;
  for (const KnownFailure& failure : failures) {
    if (failure.order_id != order_id || failure.cause.empty() || failure.share < least_share) {
      continue;
    }
    const bool is_told = std::any_of(told.begin(), told.end(), [&](const ToldKind& kind) {
      return kind.failure == failure.kind;
    });
    if (!told.empty() && !is_told) continue;
    if (best == nullptr || failure.share > best->share) best = &failure;
  }
  return best == nullptr ? "" : best->cause;
}

void add_escalated(const std::vector<KnownFailure>& failures,
                   const std::vector<Escalation>& escalations, std::vector<Call>& calls) {
  for (std::size_t index = 0; index < escalations.size(); ++index) {
    const MetRule& strongest = escalations[index].met.front();
    std::vector<ToldKind> told;
    for (const std::string& kind : strongest.kinds) told.push_back({kind});
    const std::string& order = strongest.orders.back();
    Call call{order, escalations[index].customer_id, "escalated", cause_of(failures, order, told),
              told};
    call.escalation = index;
    calls.push_back(std::move(call));
  }
}

void add_unacknowledged(const CareLog& log, const std::vector<KnownFailure>& failures,
                        const RecoveryTargets& targets, Orders called, std::vector<Call>& calls) {
  if (!log.has_actions) return;
  const auto allowed = static_cast<Seconds>(targets.acknowledge_hours * 3600);
  for (const CareIncident& incident : log.incidents) {
    if (incident.answered_at() || incident.reported_at + allowed >= end_of(log.window.to)) continue;
    if (!called.insert(incident.order_id).second) continue;
    Call call{incident.order_id, log.customer_of(incident.order_id), "unacknowledged",
              cause_of(failures, incident.order_id, incident.told), incident.told};
    call.incident = incident.incident_id;
    call.source = incident.source;
    call.reported_at = incident.reported_at;
    call.waited = end_of(log.window.to) - incident.reported_at;
    calls.push_back(std::move(call));
  }
}

void add_unreported(const CareLog& log, const std::vector<KnownFailure>& failures, Orders reported,
                    std::vector<Call>& calls) {
  if (!log.has_incidents) return;
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
    Call call{failure->order_id,
              log.customer_of(failure->order_id),
              "unreported_failure",
              failure->cause,
              {{failure->kind}}};
    call.share = failure->share;
    calls.push_back(std::move(call));
  }
}

}  // namespace

std::vector<Call> find_calls(const CareLog& log, const std::vector<KnownFailure>& failures,
                             const std::vector<Escalation>& escalations,
                             const RecoveryTargets& targets) {
  Orders escalated;
  for (const Escalation& escalation : escalations) {
    escalated.insert(escalation.orders.begin(), escalation.orders.end());
  }
  std::vector<Call> calls;
  add_escalated(failures, escalations, calls);
  add_unacknowledged(log, failures, targets, escalated, calls);
  add_unreported(log, failures, escalated, calls);
  return calls;
}

}  // namespace rastro
