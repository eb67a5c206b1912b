#include <fmt/format.h>

#include <algorithm>

#include "report/at_risk.h"
#include "report/page_sections.h"

namespace rastro::page {

namespace {

/// More rows than anyone calls in a day stay in the files.
constexpr std::size_t rows_shown = 15;

using Calls = std::vector<const ReviewCall*>;

/// In the order of calls.csv.
Calls calls_for(const Review& review, std::string_view why) {
  Calls calls;
  for (const ReviewCall& call : review.calls) {
    if (call.why == why) calls.push_back(&call);
  }
  return calls;
}

/// How many rows are not shown, under `name` and, where there are any, "any_" + `name`.
void set_rest(Data& data, const std::string& name, const std::string& text, std::size_t all,
              const Wording& wording) {
  const auto rest = static_cast<std::int64_t>(all - std::min(all, rows_shown));
  data.set("any_" + name, rest > 0);
  data.set(name, wording.texts().fill(text, wording.figures().count(rest)));
}

Data call_rows(const Calls& calls, const Wording& wording) {
  Data rows{Data::type::list};
  for (std::size_t index = 0; index < std::min(calls.size(), rows_shown); ++index) {
    const ReviewCall& call = *calls[index];
    Data row;
    row.set("order", call.order_id);
    row.set("customer", call.customer_id);
    row.set("detail", wording.call(call));
    row.set("waiting", call.reported_at ? duration(call.waited, wording) : "");
    row.set("has_cause", !call.cause.empty());
    row.set("cause", call.cause);
    rows.push_back(row);
  }
  return rows;
}

/// One cause, one kind of failure and the customers whom it hit.
Data silent_group(const Calls& calls, const Review& review, const Wording& wording) {
  const ReviewCall& first = *calls.front();
  const ReviewCause* cause = find_cause(review, first.cause);
  const auto [least, most] = std::minmax_element(
      calls.begin(), calls.end(),
      [](const auto* left, const auto* right) { return left->share < right->share; });
  const std::string low = wording.figures().rough_percent((*least)->share);
  const std::string high = wording.figures().rough_percent((*most)->share);
  const std::string share = low == high ? low : wording.texts().fill("recovery.between", low, high);
  Data group;
  group.set("cause", first.cause);
  group.set("failure", wording.told(first.told));
  group.set("conditions", cause == nullptr ? "" : wording.conditions(cause->conditions));
  group.set("count", wording.figures().count(static_cast<std::int64_t>(calls.size())));
  group.set("share", wording.texts().fill("recovery.blame", share));
  group.set("orders", call_rows(calls, wording));
  set_rest(group, "more", "recovery.more_orders", calls.size(), wording);
  return group;
}

/// In the order of their first call.
Data silent_groups(const Calls& calls, const Review& review, const Wording& wording) {
  std::vector<Calls> groups;
  for (const ReviewCall* call : calls) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const Calls& group) {
      return group.front()->cause == call->cause &&
             wording.told(group.front()->told) == wording.told(call->told);
    });
    if (same == groups.end()) {
      groups.push_back({call});
    } else {
      same->push_back(call);
    }
  }
  Data rows{Data::type::list};
  for (const Calls& group : groups) rows.push_back(silent_group(group, review, wording));
  return rows;
}

void set_calls(Data& data, const Review& review, const Wording& wording) {
  const Calls waiting = calls_for(review, "unacknowledged");
  const Calls silent = calls_for(review, "unreported_failure");
  data.set("any_waiting", !waiting.empty());
  data.set("waiting_calls", call_rows(waiting, wording));
  set_rest(data, "more_waiting", "recovery.more_calls", waiting.size(), wording);
  data.set("any_silent", !silent.empty());
  data.set("silent", silent_groups(silent, review, wording));
}

Data escalation_rows(const Review& review, const Wording& wording) {
  Data rows{Data::type::list};
  const std::size_t shown = std::min(review.escalations.size(), rows_shown);
  for (std::size_t index = 0; index < shown; ++index) {
    const ReviewEscalation& escalation = review.escalations[index];
    const std::string& rule = escalation.met.front().rule;
    Data row;
    row.set("rule", wording.rule(rule));
    row.set("customer", escalation.customer_id);
    row.set("orders", fmt::format("{}", fmt::join(escalation.orders, ", ")));
    row.set("detail", wording.escalation(escalation));
    row.set("to", wording.escalate_to(rule));
    rows.push_back(row);
  }
  return rows;
}

/// What one open order may run into beside the cause under which it is shown.
std::string other_risks(const ReviewAtRisk& order, const std::string& shown,
                        const Wording& wording) {
  std::vector<std::string> others;
  for (const ReviewRisk& risk : order.risks) {
    for (const std::string& cause : risk.causes) {
      if (cause != shown) others.push_back(cause);
    }
  }
  if (others.empty()) return "";
  return wording.texts().fill("recovery.also_meets", fmt::format("{}", fmt::join(others, ", ")));
}

Data risk_orders(const std::vector<OrderOfCause>& orders, const std::string& cause,
                 const Wording& wording) {
  Data rows{Data::type::list};
  for (std::size_t index = 0; index < std::min(orders.size(), rows_shown); ++index) {
    Data row;
    row.set("order", orders[index].order->order_id);
    row.set("customer", orders[index].order->customer_id);
    row.set("probability", wording.figures().rough_percent(orders[index].probability));
    row.set("also", other_risks(*orders[index].order, cause, wording));
    rows.push_back(row);
  }
  return rows;
}

/// Where all have the same probability, that one; else from the least to the largest.
std::string probabilities(const std::vector<OrderOfCause>& orders, const Wording& wording) {
  const std::string most = wording.figures().rough_percent(orders.front().probability);
  const std::string least = wording.figures().rough_percent(orders.back().probability);
  return most == least ? most : wording.texts().fill("recovery.between", least, most);
}

Data risk_card(const ReviewCause& cause, const std::vector<OrderOfCause>& orders,
               const Wording& wording) {
  const Texts& texts = wording.texts();
  auto today = wording.containment(cause);
  if (today.empty()) today.push_back(texts.get("recovery.hold"));
  auto corrections = wording.corrections(cause);
  if (corrections.empty()) corrections.push_back(texts.get("tickets.no_correction"));
  const auto count = static_cast<std::int64_t>(orders.size());
  Data card;
  card.set("id", cause.id);
  card.set("failure", wording.failure(cause.failure));
  card.set("conditions", wording.conditions(cause.conditions));
  card.set("summary", texts.fill("recovery.risk_summary", wording.figures().count(count),
                                 probabilities(orders, wording)));
  card.set("today", list_of(today));
  card.set("corrections", list_of(corrections));
  card.set("owner", owner_of(cause.step, "", wording));
  card.set("has_ticket", !cause.ticket.empty());
  card.set("ticket", cause.ticket);
  card.set("orders", risk_orders(orders, cause.id, wording));
  set_rest(card, "more", "recovery.more_at_risk", orders.size(), wording);
  return card;
}

/// A card a cause, that of the likeliest order first.
void set_risks(Data& data, const Review& review, const Wording& wording) {
  std::vector<std::pair<const ReviewCause*, std::vector<OrderOfCause>>> causes;
  for (const ReviewCause& cause : review.causes) {
    auto orders = orders_meeting(review, cause.id);
    if (!orders.empty()) causes.emplace_back(&cause, std::move(orders));
  }
  std::stable_sort(causes.begin(), causes.end(), [](const auto& left, const auto& right) {
    return left.second.front().probability > right.second.front().probability;
  });
  Data cards{Data::type::list};
  for (const auto& [cause, orders] : causes) cards.push_back(risk_card(*cause, orders, wording));
  data.set("any_risk", !causes.empty());
  data.set("risks", cards);
}

std::string note_text(const ReviewNote& note, const Wording& wording) {
  if (note.code == "kind_unmeasurable" && !note.values.empty()) {
    return wording.texts().fill("notes.kind_unmeasurable", wording.failure(note.values[0]));
  }
  const std::string key = "notes." + note.code;
  if (wording.texts().has(key)) return wording.texts().fill_all(key, note.values);
  return fmt::format("{}: {}", note.code, fmt::join(note.values, ", "));
}

}  // namespace

std::vector<std::string> calls_by_reason(const Review& review, const Wording& wording) {
  std::vector<std::string> reasons;
  for (const char* why : {"escalated", "unacknowledged", "unreported_failure"}) {
    const auto count = std::count_if(review.calls.begin(), review.calls.end(),
                                     [&](const ReviewCall& call) { return call.why == why; });
    if (count == 0) continue;
    reasons.push_back(
        wording.texts().fill(std::string("why_count.") + why, wording.figures().count(count)));
  }
  return reasons;
}

std::string calls_owed(const Review& review, const Wording& wording) {
  if (review.calls.empty()) {
    return wording.texts().get(review.recovery.recorded ? "recovery.none" : "recovery.unknown");
  }
  const auto all = static_cast<std::int64_t>(review.calls.size());
  return wording.texts().fill("recovery.owed", wording.figures().count(all),
                              fmt::format("{}", fmt::join(calls_by_reason(review, wording), "; ")));
}

std::string open_orders_at_risk(const Review& review, const Wording& wording) {
  if (review.at_risk.empty()) return wording.texts().get("recovery.none_at_risk");
  const auto count = static_cast<std::int64_t>(review.at_risk.size());
  double expected = 0;  // to fail in their likeliest way alone
  for (const ReviewAtRisk& order : review.at_risk) expected += order.probability;
  return wording.texts().fill("recovery.risk_lead", wording.figures().count(count),
                              wording.figures().rough_count(expected),
                              wording.figures().rough_percent(review.at_risk.front().probability));
}

Data recovery(const Review& review, const Wording& wording) {
  Data data;
  data.set("calls_lead", calls_owed(review, wording));
  data.set("risk_lead", open_orders_at_risk(review, wording));
  data.set("any_escalations", !review.escalations.empty());
  data.set("escalations", escalation_rows(review, wording));
  set_rest(data, "more_escalations", "recovery.more_escalations", review.escalations.size(),
           wording);
  set_calls(data, review, wording);
  set_risks(data, review, wording);
  data.set("care", care(review.recovery, wording));
  return data;
}

Data foot(const Review& review, const Wording& wording) {
  const Figures& figures = wording.figures();
  Data inputs{Data::type::list}, notes{Data::type::list};
  for (const ReviewInput& input : review.inputs) {
    Data row;
    row.set("file", input.file);
    row.set("table", input.table);
    row.set("rows", figures.count(input.rows));
    row.set("accepted", figures.count(input.accepted));
    row.set("rejected", figures.count(input.rejected));
    row.set("unchanged", figures.count(input.unchanged));
    inputs.push_back(row);
  }
  for (const ReviewNote& note : review.notes) notes.push_back(note_text(note, wording));
  Data data;
  data.set("any_inputs", !review.inputs.empty());
  data.set("inputs", inputs);
  data.set("any_notes", !review.notes.empty());
  data.set("notes", notes);
  data.set("line", wording.texts().fill("method.foot", figures.day(review.as_of)));
  return data;
}

}  // namespace rastro::page
