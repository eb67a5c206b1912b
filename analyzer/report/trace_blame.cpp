#include "report/trace_blame.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/assemble_causes.h"

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
  BlameLines(const Analysis& analysis, const Units& units, const KindFindings& findings,
             const Wording& wording)
      : units_(units),
        findings_(findings),
        wording_(wording),
        model_(wording.model()),
        texts_(wording.texts()),
        ids_(cause_ids(analysis,
                       rank_causes(analysis, reached_causes(analysis, units, wording.model()),
                                   wording.model()))) {}

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
    lines_.push_back(
        fmt::format("    {:3.0f} %  {}", 100 * everyday, texts_.get("trace.everyday")));
    return std::move(lines_);
  }

 private:
  void add(double share, const Blame& blame) {
    std::string name, by;
    if (!blame.via.empty()) {
      name = earlier(blame.via.front());
      by = texts_.get("trace.earlier");
    } else {
      const std::string& id = ids_.at(blame.findings->kind)[*blame.contributor];
      name = label_of(blame);
      by = id.empty() ? texts_.get("trace.episode") : texts_.fill("trace.cause", id);
    }
    lines_.push_back(fmt::format("    {:3.0f} %  {} ({})", 100 * share, name, by));
    const std::string end = end_of_trail(blame);
    if (end.empty()) return;
    std::string trail = wording_.failure(model_.failures[findings_.kind].id);
    for (const EarlierUnit& each : blame.via) trail += " ← " + earlier(each);
    lines_.push_back("           " + trail + " ← " + end);
  }

  std::string label_of(const Blame& blame) const {
    const UnitTable& table = units_.of(model_.failures[blame.findings->kind].unit);
    return condition_label(blame.findings->explanation.contributors[*blame.contributor].condition,
                           model_, table);
  }

  /// "Failed delivery attempt (delivery D7)"
  std::string earlier(const EarlierUnit& each) const {
    const FailureKind& kind = model_.failures[each.kind];
    const std::string& part = units_.of(kind.unit).part[each.unit];
    if (part.empty()) return wording_.failure(kind.id);
    return wording_.failure(kind.id) + " (" +
           texts_.fill("trace.part_" + std::string(to_string(kind.unit)), part) + ")";
  }

  /// From the last failure on: condition and step, or the everyday rate; "" for an episode of the
  /// failure itself.
  std::string end_of_trail(const Blame& blame) const {
    if (!blame.contributor) return texts_.get("trace.everyday");
    for (const Cause& cause : blame.findings->causes) {
      if (cause.contributor != *blame.contributor) continue;
      const std::string& step = model_.steps[cause.step].id;
      std::string end = label_of(blame) + " ← " + wording_.step(step);
      const std::string owner = wording_.owner(step);
      if (!owner.empty()) end += " (" + texts_.fill("trace.owner", owner) + ")";
      return end;
    }
    return blame.via.empty() ? "" : label_of(blame);
  }

  const Units& units_;
  const KindFindings& findings_;
  const Wording& wording_;
  const ProcessModel& model_;
  const Texts& texts_;
  const std::map<std::size_t, std::vector<std::string>> ids_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> blame_lines(const Analysis& analysis, const Units& units,
                                     const KindFindings& findings, const FailedUnit& failed,
                                     const Wording& wording) {
  return BlameLines(analysis, units, findings, wording)
      .run(blame_of(analysis, units, wording.model(), findings, failed));
}

}  // namespace rastro
