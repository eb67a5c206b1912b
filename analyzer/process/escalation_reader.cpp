#include "process/escalation_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "process/listed_sections.h"

namespace rastro {

namespace {

using When = EscalationRule::When;

constexpr double hours_per_year = 24 * 365;
constexpr int days_per_year = 365;
constexpr int most_mistakes = 100;

struct Occasion {
  const char* name;
  When when;
  std::vector<std::string_view> keys;  ///< beside those that every rule has
};

const std::vector<Occasion>& occasions() {
  static const std::vector<Occasion> all = {
      {"repeated", When::repeated, {"count", "within_days", "same", "failures"}},
      {"several_kinds", When::several_kinds, {"count", "within_days", "same", "failures"}},
      {"grave", When::grave, {"severity"}},
      {"unacknowledged", When::unacknowledged, {"hours", "within_days"}}};
  return all;
}

const Occasion& read_occasion(const TomlSection& section) {
  Vocabulary names{"occasion", {}};
  for (const Occasion& each : occasions()) names.words.emplace_back(each.name);
  return occasions()[section.reference("when", names)];
}

/// A key that says nothing for this occasion would be believed to do something.
void check_keys(const TomlSection& section, const Occasion& occasion) {
  for (const ModelWord& key : section.keys()) {
    const auto common = {"id", "title", "when", "escalate_to"};
    if (std::find(common.begin(), common.end(), key.text) != common.end()) continue;
    if (std::find(occasion.keys.begin(), occasion.keys.end(), key.text) != occasion.keys.end()) {
      continue;
    }
    section.fail(key.text,
                 fmt::format("'{}' has no effect on when = \"{}\"", key.text, occasion.name),
                 fmt::format("it goes with {}", fmt::join(occasion.keys, ", ")));
  }
}

void read_count(const TomlSection& section, const Vocabulary& kinds, EscalationRule& rule) {
  if (section.has("count")) rule.count = section.integer("count", 2, most_mistakes);
  if (section.has("same")) {
    const bool by_order = section.reference("same", {"owner", {"customer", "order"}}) == 1;
    rule.same = by_order ? EscalationRule::Same::order : EscalationRule::Same::customer;
  }
  if (!section.has("failures")) return;
  rule.failures = section.references("failures", kinds);
  if (rule.failures.empty()) section.fail("failures", "no failure kind counts");
}

/// A rule that asks for more kinds than count would never speak.
void check_enough_kinds(const TomlSection& section, const EscalationRule& rule,
                        const std::vector<FailureKind>& failures) {
  const std::size_t kinds = rule.failures.empty() ? failures.size() : rule.failures.size();
  if (rule.when != When::several_kinds || kinds >= static_cast<std::size_t>(rule.count)) return;
  section.fail("count", fmt::format("'count' is {}, but only {} kinds count", rule.count, kinds));
}

double read_hours(const TomlSection& section, const RecoveryTargets& targets) {
  const double hours =
      section.number_or("hours", std::max(24.0, targets.acknowledge_hours), 0, hours_per_year);
  if (hours < targets.acknowledge_hours) {
    section.fail("hours",
                 fmt::format("'hours' is {:g}, less than the {:g} of "
                             "recovery.acknowledge_hours",
                             hours, targets.acknowledge_hours),
                 "nobody is late before the target has passed");
  }
  return hours;
}

EscalationRule read_rule(const TomlSection& section, const std::vector<FailureKind>& failures,
                         const RecoveryTargets& targets) {
  Vocabulary kinds{"failure", {}};
  for (const FailureKind& kind : failures) kinds.words.push_back(kind.id);
  const Occasion& occasion = read_occasion(section);
  check_keys(section, occasion);
  EscalationRule rule;
  rule.id = section.text("id");
  rule.title = read_title(section);
  rule.when = occasion.when;
  read_count(section, kinds, rule);
  check_enough_kinds(section, rule, failures);
  if (section.has("within_days")) {
    rule.within_days = section.integer("within_days", 1, days_per_year);
  }
  if (rule.when == When::grave) rule.severity = section.integer("severity", 1, 10);
  if (rule.when == When::unacknowledged) rule.hours = read_hours(section, targets);
  if (section.has("escalate_to")) rule.escalate_to = section.title("escalate_to");
  return rule;
}

/// The rules of the built-in model, with the kinds that go by the same ids here.
std::vector<EscalationRule> built_in_rules(const std::vector<FailureKind>& failures,
                                           const RecoveryTargets& targets) {
  std::vector<EscalationRule> rules;
  for (EscalationRule rule : default_model().escalations) {
    const bool restricted = !rule.failures.empty();
    std::vector<std::size_t> kinds;
    for (std::size_t index = 0; index < failures.size(); ++index) {
      for (const std::size_t kind : rule.failures) {
        if (default_model().failures[kind].id == failures[index].id) kinds.push_back(index);
      }
    }
    if (restricted && kinds.empty()) continue;
    rule.failures = std::move(kinds);
    rule.hours = std::max(rule.hours, targets.acknowledge_hours);
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace

std::vector<EscalationRule> read_escalations(const TomlSection& root,
                                             const std::vector<FailureKind>& failures,
                                             const RecoveryTargets& targets) {
  // The built-in model states its own, so this does not ask for itself.
  if (!root.has("escalation")) return built_in_rules(failures, targets);
  std::vector<EscalationRule> rules;
  if (root.tables("escalation").empty()) return rules;
  const Listed list = list_sections(root, "escalation",
                                    {"id", "title", "when", "count", "within_days", "same",
                                     "failures", "severity", "hours", "escalate_to"});
  for (const TomlSection& section : list.sections) {
    rules.push_back(read_rule(section, failures, targets));
  }
  return rules;
}

}  // namespace rastro
