#pragma once

#include "tally/coded_rows.h"
#include "tally/tally.h"

namespace rastro {

/// Units that have neither a day nor an order in common: the rows of one flat table, each standing
/// for as many units as it weighs. There is one failure kind, 0; every failed unit counts as an
/// order of its own.
class FlatTally : public Tally {
 public:
  /// codes[factor][row]. exposed: units by row, or none where every row is one unit; failed: how
  /// many of them failed, no more than were exposed.
  FlatTally(std::vector<std::vector<Code>> codes, const std::vector<std::uint32_t>& exposed,
            const std::vector<std::uint32_t>& failed);

  /// Changes nothing: these units have no days.
  void weigh_days(std::size_t kind, std::span<const DayWeight> weights, Clock clock) override;
  std::vector<ValueCount> values(std::size_t kind, std::uint16_t factor) const override;
  std::vector<std::vector<std::int64_t>> pair_sizes(
      std::size_t kind, std::span<const FactorPair> pairs) const override;
  std::vector<CountedCondition> candidates(std::size_t kind,
                                           const CandidateSearch& search) const override;
  std::vector<Counts> count(std::size_t kind, std::span<const Condition> conditions) const override;
  std::vector<std::vector<PatternCounts>> count_by_pattern(
      std::size_t kind, std::span<const Condition> split,
      std::span<const Condition> within) const override;
  /// None for each condition.
  std::vector<std::vector<DayCounts>> count_by_day(std::size_t kind,
                                                   std::span<const Condition> conditions,
                                                   Clock clock) const override;
  /// Every row with failed units, once.
  std::vector<FailedUnit> failed_units(std::size_t kind,
                                       std::span<const Condition> split) const override;

 private:
  std::vector<std::uint32_t> rows_that_failed_;
  CodedRows failed_;  ///< only these, weighing what failed of them
  CodedRows all_;     ///< weighing what was exposed
};

}  // namespace rastro
