#include "report/wording.h"

#include <algorithm>

namespace rastro {

namespace {

template <typename Item>
const Item* find_id(const std::vector<Item>& items, const std::string& id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

Wording::Wording(const ProcessModel& model, Locale locale, const std::string& currency)
    : model_(model), texts_(locale), figures_(texts_, currency) {}

Wording::Wording(const ProcessModel& model, Locale locale, const Review& review)
    : Wording(model, locale, review.currency) {
  value_names_ = review.value_names;
}

const std::string& Wording::in_language(const Title& title) const {
  const std::string& wanted = texts_.language() == Language::es ? title.es : title.en;
  const std::string& other = texts_.language() == Language::es ? title.en : title.es;
  return wanted.empty() ? other : wanted;
}

std::string Wording::step(const std::string& id) const {
  const Step* found = find_id(model_.steps, id);
  return found == nullptr || in_language(found->title).empty() ? id : in_language(found->title);
}

std::string Wording::failure(const std::string& id) const {
  const FailureKind* found = find_id(model_.failures, id);
  return found == nullptr || in_language(found->title).empty() ? id : in_language(found->title);
}

std::string Wording::factor(const std::string& id) const {
  const Factor* found = find_id(model_.factors, id);
  return found == nullptr || in_language(found->title).empty() ? id : in_language(found->title);
}

std::string Wording::owner(const std::string& step) const {
  const Step* found = find_id(model_.steps, step);
  return found == nullptr ? "" : in_language(found->owner);
}

std::string Wording::value(const ReviewCondition& condition) const {
  if (condition.value.empty()) return texts_.get("common.empty_value");
  const Factor* found = find_id(model_.factors, condition.factor);
  const bool weekday = found != nullptr && found->derivation == Derivation::weekday;
  return weekday ? word("weekdays", condition.value) : condition.value;
}

std::string Wording::condition(const ReviewCondition& condition) const {
  if (condition.factor == "failure" && find_id(model_.factors, condition.factor) == nullptr) {
    return texts_.get("common.earlier_failure") + " = " + failure(condition.value);
  }
  return factor(condition.factor) + " = " + value(condition);
}

std::string Wording::named_condition(const ReviewCondition& each) const {
  const auto name = value_names_.find({each.factor, each.value});
  return condition(each) + (name == value_names_.end() ? "" : " (" + name->second + ")");
}

std::string Wording::joined(const ReviewConditions& conditions, bool named) const {
  std::string joined;
  for (const ReviewCondition& each : conditions) {
    if (!joined.empty()) joined += " " + texts_.get("common.and") + " ";
    joined += named ? named_condition(each) : condition(each);
  }
  return joined;
}

std::string Wording::conditions(const ReviewConditions& conditions) const {
  if (conditions.empty()) return texts_.get("cleared.everything");
  return joined(conditions, true);
}

std::string Wording::cause(const ReviewCause& cause) const {
  return failure(cause.failure) + ": " + conditions(cause.conditions);
}

std::string Wording::place(const std::string& place, const ReviewCause& cause) const {
  const auto colon = place.find(':');
  const std::string kind = place.substr(0, colon);
  const std::string id = colon == std::string::npos ? "" : place.substr(colon + 1);
  if (kind == "failure") return failure(id);
  if (kind == "step") return step(id);
  return kind == "condition" ? conditions(cause.conditions) : place;
}

std::string Wording::consequences(const ReviewCause& cause) const {
  std::string joined;
  for (const ReviewConsequence& each : cause.leads_to) {
    if (!joined.empty()) joined += ", ";
    joined += failure(each.failure) + " (" + figures_.amount(each.attributed) + ")";
  }
  return joined;
}

std::string Wording::title(const Review& review, const ReviewTicket& ticket) const {
  if (const ReviewCause* found = find_cause(review, ticket.cause)) return cause(*found);
  if (!ticket.confusion) return ticket.title;
  return texts_.fill("tickets.case_title", failure(ticket.confusion->failure),
                     product(ticket.confusion->received), product(ticket.confusion->ordered));
}

std::string Wording::reason(const ReviewCall& call) const {
  if (call.met.empty()) return word("why", call.why);
  return texts_.fill("why.escalated", rule(call.met.front().rule));
}

std::string Wording::call(const ReviewCall& call) const {
  if (!call.met.empty()) return escalation(call.met);
  std::string kinds = told(call.told);
  if (call.reported_at) {
    const std::string when = figures_.time(*call.reported_at);
    if (call.source.empty()) return texts_.fill("recovery.reported", kinds, when, call.incident);
    return texts_.fill("recovery.reported_by", kinds, when, word("sources", call.source),
                       call.incident);
  }
  if (call.cause.empty()) return kinds;
  return texts_.fill("recovery.blamed", kinds, call.cause, figures_.rough_percent(call.share));
}

std::string Wording::units(const std::string& unit) const { return word("units", unit); }

std::string Wording::word(const std::string& group, const std::string& value) const {
  const std::string key = group + "." + value;
  return texts_.has(key) ? texts_.get(key) : value;
}

std::vector<std::string> Wording::actions(bool containment, const std::string& step,
                                          const std::string& mechanism) const {
  std::vector<std::string> exact, any;
  for (const CorrectiveAction& action : model_.actions) {
    if (action.containment != containment) continue;
    if (action.step >= model_.steps.size() || model_.steps[action.step].id != step) continue;
    if (action.mechanism.empty())
      any.push_back(in_language(action.text));
    else if (action.mechanism == mechanism)
      exact.push_back(in_language(action.text));
  }
  return exact.empty() ? any : exact;
}

std::vector<std::string> Wording::corrections(const ReviewTicket& ticket) const {
  return actions(false, ticket.step, ticket.mechanism);
}

std::vector<std::string> Wording::corrections(const ReviewCause& cause) const {
  return actions(false, cause.step, cause.mechanism ? cause.mechanism->kind : "");
}

std::vector<std::string> Wording::containment(const ReviewCause& cause) const {
  return actions(true, cause.step, cause.mechanism ? cause.mechanism->kind : "");
}

std::string duration(Seconds time, const Wording& wording) {
  constexpr Seconds minute = 60, hour = 3600;
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  if (time < 2 * hour) return texts.fill("trace.minutes", figures.count(time / minute));
  if (time < 2 * seconds_per_day) return texts.fill("trace.hours_long", figures.count(time / hour));
  return texts.fill("trace.days", figures.count(time / seconds_per_day));
}

const ReviewCause* find_cause(const Review& review, const std::string& id) {
  return find_id(review.causes, id);
}

const ReviewFailure* find_failure(const Review& review, const std::string& kind) {
  for (const ReviewFailure& failure : review.failures) {
    if (failure.kind == kind) return &failure;
  }
  return nullptr;
}

}  // namespace rastro
