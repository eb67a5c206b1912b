#include "report/json_sections.h"

namespace rastro::in_json {

namespace {

Json met_rule(const ReviewMetRule& item) {
  return {{"rule", item.rule},
          {"kinds", item.kinds},
          {"orders", item.orders},
          {"incidents", item.incidents},
          {"count", item.count},
          {"first", format_day(item.first)},
          {"last", format_day(item.last)},
          {"detail", item.detail}};
}

Json confidence(const std::optional<double>& low, const std::optional<double>& high) {
  return low && high ? Json::array({share(low), share(high)}) : Json();
}

Json promptness(const Promptness& item) {
  const Estimate& within = item.within_target;
  return {{"median", figure(item.median)},
          {"p90", figure(item.p90)},
          {"within_target", share(within.value)},
          {"within_target_ci", confidence(within.low, within.high)},
          {"target", figure(item.target)},
          {"reports", within.count},
          {"done", item.done}};
}

Json group(const std::string& key, const GroupPromptness& item) {
  return {{key, text_or_null(item.name)},
          {"acknowledge_hours", promptness(item.acknowledged)},
          {"contact_hours", promptness(item.contacted)}};
}

/// How many the figure is of, and its 95 % interval.
Json evidence(const Estimate& item) {
  return {{"count", item.count}, {"ci", confidence(item.low, item.high)}};
}

Json evidence(const ByFate& item) {
  return {{"recovered", evidence(item.recovered)},
          {"not_recovered", evidence(item.not_recovered)},
          {"no_failure", evidence(item.no_failure)},
          {"gain", item.gain ? figure(item.gain->value) : Json()},
          {"gain_ci", item.gain ? confidence(item.gain->low, item.gain->high) : Json()}};
}

Json risk(const ReviewRisk& item) {
  return {
      {"failure", item.failure}, {"causes", item.causes}, {"probability", share(item.probability)}};
}

}  // namespace

Json escalation(const ReviewEscalation& item) {
  const ReviewMetRule& lead = item.met.front();
  return {{"rule", lead.rule},
          {"customer_id", item.customer_id},
          {"orders", item.orders},
          {"incidents", item.incidents},
          {"detail", lead.detail},
          {"met", array_of(item.met, met_rule)},
          {"confusion", item.confusion ? confusion(*item.confusion) : Json()},
          {"step", text_or_null(item.step)}};
}

Json read_note(const ReviewReadNote& item) {
  const auto told = [](const ToldKind& kind) -> Json {
    return {{"failure", kind.failure}, {"words", kind.words}};
  };
  return {{"incident_id", item.incident_id},
          {"order_id", item.order_id},
          {"told", array_of(item.told, told)}};
}

Json ticket(const ReviewTicket& item) {
  return {{"id", item.id},
          {"cause", item.cause},
          {"state", item.state},
          {"step", item.step},
          {"owner", item.owner},
          {"title", item.title},
          {"priority", figure(item.priority)},
          {"expected_reduction_per_month", figure(item.expected_reduction_per_month)},
          {"opened", format_day(item.opened)},
          {"fixed_on", day(item.fixed_on)},
          {"verdict", text_or_null(item.verdict)}};
}

Json recovery(const RecoveryFigures& item) {
  Json result;
  result["acknowledge_hours"] = promptness(item.acknowledged);
  result["contact_hours"] = promptness(item.contacted);
  result["by_source"] =
      array_of(item.by_source, [](const auto& each) -> Json { return group("source", each); });
  result["by_person"] =
      array_of(item.by_person, [](const auto& each) -> Json { return group("person", each); });
  result["contacted_first"] = share(item.contacted_first.value);
  result["follow_up"] = share(item.follow_up.value);
  result["compensation"] = item.compensation ? money(*item.compensation) : Json();
  result["repurchase"] = {{"recovered", share(item.repurchase.recovered.value)},
                          {"not_recovered", share(item.repurchase.not_recovered.value)},
                          {"no_failure", share(item.repurchase.no_failure.value)}};
  result["score"] = {{"recovered", figure(item.score.recovered.value)},
                     {"not_recovered", figure(item.score.not_recovered.value)},
                     {"no_failure", figure(item.score.no_failure.value)}};
  result["evidence"] = {
      {"contacted_first", evidence(item.contacted_first)},
      {"follow_up", evidence(item.follow_up)},
      {"compensation",
       {{"payments", item.payments}, {"without_amount", item.payments_without_amount}}},
      {"repurchase", evidence(item.repurchase)},
      {"repurchase_days",
       {{"from", format_day(item.repurchase_from)},
        {"to", format_day(item.repurchase_to)},
        {"solve_days", item.solve_days},
        {"follow_days", item.repurchase_days}}},
      {"score", evidence(item.score)}};
  return result;
}

Json call(const ReviewCall& item) {
  const bool waits = item.reported_at.has_value();
  return {{"order_id", item.order_id},
          {"customer_id", item.customer_id},
          {"why", item.why},
          {"rule", item.met.empty() ? Json() : Json(item.met.front().rule)},
          {"cause", text_or_null(item.cause)},
          {"incident_id", text_or_null(item.incident)},
          {"reported_at", waits ? Json(format_time(*item.reported_at)) : Json()},
          {"waiting_hours", waits ? figure(static_cast<double>(item.waited) / 3600) : Json()}};
}

Json at_risk(const ReviewAtRisk& item) {
  return {{"order_id", item.order_id},
          {"customer_id", item.customer_id},
          {"cause", item.cause},
          {"probability", share(item.probability)},
          {"risks", array_of(item.risks, risk)}};
}

}  // namespace rastro::in_json
