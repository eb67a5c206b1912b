#include "report/assemble_customers.h"

#include <algorithm>
#include <map>
#include <utility>

#include "recovery/calls.h"
#include "recovery/care_log.h"
#include "recovery/escalations.h"
#include "recovery/figures.h"
#include "report/assemble_cases.h"
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

void add_failures_of(const Units& units, const ProcessModel& model, DayRange days,
                     std::vector<KnownFailure>& failures) {
  for (std::size_t kind = 0; kind < model.failures.size(); ++kind) {
    const UnitTable& table = units.of(model.failures[kind].unit);
    if (kind >= table.failures.size()) continue;
    const FailureColumn& column = table.failures[kind];
    for (std::size_t row = 0; row < column.failed.size(); ++row) {
      const Day day = table.day[row];
      if (column.failed[row] == 0 || day < days.from || day > days.to) continue;
      failures.push_back(
          {model.failures[kind].id, table.order_id[row], day, column.incidents[row], {}, 0});
    }
  }
}

ReviewEscalation make_escalation(const Escalation& found, const ProcessModel& model, bool redact) {
  ReviewEscalation escalation{
      shown_customer(found.customer_id, redact), found.orders, found.incidents, {}};
  for (MetRule met : found.met) {
    std::vector<std::pair<std::string, std::string>> inferred;
    for (InferredReport& report : met.inferred) {
      if (redact) report.words.clear();  // a note may name anybody
      inferred.emplace_back(report.incident, report.words);
    }
    escalation.met.push_back({model.escalations[met.rule].id, met.kinds, met.orders, met.incidents,
                              met.count, met.first, met.last, detail_of(met, model),
                              std::move(inferred)});
  }
  return escalation;
}

ReviewCall make_call(const Call& call, const Review& review, bool redact) {
  ReviewCall result{call.order_id, shown_customer(call.customer_id, redact),
                    call.why,      call.cause,
                    call.told,     call.incident,
                    call.source,   call.reported_at,
                    call.share,    {},
                    call.waited};
  for (ToldKind& told : result.told) {
    if (redact) told.words.clear();
  }
  if (call.why == "escalated") result.met = review.escalations[call.escalation].met;
  return result;
}

/// Who was escalated comes first, as the escalations; then who waits for an answer, the longest
/// first; then who kept silent, the graver failure first. Equal ones stay as they were found.
void sort_by_importance(const ProcessModel& model, std::vector<ReviewCall>& calls) {
  const auto rank = [&](const ReviewCall& call) {
    if (call.why != "unreported_failure") return std::pair(call.why == "escalated" ? 0 : 1, 0);
    int severity = 0;
    for (const ToldKind& told : call.told) {
      const auto kind = model.find_failure(told.failure);
      if (kind) severity = std::max(severity, model.failures[*kind].severity);
    }
    return std::pair(2, -severity);
  };
  std::stable_sort(calls.begin(), calls.end(),
                   [&](const auto& left, const auto& right) { return rank(left) < rank(right); });
}

/// What was read from the notes of the window.
std::vector<ReviewReadNote> read_notes(const CareLog& log, const Review& review, bool redact) {
  std::vector<ReviewReadNote> notes;
  for (const CareIncident& incident : log.incidents) {
    const Day day = day_of(incident.reported_at);
    const bool stated = !incident.told.empty() && !incident.told.front().inferred;
    if (stated || day < review.window_from || day > log.window.to) continue;
    notes.push_back({incident.incident_id, incident.order_id, incident.told});
    for (ToldKind& told : notes.back().told) {
      if (redact) told.words.clear();
    }
  }
  return notes;
}

}  // namespace

std::vector<KnownFailure> known_failures(Store& store, const ProcessModel& model,
                                         const ReviewSettings& settings, const Units& units,
                                         DayRange days) {
  const Day loaded_from = first_loaded_day(settings);
  std::vector<KnownFailure> failures;
  if (days.from < loaded_from) {
    const DayRange before{days.from, std::min(days.to, loaded_from - 1)};
    add_failures_of(load_units(store, model, {before.from, before.to, settings.seen_until}), model,
                    before, failures);
  }
  add_failures_of(units, model, days, failures);
  return failures;
}

void add_customers(const ReviewSource& source, Review& review) {
  const auto& [store, model, settings, units, analysis, log] = source;
  review.read_notes = read_notes(log, review, settings.redact);
  const std::vector<KnownFailure> failures = failures_of_window(review);
  const DayRange reach{analysis.window.from - care_reach(model), analysis.window.to};
  const auto known = known_failures(store, model, settings, units, reach);
  review.recovery = recovery_figures(log, known, model.recovery);
  for (GroupPromptness& person : review.recovery.by_person) {
    person.name = shown_person(person.name, settings.redact);
  }
  for (ReviewAtRisk& order : review.at_risk) {
    order.customer_id = shown_customer(log.customer_of(order.order_id), settings.redact);
  }
  const auto escalations = find_escalations(log, known, model);
  for (const Escalation& found : escalations) {
    review.escalations.push_back(make_escalation(found, model, settings.redact));
  }
  add_cases(store, model, units, log, review);
  for (const Call& call : find_calls(log, failures, escalations, model.recovery)) {
    review.calls.push_back(make_call(call, review, settings.redact));
  }
  sort_by_importance(model, review.calls);
}

}  // namespace rastro
