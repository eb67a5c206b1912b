#include "report/redact.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/hash.h"
#include "causes/analysis.h"

namespace rastro {

namespace {

constexpr const char* withheld = "[…]";

std::string made_up(std::string_view what, const std::string& name) {
  const std::uint64_t hash = fnv1a(name);
  return fmt::format("{}-{:08x}", what, static_cast<std::uint32_t>(hash ^ (hash >> 32)));
}

/// As condition_label() writes them, by which conditions are named in the graph.
std::string label_of(const ReviewConditions& conditions) {
  std::string label;
  for (const auto& [factor, value] : conditions) {
    label += fmt::format("{}{}={}", label.empty() ? "" : " & ", factor, value);
  }
  return label.empty() ? "everything" : label;
}

void withhold(std::string& text) {
  if (!text.empty()) text = withheld;
}

class Redactor {
 public:
  Redactor(Review& review, const ProcessModel& model) : review_(review), model_(model) {}

  void run() {
    for (ReviewCause& cause : review_.causes) redact_cause(cause);
    for (ReviewEpisode& episode : review_.episodes) {
      const std::string before = label_of(episode.conditions);
      redact_conditions(episode.conditions);
      rename(episode.failure, episode.node, before, label_of(episode.conditions));
      episode.node = renamed(episode.node);
    }
    for (ReviewCleared& suspect : review_.cleared) redact_conditions(suspect.conditions);
    redact_graph();
    redact_tickets();
    redact_texts();
  }

 private:
  void redact_condition(ReviewCondition& condition) const {
    condition.value = redacted_value(model_, condition.factor, condition.value);
  }

  void redact_conditions(ReviewConditions& conditions) const {
    for (ReviewCondition& condition : conditions) redact_condition(condition);
  }

  void redact_cause(ReviewCause& cause) {
    const std::string before = label_of(cause.conditions);
    redact_conditions(cause.conditions);
    for (const std::string& place : cause.trail) {
      rename(cause.failure, place, before, label_of(cause.conditions));
    }
    for (ReviewConditions& other : cause.same_as) redact_conditions(other);
    for (ReviewContrast& contrast : cause.tell_apart) {
      redact_conditions(contrast.conditions);
      if (contrast.vary) redact_condition(*contrast.vary);
    }
    if (cause.change) withhold(cause.change->note);
    if (cause.mechanism) redact_pairs(cause.mechanism->confusions);
  }

  /// Keeps what the node of a condition is called from now on; `node` may be another one.
  void rename(const std::string& failure, const std::string& node, const std::string& before,
              const std::string& now) {
    const std::string prefix = "condition:" + failure + "/";
    if (!node.starts_with(prefix + before)) return;
    names_[node] = prefix + now + node.substr(prefix.size() + before.size());
  }

  std::string renamed(const std::string& node) const {
    const auto found = names_.find(node);
    return found == names_.end() ? node : found->second;
  }

  void redact_graph() {
    for (ReviewGraphNode& node : review_.graph.nodes) {
      const auto found = names_.find(node.id);
      if (found == names_.end()) continue;
      node.id = found->second;
      node.label = node.id.substr(node.id.find('/') + 1);
    }
    for (ReviewGraphEdge& edge : review_.graph.edges) {
      edge.from = renamed(edge.from);
      edge.to = renamed(edge.to);
    }
    const auto rename_all = [&](std::vector<std::string>& trail) {
      for (std::string& place : trail) place = renamed(place);
    };
    for (ReviewCause& cause : review_.causes) rename_all(cause.trail);
    for (ReviewFailure& failure : review_.failures) rename_all(failure.trail);
  }

  void redact_tickets() {
    for (ReviewTicket& ticket : review_.tickets) {
      const auto cause =
          std::find_if(review_.causes.begin(), review_.causes.end(),
                       [&](const ReviewCause& each) { return each.id == ticket.cause; });
      if (cause != review_.causes.end()) {
        ticket.title = cause->failure + ": " + label_of(cause->conditions);
      }
    }
  }

  void redact_changes(std::vector<ReviewChange>& changes) const {
    for (ReviewChange& change : changes) {
      withhold(change.note);
      change.value = redacted_value(model_, change.factor, change.value);
    }
  }

  /// Where something is masked, the marks would stand elsewhere.
  static void redact_marked(ReviewMarkedText& text) {
    const std::string masked = without_contacts(text.text);
    if (masked == text.text) return;
    text = {masked, {}};
  }

  static void redact_pairs(std::vector<ReviewConfusion>& pairs) {
    for (ReviewConfusion& pair : pairs) {
      for (auto* words : {&pair.only_ordered, &pair.only_received, &pair.bring_forward}) {
        for (std::string& word : *words) word = without_contacts(word);
      }
      redact_marked(pair.ordered_text);
      redact_marked(pair.received_text);
    }
  }

  void redact_texts() {
    redact_changes(review_.changes);
    for (ReviewFailure& failure : review_.failures) redact_changes(failure.changes);
    redact_pairs(review_.confusions);
    for (auto& [condition, name] : review_.value_names) name = without_contacts(name);
    for (GroupPromptness& source : review_.recovery.by_source) {
      source.name = without_contacts(source.name);
    }
    for (ReviewCall& call : review_.calls) call.source = without_contacts(call.source);
    for (ReviewInput& input : review_.inputs) input.file = without_emails(input.file);
    for (ReviewNote& note : review_.notes) {
      // Where no kind of failure is stated, what stands in its place may be anything.
      if (note.code == "unknown_failure" && !note.values.empty()) withhold(note.values[0]);
    }
  }

  Review& review_;
  const ProcessModel& model_;
  std::map<std::string, std::string> names_;  ///< of the graph's nodes, old to new
};

}  // namespace

std::string shown_customer(const std::string& customer_id, bool redact) {
  return redact && !customer_id.empty() ? made_up("customer", customer_id) : customer_id;
}

std::string shown_person(const std::string& name, bool redact) {
  return redact && !name.empty() ? made_up("person", name) : name;
}

std::string redacted_value(const ProcessModel& model, std::string_view factor,
                           const std::string& value) {
  const auto index = model.find_factor(factor);
  if (!index) return factor == "failure" ? value : without_contacts(value);
  const Factor& found = model.factors[*index];
  if (found.personal) return shown_person(value, true);
  const std::string& column = found.source.column;
  const bool is_code = column == "sku" || column == "bin" || column == "barcode" ||
                       found.derivation != Derivation::none;
  return is_code ? value : without_contacts(value);
}

void redact(Review& review, const ProcessModel& model) { Redactor(review, model).run(); }

void redact(Units& units, const ProcessModel& model) {
  for (UnitTable& table : units.tables) {
    for (std::size_t factor = 0; factor < table.factors.size(); ++factor) {
      const std::string id = factor_word(model, factor);
      for (std::string& value : table.factors[factor].dictionary) {
        value = redacted_value(model, id, value);
      }
    }
  }
}

}  // namespace rastro
