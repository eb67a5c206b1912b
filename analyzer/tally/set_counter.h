#pragma once

#include <span>
#include <vector>

#include "tally/tally.h"

namespace rastro {

/// The exposed units of one failure kind, one behind the other.
struct ExposedUnits {
  std::vector<std::uint32_t> slots;  ///< places in the columns of codes
  std::vector<double> weights;       ///< what each counts as exposure
  std::vector<std::uint32_t> failed_slots;
  std::vector<std::uint32_t> orders;  ///< of each failed one; equal ones follow each other
};

/// A factor's values, by slot, all of them below `codes_end`.
struct CodeColumn {
  const std::vector<Code>* codes = nullptr;
  std::size_t codes_end = 0;
};

/// Counts many conditions over the same one to three factors in one pass over the units, where one
/// look at the units for each condition would take longer. Each combination of values that may be
/// asked for has a cell, which tells the condition, if any.
class SetCounter {
 public:
  /// columns: of the conditions' factors, in their order.
  SetCounter(const ExposedUnits& units, std::vector<CodeColumn> columns)
      : units_(units), columns_(std::move(columns)) {}

  /// Returns the cells that the conditions need; more than `most_cells` is too many.
  static constexpr std::size_t most_cells = std::size_t{1} << 21;
  std::size_t prepare(std::span<const Condition* const> conditions);
  /// Counts of the conditions given to prepare().
  std::vector<Counts> count(std::span<const Condition* const> conditions) const;

 private:
  /// Adds up the units into `counted`, by which condition they meet, counted from 1.
  template <std::size_t factors>
  void add_up(const std::vector<std::uint32_t>& asked, std::vector<Counts>& counted) const;

  const ExposedUnits& units_;
  std::vector<CodeColumn> columns_;
  /// By factor and code: its part of the cell's number; 0: not asked for.
  std::vector<std::vector<std::uint32_t>> places_;
  std::size_t cells_ = 1;
};

}  // namespace rastro
