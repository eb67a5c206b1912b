#include "report/assemble_customers.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "recovery/calls.h"
#include "recovery/care_log.h"
#include "recovery/escalations.h"
#include "recovery/figures.h"
#include "report/redact.h"

namespace rastro {

namespace {

/// Failures of the window, each with the cause that bears most of the blame.
std::vector<KnownFailure> failures_of_window(const Review& review) {
  std::vector<KnownFailure> failures;
  for (const ReviewFailedUnit& unit : review.failed_units) {
    KnownFailure failure{unit.kind, unit.order_id, unit.ordered_on, unit.incidents, {}, 0};
    std::map<std::string, double> of_cause;  // by several ways, perhaps
    for (const ReviewFailedUnit::Share& share : unit.shares) {
      double& sum = of_cause[share.cause];
      sum += share.share;
      if (share.cause.empty() || sum <= failure.share) continue;
      failure.cause = share.cause;
      failure.share = sum;
    }
    failures.push_back(std::move(failure));
  }
  return failures;
}

/// Failures of the days before the window in which an earlier mistake still counts as one.
void add_earlier_failures(const Units& units, const ProcessModel& model, Day before,
                          std::vector<KnownFailure>& failures) {
  for (std::size_t kind = 0; kind < model.failures.size(); ++kind) {
    const UnitTable& table = units.of(model.failures[kind].unit);
    if (kind >= table.failures.size()) continue;
    const FailureColumn& column = table.failures[kind];
    for (std::size_t row = 0; row < column.failed.size(); ++row) {
      const Day day = table.day[row];
      if (column.failed[row] == 0 || day >= before || day < before - repeat_days) continue;
      failures.push_back(
          {model.failures[kind].id, table.order_id[row], day, column.incidents[row], {}, 0});
    }
  }
}

ReviewRecovery make_recovery(const RecoveryFigures& figures) {
  ReviewRecovery recovery;
  recovery.acknowledge_median = figures.acknowledge_median;
  recovery.acknowledge_p90 = figures.acknowledge_p90;
  recovery.acknowledge_within_target = figures.acknowledge_within_target;
  recovery.contacted_first = figures.contacted_first;
  recovery.follow_up = figures.follow_up;
  recovery.compensation = figures.compensation.value_or(std::numeric_limits<double>::quiet_NaN());
  recovery.repurchase_recovered = figures.repurchase.recovered;
  recovery.repurchase_not_recovered = figures.repurchase.not_recovered;
  recovery.repurchase_no_failure = figures.repurchase.no_failure;
  recovery.score = {figures.score.recovered, figures.score.not_recovered, figures.score.no_failure};
  return recovery;
}

/// Who was hit again and again comes first, then who waits for an answer, then who kept silent;
/// within each, the graver failure. Equal ones stay as they were found: the oldest report first.
void sort_by_importance(const ProcessModel& model, std::vector<ReviewCall>& calls) {
  const auto rank = [&](const ReviewCall& call) {
    const int reason = call.why == "repeated_failure" ? 0 : call.why == "unacknowledged" ? 1 : 2;
    const auto kind = model.find_failure(call.failure);
    return std::pair(reason, kind ? -model.failures[*kind].severity : 0);
  };
  std::stable_sort(calls.begin(), calls.end(),
                   [&](const auto& left, const auto& right) { return rank(left) < rank(right); });
}

}  // namespace

void add_customers(Store& store, const ProcessModel& model, const ReviewSettings& settings,
                   const Analysis& analysis, const Units& units, Review& review) {
  const CareLog log = read_care_log(store, {analysis.window.from, settings.seen_until});
  std::vector<KnownFailure> failures = failures_of_window(review);
  review.recovery = make_recovery(recovery_figures(log, failures, model.recovery));
  std::vector<KnownFailure> with_earlier = failures;
  add_earlier_failures(units, model, analysis.window.from, with_earlier);
  const auto escalations = find_escalations(log, with_earlier, model);
  for (const Call& call : find_calls(log, failures, escalations, model.recovery)) {
    review.calls.push_back({call.order_id, shown_customer(call.customer_id, settings.redact),
                            call.why, call.cause, call.failure, call.incident, call.source,
                            call.reported_at, call.share, call.mistakes, call.first, call.last});
  }
  sort_by_importance(model, review.calls);
  for (const Escalation& found : escalations) {
    review.escalations.push_back({found.rule, shown_customer(found.customer_id, settings.redact),
                                  found.orders, found.incidents, found.detail, found.kind,
                                  found.mistakes, found.first, found.last});
  }
}

}  // namespace rastro
