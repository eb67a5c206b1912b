#include "causes/search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "causes/significance.h"

namespace rastro {

namespace {

constexpr std::int64_t least_failed_orders = 3;
constexpr double hopeless = 20;  ///< adjusted p (before it is cut off at 1) above this: not kept

using Sizes = std::map<FactorSet, std::vector<std::int64_t>>;

/// All pairs of factors that may stand together. Where the value of one determines the other's (a
/// product its supplier), both together say no more than the one.
std::vector<FactorSet> pairs_of(const Tally& tally, const CauseQuestion& question,
                                const FactorSet& factors, Sizes& sizes) {
  std::vector<FactorPair> asked;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    for (std::size_t j = i + 1; j < factors.size(); ++j) {
      if (question.may_pair(factors[i], factors[j])) asked.push_back({factors[i], factors[j]});
    }
  }
  auto answers = tally.pair_sizes(question.kind, asked);
  std::vector<FactorSet> pairs;
  for (std::size_t index = 0; index < asked.size(); ++index) {
    const FactorSet pair{asked[index].left, asked[index].right};
    const std::size_t values = std::max(sizes.at({pair[0]}).size(), sizes.at({pair[1]}).size());
    if (answers[index].size() <= values) continue;
    sizes[pair] = std::move(answers[index]);
    pairs.push_back(pair);
  }
  return pairs;
}

/// All sets of three factors of which any two may stand together.
std::vector<FactorSet> triples_of(const std::vector<FactorSet>& pairs, const Sizes& sizes) {
  std::vector<FactorSet> triples;
  for (std::size_t first = 0; first < pairs.size(); ++first) {
    const FactorSet& pair = pairs[first];
    for (std::size_t next = first + 1; next < pairs.size() && pairs[next][0] == pair[0]; ++next) {
      if (!sizes.contains({pair[1], pairs[next][1]})) continue;
      triples.push_back({pair[0], pair[1], pairs[next][1]});
    }
  }
  return triples;
}

/// Sizes of the values of those factors that tell units apart.
Sizes value_sizes(const Tally& tally, const CauseQuestion& question, const Counts& total) {
  Sizes sizes;
  for (const auto factor : question.factors) {
    std::vector<std::int64_t> values;
    for (const ValueCount& value : tally.values(question.kind, factor)) {
      values.push_back(value.exposed);
    }
    // A factor with one value everywhere tells nothing.
    if (values.size() < 2 && !(values.size() == 1 && values[0] < total.exposed)) continue;
    sizes[{factor}] = std::move(values);
  }
  return sizes;
}

bool more_significant(const Candidate& left, const Candidate& right) {
  if (left.p_adjusted != right.p_adjusted) return left.p_adjusted < right.p_adjusted;
  if (left.condition.pairs.size() != right.condition.pairs.size()) {
    return left.condition.pairs.size() < right.condition.pairs.size();
  }
  return left.condition < right.condition;
}

/// What was counted in the last parts of the window.
std::vector<RecentDays> recent_days(const Tally& tally, std::size_t kind) {
  constexpr double parts[] = {5.0 / 8, 3.0 / 8, 1.0 / 4};
  constexpr Day fewest = 4;
  const auto days = tally.count_by_day(kind, std::vector<Condition>(1), Clock::dated).front();
  std::vector<RecentDays> recent;
  if (days.empty()) return recent;
  const Day last = days.back().day;
  const auto window = static_cast<double>(last - days.front().day + 1);
  for (const double part : parts) {
    const auto length = static_cast<Day>(std::lround(window * part));
    if (length < fewest) break;
    RecentDays& added = recent.emplace_back(RecentDays{{last - length + 1, last}, {}});
    for (const DayCounts& day : days) {
      if (day.day >= added.days.from) added.total += day.counts;
    }
  }
  return recent;
}

/// Several failed lines of one order are one piece of evidence. How many there are depends on the
/// condition: orders of one line have none to fail with.
double orders_per_failed_unit(const Counts& counts) {
  if (counts.failed == 0) return 1;
  return static_cast<double>(counts.failed_orders) / static_cast<double>(counts.failed);
}

/// Tests candidates of one kind.
class Testing {
 public:
  Testing(const Tally& tally, const CauseQuestion& question, const SearchSpace& space,
          const std::array<double, 3>& parts)
      : tally_(tally), question_(question), space_(space), parts_(parts) {}

  std::vector<Candidate> run() {
    const auto counted = enumerate();
    std::vector<Condition> conditions;
    for (const CountedCondition& entry : counted) conditions.push_back(entry.condition);
    const auto counts = tally_.count(question_.kind, conditions);
    for (std::size_t index = 0; index < counted.size(); ++index) {
      add(counted[index], counts[index]);
    }
    try_recent();
    std::sort(candidates_.begin(), candidates_.end(), more_significant);
    return std::move(candidates_);
  }

 private:
  std::vector<CountedCondition> enumerate() const {
    const auto may_pair = [&](std::uint16_t left, std::uint16_t right) {
      return space_.curves.all().contains({left, right});
    };
    CandidateSearch search{space_.factors, may_pair, question_.depth, least_failed_orders, {}};
    for (const RecentDays& recent : space_.recent) search.since.push_back(recent.days.from);
    return tally_.candidates(question_.kind, search);
  }

  /// Failures a condition would have, were it like all other units, and how often chance alone
  /// makes so many of them.
  struct Test {
    Penalty penalty;
    double chance = 0;      ///< adjusted, not cut off at 1
    double p_adjusted = 2;  ///< above 1: hopeless
  };
  Test test(const Condition& condition, double share, double orders_per_unit, std::int64_t failed,
            const Counts& total, double share_of_level) const {
    const double expected = static_cast<double>(total.failed) * share * orders_per_unit;
    const bool given = question_.is_given(condition);
    const double parts =
        given ? question_.all_given : parts_[condition.pairs.size() - 1] / share_of_level;
    const double least = least_upper_tail(failed, expected, total.failed_orders);
    if (least * parts > hopeless) return {{}, least * parts, 2};
    const double p = upper_tail(failed, expected, total.failed_orders);
    if (p * parts > hopeless) return {{}, p * parts, 2};
    if (given) return {{nullptr, parts, 1}, p * parts, std::min(1.0, p * parts)};
    const Penalty penalty{&space_.curves.of(condition), parts, weight_of(expected)};
    return {penalty, penalty.expected(p), penalty.adjusted(p)};
  }

  void add(const CountedCondition& counted, const Counts& counts) {
    const double share = counts.exposure / space_.total.exposure;
    const double per_unit = orders_per_failed_unit(counts);
    Test best = test(counted.condition, share, per_unit, counts.failed_orders, space_.total,
                     space_.recent.empty() ? 1 : share_of_steady);
    std::optional<std::size_t> begun;
    const std::size_t windows = question_.is_given(counted.condition) ? 0 : space_.recent.size();
    for (std::size_t index = 0; index < windows; ++index) {
      // As if exposure were the same on all days; counted where it looks promising.
      const Test recent =
          test(counted.condition, share, per_unit, counted.failed_orders_since[index],
               space_.recent[index].total, share_of_begun);
      if (recent.chance >= best.chance) continue;
      best = recent;
      begun = index;
    }
    if (best.chance > hopeless) return;
    candidates_.push_back({counted.condition, counts, counts, best.penalty, best.p_adjusted});
    if (begun) begun_.push_back({candidates_.size() - 1, *begun});
  }

  void try_recent() {
    std::vector<Condition> conditions;
    for (const auto& [candidate, recent] : begun_) {
      conditions.push_back({candidates_[candidate].condition.pairs, space_.recent[recent].days});
    }
    const auto counts = tally_.count(question_.kind, conditions);
    for (std::size_t index = 0; index < begun_.size(); ++index) {
      Candidate& candidate = candidates_[begun_[index].first];
      const RecentDays& recent = space_.recent[begun_[index].second];
      const Test steady =
          test(candidate.condition, candidate.overall.exposure / space_.total.exposure,
               orders_per_failed_unit(candidate.overall), candidate.overall.failed_orders,
               space_.total, share_of_steady);
      const Test begun = test(candidate.condition, counts[index].exposure / recent.total.exposure,
                              orders_per_failed_unit(counts[index]), counts[index].failed_orders,
                              recent.total, share_of_begun);
      if (begun.chance < steady.chance) {
        candidate.condition = conditions[index];
        candidate.counts = counts[index];
      }
      const Test& better = begun.chance < steady.chance ? begun : steady;
      candidate.penalty = better.penalty;
      candidate.p_adjusted = better.p_adjusted;
    }
    std::erase_if(candidates_, [](const Candidate& candidate) { return candidate.p_adjusted > 1; });
  }

  const Tally& tally_;
  const CauseQuestion& question_;
  const SearchSpace& space_;
  const std::array<double, 3>& parts_;
  std::vector<Candidate> candidates_;
  std::vector<std::pair<std::size_t, std::size_t>> begun_;  ///< candidate, recent days
};

}  // namespace

bool CauseQuestion::is_given(const Condition& condition) const {
  return condition.pairs.size() == 1 &&
         std::find(given.begin(), given.end(), condition.pairs.front().factor) != given.end();
}

SearchSpace search_space(const Tally& tally, const CauseQuestion& question) {
  const Counts total = tally.count(question.kind, std::vector<Condition>(1)).front();
  Sizes sizes = value_sizes(tally, question, total);
  FactorSet factors;
  for (const auto& [set, values] : sizes) factors.push_back(set[0]);
  FactorSet sought = factors;
  std::erase_if(sought, [&](auto factor) { return question.is_given({{{factor, 0}}, {}}); });
  std::vector<FactorSet> sets;
  for (const auto factor : sought) sets.push_back({factor});
  if (question.depth >= 2) {
    const auto pairs = pairs_of(tally, question, sought, sizes);
    sets.insert(sets.end(), pairs.begin(), pairs.end());
    if (question.depth >= 3) {
      const auto triples = triples_of(pairs, sizes);
      sets.insert(sets.end(), triples.begin(), triples.end());
    }
  }
  ChanceCurves curves(sizes, sets, total.exposed, total.failed_orders);
  return {total, recent_days(tally, question.kind), std::move(factors), std::move(curves)};
}

std::vector<Candidate> find_candidates(const Tally& tally, const CauseQuestion& question,
                                       const SearchSpace& space,
                                       const std::array<double, 3>& parts) {
  if (space.total.failed_orders < least_failed_orders) return {};
  return Testing(tally, question, space, parts).run();
}

std::vector<Candidate> find_deficits(const Tally& tally, const CauseQuestion& question,
                                     const SearchSpace& space, const std::array<double, 3>& parts) {
  // With fewer failures expected, even none at all would not be significant.
  constexpr double fewest_expected = 9;
  constexpr double most_ratio = 0.9;
  std::vector<Condition> conditions;
  for (const auto factor : space.factors) {
    if (question.is_given({{{factor, 0}}, {}})) continue;
    for (const ValueCount& value : tally.values(question.kind, factor)) {
      const double expected = static_cast<double>(space.total.failed_orders) *
                              static_cast<double>(value.exposed) /
                              static_cast<double>(space.total.exposed);
      if (expected >= fewest_expected) conditions.push_back({{{factor, value.value}}, {}});
    }
  }
  const auto counts = tally.count(question.kind, conditions);
  std::vector<Candidate> deficits;
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    const double expected =
        static_cast<double>(space.total.failed) * counts[index].exposure / space.total.exposure;
    if (static_cast<double>(counts[index].failed) > most_ratio * expected) continue;
    const Penalty penalty{&space.curves.of(conditions[index]), parts[0], weight_of(expected)};
    deficits.push_back({std::move(conditions[index]), counts[index], counts[index], penalty, 1});
  }
  return deficits;
}

}  // namespace rastro
