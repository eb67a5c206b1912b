#include "report/json_sections.h"

namespace rastro::in_json {

namespace {

Json consequence(const ReviewConsequence& item) {
  return {{"failure", item.failure}, {"attributed", figure(item.attributed)}};
}

Json delay(const std::optional<ReviewDelay>& item) {
  if (!item) return nullptr;
  return {{"stage", text_or_null(item->stage)},
          {"hours", figure(item->hours)},
          {"usual", figure(item->usual)}};
}

Json wrong_address(const ReviewWrongAddress& item) {
  return {{"order_id", item.order_id}, {"used", item.used}, {"correct", item.correct}};
}

Json mechanism(const std::optional<ReviewMechanism>& item) {
  if (!item) return nullptr;
  return {{"kind", item->kind},
          {"also", item->also},
          {"share", share(item->share)},
          {"shown", item->shown},
          {"seen", item->seen},
          {"detail", item->detail},
          {"confusions", array_of(item->confusions, confusion)},
          {"delay", delay(item->delay)},
          {"addresses", array_of(item->addresses, wrong_address)}};
}

Json interval(const std::optional<Day>& low, const std::optional<Day>& high) {
  return low && high ? Json::array({day(low), day(high)}) : Json();
}

Json contrast(const ReviewContrast& item) {
  Json result = {{"conditions", conditions(item.conditions)}};
  result["only_cause"] = {{"exposed", item.only_cause_exposed}, {"failed", item.only_cause_failed}};
  result["only_other"] = {{"exposed", item.only_other_exposed}, {"failed", item.only_other_failed}};
  result["vary"] = Json();
  if (item.vary) result["vary"] = {{"factor", item.vary->factor}, {"value", item.vary->value}};
  return result;
}

Json change(const std::optional<ReviewCause::Change>& item) {
  if (!item) return nullptr;
  return {{"at", format_time(item->at)},
          {"step", item->step},
          {"note", item->note},
          {"fit", item->names_condition ? "condition" : "step"}};
}

}  // namespace

Json confusion(const ReviewConfusion& item) {
  return {{"failure", text_or_null(item.failure)},
          {"ordered", item.ordered},
          {"received", item.received},
          {"times", item.times},
          {"times_back", item.times_back},
          {"expected", figure(item.expected)},
          {"p", p_value(item.p)},
          {"mechanisms", item.mechanisms},
          {"only_ordered", item.only_ordered},
          {"only_received", item.only_received},
          {"bring_forward", item.bring_forward}};
}

Json cause(const ReviewCause& item) {
  Json result = {{"id", item.id}, {"failure", item.failure}, {"step", text_or_null(item.step)}};
  result["factor_step"] = text_or_null(item.factor_step);
  result["conditions"] = conditions(item.conditions);
  result["same_as"] = array_of(item.same_as, conditions);
  result["tell_apart"] = array_of(item.tell_apart, contrast);
  result["exposed"] = item.exposed;
  result["failed"] = item.failed;
  result["inferred"] = item.inferred;
  result["rate"] = share(item.rate);
  result["baseline_rate"] = share(item.baseline_rate);
  result["risk_ratio"] = figure(item.risk_ratio);
  result["risk_ratio_ci"] =
      Json::array({figure(item.risk_ratio_low), figure(item.risk_ratio_high)});
  result["p_adjusted"] = p_value(item.p_adjusted);
  result["attributed"] = figure(item.attributed);
  result["cost_per_month"] = money(item.cost_per_month);
  result["course"] = text_or_null(item.course);
  result["since"] = day(item.since);
  result["since_ci"] = interval(item.since_low, item.since_high);
  result["until"] = day(item.until);
  result["until_ci"] = interval(item.until_low, item.until_high);
  result["change"] = change(item.change);
  result["mechanism"] = mechanism(item.mechanism);
  result["trail"] = item.trail;
  result["leads_to"] = array_of(item.leads_to, consequence);
  result["orders"] = item.orders;
  result["ticket"] = text_or_null(item.ticket);
  return result;
}

Json episode(const ReviewEpisode& item) {
  return {{"failure", item.failure},       {"conditions", conditions(item.conditions)},
          {"from", format_day(item.from)}, {"to", format_day(item.to)},
          {"dated_by", item.dated_by},     {"exposed", item.exposed},
          {"failed", item.failed}};
}

Json cleared(const ReviewCleared& item) {
  return {{"failure", item.failure},
          {"conditions", conditions(item.conditions)},
          {"risk_ratio", figure(item.risk_ratio)},
          {"adjusted_risk_ratio", figure(item.adjusted_risk_ratio)},
          {"explained_by", text_or_null(item.explained_by)}};
}

}  // namespace rastro::in_json
