#include "report/json.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "report/chart_marks.h"
#include "report/flat_review.h"
#include "report/weekly_change.h"

namespace rastro {

namespace {

using Json = nlohmann::ordered_json;

Json rounded(double number, double steps_per_unit) {
  if (!std::isfinite(number)) return nullptr;
  return std::round(number * steps_per_unit) / steps_per_unit + 0.0;  // + 0.0 turns -0 into 0
}

Json share(double number) { return rounded(number, 1e6); }   // rates and probabilities
Json figure(double number) { return rounded(number, 1e3); }  // expected failures, ratios
Json money(double number) { return rounded(number, 1e2); }

Json share(const std::optional<double>& number) { return number ? share(*number) : Json(); }
Json figure(const std::optional<double>& number) { return number ? figure(*number) : Json(); }

/// Three significant digits: a p of 1e-12 must not read as 0.
Json p_value(double p) {
  if (!std::isfinite(p) || p <= 0) return std::isfinite(p) ? Json(0.0) : Json();
  return Json(std::strtod(fmt::format("{:.3g}", p).c_str(), nullptr));
}

Json day(const std::optional<Day>& value) { return value ? Json(format_day(*value)) : Json(); }

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json conditions(const ReviewConditions& list) {
  Json result = Json::array();
  for (const ReviewCondition& each : list) {
    result.push_back({{"factor", each.factor}, {"value", each.value}});
  }
  return result;
}

template <typename Item, typename Write>
Json array_of(const std::vector<Item>& items, Write write) {
  Json result = Json::array();
  for (const Item& item : items) result.push_back(write(item));
  return result;
}

Json input(const ReviewInput& item) {
  return {{"file", item.file},         {"table", item.table},       {"rows", item.rows},
          {"accepted", item.accepted}, {"rejected", item.rejected}, {"unchanged", item.unchanged}};
}

Json week(const ReviewWeek& item) {
  return {{"week", item.week},          {"exposed", item.exposed},
          {"failed", item.failed},      {"center", share(item.center)},
          {"lower", share(item.lower)}, {"upper", share(item.upper)},
          {"signal", item.signal},      {"immature", item.immature}};
}

Json signal(const ReviewSignal& item) {
  return {{"rule", item.rule},
          {"direction", item.direction},
          {"from", format_day(item.from)},
          {"to", format_day(item.to)},
          {"count", item.count},
          {"value", share(item.value)},
          {"usual", share(item.usual)},
          {"limit", share(item.limit)},
          {"now", item.now},
          {"week_before", item.week_before}};
}

Json gap(const ReviewGap& item) {
  return {{"from", format_day(item.from)},
          {"to", format_day(item.to)},
          {"units", figure(item.units)},
          {"signal", item.signal},
          {"open", item.open}};
}

Json mark(const ChartMark& item) {
  return {{"day", format_day(item.day)},
          {"kind", item.fix ? "fix" : "change"},
          {"step", item.step},
          {"note", text_or_null(item.change.note)},
          {"factor", text_or_null(item.change.factor)},
          {"value", item.change.factor.empty() ? Json() : Json(item.change.value)},
          {"ticket", text_or_null(item.ticket)}};
}

Json chart(const ReviewFailure& item) {
  const bool rare = item.chart == "g";
  return {{"kind", item.chart},
          {"usual_rate", share(item.usual_rate)},
          {"spread", figure(item.spread)},
          {"gap_lower", rare ? figure(item.gap_lower) : Json()},
          {"gap_center", rare ? figure(item.gap_center) : Json()},
          {"gap_upper", rare ? figure(item.gap_upper) : Json()}};
}

Json chain(const ReviewChain& item) {
  return {{"failure", item.failure},
          {"exposed", item.exposed},
          {"failed", item.failed},
          {"rate", share(item.rate)},
          {"baseline_rate", share(item.baseline_rate)},
          {"risk_ratio", figure(item.risk_ratio)},
          {"attributed", figure(item.attributed)}};
}

Json consequence(const ReviewConsequence& item) {
  return {{"failure", item.failure}, {"attributed", figure(item.attributed)}};
}

/// What is unexplained is what the rounded explained part leaves, so that both add up to `failed`.
double unexplained(const ReviewFailure& item, const Json& explained) {
  return static_cast<double>(item.failed) - (explained.is_null() ? 0.0 : explained.get<double>());
}

Json failure(const Review& review, const ReviewFailure& item) {
  const Json explained = figure(item.explained);
  return {{"kind", item.kind},
          {"unit", item.unit},
          {"exposed", item.exposed},
          {"failed", item.failed},
          {"rate", share(item.rate)},
          {"expected", figure(item.expected)},
          {"signal", item.signal},
          {"explained", explained},
          {"unexplained", figure(unexplained(item, explained))},
          {"inferred", item.inferred},
          {"chains", array_of(item.chains, chain)},
          {"trail", item.trail},
          {"weekly", array_of(item.weekly, week)},
          {"change", weekly_change(review, item).state},
          {"chart", chart(item)},
          {"signals", array_of(item.signals, signal)},
          {"gaps", array_of(item.gaps, gap)},
          {"marks", array_of(chart_marks(review, item), mark)}};
}

Json step(const ReviewStep& item) {
  return {{"step", item.step},
          {"owner", item.owner},
          {"attributed", figure(item.attributed)},
          {"cost", money(item.cost)}};
}

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

Json risk(const ReviewRisk& item) {
  return {
      {"failure", item.failure}, {"causes", item.causes}, {"probability", share(item.probability)}};
}

Json at_risk(const ReviewAtRisk& item) {
  return {{"order_id", item.order_id},
          {"customer_id", item.customer_id},
          {"cause", item.cause},
          {"probability", share(item.probability)},
          {"risks", array_of(item.risks, risk)}};
}

Json graph(const ReviewGraph& item) {
  Json result;
  result["nodes"] = array_of(item.nodes, [](const ReviewGraphNode& node) -> Json {
    return {{"id", node.id}, {"kind", node.kind}, {"label", node.label}};
  });
  result["edges"] = array_of(item.edges, [](const ReviewGraphEdge& edge) -> Json {
    return {{"from", edge.from}, {"to", edge.to}, {"attributed", figure(edge.attributed)}};
  });
  return result;
}

}  // namespace

std::string review_json(const Review& review) {
  Json result;
  result["schema"] = "rastro.review/1";
  result["as_of"] = format_day(review.as_of);
  result["window"] = {{"from", format_day(review.window_from)},
                      {"to", format_day(review.window_to)}};
  result["inputs"] = array_of(review.inputs, input);
  result["failures"] =
      array_of(review.failures, [&](const ReviewFailure& item) { return failure(review, item); });
  result["steps"] = array_of(review.steps, step);
  result["causes"] = array_of(review.causes, cause);
  result["episodes"] = array_of(review.episodes, episode);
  result["cleared"] = array_of(review.cleared, cleared);
  result["confusions"] = array_of(review.confusions, confusion);
  result["escalations"] = array_of(review.escalations, escalation);
  result["read_notes"] = array_of(review.read_notes, read_note);
  result["tickets"] = array_of(review.tickets, ticket);
  result["recovery"] = recovery(review.recovery);
  result["calls"] = array_of(review.calls, call);
  result["at_risk"] = array_of(review.at_risk, at_risk);
  result["graph"] = graph(review.graph);
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string flat_review_json(const FlatReview& review) {
  const ReviewFailure& failed = review.failure;
  Json result;
  result["schema"] = "rastro.causes/1";
  result["input"] = {{"file", review.input.file},
                     {"rows", review.input.rows},
                     {"accepted", review.input.accepted},
                     {"rejected", review.input.rejected}};
  result["factors"] = review.factors;
  result["depth"] = review.depth;
  result["left_out"] = array_of(review.left_out, [](const ColumnLeftOut& column) -> Json {
    static constexpr const char* why[] = {"empty", "constant", "unique"};
    return {{"column", column.name}, {"why", why[static_cast<std::size_t>(column.why)]}};
  });
  result["nested"] = array_of(review.nested, [](const auto& pair) -> Json {
    return {{"inner", pair.first}, {"outer", pair.second}};
  });
  const Json explained = figure(failed.explained);
  const Json kind = {
      {"kind", failed.kind},     {"exposed", failed.exposed},
      {"failed", failed.failed}, {"rate", share(failed.rate)},
      {"explained", explained},  {"unexplained", figure(unexplained(failed, explained))}};
  result["failures"] = Json::array({kind});
  result["causes"] = array_of(review.causes, cause);
  result["cleared"] = array_of(review.cleared, cleared);
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace rastro
