#include "report/flat_review.h"

#include <algorithm>
#include <limits>

#include "report/assemble_causes.h"

namespace rastro {

namespace {

ReviewConditions words_of(const Condition& condition, const FlatTable& table) {
  ReviewConditions words;
  for (const Pair& pair : condition.pairs) {
    const FlatFactor& factor = table.factors[pair.factor];
    words.push_back({factor.name, factor.values[pair.value]});
  }
  return words;
}

std::string label_of(const ReviewConditions& conditions) {
  std::string label;
  for (const ReviewCondition& each : conditions) {
    label += (label.empty() ? "" : " & ") + each.factor + "=" + each.value;
  }
  return label;
}

ReviewCause make_cause(const Cause& found, std::size_t place, const FlatTable& table) {
  ReviewCause cause;
  cause.id = "C" + std::to_string(place + 1);
  cause.failure = table.failed_name;
  cause.conditions = words_of(found.condition, table);
  for (const Condition& other : found.same_as) cause.same_as.push_back(words_of(other, table));
  set_figures(found, cause);
  cause.cost_per_month = std::numeric_limits<double>::quiet_NaN();
  cause.course.clear();  // a table without days cannot tell it
  const std::string& kind = table.failed_name;
  cause.trail = {"failure:" + kind, "condition:" + kind + "/" + label_of(cause.conditions)};
  return cause;
}

ReviewFailure make_failure(const FlatTable& table, const KindFindings& findings) {
  ReviewFailure failure;
  failure.kind = table.failed_name;
  failure.exposed = table.units;
  failure.failed = table.units_failed;
  failure.rate = static_cast<double>(failure.failed) / static_cast<double>(failure.exposed);
  failure.unexplained = findings.unexplained;
  failure.explained = static_cast<double>(failure.failed) - failure.unexplained;
  return failure;
}

}  // namespace

FlatReview assemble_flat_review(const std::string& file, const FlatTable& table,
                                const FlatStructure& structure, const KindFindings& findings) {
  FlatReview review;
  review.input.file = file;
  review.input.rows = table.records;
  review.input.rejected = table.rejected;
  review.input.accepted = table.records - table.rejected;
  review.failure = make_failure(table, findings);
  review.is_aggregated = table.is_aggregated();
  for (const FlatFactor& factor : table.factors) review.factors.push_back(factor.name);
  review.left_out = structure.left_out;
  for (const auto& [inner, outer] : structure.nested) {
    review.nested.emplace_back(review.factors[inner], review.factors[outer]);
  }
  for (const std::size_t factor : structure.many_numbers) {
    review.many_numbers.emplace_back(review.factors[factor],
                                     table.factors[factor].values.size() - 1);
  }
  for (const Cause& cause : findings.causes) {
    review.causes.push_back(make_cause(cause, review.causes.size(), table));
  }
  for (const ClearedSuspect& suspect : findings.cleared) {
    const std::string by = suspect.explained_by ? review.causes[*suspect.explained_by].id : "";
    review.cleared.push_back({table.failed_name, words_of(suspect.condition, table),
                              suspect.risk_ratio, suspect.adjusted_risk_ratio, by});
  }
  return review;
}

}  // namespace rastro
