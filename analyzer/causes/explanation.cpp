#include "causes/explanation.h"

#include <algorithm>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>

#include "causes/significance.h"

namespace rastro {

namespace {

constexpr double least_ratio = 0.02;

/// All conditions that split the units: contributors, then protections.
std::vector<Condition> conditions_of(const Explanation& explanation) {
  std::vector<Condition> conditions;
  for (const auto& contributor : explanation.contributors) {
    conditions.push_back(contributor.condition);
  }
  for (const auto& protection : explanation.protections) {
    conditions.push_back(protection.condition);
  }
  return conditions;
}

/// By how much the protections scale the hazards of units with a pattern.
double scale_of(const Explanation& explanation, std::uint64_t pattern) {
  double scale = 1;
  for (std::size_t index = 0; index < explanation.protections.size(); ++index) {
    const std::size_t bit = explanation.contributors.size() + index;
    if ((pattern >> bit & 1) != 0) scale *= explanation.protections[index].ratio;
  }
  return scale;
}

/// Sets each ratio to observed over expected, all else kept; returns the largest relative change.
double update_ratios(Explanation& explanation, const std::vector<PatternRow>& plain) {
  double change = 0;
  for (std::size_t index = 0; index < explanation.protections.size(); ++index) {
    const std::size_t bit = explanation.contributors.size() + index;
    double& ratio = explanation.protections[index].ratio;
    double failed = 0, expected = 0;
    for (const PatternRow& row : plain) {
      if ((row.pattern >> bit & 1) == 0) continue;
      failed += row.failed;
      expected += row.exposure * scale_of(explanation, row.pattern) / ratio *
                  explanation.model.risk(row.pattern);
    }
    const double updated = expected > 0 ? std::clamp(failed / expected, least_ratio, 1.0) : 1.0;
    change = std::max(change, std::abs(updated - ratio) / ratio);
    ratio = updated;
  }
  return change;
}

}  // namespace

Explanation fit(const Tally& tally, const CauseQuestion& question,
                std::vector<Contributor> contributors, std::vector<Protection> protections) {
  Explanation explanation;
  explanation.contributors = std::move(contributors);
  explanation.protections = std::move(protections);
  const std::vector<Condition> everything(1);
  const auto patterns =
      tally.count_by_pattern(question.kind, conditions_of(explanation), everything);
  std::vector<PatternRow> plain;
  for (const PatternCounts& entry : patterns.front()) {
    plain.push_back(
        {entry.pattern, entry.counts.exposure, static_cast<double>(entry.counts.failed)});
  }
  constexpr int most_rounds = 8;
  for (int round = 0; round < most_rounds; ++round) {
    explanation.rows.clear();
    for (const PatternRow& row : plain) {
      const double scaled = row.exposure * scale_of(explanation, row.pattern);
      explanation.rows.push_back({row.pattern, std::max(scaled, row.failed), row.failed});
    }
    explanation.model = fit_noisy_or(explanation.rows, explanation.contributors.size());
    if (explanation.protections.empty() || update_ratios(explanation, plain) < 1e-3) break;
  }
  return explanation;
}

Explanation without(const Tally& tally, const CauseQuestion& question,
                    const Explanation& explanation, std::size_t contributor) {
  auto contributors = explanation.contributors;
  contributors.erase(contributors.begin() + static_cast<std::ptrdiff_t>(contributor));
  return fit(tally, question, std::move(contributors), explanation.protections);
}

Explanation without_protection(const Tally& tally, const CauseQuestion& question,
                               const Explanation& explanation, std::size_t protection) {
  auto protections = explanation.protections;
  protections.erase(protections.begin() + static_cast<std::ptrdiff_t>(protection));
  return fit(tally, question, explanation.contributors, std::move(protections));
}

std::vector<Expectation> expectations(const Tally& tally, const CauseQuestion& question,
                                      const Explanation& explanation,
                                      const std::vector<Condition>& conditions) {
  const auto patterns =
      tally.count_by_pattern(question.kind, conditions_of(explanation), conditions);
  std::vector<Expectation> answers(conditions.size());
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    Expectation& answer = answers[index];
    for (const PatternCounts& entry : patterns[index]) {
      const auto failed = static_cast<double>(entry.counts.failed);
      const double scaled = entry.counts.exposure * scale_of(explanation, entry.pattern);
      answer.counts += entry.counts;
      answer.rows.push_back(
          {explanation.model.hazard(entry.pattern), std::max(scaled, failed), failed});
    }
    answer.expected = expected_failures(answer.rows);
  }
  return answers;
}

double adjusted_p(const Expectation& expectation, const Counts& total, const Penalty& penalty) {
  // Several failed lines of one order are one piece of evidence, so what is expected shrinks alike.
  const Counts& counts = expectation.counts;
  const double lines_per_order =
      counts.failed_orders > 0
          ? static_cast<double>(counts.failed) / static_cast<double>(counts.failed_orders)
          : 1;
  const double p = upper_tail(expectation.counts.failed_orders,
                              expectation.expected / lines_per_order, total.failed_orders);
  return penalty.expected(p);
}

double adjusted_p_of_deficit(const Expectation& expectation, const Penalty& penalty) {
  const Counts& counts = expectation.counts;
  const double orders = static_cast<double>(counts.failed_orders);
  const double lines_per_order =
      counts.failed_orders > 0 ? static_cast<double>(counts.failed) / orders : 1;
  const double expected = expectation.expected / lines_per_order;
  if (expected <= orders) return 1;
  return penalty.expected(boost::math::cdf(boost::math::poisson_distribution<>(expected), orders));
}

}  // namespace rastro
