#include "causes/search.h"

#include <algorithm>
#include <map>

#include "causes/significance.h"

namespace rastro {

namespace {

constexpr std::int64_t least_failed_orders = 3;
constexpr double hopeless = 1000;  ///< adjusted p above level × this: not worth keeping

/// Shares of the level by the number of factors: a cause is more often one factor than three, and
/// three factors that fail together stand out far more.
constexpr double share_of_depth[] = {0.6, 0.3, 0.1};

using FactorSet = std::vector<std::uint16_t>;

bool all_may_pair(const FactorSet& set, const CauseQuestion& question) {
  for (std::size_t i = 0; i < set.size(); ++i) {
    for (std::size_t j = i + 1; j < set.size(); ++j) {
      if (!question.may_pair(set[i], set[j])) return false;
    }
  }
  return true;
}

/// All sets of up to `depth` factors that may stand together.
std::vector<FactorSet> factor_sets(const CauseQuestion& question, const FactorSet& factors) {
  std::vector<FactorSet> sets;
  for (const auto factor : factors) sets.push_back({factor});
  std::size_t first = 0;
  for (int depth = 2; depth <= question.depth; ++depth) {
    const std::size_t end = sets.size();
    for (std::size_t index = first; index < end; ++index) {
      for (const auto factor : factors) {
        if (factor <= sets[index].back()) continue;
        FactorSet larger = sets[index];
        larger.push_back(factor);
        if (all_may_pair(larger, question)) sets.push_back(std::move(larger));
      }
    }
    first = end;
  }
  return sets;
}

/// Those that are not given.
FactorSet sought(const CauseQuestion& question, FactorSet factors) {
  std::erase_if(factors, [&](auto factor) { return question.is_given({{{factor, 0}}}); });
  return factors;
}

double share_of_depths(int depth) {
  double sum = 0;
  for (int index = 0; index < depth; ++index) sum += share_of_depth[index];
  return sum;
}

/// How many conditions compete with one over each set of factors.
class Competition {
 public:
  Competition(const Tally& tally, const CauseQuestion& question, const Counts& total) {
    FactorSet available;
    for (const auto factor : question.factors) {
      ValueSizes sizes;
      for (const ValueCount& value : tally.values(question.kind, factor)) {
        sizes.push_back(value.exposed);
      }
      // A factor with one value everywhere tells nothing.
      if (sizes.size() < 2 && !(sizes.size() == 1 && sizes[0] < total.exposed)) continue;
      std::sort(sizes.rbegin(), sizes.rend());
      sizes_[factor] = std::move(sizes);
      available.push_back(factor);
    }
    const auto sets = factor_sets(question, sought(question, available));
    std::vector<double> sets_of_depth(4, 0);
    for (const FactorSet& set : sets) ++sets_of_depth[set.size()];
    for (const FactorSet& set : sets) {
      const double share = share_of_depth[set.size() - 1] / share_of_depths(question.depth);
      const double parts = question.searches * sets_of_depth[set.size()] / share;
      competitors_[set] = parts * testable(set, total, question.level / parts);
    }
    for (const auto factor : question.given) competitors_[{factor}] = question.all_given;
    factors_ = std::move(available);
  }

  const FactorSet& factors() const { return factors_; }

  double competitors(const Condition& condition) const {
    FactorSet set;
    for (const Pair& pair : condition.pairs) set.push_back(pair.factor);
    return competitors_.at(set);
  }

 private:
  double testable(const FactorSet& set, const Counts& total, double level) const {
    std::vector<ValueSizes> sizes;
    for (const auto factor : set) sizes.push_back(sizes_.at(factor));
    return testable_conditions(sizes, total.exposed, total.failed_orders, level);
  }

  FactorSet factors_;
  std::map<std::uint16_t, ValueSizes> sizes_;
  std::map<FactorSet, double> competitors_;
};

/// What was not counted among the competitors must not win either.
bool is_testable(const Candidate& candidate, const Counts& total, double level) {
  const double share = candidate.counts.exposure / total.exposure;
  return least_tail(candidate.counts.exposed, share, total.failed_orders) * candidate.competitors <=
         level;
}

bool more_significant(const Candidate& left, const Candidate& right) {
  if (left.p_adjusted != right.p_adjusted) return left.p_adjusted < right.p_adjusted;
  if (left.condition.pairs.size() != right.condition.pairs.size()) {
    return left.condition.pairs.size() < right.condition.pairs.size();
  }
  return left.condition < right.condition;
}

}  // namespace

bool CauseQuestion::is_given(const Condition& condition) const {
  return condition.pairs.size() == 1 &&
         std::find(given.begin(), given.end(), condition.pairs.front().factor) != given.end();
}

CandidateSet find_candidates(const Tally& tally, const CauseQuestion& question) {
  CandidateSet found;
  found.total = tally.count(question.kind, std::vector<Condition>(1)).front();
  if (found.total.failed_orders < least_failed_orders) return found;
  const Competition competition(tally, question, found.total);
  const auto counted = tally.candidates(question.kind, {competition.factors(), question.may_pair,
                                                        question.depth, least_failed_orders});
  std::vector<Condition> conditions;
  for (const CountedCondition& entry : counted) conditions.push_back(entry.condition);
  const auto counts = tally.count(question.kind, conditions);
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    Candidate candidate{std::move(conditions[index]), counts[index], 1, 1};
    candidate.competitors = competition.competitors(candidate.condition);
    if (!is_testable(candidate, found.total, question.level)) continue;
    const double expected = static_cast<double>(found.total.failed_orders) *
                            candidate.counts.exposure / found.total.exposure;
    candidate.p_adjusted =
        upper_tail(candidate.counts.failed_orders, expected, found.total.failed_orders) *
        candidate.competitors;
    if (candidate.p_adjusted <= question.level * hopeless) {
      candidate.p_adjusted = std::min(1.0, candidate.p_adjusted);
      found.candidates.push_back(std::move(candidate));
    }
  }
  std::sort(found.candidates.begin(), found.candidates.end(), more_significant);
  return found;
}

}  // namespace rastro
