#include "causes/findings.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/parallel.h"
#include "causes/episodes.h"

namespace rastro {

namespace {

/// Conditions whose units overlap at least so far (Jaccard) cannot be told apart.
constexpr double alike = 0.8;
constexpr std::size_t most_look_alikes = 8;
constexpr std::size_t most_cleared = 30;

double as_double(std::int64_t count) { return static_cast<double>(count); }

/// 95 % interval of the ratio of two rates on the log scale (Katz et al. 1978); the baseline is
/// known as well as the failures outside the condition tell it.
void set_risk_ratio(Cause& cause, const Counts& total) {
  const double failed = as_double(cause.counts.failed);
  const double outside = std::max(0.5, as_double(total.failed - cause.counts.failed));
  cause.risk_ratio = cause.rate / cause.baseline_rate;
  const double variance =
      std::max(0.0, 1 - cause.rate) / failed + std::max(0.0, 1 - cause.baseline_rate) / outside;
  const double factor = std::exp(1.96 * std::sqrt(variance));
  cause.risk_ratio_low = cause.risk_ratio / factor;
  cause.risk_ratio_high = cause.risk_ratio * factor;
}

double attributed_to(const Explanation& explanation, std::size_t contributor) {
  double sum = 0;
  for (const PatternRow& row : explanation.rows) {
    sum += row.failed * explanation.model.share(contributor, row.pattern);
  }
  return sum;
}

/// Everything but the look-alikes of the contributor, which is a cause.
Cause make_cause(const Tally& tally, const CauseQuestion& question, const KindFindings& findings,
                 std::size_t contributor) {
  const Explanation& explanation = findings.explanation;
  const Contributor& kept = explanation.contributors[contributor];
  Cause cause;
  cause.condition = {kept.condition.pairs, {}};
  cause.acting = kept.condition.days;
  cause.contributor = contributor;
  cause.counts = tally.count(question.kind, {&cause.condition, 1}).front();
  Explanation innocent = explanation;
  innocent.model.hazards[contributor] = 0;
  const double exposed = as_double(cause.counts.exposed);
  cause.rate = as_double(cause.counts.failed) / exposed;
  cause.baseline_rate =
      expectations(tally, question, innocent, {cause.condition}).front().expected / exposed;
  set_risk_ratio(cause, findings.total);
  const Explanation rest = without(tally, question, explanation, contributor);
  cause.p_adjusted = adjusted_p(expectations(tally, question, rest, {kept.condition}).front(),
                                findings.total, kept.penalty);
  cause.attributed = attributed_to(explanation, contributor);
  return cause;
}

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

/// Conditions in other words that cover nearly the same units; the simplest of each wording only.
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

/// Candidates that stand out alone, general before special.
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

/// The search for the causes of one kind, as far as it has come.
struct Search {
  Tally* tally = nullptr;
  CauseQuestion question;
  std::unique_ptr<SearchSpace> space;  // where it stays: penalties point to it
  std::vector<Candidate> candidates, deficits;
  Explanation explanation;
};

Search start_search(const KindToSearch& kind, const SearchLimits& limits) {
  Search search;
  search.tally = kind.tally;
  search.question.kind = kind.kind;
  search.question.wider = kind.wider;
  search.question.tellable = kind.tellable;
  search.question.factors = kind.factors;
  search.question.may_pair = kind.may_pair;
  search.question.depth = limits.depth;
  search.question.level = limits.level;
  search.question.given = kind.given;
  search.question.given_level = limits.level;
  look_at_days(*search.tally, search.question, search.explanation);
  search.space = std::make_unique<SearchSpace>(search_space(*kind.tally, search.question));
  return search;
}

void find_all_candidates(std::vector<Search>& searches, double level) {
  std::vector<const ChanceCurves*> curves;
  for (const Search& search : searches) curves.push_back(&search.space->curves);
  const auto parts = share_out(curves, level);
  in_parallel(searches.size(), [&](std::size_t index) {
    Search& search = searches[index];
    search.candidates = find_candidates(*search.tally, search.question, *search.space, parts);
    search.deficits = find_deficits(*search.tally, search.question, *search.space, parts);
  });
}

std::size_t count_causes(const std::vector<Search>& searches) {
  std::size_t causes = 0;
  for (const Search& search : searches) {
    causes += static_cast<std::size_t>(std::count_if(
        search.explanation.contributors.begin(), search.explanation.contributors.end(),
        [&](const Contributor& contributor) {
          return !contributor.is_episode && !search.question.is_given(contributor.condition);
        }));
  }
  return causes;
}

void explain_one(Search& search, double level) {
  search.question.level = level;
  search.explanation = explain(*search.tally, search.question, search.candidates, search.deficits,
                               search.space->total, std::move(search.explanation));
}

/// Step-up: as many causes as there are, so many times the level each of them may use.
/// Returns by how much that is.
double explain_all(std::vector<Search>& searches, double level) {
  in_parallel(searches.size(), [&](std::size_t index) {
    explain_one(searches[index], level);
    Search& search = searches[index];
    if (look_at_days(*search.tally, search.question, search.explanation)) {
      explain_one(search, level);
    }
  });
  double relaxed = 1;
  while (true) {
    const auto causes = static_cast<double>(count_causes(searches));
    if (causes <= relaxed) return relaxed;
    relaxed = causes;
    in_parallel(searches.size(),
                [&](std::size_t index) { explain_one(searches[index], level * relaxed); });
  }
}

void add_contributors(const Search& search, double relaxed, KindFindings& findings) {
  const Explanation& explanation = findings.explanation;
  for (std::size_t index = 0; index < explanation.contributors.size(); ++index) {
    const Contributor& contributor = explanation.contributors[index];
    if (contributor.is_episode) {
      findings.episodes.push_back(
          {contributor.condition, index,
           search.tally->count(findings.kind, {&contributor.condition, 1}).front(),
           attributed_to(explanation, index)});
      continue;
    }
    Cause cause = make_cause(*search.tally, search.question, findings, index);
    if (search.question.is_given(contributor.condition)) {
      findings.chains.push_back(Chain{std::move(cause)});
      continue;
    }
    cause.p_adjusted = std::min(1.0, cause.p_adjusted / relaxed);
    findings.causes.push_back(std::move(cause));
  }
  const auto most_first = [](const Cause& left, const Cause& right) {
    return left.attributed > right.attributed;
  };
  std::stable_sort(findings.causes.begin(), findings.causes.end(), most_first);
  std::stable_sort(findings.chains.begin(), findings.chains.end(), most_first);
}

KindFindings conclude(Search& search, double level, double relaxed) {
  KindFindings findings;
  findings.kind = search.question.kind;
  findings.total = search.space->total;
  findings.explanation = std::move(search.explanation);
  add_contributors(search, relaxed, findings);
  for (const PatternRow& row : findings.explanation.rows) {
    findings.unexplained += row.failed * findings.explanation.model.leak_share(row.pattern);
  }
  const auto suspects = suspects_of(search.candidates, level);
  auto other_words = suspects;
  std::erase_if(other_words, [&](const Candidate* suspect) {
    return search.question.is_given(suspect->condition);
  });
  for (Cause& cause : findings.causes) {
    add_look_alikes(*search.tally, findings.kind, other_words, cause);
  }
  add_cleared(*search.tally, search.question, suspects, findings);
  findings.failed = search.tally->failed_units(findings.kind, conditions_of(findings.explanation));
  return findings;
}

}  // namespace

std::vector<KindFindings> find_causes(const std::vector<KindToSearch>& kinds,
                                      const SearchLimits& limits) {
  std::vector<Search> searches(kinds.size());
  std::size_t given = 0;
  for (const KindToSearch& kind : kinds) given += kind.given.size();
  in_parallel(kinds.size(), [&](std::size_t index) {
    searches[index] = start_search(kinds[index], limits);
    searches[index].question.all_given = static_cast<double>(given);
  });
  find_all_candidates(searches, limits.level);
  const double relaxed = explain_all(searches, limits.level);
  std::vector<KindFindings> findings;
  for (Search& search : searches) findings.push_back(conclude(search, limits.level, relaxed));
  return findings;
}

}  // namespace rastro
