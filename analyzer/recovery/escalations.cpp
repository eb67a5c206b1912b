#include "recovery/escalations.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "recovery/busiest_run.h"

namespace rastro {

namespace {

using Group = std::vector<const Mistake*>;
using When = EscalationRule::When;

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

/// What the mistakes, ascending by time, have in common. `kind_of` is the kind they are told by.
template <typename KindOf>
MetRule met_by(std::size_t rule, const Group& mistakes, std::size_t count,
               const ProcessModel& model, KindOf kind_of) {
  MetRule met;
  met.rule = rule;
  met.customer_id = mistakes.front()->customer_id;
  met.count = static_cast<std::int64_t>(count);
  met.first = day_of(mistakes.front()->at);
  met.last = day_of(mistakes.back()->at);
  for (const Mistake* mistake : mistakes) {
    add_once(met.kinds, model.failures[kind_of(*mistake)].id);
    add_once(met.orders, mistake->order_id);
    for (const std::string& incident : mistake->incidents) add_once(met.incidents, incident);
    met.inferred.insert(met.inferred.end(), mistake->inferred.begin(), mistake->inferred.end());
  }
  return met;
}

bool counts(const EscalationRule& rule, const Mistake& mistake) {
  if (rule.failures.empty()) return true;
  return std::any_of(rule.failures.begin(), rule.failures.end(), [&](std::size_t kind) {
    return kind == mistake.kind || kind == mistake.first_kind;
  });
}

/// Whose mistakes are counted together: the order's, or the customer's where there is one.
std::pair<std::string, std::string> owner_of(const EscalationRule& rule, const Mistake& mistake) {
  if (rule.same == EscalationRule::Same::customer && !mistake.customer_id.empty()) {
    return {mistake.customer_id, ""};
  }
  return {"", mistake.order_id};
}

std::vector<MetRule> repeated(const CareLog& log, const std::vector<Mistake>& mistakes,
                              const ProcessModel& model, std::size_t index) {
  const EscalationRule& rule = model.escalations[index];
  const auto first_kind = [](const Mistake& mistake) { return mistake.first_kind; };
  std::map<std::pair<std::pair<std::string, std::string>, std::size_t>, Group> groups;
  for (const Mistake& mistake : mistakes) {
    if (!counts(rule, mistake)) continue;
    const std::size_t kind = rule.failures.empty() ? mistake.first_kind : 0;
    groups[{owner_of(rule, mistake), kind}].push_back(&mistake);
  }
  std::vector<MetRule> found;
  for (const auto& [owner, group] : groups) {
    // A parcel that is wrong in two ways is one wrong parcel.
    const auto run = busiest_run(log, group, rule.within_days, [](const Mistake& mistake) {
      return std::pair(mistake.order_id, mistake.parcel);
    });
    if (run.distinct < static_cast<std::size_t>(rule.count)) continue;
    found.push_back(met_by(index, run.mistakes, run.distinct, model, first_kind));
  }
  return found;
}

/// Whether `kind` can follow from `earlier`, perhaps over others.
bool follows_from(const ProcessModel& model, std::size_t kind, std::size_t earlier) {
  std::vector<std::size_t> reached{kind};
  for (std::size_t next = 0; next < reached.size(); ++next) {
    for (const std::size_t cause : model.failures[reached[next]].caused_by) {
      if (cause == earlier) return true;
      if (std::find(reached.begin(), reached.end(), cause) == reached.end()) {
        reached.push_back(cause);
      }
    }
  }
  return false;
}

/// A wrong address, the attempt that it made fail and the delay are one trouble, not three.
Group without_consequences(const Group& mistakes, const ProcessModel& model) {
  std::map<std::string, std::vector<std::size_t>> kinds_of_order;
  for (const Mistake* mistake : mistakes) {
    auto& kinds = kinds_of_order[mistake->order_id];
    if (std::find(kinds.begin(), kinds.end(), mistake->first_kind) == kinds.end()) {
      kinds.push_back(mistake->first_kind);
    }
  }
  Group kept;
  for (const Mistake* mistake : mistakes) {
    const auto& kinds = kinds_of_order[mistake->order_id];
    const bool follows = std::any_of(kinds.begin(), kinds.end(), [&](std::size_t kind) {
      return follows_from(model, mistake->first_kind, kind);
    });
    if (!follows) kept.push_back(mistake);
  }
  return kept;
}

std::vector<MetRule> several_kinds(const CareLog& log, const std::vector<Mistake>& mistakes,
                                   const ProcessModel& model, std::size_t index) {
  const EscalationRule& rule = model.escalations[index];
  const auto first_kind = [](const Mistake& mistake) { return mistake.first_kind; };
  std::map<std::pair<std::string, std::string>, Group> groups;
  for (const Mistake& mistake : mistakes) {
    if (counts(rule, mistake)) groups[owner_of(rule, mistake)].push_back(&mistake);
  }
  std::vector<MetRule> found;
  for (const auto& [owner, group] : groups) {
    const auto run =
        busiest_run(log, without_consequences(group, model), rule.within_days, first_kind);
    if (run.distinct < static_cast<std::size_t>(rule.count)) continue;
    found.push_back(met_by(index, run.mistakes, run.distinct, model, first_kind));
  }
  return found;
}

std::vector<MetRule> grave(const CareLog& log, const std::vector<Mistake>& mistakes,
                           const ProcessModel& model, std::size_t index) {
  std::vector<MetRule> found;
  for (const Mistake& mistake : mistakes) {
    if (model.failures[mistake.kind].severity < model.escalations[index].severity) continue;
    if (!log.in_window(mistake.at)) continue;
    found.push_back(
        met_by(index, {&mistake}, 1, model, [](const Mistake& each) { return each.kind; }));
  }
  return found;
}

/// One for each customer, or order without one.
std::vector<MetRule> unacknowledged(const CareLog& log, const ProcessModel& model,
                                    std::size_t index) {
  const EscalationRule& rule = model.escalations[index];
  const auto allowed = static_cast<Seconds>(rule.hours * 3600);
  std::map<std::pair<std::string, std::string>, MetRule> waiting;
  // Where nobody writes down what is done, silence means nothing.
  if (!log.has_actions) return {};
  for (const CareIncident& incident : log.incidents) {
    if (incident.answered_at() || incident.reported_at + allowed >= end_of(log.window.to)) continue;
    const Day reported_on = day_of(incident.reported_at);
    if (reported_on < log.window.to - rule.within_days) continue;
    const std::string customer = log.customer_of(incident.order_id);
    MetRule& met = waiting[{customer, customer.empty() ? incident.order_id : ""}];
    met.rule = index;
    met.customer_id = customer;
    if (met.count == 0) met.first = reported_on;
    met.last = reported_on;
    ++met.count;
    add_once(met.orders, incident.order_id);
    met.incidents.push_back(incident.incident_id);
    for (const ToldKind& told : incident.told) {
      add_once(met.kinds, told.failure);
      if (told.inferred) met.inferred.push_back({incident.incident_id, told.words});
    }
  }
  std::vector<MetRule> found;
  for (auto& [owner, met] : waiting) found.push_back(std::move(met));
  return found;
}

std::vector<MetRule> apply(const CareLog& log, const std::vector<Mistake>& mistakes,
                           const ProcessModel& model, std::size_t rule) {
  switch (model.escalations[rule].when) {
    case When::repeated:
      return repeated(log, mistakes, model, rule);
    case When::several_kinds:
      return several_kinds(log, mistakes, model, rule);
    case When::grave:
      return grave(log, mistakes, model, rule);
    case When::unacknowledged:
      return unacknowledged(log, model, rule);
  }
  return {};
}

int severity_of(const MetRule& met, const ProcessModel& model) {
  int severity = 0;
  for (const std::string& kind : met.kinds) {
    const auto found = model.find_failure(kind);
    if (found) severity = std::max(severity, model.failures[*found].severity);
  }
  return severity;
}

void sort_by_strength(const ProcessModel& model, std::vector<MetRule>& found) {
  std::stable_sort(found.begin(), found.end(), [&](const MetRule& left, const MetRule& right) {
    const int left_severity = severity_of(left, model), right_severity = severity_of(right, model);
    return std::tie(left.rule, right_severity, right.count, left.customer_id, left.orders) <
           std::tie(right.rule, left_severity, left.count, right.customer_id, right.orders);
  });
}

}  // namespace

std::vector<Escalation> find_escalations(const CareLog& log,
                                         const std::vector<KnownFailure>& failures,
                                         const ProcessModel& model) {
  const auto mistakes = find_mistakes(log, failures, model);
  std::vector<MetRule> found;
  for (std::size_t rule = 0; rule < model.escalations.size(); ++rule) {
    for (MetRule& met : apply(log, mistakes, model, rule)) found.push_back(std::move(met));
  }
  sort_by_strength(model, found);
  std::vector<Escalation> escalations;
  std::map<std::pair<std::string, std::string>, std::size_t> case_of;
  for (MetRule& met : found) {
    const auto owner =
        std::pair(met.customer_id, met.customer_id.empty() ? met.orders.front() : "");
    const auto [known, is_new] = case_of.emplace(owner, escalations.size());
    if (is_new) escalations.push_back({met.customer_id, {}, {}, {}});
    Escalation& escalation = escalations[known->second];
    for (const std::string& order : met.orders) add_once(escalation.orders, order);
    for (const std::string& incident : met.incidents) add_once(escalation.incidents, incident);
    escalation.met.push_back(std::move(met));
  }
  return escalations;
}

std::string detail_of(const MetRule& met, const ProcessModel& model) {
  const std::string first = format_day(met.first);
  const std::string days =
      met.first == met.last ? first : fmt::format("{} to {}", first, format_day(met.last));
  std::string detail;
  switch (model.escalations[met.rule].when) {
    case When::repeated:
      detail = fmt::format("{} × {}, {}", met.count, fmt::join(met.kinds, " or "), days);
      break;
    case When::several_kinds:
    case When::grave:
      detail = fmt::format("{}, {}", fmt::join(met.kinds, ", "), days);
      break;
    case When::unacknowledged:
      detail = fmt::format("{} without an answer, reported {}", met.count, days);
      break;
  }
  for (const InferredReport& report : met.inferred) {
    detail += fmt::format("; kind of {} inferred", report.incident);
    if (!report.words.empty()) detail += fmt::format(" from “{}”", report.words);
  }
  return detail;
}

}  // namespace rastro
