#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "report/page_sections.h"

namespace rastro::page {

namespace {

/// More rows than anyone calls in a day stay in the files.
constexpr std::size_t rows_shown = 15;

Data item(const std::string& label, const std::string& value) {
  Data data;
  data.set("label", label);
  data.set("value", value);
  return data;
}

Data recovery_figures(const ReviewRecovery& recovery, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  const auto hours = [&](const std::optional<double>& value) {
    return value ? texts.fill("recovery.hours", figures.decimal(*value, 1)) : figures.missing();
  };
  const auto share = [&](const std::optional<double>& value) {
    return value ? figures.percent(*value) : figures.missing();
  };
  Data list{Data::type::list};
  list.push_back(item(texts.get("recovery.acknowledged"), hours(recovery.acknowledge_median)));
  list.push_back(item(texts.get("recovery.acknowledged_p90"), hours(recovery.acknowledge_p90)));
  list.push_back(
      item(texts.get("recovery.within_target"), share(recovery.acknowledge_within_target)));
  list.push_back(item(texts.get("recovery.contacted_first"), share(recovery.contacted_first)));
  list.push_back(item(texts.get("recovery.follow_up"), share(recovery.follow_up)));
  list.push_back(item(texts.get("recovery.compensation"), figures.money(recovery.compensation)));
  return list;
}

Data comparison_rows(const ReviewRecovery& recovery, const Wording& wording) {
  const Figures& figures = wording.figures();
  Data rows{Data::type::list};
  const auto add = [&](const std::string& key, const std::optional<double>& again,
                       const std::optional<double>& score) {
    Data row;
    row.set("who", wording.texts().get(key));
    row.set("again", again ? figures.percent(*again) : figures.missing());
    row.set("score", score ? figures.decimal(*score, 2) : figures.missing());
    rows.push_back(row);
  };
  add("recovery.recovered", recovery.repurchase_recovered, recovery.score.recovered);
  add("recovery.not_recovered", recovery.repurchase_not_recovered, recovery.score.not_recovered);
  add("recovery.no_failure", recovery.repurchase_no_failure, recovery.score.no_failure);
  return rows;
}

/// Those that no escalation tells of already: they stand behind the others.
std::span<const ReviewCall> other_calls(const Review& review) {
  const auto first = std::find_if(review.calls.begin(), review.calls.end(),
                                  [](const ReviewCall& call) { return call.met.empty(); });
  return {first, review.calls.end()};
}

Data call_rows(std::span<const ReviewCall> calls, const Wording& wording) {
  Data rows{Data::type::list};
  for (const ReviewCall& call : calls.first(std::min(calls.size(), rows_shown))) {
    Data row;
    row.set("order", call.order_id);
    row.set("customer", call.customer_id);
    row.set("why", wording.reason(call));
    row.set("detail", wording.call(call));
    row.set("cause", call.cause);
    rows.push_back(row);
  }
  return rows;
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

/// One row a cause, in the order of the likeliest order of each.
Data risk_rows(const Review& review, const Wording& wording) {
  std::vector<std::string> causes;
  for (const ReviewAtRisk& order : review.at_risk) {
    if (std::find(causes.begin(), causes.end(), order.cause) == causes.end()) {
      causes.push_back(order.cause);
    }
  }
  Data rows{Data::type::list};
  for (const std::string& id : causes) {
    std::vector<std::string> orders;
    double likeliest = 0;
    for (const ReviewAtRisk& order : review.at_risk) {
      if (order.cause != id) continue;
      orders.push_back(order.order_id);
      likeliest = std::max(likeliest, order.probability);
    }
    const std::size_t shown = std::min(orders.size(), rows_shown);
    const auto more = static_cast<std::int64_t>(orders.size() - shown);
    const ReviewCause* cause = find_cause(review, id);
    Data row;
    row.set("cause", cause == nullptr ? id : cause->id + ": " + wording.cause(*cause));
    row.set("count", wording.figures().count(static_cast<std::int64_t>(orders.size())));
    row.set("orders",
            list_of({orders.begin(), orders.begin() + static_cast<std::ptrdiff_t>(shown)}));
    row.set("any_more", more > 0);
    row.set("more", wording.texts().fill("recovery.more_at_risk", wording.figures().count(more)));
    row.set("probability", wording.figures().rough_percent(likeliest));
    rows.push_back(row);
  }
  return rows;
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

std::string calls_owed(const Review& review, const Wording& wording) {
  if (review.calls.empty()) {
    // Without a recovery log the compensation is no number, and silence means nothing.
    const bool known = std::isfinite(review.recovery.compensation);
    return wording.texts().get(known ? "recovery.none" : "recovery.unknown");
  }
  std::string reasons;
  for (const char* why : {"escalated", "unacknowledged", "unreported_failure"}) {
    const auto count = std::count_if(review.calls.begin(), review.calls.end(),
                                     [&](const ReviewCall& call) { return call.why == why; });
    if (count == 0) continue;
    reasons += (reasons.empty() ? "" : "; ") + wording.texts().fill(std::string("why_count.") + why,
                                                                    wording.figures().count(count));
  }
  const auto all = static_cast<std::int64_t>(review.calls.size());
  return wording.texts().fill("recovery.owed", wording.figures().count(all), reasons);
}

Data recovery(const Review& review, const Wording& wording) {
  const auto others = other_calls(review);
  const std::size_t escalated = review.escalations.size();
  const auto more = static_cast<std::int64_t>(escalated - std::min(escalated, rows_shown));
  Data data;
  data.set("any_calls", !others.empty());
  data.set("calls_lead", calls_owed(review, wording));
  data.set("calls", call_rows(others, wording));
  data.set("any_more", others.size() > rows_shown);
  data.set("any_escalations", !review.escalations.empty());
  data.set("escalations", escalation_rows(review, wording));
  data.set("any_more_escalations", more > 0);
  data.set("more_escalations",
           wording.texts().fill("recovery.more_escalations", wording.figures().count(more)));
  data.set("any_risk", !review.at_risk.empty());
  data.set("risk", risk_rows(review, wording));
  data.set("figures", recovery_figures(review.recovery, wording));
  data.set("comparison", comparison_rows(review.recovery, wording));
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
