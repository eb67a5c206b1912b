#include "report/assemble_cases.h"

#include <algorithm>
#include <set>

#include "recovery/mistakes.h"
#include "report/assemble_causes.h"
#include "report/assemble_mechanisms.h"
#include "tickets/fingerprint.h"

namespace rastro {

namespace {

/// What was ordered on the line that a report names, or on the only line of the order.
std::string ordered_sku(Store& store, const CareIncident& incident) {
  RowReader row = store.read_where("order_lines", {"line", "sku"}, "order_id", incident.order_id);
  std::string sku;
  int lines = 0;
  while (row.next()) {
    if (row.text(0) == incident.line) return std::string(row.text(1));
    sku = row.text(1);
    ++lines;
  }
  return incident.line.empty() && lines == 1 ? sku : "";
}

const CareIncident* find_incident(const CareLog& log, const std::string& id) {
  const auto found =
      std::find_if(log.incidents.begin(), log.incidents.end(),
                   [&](const CareIncident& incident) { return incident.incident_id == id; });
  return found == log.incidents.end() ? nullptr : &*found;
}

/// What came instead of what, as the first report of a mistake tells that tells it.
std::optional<Confusion> confusion_of(Store& store, const CareLog& log, const Mistake& mistake) {
  for (const std::string& id : mistake.incidents) {
    const CareIncident* incident = find_incident(log, id);
    if (incident == nullptr || incident->received_sku.empty()) continue;
    const std::string ordered = ordered_sku(store, *incident);
    if (ordered.empty() || ordered == incident->received_sku) continue;
    return Confusion{ordered, incident->received_sku, 1};
  }
  return std::nullopt;
}

/// The products that came instead of others in a case; one for each mistake, however often it was
/// reported.
std::vector<Confusion> confusions_of(Store& store, const CareLog& log,
                                     const std::vector<Mistake>& mistakes,
                                     const ReviewEscalation& escalation) {
  const std::set<std::string> named(escalation.incidents.begin(), escalation.incidents.end());
  std::vector<Confusion> confusions;
  for (const Mistake& mistake : mistakes) {
    const bool of_case =
        std::any_of(mistake.incidents.begin(), mistake.incidents.end(),
                    [&](const std::string& incident) { return named.contains(incident); });
    if (!of_case) continue;
    const auto confusion = confusion_of(store, log, mistake);
    if (confusion) confusions.push_back(*confusion);
  }
  return confusions;
}

/// The pair that was confused most often, at least twice.
std::optional<ReviewConfusion> repeated_pair(const std::vector<Confusion>& confusions,
                                             const Catalogue& catalogue) {
  std::optional<ReviewConfusion> most;
  for (const ConfusedPair& pair : rank_confused_pairs(catalogue, confusions)) {
    if (pair.times < 2 || (most && pair.times <= static_cast<double>(most->times))) continue;
    most = review_confusion(pair, catalogue);
  }
  return most;
}

/// The kind of the case that shows items received, where there is one.
std::optional<std::size_t> item_kind(const ReviewEscalation& escalation,
                                     const ProcessModel& model) {
  for (const ReviewMetRule& met : escalation.met) {
    for (const std::string& id : met.kinds) {
      const auto kind = model.find_failure(id);
      if (kind && model.failures[*kind].evidence == EvidenceKind::received_item) {
        return model.first_of(*kind);
      }
    }
  }
  return std::nullopt;
}

/// The one step to which all mechanisms that the pair suggests point.
std::optional<std::size_t> step_of(const ReviewConfusion& pair, std::size_t kind,
                                   const ProcessModel& model) {
  std::set<std::optional<std::size_t>> steps;
  for (const std::string& mechanism : pair.mechanisms) {
    steps.insert(model.step_of_mechanism(kind, mechanism, model.steps.size()));
  }
  return steps.size() == 1 ? *steps.begin() : std::nullopt;
}

bool told_by_a_cause(const Review& review, const ReviewConfusion& pair) {
  return std::any_of(review.causes.begin(), review.causes.end(), [&](const ReviewCause& cause) {
    if (!cause.mechanism) return false;
    const auto& pairs = cause.mechanism->confusions;
    return std::any_of(pairs.begin(), pairs.end(), [&](const ReviewConfusion& known) {
      return known.ordered == pair.ordered && known.received == pair.received;
    });
  });
}

ReviewTicket make_ticket(const ReviewEscalation& escalation, std::size_t kind,
                         const ProcessModel& model, const Review& review) {
  const ReviewConfusion& pair = *escalation.confusion;
  const FailureKind& failure = model.failures[kind];
  const Step& step = model.steps[*model.find_step(escalation.step)];
  const double months = (review.window_to - review.window_from + 1) / days_per_month;
  ReviewTicket ticket;
  ticket.id =
      ticket_fingerprint(failure.id, {{"ordered", pair.ordered}, {"received", pair.received}});
  ticket.step = step.id;
  ticket.owner = step.owner.en;
  ticket.title = failure.id + ": " + pair.received + " for " + pair.ordered;
  ticket.mechanism = pair.mechanisms.front();
  ticket.confusion = pair;
  ticket.confusion->failure = failure.id;
  ticket.orders = escalation.orders;
  ticket.expected_reduction_per_month = static_cast<double>(pair.times) / months;
  ticket.priority = ticket.expected_reduction_per_month * failure.cost * failure.severity;
  ticket.opened = review.as_of;
  return ticket;
}

/// One ticket a pair: of a second case of it, only the orders are added.
void add_ticket(ReviewTicket ticket, std::vector<ReviewTicket>& tickets) {
  const auto same = std::find_if(tickets.begin(), tickets.end(),
                                 [&](const ReviewTicket& known) { return known.id == ticket.id; });
  if (same == tickets.end()) {
    tickets.push_back(std::move(ticket));
    return;
  }
  same->orders.insert(same->orders.end(), ticket.orders.begin(), ticket.orders.end());
  same->confusion->times += ticket.confusion->times;
  same->expected_reduction_per_month += ticket.expected_reduction_per_month;
  same->priority += ticket.priority;
}

}  // namespace

void add_cases(Store& store, const ProcessModel& model, const Units& units, const CareLog& log,
               Review& review) {
  const std::vector<Mistake> mistakes = find_mistakes(log, {}, model);
  std::vector<ReviewTicket> tickets;
  for (ReviewEscalation& escalation : review.escalations) {
    const auto kind = item_kind(escalation, model);
    if (!kind) continue;
    escalation.confusion =
        repeated_pair(confusions_of(store, log, mistakes, escalation), units.clues.catalogue);
    if (!escalation.confusion) continue;
    const auto step = step_of(*escalation.confusion, *kind, model);
    if (!step) continue;
    escalation.step = model.steps[*step].id;
    if (told_by_a_cause(review, *escalation.confusion)) continue;
    add_ticket(make_ticket(escalation, *kind, model, review), tickets);
  }
  review.tickets.insert(review.tickets.end(), tickets.begin(), tickets.end());
  std::stable_sort(
      review.tickets.begin(), review.tickets.end(),
      [](const auto& left, const auto& right) { return left.priority > right.priority; });
}

}  // namespace rastro
