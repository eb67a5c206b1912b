#include "causes/findings.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/parallel.h"
#include "causes/episodes.h"
#include "causes/suspects.h"

namespace rastro {

namespace {

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

/// The search for the causes of one kind, as far as it has come.
struct Search {
  Tally* tally = nullptr;
  CauseQuestion question;
  std::unique_ptr<SearchSpace> space;  // where it stays: penalties point to it
  std::vector<Candidate> candidates, deficits;
  Explanation explanation;
};

/// Calls work(search) for each. Those of many factors take longest: they come first, or the others
/// would be done and wait for them.
template <typename Work>
void for_each_search(std::vector<Search>& searches, Work work) {
  std::vector<Search*> turns;
  for (Search& search : searches) turns.push_back(&search);
  std::stable_sort(turns.begin(), turns.end(), [](const Search* left, const Search* right) {
    return left->question.factors.size() > right->question.factors.size();
  });
  in_parallel(turns.size(), [&](std::size_t turn) { work(*turns[turn]); });
}

Search prepare_search(const KindToSearch& kind, const SearchLimits& limits) {
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
  return search;
}

void start_all(std::vector<Search>& searches) {
  for_each_search(searches, [](Search& search) {
    look_at_days(*search.tally, search.question, search.explanation);
    search.space = std::make_unique<SearchSpace>(search_space(*search.tally, search.question));
  });
}

void find_all_candidates(std::vector<Search>& searches, double level) {
  std::vector<const ChanceCurves*> curves;
  for (const Search& search : searches) curves.push_back(&search.space->curves);
  const auto parts = share_out(curves, level);
  for_each_search(searches, [&](Search& search) {
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
  search.explanation = explain(
      {*search.tally, search.question, search.candidates, search.deficits, search.space->total},
      std::move(search.explanation));
}

/// Step-up: as many causes as there are, so many times the level each of them may use.
/// Returns by how much that is.
double explain_all(std::vector<Search>& searches, double level) {
  for_each_search(searches, [&](Search& search) {
    explain_one(search, level);
    if (look_at_days(*search.tally, search.question, search.explanation)) {
      explain_one(search, level);
    }
  });
  double relaxed = 1;
  while (true) {
    const auto causes = static_cast<double>(count_causes(searches));
    if (causes <= relaxed) return relaxed;
    relaxed = causes;
    for_each_search(searches, [&](Search& search) { explain_one(search, level * relaxed); });
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
  std::vector<Search> searches;
  std::size_t given = 0;
  for (const KindToSearch& kind : kinds) {
    searches.push_back(prepare_search(kind, limits));
    given += kind.given.size();
  }
  for (Search& search : searches) search.question.all_given = static_cast<double>(given);
  start_all(searches);
  find_all_candidates(searches, limits.level);
  const double relaxed = explain_all(searches, limits.level);
  std::vector<KindFindings> findings(searches.size());
  in_parallel(searches.size(), [&](std::size_t index) {
    findings[index] = conclude(searches[index], limits.level, relaxed);
  });
  return findings;
}

}  // namespace rastro
