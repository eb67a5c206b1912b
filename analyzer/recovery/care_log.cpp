#include "recovery/care_log.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace rastro {

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

bool is_verification(const std::string& source) { return contains(fold(source), "verif"); }

/// First time of an action that `wanted` accepts.
template <typename Wanted>
std::optional<Seconds> first_action(const std::vector<CareAction>& actions, Wanted wanted) {
  const auto found = std::find_if(actions.begin(), actions.end(), [&](const CareAction& action) {
    return wanted(std::string_view(action.action));
  });
  if (found == actions.end()) return std::nullopt;
  return found->at;
}

void read_incidents(Store& store, CareLog& log) {
  const Seconds from = start_of(log.window.from - repeat_days);
  const Seconds until = end_of(log.window.to);
  RowReader reader = store.read(
      "incidents", {"incident_id", "order_id", "line", "source", "failure", "reported_at"});
  while (reader.next()) {
    const Seconds reported_at = reader.integer(5);
    if (reported_at > until) continue;
    log.has_incidents = true;
    if (reported_at < from) continue;
    log.incidents.push_back({std::string(reader.text(0)),
                             std::string(reader.text(1)),
                             std::string(reader.text(2)),
                             std::string(reader.text(3)),
                             std::string(reader.text(4)),
                             reported_at,
                             {}});
  }
}

/// Incidents must still be in the order of their ids.
void read_actions(Store& store, CareLog& log) {
  const Seconds until = end_of(log.window.to);
  RowReader reader = store.read("recovery", {"incident_id", "at", "action", "amount"});
  while (reader.next()) {
    const Seconds at = reader.integer(1);
    if (at > until) continue;
    log.has_actions = true;
    const std::string action(reader.text(2));
    if ((action == "refunded" || action == "compensated") && log.in_window(at)) {
      Payment payment{at, {}};
      if (!reader.is_null(3)) payment.amount = reader.number(3);
      log.payments.push_back(payment);
    }
    const auto found = std::lower_bound(
        log.incidents.begin(), log.incidents.end(), reader.text(0),
        [](const CareIncident& left, std::string_view id) { return left.incident_id < id; });
    if (found == log.incidents.end() || found->incident_id != reader.text(0)) continue;
    if (action == "replaced") log.replaced[found->order_id].push_back(at);
    found->actions.push_back({at, action});
  }
}

void read_orders(Store& store, CareLog& log) {
  const Seconds from = start_of(log.window.from - repeat_days);
  const Seconds until = end_of(log.window.to);
  std::set<std::string, std::less<>> reported;
  for (const CareIncident& incident : log.incidents) reported.insert(incident.order_id);
  RowReader reader = store.read("orders", {"order_id", "customer_id", "ordered_at"});
  while (reader.next()) {
    const Seconds ordered_at = reader.integer(2);
    if (ordered_at > until) continue;
    if (ordered_at < from && !reported.contains(reader.text(0))) continue;
    log.orders.push_back({std::string(reader.text(0)), std::string(reader.text(1)), ordered_at});
  }
}

void read_surveys(Store& store, CareLog& log) {
  RowReader reader = store.read("surveys", {"order_id", "at", "score"});
  while (reader.next()) {
    const Seconds at = reader.integer(1);
    if (at > end_of(log.window.to) || reader.is_null(2)) continue;
    if (log.find_order(reader.text(0)) == nullptr) continue;
    log.surveys.push_back({std::string(reader.text(0)), at, reader.number(2)});
  }
}

void read_replacements(Store& store, CareLog& log) {
  RowReader reader =
      store.read_where("deliveries", {"order_id", "delivered_at"}, "reason", "replacement");
  while (reader.next()) {
    if (reader.is_null(1) || reader.integer(1) > end_of(log.window.to)) continue;
    log.replaced[std::string(reader.text(0))].push_back(reader.integer(1));
  }
}

}  // namespace

std::optional<Seconds> CareIncident::solved_at() const {
  const auto resolved = first_action(actions, [](auto action) { return action == "resolved"; });
  if (resolved) return resolved;
  return first_action(actions, [](auto action) {
    return action == "replaced" || action == "refunded" || action == "compensated";
  });
}

std::optional<Seconds> CareIncident::answered_at() const {
  auto answered = first_action(actions, [](auto action) { return action == "acknowledged"; });
  if (!answered) answered = first_action(actions, [](auto) { return true; });
  if (!answered) return std::nullopt;
  return std::max(*answered, reported_at);
}

std::optional<Seconds> CareIncident::contacted_at() const {
  if (is_verification(source)) return reported_at;
  return first_action(
      actions, [](auto action) { return action == "acknowledged" || action == "contacted"; });
}

bool CareIncident::is_from_customer() const {
  const std::string folded = fold(source);
  const bool on_the_slip = contains(folded, "delivery_note") || contains(folded, "delivery note") ||
                           contains(folded, "remito") || contains(folded, "albaran");
  return !is_verification(source) && !on_the_slip;
}

const CareOrder* CareLog::find_order(std::string_view order_id) const {
  const auto found = std::lower_bound(
      orders.begin(), orders.end(), order_id,
      [](const CareOrder& left, std::string_view id) { return left.order_id < id; });
  return found == orders.end() || found->order_id != order_id ? nullptr : &*found;
}

std::string CareLog::customer_of(std::string_view order_id) const {
  const CareOrder* order = find_order(order_id);
  return order == nullptr ? "" : order->customer_id;
}

bool CareLog::in_window(Seconds time) const {
  return time >= start_of(window.from) && time <= end_of(window.to);
}

CareLog read_care_log(Store& store, DayRange window) {
  CareLog log;
  log.window = window;
  read_incidents(store, log);
  read_actions(store, log);
  std::stable_sort(log.incidents.begin(), log.incidents.end(),
                   [](const CareIncident& left, const CareIncident& right) {
                     return left.reported_at < right.reported_at;
                   });
  read_orders(store, log);
  read_surveys(store, log);
  read_replacements(store, log);
  return log;
}

}  // namespace rastro
