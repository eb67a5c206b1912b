#include "report/csv.h"

#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "report/shown_text.h"

namespace rastro {

namespace {

constexpr const char* byte_order_mark = "\xEF\xBB\xBF";

std::string number(double value, int digits) {
  return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : "";
}

/// "C2:0.60;failed_attempt<wrong_address<C1:0.25;failed_attempt:0.10": by way of earlier failures,
/// and what of these has no cause.
std::string shares(const ReviewFailedUnit& unit) {
  std::string joined;
  for (const auto& [cause, share, via] : unit.shares) {
    std::vector<std::string> way = via;
    if (!cause.empty()) way.push_back(cause);
    joined += fmt::format("{}{}:{:.2f}", joined.empty() ? "" : ";", fmt::join(way, "<"), share);
  }
  return joined;
}

/// "late_delivery<C1<C4:0.340;wrong_item<C2:0.120": each way in which the order may fail, with the
/// causes that it meets.
std::string all_risks(const ReviewAtRisk& order) {
  std::string joined;
  for (const ReviewRisk& risk : order.risks) {
    joined += fmt::format("{}{}<{}:{:.3f}", joined.empty() ? "" : ";", risk.failure,
                          fmt::join(risk.causes, "<"), risk.probability);
  }
  return joined;
}

}  // namespace

std::string failures_csv(const Review& review) {
  std::string csv =
      byte_order_mark + csv_record({"kind", "order_id", "part", "ordered_on", "incidents",
                                    "inferred", "causes", "unexplained"});
  for (const ReviewFailedUnit& unit : review.failed_units) {
    csv +=
        csv_record({shown_cell(unit.kind), shown_cell(unit.order_id), shown_cell(unit.part),
                    format_day(unit.ordered_on), std::to_string(unit.incidents),
                    std::to_string(unit.inferred), shown_cell(shares(unit)), number(unit.leak, 2)});
  }
  return csv;
}

std::string calls_csv(const Review& review, const Wording& wording) {
  std::string csv =
      byte_order_mark + csv_record({"order_id", "customer_id", "why", "detail", "cause",
                                    "incident_id", "reported_at", "waiting_hours"});
  for (const ReviewCall& call : review.calls) {
    csv += csv_record({shown_cell(call.order_id), shown_cell(call.customer_id),
                       shown_cell(wording.reason(call)), shown_cell(wording.call(call)),
                       shown_cell(call.cause), shown_cell(call.incident),
                       call.reported_at ? format_time(*call.reported_at) : "",
                       call.reported_at ? number(static_cast<double>(call.waited) / 3600, 1) : ""});
  }
  return csv;
}

std::string at_risk_csv(const Review& review, const Wording& wording) {
  std::string csv =
      byte_order_mark + csv_record({"order_id", "customer_id", "probability", "failure", "cause",
                                    "conditions", "today", "correction", "owner", "ticket", "all"});
  for (const ReviewAtRisk& order : review.at_risk) {
    const ReviewCause* cause = find_cause(review, order.cause);
    if (cause == nullptr) continue;
    csv += csv_record({shown_cell(order.order_id), shown_cell(order.customer_id),
                       number(order.probability, 3), shown_cell(wording.failure(cause->failure)),
                       shown_cell(order.cause), shown_cell(wording.conditions(cause->conditions)),
                       shown_cell(fmt::format("{}", fmt::join(wording.containment(*cause), " / "))),
                       shown_cell(fmt::format("{}", fmt::join(wording.corrections(*cause), " / "))),
                       shown_cell(wording.owner(cause->step)), shown_cell(cause->ticket),
                       shown_cell(all_risks(order))});
  }
  return csv;
}

std::string tickets_csv(const Review& review, const Wording& wording) {
  std::string csv =
      byte_order_mark +
      csv_record({"id", "state", "title", "step", "owner", "priority",
                  "expected_reduction_per_month", "cost_per_month", "opened", "fixed_on", "failure",
                  "conditions", "correction", "since", "until", "mechanism"});
  for (const ReviewTicket& ticket : review.tickets) {
    const ReviewCause* cause = find_cause(review, ticket.cause);
    const auto actions = wording.corrections(ticket);
    csv += csv_record(
        {shown_cell(ticket.id), shown_cell(wording.word("states", ticket.state)),
         shown_cell(wording.title(review, ticket)), shown_cell(wording.step(ticket.step)),
         shown_cell(wording.owner(ticket.step).empty() ? ticket.owner : wording.owner(ticket.step)),
         number(ticket.priority, 0), number(ticket.expected_reduction_per_month, 1),
         cause == nullptr ? "" : number(cause->cost_per_month, 2), format_day(ticket.opened),
         ticket.fixed_on ? format_day(*ticket.fixed_on) : "",
         cause == nullptr ? "" : shown_cell(wording.failure(cause->failure)),
         cause == nullptr ? "" : shown_cell(wording.conditions(cause->conditions)),
         shown_cell(fmt::format("{}", fmt::join(actions, " / "))),
         cause != nullptr && cause->since ? format_day(*cause->since) : "",
         cause != nullptr && cause->until ? format_day(*cause->until) : "",
         ticket.mechanism.empty() ? "" : shown_cell(wording.mechanism(ticket.mechanism))});
  }
  return csv;
}

}  // namespace rastro
