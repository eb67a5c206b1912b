#include "causes/suspects.h"

#include <algorithm>

namespace rastro {

namespace {

/// Conditions whose units overlap at least so far (Jaccard) cannot be told apart.
constexpr double alike = 0.8;
constexpr std::size_t most_look_alikes = 8;
constexpr std::size_t most_cleared = 30;

double as_double(std::int64_t count) { return static_cast<double>(count); }

/// Exposed units that meet both, for each of `others`, whatever the day.
std::vector<double> overlaps(const Tally& tally, std::size_t kind, const Condition& condition,
                             const std::vector<const Candidate*>& others) {
  std::vector<Condition> joined;
  std::vector<std::size_t> places;
  for (std::size_t index = 0; index < others.size(); ++index) {
    if (auto conjunction = both(condition, {others[index]->condition.pairs, {}})) {
      joined.push_back(std::move(*conjunction));
      places.push_back(index);
    }
  }
  std::vector<double> shared(others.size(), 0);
  const auto counts = tally.count(kind, joined);
  for (std::size_t index = 0; index < places.size(); ++index) {
    shared[places[index]] = as_double(counts[index].exposed);
  }
  return shared;
}

bool specialises_any(const Condition& condition, const std::vector<Condition>& generals) {
  return std::any_of(generals.begin(), generals.end(),
                     [&](const Condition& general) { return condition.specialises(general); });
}

double risk_ratio_alone(const Counts& counts, const Counts& total) {
  const double outside = total.exposure - counts.exposure;
  const double failed_outside = std::max(0.5, as_double(total.failed - counts.failed));
  if (outside <= 0) return 1;
  return as_double(counts.failed) / counts.exposure / (failed_outside / outside);
}

/// Names the cause or chain that takes more than half of what all contributors take of the
/// suspect's failures.
void set_explainer(const KindFindings& findings, const std::vector<PatternCounts>& patterns,
                   ClearedSuspect& suspect) {
  const Explanation& explanation = findings.explanation;
  std::vector<double> shares(explanation.contributors.size(), 0);
  double all = 0;
  for (const PatternCounts& entry : patterns) {
    for (std::size_t index = 0; index < shares.size(); ++index) {
      const double share =
          as_double(entry.counts.failed) * explanation.model.share(index, entry.pattern);
      shares[index] += share;
      all += share;
    }
  }
  for (std::size_t index = 0; index < findings.causes.size(); ++index) {
    if (shares[findings.causes[index].contributor] > all / 2) suspect.explained_by = index;
  }
  for (std::size_t index = 0; index < findings.chains.size(); ++index) {
    if (shares[findings.chains[index].contributor] > all / 2) suspect.explained_by_chain = index;
  }
}

/// Those suspects that are no cause, no look-alike, and no special case of one or of each other.
std::vector<const Candidate*> innocent(const KindFindings& findings,
                                       const std::vector<const Candidate*>& suspects) {
  std::vector<Condition> known;
  for (const Cause& cause : findings.causes) {
    known.push_back(cause.condition);
    known.insert(known.end(), cause.same_as.begin(), cause.same_as.end());
  }
  for (const Chain& chain : findings.chains) known.push_back(chain.condition);
  for (const Episode& episode : findings.episodes) known.push_back({episode.condition.pairs, {}});
  std::vector<const Candidate*> remaining;
  for (const Candidate* suspect : suspects) {
    if (specialises_any(suspect->condition, known)) continue;
    known.push_back({suspect->condition.pairs, {}});
    if (remaining.size() < most_cleared) remaining.push_back(suspect);
  }
  return remaining;
}

}  // namespace

std::vector<const Candidate*> suspects_of(const std::vector<Candidate>& candidates, double level) {
  std::vector<const Candidate*> suspects;
  for (const Candidate& candidate : candidates) {
    if (candidate.p_adjusted <= level) suspects.push_back(&candidate);
  }
  std::stable_sort(suspects.begin(), suspects.end(), [](const auto* left, const auto* right) {
    return left->condition.pairs.size() < right->condition.pairs.size();
  });
  return suspects;
}

void add_look_alikes(const Tally& tally, std::size_t kind,
                     const std::vector<const Candidate*>& suspects, Cause& cause) {
  const auto shared = overlaps(tally, kind, cause.condition, suspects);
  for (std::size_t index = 0; index < suspects.size(); ++index) {
    const Condition other{suspects[index]->condition.pairs, {}};
    const double either =
        as_double(cause.counts.exposed + suspects[index]->overall.exposed) - shared[index];
    if (shared[index] < alike * either) continue;
    if (other.specialises(cause.condition) || specialises_any(other, cause.same_as)) continue;
    if (cause.same_as.size() < most_look_alikes) cause.same_as.push_back(other);
  }
}

void add_cleared(const Tally& tally, const CauseQuestion& question,
                 const std::vector<const Candidate*>& suspects, KindFindings& findings) {
  const auto cleared = innocent(findings, suspects);
  std::vector<Condition> conditions;
  for (const Candidate* suspect : cleared) conditions.push_back({suspect->condition.pairs, {}});
  const auto expected = expectations(tally, question, findings.explanation, conditions);
  const auto patterns =
      tally.count_by_pattern(question.kind, conditions_of(findings.explanation), conditions);
  for (std::size_t index = 0; index < cleared.size(); ++index) {
    const Counts& counts = cleared[index]->overall;
    findings.cleared.push_back({conditions[index],
                                risk_ratio_alone(counts, findings.total),
                                as_double(counts.failed) / expected[index].expected,
                                {},
                                {}});
    set_explainer(findings, patterns[index], findings.cleared.back());
  }
}

}  // namespace rastro
