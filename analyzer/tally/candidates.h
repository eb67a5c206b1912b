#pragma once

#include "tally/tally.h"

namespace rastro {

/// The failed units only, column by column: what candidates are enumerated from.
struct FailedRows {
  std::vector<std::uint32_t> order;  ///< ascending
  /// How many of search.since are not after the row's day; none: the rows have no days.
  std::vector<std::uint8_t> recent;
  std::vector<std::vector<Code>> codes;  ///< [search.factors index][row]
  /// How many failed units a row stands for, each of an order of its own; none: one a row.
  std::vector<std::uint32_t> weight;
};

/// All conditions of up to search.depth pairs that at least search.least_failed_orders orders meet,
/// ascending. A condition is built only from parts that are frequent enough themselves (the
/// a-priori rule: Agrawal and Srikant 1994).
std::vector<CountedCondition> enumerate_candidates(const FailedRows& rows,
                                                   const CandidateSearch& search);

}  // namespace rastro
