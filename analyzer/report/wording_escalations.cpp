#include <fmt/format.h>

#include <algorithm>

#include "report/wording.h"

namespace rastro {

namespace {

constexpr std::size_t most_incidents = 5;

const EscalationRule* find_rule(const ProcessModel& model, const std::string& id) {
  const auto found = std::find_if(model.escalations.begin(), model.escalations.end(),
                                  [&](const EscalationRule& rule) { return rule.id == id; });
  return found == model.escalations.end() ? nullptr : &*found;
}

}  // namespace

std::string Wording::rule(const std::string& id) const {
  const EscalationRule* found = find_rule(model_, id);
  return found == nullptr ? id : in_language(found->title);
}

std::string Wording::escalate_to(const std::string& rule) const {
  const EscalationRule* found = find_rule(model_, rule);
  return found == nullptr ? "" : in_language(found->escalate_to);
}

std::string Wording::told(const std::vector<ToldKind>& kinds) const {
  if (kinds.empty()) return texts_.get("recovery.no_kind");
  std::vector<std::string> names;
  for (const ToldKind& kind : kinds) {
    std::string name = failure(kind.failure);
    if (kind.inferred && kind.words.empty()) name = texts_.fill("recovery.inferred", name);
    if (kind.inferred && !kind.words.empty()) {
      name = texts_.fill("recovery.inferred_from", name, kind.words);
    }
    names.push_back(std::move(name));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string Wording::met_rule(const ReviewMetRule& met) const {
  const EscalationRule* rule = find_rule(model_, met.rule);
  if (rule == nullptr) return met.detail;
  std::vector<std::string> names;
  for (const std::string& kind : met.kinds) names.push_back(failure(kind));
  const std::string days =
      met.first == met.last ? figures_.day(met.first) : figures_.days(met.first, met.last);
  std::string text;
  if (rule->when == EscalationRule::When::repeated) {
    const std::string kinds =
        fmt::format("{}", fmt::join(names, " " + texts_.get("common.or") + " "));
    text = texts_.fill("recovery.repeated", kinds, figures_.count(met.count), days);
  } else if (rule->when == EscalationRule::When::unacknowledged) {
    const std::size_t shown = std::min(met.incidents.size(), most_incidents);
    const auto end = met.incidents.begin() + static_cast<std::ptrdiff_t>(shown);
    std::string incidents = fmt::format("{}", fmt::join(met.incidents.begin(), end, ", "));
    if (shown < met.incidents.size()) incidents += " …";
    const std::string kinds =
        names.empty() ? texts_.get("recovery.no_kind") : fmt::format("{}", fmt::join(names, ", "));
    text = texts_.fill("recovery.unanswered", kinds, incidents, days);
  } else {
    text = texts_.fill("recovery.once", fmt::format("{}", fmt::join(names, ", ")), days);
  }
  for (const auto& [incident, words] : met.inferred) {
    text += "; " + (words.empty() ? texts_.fill("recovery.inferred_in", incident)
                                  : texts_.fill("recovery.inferred_in_from", incident, words));
  }
  return text;
}

std::string Wording::escalation(const std::vector<ReviewMetRule>& met) const {
  std::vector<std::string> told, others;
  for (const ReviewMetRule& each : met) {
    const std::string text = met_rule(each);
    const bool is_new = std::find(told.begin(), told.end(), text) == told.end();
    const std::string other = is_new ? rule(each.rule) + ": " + text : rule(each.rule);
    if (!told.empty() && std::find(others.begin(), others.end(), other) == others.end()) {
      others.push_back(other);
    }
    if (is_new) told.push_back(text);
  }
  if (others.empty()) return told.front();
  return texts_.fill("recovery.also", told.front(), fmt::format("{}", fmt::join(others, "; ")));
}

std::string Wording::escalation(const ReviewEscalation& escalation) const {
  std::string text = this->escalation(escalation.met);
  if (!escalation.confusion) return text;
  text += ". " + confusion(*escalation.confusion);
  if (escalation.step.empty()) return text;
  return text + " " +
         texts_.fill("recovery.points_to", suggested(*escalation.confusion),
                     this->step(escalation.step));
}

}  // namespace rastro
