#pragma once

#include <string>
#include <utility>
#include <vector>

#include "causes/findings.h"
#include "report/review.h"
#include "report/texts.h"
#include "tally/flat_factors.h"

namespace rastro {

/// What was found in one flat table, in the shape that the review has for it.
struct FlatReview {
  ReviewInput input;
  ReviewFailure failure;  ///< `kind` is the name of the column
  bool is_aggregated = false;
  std::vector<std::string> factors;
  int depth = 3;  ///< most factors in a condition
  std::vector<ColumnLeftOut> left_out;
  std::vector<std::pair<std::string, std::string>> nested;        ///< inner, outer
  std::vector<std::pair<std::string, std::size_t>> many_numbers;  ///< column, how many
  std::vector<ReviewCause> causes;  ///< without step, cost, ticket and orders
  std::vector<ReviewCleared> cleared;
};

/// `findings`: of the table's one failure kind.
FlatReview assemble_flat_review(const std::string& file, const FlatTable& table,
                                const FlatStructure& structure, const KindFindings& findings);

/// For a person, on a terminal.
std::string flat_review_text(const FlatReview& review, Locale locale);

/// For machines, schema rastro.causes/1 (data/causes.schema.json): causes and cleared suspects as
/// in review.json; what only a process model can tell is null.
std::string flat_review_json(const FlatReview& review);

}  // namespace rastro
