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
/// look at the units for each condition would take longer.
class SetCounter {
 public:
  /// columns: of the conditions' factors, in their order.
  SetCounter(const ExposedUnits& units, std::vector<CodeColumn> columns)
      : units_(units), columns_(std::move(columns)) {}

  /// Cells that the conditions need; more than `most_cells` is too many.
  static constexpr std::size_t most_cells = std::size_t{1} << 21;
  std::size_t prepare(std::span<const Condition* const> conditions);
  /// Counts of the conditions given to prepare().
  std::vector<Counts> count(std::span<const Condition* const> conditions) const;

 private:
  /// Which condition the unit meets, counted from 1; 0: none.
  std::uint32_t asked_of(std::uint32_t slot, const std::vector<std::uint32_t>& asked) const {
    std::size_t cell = 0;
    for (std::size_t at = 0; at < columns_.size(); ++at) {
      cell = cell * widths_[at] + places_[at][(*columns_[at].codes)[slot]];
    }
    return asked[cell];
  }

  const ExposedUnits& units_;
  std::vector<CodeColumn> columns_;
  std::vector<std::vector<std::uint32_t>> places_;  ///< by factor and code; 0: not asked for
  std::vector<std::size_t> widths_;
};

}  // namespace rastro
