#include "causes/protections.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

#include "causes/contributors.h"

namespace rastro {

namespace {

constexpr std::size_t most_protections = 10;
constexpr double strict_level = 0.01;  // protections serve the causes, and are not to hide any

/// By how much a lower rate of their own raises the log-likelihood of these units (Poisson).
double gain_of_deficit(const Expectation& expectation) {
  const auto failed = static_cast<double>(expectation.counts.failed_orders);
  const double expected = expectation.expected / lines_per_order(expectation.counts);
  if (failed >= expected) return 0;
  return (failed > 0 ? failed * std::log(failed / expected) : 0) - (failed - expected);
}

bool shares_a_factor(const Condition& left, const Condition& right) {
  return std::any_of(left.pairs.begin(), left.pairs.end(), [&](const Pair& pair) {
    return std::any_of(right.pairs.begin(), right.pairs.end(),
                       [&](const Pair& other) { return other.factor == pair.factor; });
  });
}

/// For each factor the most that a higher rate of one of its values alone would explain.
std::map<std::uint16_t, double> gains_of_values(const Evidence& evidence,
                                                const Explanation& current) {
  std::vector<Condition> conditions;
  for (const Candidate& candidate : evidence.candidates) {
    if (candidate.condition.pairs.size() == 1) {
      conditions.push_back({candidate.condition.pairs, {}});
    }
  }
  const auto expected = expectations(evidence.tally, evidence.question, current, conditions);
  std::map<std::uint16_t, double> gains;
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    double& gain = gains[conditions[index].pairs.front().factor];
    gain = std::max(gain, gain_of_hazard(expected[index].rows));
  }
  return gains;
}

/// Whether other values of its factors still fail less: then these factors' values differ anyhow,
/// and what is usual is not the rate of the worse ones.
bool leaves_others_good(const Evidence& evidence, const Explanation& changed,
                        const Condition& protection) {
  std::vector<Condition> others;
  std::vector<const Candidate*> deficits;
  for (const Candidate& deficit : evidence.deficits) {
    if (!shares_a_factor(deficit.condition, protection)) continue;
    if (shares_a_pair(deficit.condition, protection)) continue;
    others.push_back(deficit.condition);
    deficits.push_back(&deficit);
  }
  const auto expected = expectations(evidence.tally, evidence.question, changed, others);
  for (std::size_t index = 0; index < others.size(); ++index) {
    if (adjusted_p_of_deficit(expected[index], deficits[index]->penalty) <= strict_level) {
      return true;
    }
  }
  return false;
}

bool is_protected(const Explanation& current, const Condition& condition) {
  return std::any_of(
      current.protections.begin(), current.protections.end(),
      [&](const Protection& protection) { return protection.condition == condition; });
}

/// The protection that raises the penalised likelihood most, if it does so more than `score`.
const Candidate* best_protection(const Evidence& evidence, const Explanation& current,
                                 const std::set<Condition>& tried, double score) {
  std::vector<Condition> conditions;
  for (const Candidate& deficit : evidence.deficits) conditions.push_back(deficit.condition);
  const auto expected = expectations(evidence.tally, evidence.question, current, conditions);
  // One bad value makes the others look good: where it explains more, nobody protects.
  const auto gains = gains_of_values(evidence, current);
  const Candidate* best = nullptr;
  for (std::size_t index = 0; index < evidence.deficits.size(); ++index) {
    const Candidate& deficit = evidence.deficits[index];
    if (is_protected(current, deficit.condition) || tried.contains(deficit.condition)) continue;
    if (adjusted_p_of_deficit(expected[index], deficit.penalty) > strict_level) continue;
    const double plain_gain = gain_of_deficit(expected[index]);
    const double gain = plain_gain - deficit.penalty.log_competitors() - 1;
    const auto guilty = gains.find(deficit.condition.pairs.front().factor);
    if (gain <= score || (guilty != gains.end() && plain_gain <= guilty->second)) continue;
    score = gain;
    best = &deficit;
  }
  return best;
}

}  // namespace

bool add_protection(const Evidence& evidence, Explanation& current, std::set<Condition>& tried,
                    double least_score) {
  if (evidence.deficits.empty()) return false;
  while (current.protections.size() < most_protections) {
    const Candidate* best = best_protection(evidence, current, tried, least_score);
    if (best == nullptr) return false;
    tried.insert(best->condition);
    auto protections = current.protections;
    protections.push_back({best->condition, best->penalty});
    Explanation changed =
        fit(evidence.tally, evidence.question, current.contributors, std::move(protections));
    if (leaves_others_good(evidence, changed, best->condition)) continue;
    current = std::move(changed);
    return true;
  }
  return false;
}

void drop_superfluous_protections(const Evidence& evidence, Explanation& current) {
  for (std::size_t index = current.protections.size(); index-- > 0;) {
    const Explanation rest = without_protection(evidence.tally, evidence.question, current, index);
    const Protection& protection = current.protections[index];
    const auto expected =
        expectations(evidence.tally, evidence.question, rest, {protection.condition});
    if (adjusted_p_of_deficit(expected.front(), protection.penalty) <= strict_level) continue;
    current = rest;
  }
}

void choose_reaches(const Evidence& evidence, Explanation& current) {
  for (std::size_t index = 0; index < current.protections.size(); ++index) {
    auto protections = current.protections;
    Reach& reach = protections[index].reach;
    reach = reach == Reach::everyday ? Reach::everything : Reach::everyday;
    Explanation changed =
        fit(evidence.tally, evidence.question, current.contributors, std::move(protections));
    if (penalised_likelihood(changed) > penalised_likelihood(current) + 1e-6)
      current = std::move(changed);
  }
}

}  // namespace rastro
