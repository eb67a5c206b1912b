#pragma once

#include <string>
#include <vector>

#include "tally/flat_table.h"

namespace rastro {

/// A column that can tell nothing about causes, and why.
struct ColumnLeftOut {
  enum class Why {
    empty,     ///< nothing is recorded in any row
    constant,  ///< the same value in every row
    unique     ///< another value in nearly every row: an identifier, or a measurement
  };
  std::string name;
  Why why = Why::empty;
};

/// How the factors of a table hang together. Factors count the table's.
struct FlatStructure {
  std::vector<ColumnLeftOut> left_out;
  /// inner, outer: each value of the inner one occurs with one value of the outer one only.
  std::vector<std::pair<std::size_t, std::size_t>> nested;
  std::vector<std::size_t> many_numbers;  ///< factors of a great many different numbers

  bool are_nested(std::size_t left, std::size_t right) const;
};

/// Removes the columns that tell nothing and finds out which of the others are nested. Rows in
/// which one of the two is not recorded say nothing about it.
FlatStructure settle_factors(FlatTable& table);

/// Whether conditions of up to `depth` factors may be too many to be kept in memory: as many of
/// each set of factors as would have three failed units, were the failures spread evenly over them.
bool are_too_many(const FlatTable& table, int depth);

}  // namespace rastro
