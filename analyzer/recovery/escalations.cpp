#include "recovery/escalations.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace rastro {

namespace {

struct Mistake {
  std::size_t kind = 0;  ///< of the model
  std::string customer_id, order_id;
  std::string line;  ///< where the unit is a line and the report names it
  Seconds at = 0;    ///< when it became known
  std::vector<std::string> incidents;
};

bool replaced_between(const CareLog& log, const std::string& order_id, Seconds after,
                      Seconds until) {
  const auto found = log.replaced.find(order_id);
  if (found == log.replaced.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](Seconds at) { return at > after && at <= until; });
}

/// Mistakes of the reports, in the order of the reports.
std::vector<Mistake> reported_mistakes(const CareLog& log, const ProcessModel& model) {
  std::vector<Mistake> mistakes;
  std::map<std::pair<std::string, std::size_t>, std::vector<std::size_t>> known;
  for (const CareIncident& incident : log.incidents) {
    const auto kind = model.find_failure(incident.failure);
    if (!kind) continue;
    const bool by_line = model.failures[*kind].unit == UnitKind::order_line;
    const std::string line = by_line ? incident.line : "";
    auto& of_order = known[{incident.order_id, *kind}];
    const auto same = std::find_if(of_order.rbegin(), of_order.rend(), [&](std::size_t index) {
      const std::string& other = mistakes[index].line;
      return other == line || other.empty() || line.empty();
    });
    if (same != of_order.rend() &&
        !replaced_between(log, incident.order_id, mistakes[*same].at, incident.reported_at)) {
      mistakes[*same].incidents.push_back(incident.incident_id);
      continue;
    }
    of_order.push_back(mistakes.size());
    mistakes.push_back({*kind,
                        log.customer_of(incident.order_id),
                        incident.order_id,
                        line,
                        incident.reported_at,
                        {incident.incident_id}});
  }
  return mistakes;
}

/// All mistakes, by time, order and kind.
std::vector<Mistake> all_mistakes(const CareLog& log, const std::vector<KnownFailure>& failures,
                                  const ProcessModel& model) {
  std::vector<Mistake> mistakes = reported_mistakes(log, model);
  for (const KnownFailure& failure : failures) {
    const auto kind = model.find_failure(failure.kind);
    const CareOrder* order = log.find_order(failure.order_id);
    if (failure.incidents > 0 || !kind || order == nullptr) continue;
    mistakes.push_back(
        {*kind, order->customer_id, order->order_id, "", start_of(failure.ordered_on), {}});
  }
  std::stable_sort(mistakes.begin(), mistakes.end(), [](const Mistake& left, const Mistake& right) {
    return std::tie(left.at, left.order_id, left.kind) <
           std::tie(right.at, right.order_id, right.kind);
  });
  return mistakes;
}

Escalation escalate(const std::string& rule, const std::vector<const Mistake*>& mistakes,
                    const ProcessModel& model) {
  const std::string& kind = model.failures[mistakes.front()->kind].id;
  Escalation escalation{rule,
                        kind,
                        mistakes.front()->customer_id,
                        {},
                        {},
                        {},
                        static_cast<std::int64_t>(mistakes.size()),
                        day_of(mistakes.front()->at),
                        day_of(mistakes.back()->at)};
  for (const Mistake* mistake : mistakes) {
    auto& orders = escalation.orders;
    if (std::find(orders.begin(), orders.end(), mistake->order_id) == orders.end()) {
      orders.push_back(mistake->order_id);
    }
    auto& incidents = escalation.incidents;
    incidents.insert(incidents.end(), mistake->incidents.begin(), mistake->incidents.end());
  }
  const std::string first = format_day(escalation.first);
  const std::string last = format_day(escalation.last);
  escalation.detail = mistakes.size() == 1
                          ? fmt::format("{}, {}", kind, first)
                          : fmt::format("{} × {}, {} to {}", mistakes.size(), kind, first, last);
  return escalation;
}

/// An escalation with what it is sorted by.
struct Ranked {
  Escalation escalation;
  int severity = 0;
  std::size_t mistakes = 0;
};

std::vector<Ranked> repeated(const CareLog& log, const std::vector<Mistake>& mistakes,
                             const ProcessModel& model) {
  // Whose mistake: the customer's; without one, the order's.
  std::map<std::tuple<std::string, std::string, std::size_t>, std::vector<const Mistake*>> groups;
  for (const Mistake& mistake : mistakes) {
    const std::string order = mistake.customer_id.empty() ? mistake.order_id : "";
    groups[{mistake.customer_id, order, mistake.kind}].push_back(&mistake);
  }
  std::vector<Ranked> found;
  for (auto& [key, group] : groups) {
    const Seconds newest = group.back()->at;
    if (!log.in_window(newest)) continue;
    std::erase_if(group, [&](const Mistake* mistake) {
      return mistake->at < newest - repeat_days * seconds_per_day;
    });
    if (group.size() < repeat_count) continue;
    found.push_back({escalate("repeated_failure", group, model),
                     model.failures[group.front()->kind].severity, group.size()});
  }
  return found;
}

}  // namespace

std::vector<Escalation> find_escalations(const CareLog& log,
                                         const std::vector<KnownFailure>& failures,
                                         const ProcessModel& model) {
  const auto mistakes = all_mistakes(log, failures, model);
  std::vector<Ranked> found;
  for (const Mistake& mistake : mistakes) {
    const int severity = model.failures[mistake.kind].severity;
    if (severity < grave_severity || !log.in_window(mistake.at)) continue;
    found.push_back({escalate("grave_failure", {&mistake}, model), severity, 1});
  }
  for (Ranked& entry : repeated(log, mistakes, model)) found.push_back(std::move(entry));
  std::stable_sort(found.begin(), found.end(), [](const Ranked& left, const Ranked& right) {
    // "grave_failure" comes before "repeated_failure" by name too.
    return std::tie(left.escalation.rule, right.severity, right.mistakes,
                    left.escalation.customer_id, left.escalation.orders) <
           std::tie(right.escalation.rule, left.severity, left.mistakes,
                    right.escalation.customer_id, right.escalation.orders);
  });
  std::vector<Escalation> escalations;
  for (Ranked& entry : found) escalations.push_back(std::move(entry.escalation));
  return escalations;
}

}  // namespace rastro
