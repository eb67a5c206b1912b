#include "report/trace_care.h"

#include <algorithm>
#include <iterator>

#include "report/redact.h"

namespace rastro {

namespace {

using Lines = std::vector<std::string>;

std::string source_of(const CareIncident& incident, const Wording& wording) {
  return incident.source.empty() ? "" : ", " + wording.word("sources", incident.source);
}

/// "acknowledged · by Luz, $10, after 5 min"
std::string action_line(const RowReader& row, Seconds reported_at, bool redact,
                        const Wording& wording) {
  const Texts& texts = wording.texts();
  std::string text = wording.word("actions", std::string(row.text(1)));
  std::string details;
  const auto add = [&](const std::string& detail) {
    details += (details.empty() ? " · " : ", ") + detail;
  };
  const std::string by = shown_person(std::string(row.text(2)), redact);
  if (!by.empty()) add(texts.get("trace.by") + " " + by);
  if (!row.is_null(3) && row.number(3) != 0) add(wording.figures().money(row.number(3)));
  const Seconds at = row.integer(0);
  if (at >= reported_at) add(texts.fill("trace.after", duration(at - reported_at, wording)));
  return shown_time(at) + "  " + text + details;
}

void add_actions(const OrderCase& order, const CareIncident& incident, const Wording& wording,
                 Lines& lines) {
  const bool redact = order.source.settings.redact;
  std::vector<std::pair<Seconds, std::string>> actions;
  RowReader row = order.source.store.read_where("recovery", {"at", "action", "by", "amount"},
                                                "incident_id", incident.incident_id);
  while (row.next()) {
    if (row.integer(0) > order.last_seen) continue;
    actions.emplace_back(row.integer(0), action_line(row, incident.reported_at, redact, wording));
  }
  std::stable_sort(actions.begin(), actions.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  for (const auto& [at, text] : actions) lines.push_back("    " + text);
  if (actions.empty()) lines.push_back("    " + wording.texts().get("trace.nothing_done"));
}

void add_surveys(const OrderCase& order, const Wording& wording, Lines& lines) {
  RowReader row =
      order.source.store.read_where("surveys", {"at", "score"}, "order_id", order.order_id);
  while (row.next()) {
    if (row.is_null(1) || row.integer(0) > order.last_seen) continue;
    lines.push_back(wording.texts().fill("trace.survey_said", shown_time(row.integer(0)),
                                         std::string(row.text(1))));
  }
}

/// A solution that nobody has asked about since. Where no such call is ever written down, nobody
/// can say that it is missing.
void add_follow_up(const OrderCase& order, const CareIncident& incident, const Wording& wording,
                   Lines& lines) {
  const auto solved = incident.solved_at();
  if (!solved || !order.source.store.contains("recovery", "action", "follow_up_call")) return;
  const bool called =
      std::any_of(incident.actions.begin(), incident.actions.end(), [&](const CareAction& action) {
        return action.action == "follow_up_call" && action.at >= *solved;
      });
  if (called) return;
  const Seconds due =
      *solved + static_cast<Seconds>(order.source.model.recovery.follow_up_days * seconds_per_day);
  const std::string day = format_day(day_of(due)), since = format_day(day_of(*solved));
  if (due > order.last_seen) {
    lines.push_back(wording.texts().fill("trace.owed_call_by", incident.incident_id, since, day));
  } else {
    lines.push_back(wording.texts().fill("trace.owed_call_since", incident.incident_id, since, day,
                                         duration(order.last_seen - *solved, wording)));
  }
}

void add_reports(const OrderCase& order, const Wording& wording, Lines& lines) {
  const auto incidents = order.incidents();
  if (incidents.empty()) return;
  if (!order.log.has_actions) {
    lines.push_back(wording.texts().get("trace.owed_unknown"));
    return;
  }
  for (const CareIncident* incident : incidents) {
    if (!incident->answered_at()) {
      lines.push_back(
          wording.texts().fill("trace.owed", incident->incident_id, wording.told(incident->told),
                               shown_time(incident->reported_at),
                               duration(order.last_seen - incident->reported_at, wording)));
    }
    add_follow_up(order, *incident, wording, lines);
  }
}

/// When the case became one for the rule.
Seconds known_at(const OrderCase& order, const ReviewMetRule& met) {
  Seconds at = start_of(met.first);
  for (const CareIncident& incident : order.log.incidents) {
    const bool counted = std::find(met.incidents.begin(), met.incidents.end(),
                                   incident.incident_id) != met.incidents.end();
    if (counted) at = std::max(at, incident.reported_at);
  }
  return met.incidents.empty() ? start_of(met.last) : at;
}

void add_escalations(const OrderCase& order, const Wording& wording, Lines& lines) {
  const Texts& texts = wording.texts();
  for (const ReviewEscalation& escalation : order.source.review.escalations) {
    std::vector<ReviewMetRule> met;
    std::copy_if(escalation.met.begin(), escalation.met.end(), std::back_inserter(met),
                 [&](const ReviewMetRule& each) {
                   return std::find(each.orders.begin(), each.orders.end(), order.order_id) !=
                          each.orders.end();
                 });
    if (met.empty()) continue;
    const std::string& rule = met.front().rule;
    const std::string to = wording.escalate_to(rule);
    const Seconds waited = order.last_seen - known_at(order, met.front());
    lines.push_back(texts.fill("trace.owed_escalation", wording.rule(rule)) +
                    (to.empty() ? "" : " (" + texts.fill("trace.goes_to", to) + ")") + ": " +
                    texts.fill("trace.waiting", duration(waited, wording)));
    lines.push_back("    " + wording.escalation(met));
  }
}

/// The failure that nobody complained of, where the review asks for a call.
void add_silent(const OrderCase& order, const Wording& wording, Lines& lines) {
  for (const ReviewCall& call : order.source.review.calls) {
    if (call.order_id != order.order_id || call.why != "unreported_failure") continue;
    lines.push_back(
        wording.texts().fill("trace.owed_call", wording.reason(call), wording.call(call)));
  }
}

}  // namespace

std::vector<std::string> done_lines(const OrderCase& order, const Wording& wording,
                                    std::string_view incident) {
  Lines lines;
  if (!order.log.has_actions) lines.push_back(wording.texts().get("trace.done_unknown"));
  for (const CareIncident* each : order.incidents()) {
    if (!order.log.has_actions || (!incident.empty() && each->incident_id != incident)) continue;
    lines.push_back(each->incident_id + source_of(*each, wording) + ", " +
                    shown_time(each->reported_at) + ": " + wording.told(each->told));
    add_actions(order, *each, wording, lines);
  }
  if (incident.empty()) add_surveys(order, wording, lines);
  return lines;
}

std::vector<std::string> owed_lines(const OrderCase& order, const Wording& wording) {
  Lines lines;
  add_reports(order, wording, lines);
  add_escalations(order, wording, lines);
  add_silent(order, wording, lines);
  if (!lines.empty()) return lines;
  const bool silent = order.incidents().empty();
  return {wording.texts().get(silent ? "trace.no_incidents" : "trace.nothing_owed")};
}

}  // namespace rastro
