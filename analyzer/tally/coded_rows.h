#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tally/condition.h"

namespace rastro {

/// The weight of rows that meet exactly the same of some conditions.
struct PatternSum {
  std::uint64_t pattern = 0;  ///< bit i: condition i is met
  std::int64_t weight = 0;
};

/// Rows without days, as codes by factor, each with a weight; answers what rows that meet a
/// condition weigh together, for hundreds of thousands of conditions at once. Conditions that share
/// their rarest value are answered from one look at the rows that bear it. Conditions of certain
/// days are met by no row.
class CodedRows {
 public:
  /// codes[factor][row]; `size` of each. weights: one a row, or none where every row weighs 1.
  CodedRows(std::size_t size, std::vector<std::vector<Code>> codes,
            std::vector<std::uint32_t> weights = {});

  std::size_t size() const { return size_; }
  std::size_t factors() const { return factors_.size(); }
  /// The codes of a factor lie below this; 0 is "not recorded".
  std::size_t values(std::size_t factor) const { return factors_[factor].begin.size() - 1; }
  const std::vector<Code>& codes(std::size_t factor) const { return factors_[factor].codes; }
  std::uint32_t weight(std::size_t row) const { return weights_.empty() ? 1 : weights_[row]; }
  /// Rows that bear a value, ascending; none for "not recorded".
  std::span<const std::uint32_t> rows_with(const Pair& pair) const;
  std::int64_t weight_of(const Pair& pair) const;
  /// What the rows of each combination of two factors' values weigh, of those that weigh anything.
  std::vector<std::int64_t> weights_of_pairs(std::uint16_t left, std::uint16_t right) const;
  /// The pair that fewest rows bear; the condition has at least one.
  const Pair& rarest(const Condition& condition) const;
  bool meets(std::size_t row, const Condition& condition) const;
  /// All of them, ascending.
  std::vector<std::uint32_t> rows_meeting(const Condition& condition) const;

  std::vector<std::int64_t> sums(std::span<const Condition> conditions) const;
  /// For each of `within`, split by which of `split` (at most 64) are met; only patterns that
  /// occur, ascending.
  std::vector<std::vector<PatternSum>> sums_by_pattern(std::span<const Condition> split,
                                                       std::span<const Condition> within) const;

 private:
  /// The rows that bear each value: rows[begin[v], begin[v + 1]).
  struct Factor {
    std::vector<Code> codes;
    std::vector<std::uint32_t> begin;
    std::vector<std::uint32_t> rows;
  };
  /// A row that meets some of the conditions asked about.
  struct RowPattern {
    std::uint32_t row = 0;
    std::uint64_t pattern = 0;
  };

  std::vector<std::int64_t> weights_of_many_pairs(std::uint16_t left, std::uint16_t right) const;
  std::vector<RowPattern> rows_meeting_any(std::span<const Condition> conditions) const;
  std::vector<PatternSum> sum_all(const std::vector<RowPattern>& met) const;
  void sum_within(const std::vector<RowPattern>& met, const std::vector<PatternSum>& patterns,
                  std::span<const Condition> within,
                  std::vector<std::vector<PatternSum>>& answers) const;

  std::size_t size_ = 0;
  std::int64_t total_ = 0;
  std::vector<Factor> factors_;
  std::vector<std::uint32_t> weights_;
};

}  // namespace rastro
