#include "report/trace_blame.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/assemble_causes.h"
#include "report/trace_mechanism.h"

namespace rastro {

namespace {

/// What is blamed first: a contributor of the failure itself, or an earlier failure, with all that
/// goes through it.
struct Suspect {
  double share = 0;
  Blame strongest;
};

bool begins_alike(const Blame& left, const Blame& right) {
  if (left.via.empty() || right.via.empty()) {
    return left.via.empty() && right.via.empty() && left.contributor == right.contributor;
  }
  return left.via[0].kind == right.via[0].kind && left.via[0].unit == right.via[0].unit;
}

std::vector<Suspect> suspects_of(const std::vector<Blame>& blames) {
  std::vector<Suspect> suspects;
  for (const Blame& blame : blames) {
    const auto known = std::find_if(suspects.begin(), suspects.end(), [&](const Suspect& suspect) {
      return begins_alike(suspect.strongest, blame);
    });
    if (known == suspects.end()) {
      suspects.push_back({blame.share, blame});
      continue;
    }
    known->share += blame.share;
    if (blame.share > known->strongest.share) known->strongest = blame;
  }
  std::stable_sort(suspects.begin(), suspects.end(),
                   [](const auto& left, const auto& right) { return left.share > right.share; });
  return suspects;
}

class BlameLines {
 public:
  BlameLines(const TraceSource& source, const KindFindings& findings, const Wording& wording)
      : units_(source.units),
        review_(source.review),
        findings_(findings),
        wording_(wording),
        model_(source.model),
        texts_(wording.texts()),
        ids_(cause_ids(source.analysis,
                       rank_causes(source.analysis,
                                   reached_causes(source.analysis, source.units, source.model),
                                   source.model))) {}

  std::vector<std::string> run(const std::vector<Blame>& blames) {
    double everyday = 0;
    for (const Suspect& suspect : suspects_of(blames)) {
      const Blame& blame = suspect.strongest;
      if (blame.via.empty() && !blame.contributor) {
        everyday = suspect.share;
      } else {
        add(suspect.share, blame);
      }
    }
    lines_.push_back(fmt::format("  {:3.0f} %  {}", 100 * everyday, texts_.get("trace.everyday")));
    return std::move(lines_);
  }

 private:
  void add(double share, const Blame& blame) {
    std::string name, by;
    if (!blame.via.empty()) {
      name = earlier(blame.via.front());
      by = texts_.get("trace.earlier");
    } else {
      const std::string id = cause_of(blame);
      name = label_of(blame);
      by = id.empty() ? texts_.get("trace.episode") : texts_.fill("trace.cause", id);
    }
    lines_.push_back(fmt::format("  {:3.0f} %  {} ({})", 100 * share, name, by));
    const std::string end = end_of_trail(blame);
    if (end.empty()) return;
    std::string trail = wording_.failure(model_.failures[findings_.kind].id);
    for (const EarlierUnit& each : blame.via) trail += " ← " + earlier(each);
    lines_.push_back("         " + trail + " ← " + end);
    add_cause(cause_of(blame));
  }

  /// Of the cause at the end of the trail; empty where there is none.
  std::string cause_of(const Blame& blame) const {
    return blame.contributor ? ids_.at(blame.findings->kind)[*blame.contributor] : "";
  }

  void add_cause(const std::string& id) {
    const ReviewCause* cause = find_cause(review_, id);
    if (cause == nullptr) return;
    const auto how = wording_.how(*cause);
    lines_.push_back("         " + texts_.fill("trace.ticket_of", cause->ticket) +
                     (how.empty() ? "" : ": " + how.front()));
  }

  std::string label_of(const Blame& blame) const {
    const UnitTable& table = units_.of(model_.failures[blame.findings->kind].unit);
    return condition_label(blame.findings->explanation.contributors[*blame.contributor].condition,
                           model_, table);
  }

  /// "Failed delivery attempt (delivery D7)"
  std::string earlier(const EarlierUnit& each) const {
    return named_failure(units_.of(model_.failures[each.kind].unit), each.kind, each.unit,
                         wording_);
  }

  /// From the last failure on: condition and step, or the everyday rate; "" for an episode of the
  /// failure itself.
  std::string end_of_trail(const Blame& blame) const {
    if (!blame.contributor) return texts_.get("trace.everyday");
    for (const Cause& cause : blame.findings->causes) {
      if (cause.contributor != *blame.contributor) continue;
      return label_of(blame) + " ← " + step_and_owner(model_.steps[cause.step].id, wording_);
    }
    return blame.via.empty() ? "" : label_of(blame);
  }

  const Units& units_;
  const Review& review_;
  const KindFindings& findings_;
  const Wording& wording_;
  const ProcessModel& model_;
  const Texts& texts_;
  const std::map<std::size_t, std::vector<std::string>> ids_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> blame_lines(const TraceSource& source, const KindFindings& findings,
                                     const FailedUnit& failed, const Wording& wording) {
  return BlameLines(source, findings, wording)
      .run(blame_of(source.analysis, source.units, source.model, findings, failed));
}

std::string step_and_owner(const std::string& step, const Wording& wording) {
  const std::string owner = wording.owner(step);
  if (owner.empty()) return wording.step(step);
  return wording.step(step) + " (" + wording.texts().fill("trace.owner", owner) + ")";
}

}  // namespace rastro
