#include "recovery/care_log.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>

#include "base/text.h"

namespace rastro {

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

using TimesOfOrders = std::map<std::string, std::vector<Seconds>>;

/// The first action that `wanted` accepts.
template <typename Wanted>
const CareAction* first_action(const std::vector<CareAction>& actions, Wanted wanted) {
  const auto found = std::find_if(actions.begin(), actions.end(), [&](const CareAction& action) {
    return wanted(std::string_view(action.action));
  });
  return found == actions.end() ? nullptr : &*found;
}

std::optional<Seconds> time_of(const CareAction* action) {
  if (action == nullptr) return std::nullopt;
  return action->at;
}

bool is_payment(std::string_view action) { return action == "refunded" || action == "compensated"; }

bool is_contact(std::string_view action) {
  return action == "contacted" || action == "apologised" || action == "solution_offered" ||
         action == "follow_up_call";
}

void read_incidents(Store& store, const ProcessModel& model, Day first, CareLog& log) {
  const NoteReader notes(model);
  const Seconds from = start_of(first);
  const Seconds until = end_of(log.window.to);
  RowReader reader = store.read("incidents", {"incident_id", "order_id", "line", "source",
                                              "failure", "reported_at", "note", "received_sku"});
  while (reader.next()) {
    const Seconds reported_at = reader.integer(5);
    if (reported_at > until) continue;
    log.has_incidents = true;
    if (reported_at < from) continue;
    log.incidents.push_back({std::string(reader.text(0)),
                             std::string(reader.text(1)),
                             std::string(reader.text(2)),
                             std::string(reader.text(3)),
                             told_kinds(notes, model, reader.text(4), reader.text(6)),
                             reported_at,
                             {},
                             std::string(reader.text(7))});
  }
}

/// Incidents must still be in the order of their ids. By order: when it was written down that a
/// replacement was sent.
TimesOfOrders read_actions(Store& store, CareLog& log) {
  TimesOfOrders noted;
  const Seconds until = end_of(log.window.to);
  RowReader reader = store.read("recovery", {"incident_id", "at", "action", "amount", "by"});
  while (reader.next()) {
    const Seconds at = reader.integer(1);
    if (at > until) continue;
    log.has_actions = true;
    const std::string action(reader.text(2));
    log.has_contacts = log.has_contacts || is_contact(action);
    log.has_follow_ups = log.has_follow_ups || action == "follow_up_call";
    log.has_payments = log.has_payments || is_payment(action);
    if (is_payment(action) && log.in_window(at)) {
      Payment payment{at, {}};
      if (!reader.is_null(3)) payment.amount = reader.number(3);
      log.payments.push_back(payment);
    }
    const auto found = std::lower_bound(
        log.incidents.begin(), log.incidents.end(), reader.text(0),
        [](const CareIncident& left, std::string_view id) { return left.incident_id < id; });
    if (found == log.incidents.end() || found->incident_id != reader.text(0)) continue;
    if (action == "replaced") noted[found->order_id].push_back(at);
    found->actions.push_back({at, action, std::string(reader.text(4))});
  }
  return noted;
}

void read_orders(Store& store, Day first, CareLog& log) {
  const Seconds from = start_of(first);
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

/// A replacement that is on its way, as far as it is known by the last day.
constexpr Seconds on_its_way = std::numeric_limits<Seconds>::max();

/// When replacements arrived, and when it was noted that one was sent, whose arrival nobody
/// recorded: a note that an arrival follows, before the next note, tells of the same replacement.
std::vector<Seconds> merged(std::vector<Seconds> noted, const std::vector<Seconds>& arrived) {
  std::vector<Seconds> times;
  std::sort(noted.begin(), noted.end());
  for (std::size_t index = 0; index < noted.size(); ++index) {
    const Seconds next = index + 1 < noted.size() ? noted[index + 1] : on_its_way;
    const bool recorded = std::any_of(arrived.begin(), arrived.end(),
                                      [&](Seconds at) { return at >= noted[index] && at <= next; });
    if (!recorded) times.push_back(noted[index]);
  }
  std::copy_if(arrived.begin(), arrived.end(), std::back_inserter(times),
               [](Seconds at) { return at != on_its_way; });
  std::sort(times.begin(), times.end());
  return times;
}

void read_replacements(Store& store, const TimesOfOrders& noted, CareLog& log) {
  RowReader reader =
      store.read_where("deliveries", {"order_id", "delivered_at"}, "reason", "replacement");
  TimesOfOrders arrived;
  bool arrivals_recorded = false;
  while (reader.next()) {
    const bool known = !reader.is_null(1) && reader.integer(1) <= end_of(log.window.to);
    arrivals_recorded = arrivals_recorded || !reader.is_null(1);
    arrived[std::string(reader.text(0))].push_back(known ? reader.integer(1) : on_its_way);
  }
  // Where no arrival is ever recorded, a missing one does not mean that it is still on its way.
  if (!arrivals_recorded) arrived.clear();
  for (const auto& [order, times] : arrived) log.replaced[order] = merged({}, times);
  for (const auto& [order, times] : noted) log.replaced[order] = merged(times, arrived[order]);
}

}  // namespace

std::optional<Seconds> CareIncident::solved_at() const {
  const auto* resolved = first_action(actions, [](auto action) { return action == "resolved"; });
  if (resolved != nullptr) return resolved->at;
  return time_of(first_action(
      actions, [](auto action) { return action == "replaced" || is_payment(action); }));
}

const CareAction* CareIncident::answer() const {
  const auto* answer = first_action(actions, [](auto action) { return action == "acknowledged"; });
  return answer != nullptr || actions.empty() ? answer : &actions.front();
}

std::optional<Seconds> CareIncident::answered_at() const {
  const CareAction* first = answer();
  if (first == nullptr) return std::nullopt;
  return std::max(first->at, reported_at);
}

const CareAction* CareIncident::contact() const { return first_action(actions, is_contact); }

std::optional<Seconds> CareIncident::contacted_at() const {
  return is_verification() ? reported_at : time_of(contact());
}

bool CareIncident::is_verification() const { return contains(fold(source), "verif"); }

bool CareIncident::is_from_customer() const {
  const std::string folded = fold(source);
  const bool on_the_slip = contains(folded, "delivery_note") || contains(folded, "delivery note") ||
                           contains(folded, "remito") || contains(folded, "albaran");
  return !is_verification() && !on_the_slip;
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

Day care_reach(const ProcessModel& model) {
  Day reach = std::max<Day>(90, model.recovery.solve_days + model.recovery.repurchase_days);
  for (const EscalationRule& rule : model.escalations) {
    reach = std::max<Day>(reach, rule.within_days);
  }
  return reach;
}

CareLog read_care_log(Store& store, const ProcessModel& model, DayRange window) {
  const Day first = window.from - care_reach(model);
  CareLog log;
  log.window = window;
  read_incidents(store, model, first, log);
  const TimesOfOrders noted = read_actions(store, log);
  std::stable_sort(log.incidents.begin(), log.incidents.end(),
                   [](const CareIncident& left, const CareIncident& right) {
                     return left.reported_at < right.reported_at;
                   });
  read_orders(store, first, log);
  read_surveys(store, log);
  read_replacements(store, noted, log);
  return log;
}

}  // namespace rastro
