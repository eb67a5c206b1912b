#include "causes/explanation.h"

#include <algorithm>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>

#include "causes/significance.h"

namespace rastro {

namespace {

/// Units up to so many times the leak's hazard are at the everyday rate.
constexpr double most_everyday = 3;
/// The share of expected failures that is not everyday's from which on it drowns what is new.
constexpr double least_drowned = 0.3;

/// Several failed lines of one order are one piece of evidence, so what is expected shrinks alike.
double excess_p(const Counts& counts, double expected, const Counts& total) {
  return upper_tail(counts.failed_orders, expected / lines_per_order(counts), total.failed_orders);
}

}  // namespace

double lines_per_order(const Counts& counts) {
  if (counts.failed_orders == 0) return 1;
  return static_cast<double>(counts.failed) / static_cast<double>(counts.failed_orders);
}

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

Explanation fit(const Tally& tally, const CauseQuestion& question,
                std::vector<Contributor> contributors, std::vector<Protection> protections) {
  Explanation explanation;
  explanation.contributors = std::move(contributors);
  explanation.protections = std::move(protections);
  const std::vector<Condition> everything(1);
  const auto patterns =
      tally.count_by_pattern(question.kind, conditions_of(explanation), everything);
  for (const PatternCounts& entry : patterns.front()) {
    const auto failed = static_cast<double>(entry.counts.failed);
    explanation.rows.push_back({entry.pattern, std::max(entry.counts.exposure, failed), failed});
  }
  std::vector<Reach> reaches;
  for (const Protection& protection : explanation.protections) reaches.push_back(protection.reach);
  explanation.model = fit_noisy_or(explanation.rows, explanation.contributors.size(), reaches);
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
    std::vector<HazardRow> everyday;
    for (const PatternCounts& entry : patterns[index]) {
      const auto failed = static_cast<double>(entry.counts.failed);
      answer.counts += entry.counts;
      const double hazard = explanation.model.hazard(entry.pattern);
      answer.rows.push_back({hazard, std::max(entry.counts.exposure, failed), failed});
      if (hazard > most_everyday * explanation.model.leak) continue;
      answer.everyday += entry.counts;
      everyday.push_back(answer.rows.back());
    }
    answer.expected = expected_failures(answer.rows);
    answer.everyday_expected = expected_failures(everyday);
  }
  return answers;
}

std::vector<CourseDay> days_of(const Tally& tally, const CauseQuestion& question,
                               const Explanation& explanation, const Condition& condition) {
  const Tally& wider = question.wider != nullptr ? *question.wider : tally;
  const auto counts = wider.count_by_day(question.kind, {&condition, 1}, Clock::dated).front();
  Counts all;
  std::vector<Condition> by_day;
  for (const DayCounts& day : counts) {
    all += day.counts;
    by_day.push_back({condition.pairs, DayRange{day.day, day.day}});
  }
  const auto expected = expectations(wider, question, explanation, by_day);
  std::vector<CourseDay> days;
  for (std::size_t place = 0; place < counts.size(); ++place) {
    days.push_back({counts[place].day, expected[place].expected / lines_per_order(all),
                    static_cast<double>(counts[place].counts.failed_orders),
                    counts[place].counts.exposure});
  }
  return days;
}

double adjusted_p(const Expectation& expectation, const Counts& total, const Penalty& penalty) {
  const double p = excess_p(expectation.counts, expectation.expected, total);
  const double drowned = expectation.expected - expectation.everyday_expected;
  if (drowned < least_drowned * expectation.expected) return penalty.expected(p);
  const double everyday = excess_p(expectation.everyday, expectation.everyday_expected, total);
  return penalty.expected(std::min(1.0, 2 * std::min(p, everyday)));
}

double adjusted_p_of_deficit(const Expectation& expectation, const Penalty& penalty) {
  const Counts& counts = expectation.counts;
  const auto orders = static_cast<double>(counts.failed_orders);
  const double expected = expectation.expected / lines_per_order(counts);
  if (expected <= orders) return 1;
  return penalty.expected(boost::math::cdf(boost::math::poisson_distribution<>(expected), orders));
}

}  // namespace rastro
