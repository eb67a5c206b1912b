#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "tally/condition.h"

namespace rastro {

/// The answer to "how many exposed, how many failed?".
struct Counts {
  std::int64_t exposed = 0;  ///< units that could have failed
  double exposure = 0;  ///< the same, each weighted by how likely a failure would be known by now
  std::int64_t failed = 0;
  std::int64_t failed_orders = 0;  ///< orders among the failed: two lines of one order count once

  Counts& operator+=(const Counts& other);
  bool operator==(const Counts&) const = default;
};

struct CountedCondition {
  Condition condition;
  std::int64_t failed = 0;
  std::int64_t failed_orders = 0;
  /// By CandidateSearch::since: orders with failed units of that day or later.
  std::array<std::int64_t, 3> failed_orders_since{};
};

/// Counts of the units that meet exactly the same of some asked conditions.
struct PatternCounts {
  std::uint64_t pattern = 0;  ///< bit i: condition i is met
  Counts counts;
};

struct DayCounts {
  Day day = 0;
  Counts counts;
};

/// One value of a factor and how many exposed units bear it.
struct ValueCount {
  Code value = 0;
  std::int64_t exposed = 0;
};

/// Which day of a unit counts: that by which its failure is dated, which is what the days of
/// conditions mean, or that on which it was ordered.
enum class Clock { dated, ordered };

/// What a unit of a day counts in `exposure`, beside its maturity.
struct DayWeight {
  Day day = 0;
  double weight = 1;
};

struct FactorPair {
  std::uint16_t left = 0, right = 0;
};

/// A failed unit and which of the asked conditions it meets.
struct FailedUnit {
  std::size_t unit = 0;  ///< row of the unit table
  std::uint64_t pattern = 0;
};

/// What candidates to enumerate.
struct CandidateSearch {
  std::vector<std::uint16_t> factors;  ///< ascending
  /// Whether two factors may stand in one condition (not where one is nested in the other).
  std::function<bool(std::uint16_t, std::uint16_t)> may_pair;
  int depth = 3;  ///< most pairs in a condition, 1 to 3
  std::int64_t least_failed_orders = 3;
  std::vector<Day> since{};  ///< at most 3 days, ascending
};

/// Counting questions about the units of one kind within the window, in batches. This is the one
/// seam for scale: the analysis asks nothing else of the data, so a remote engine can stand behind
/// it. `kind` counts the process model's failure kinds and must be one of this unit. Questions may
/// come from several threads at once.
class Tally {
 public:
  virtual ~Tally() = default;

  /// From now on exposure of a failure kind counts so much on these days, 1 on others; a unit's two
  /// days multiply. Nothing else changes. Not while another thread asks about the same kind.
  /// weights: ascending by day.
  virtual void weigh_days(std::size_t kind, std::span<const DayWeight> weights, Clock clock) = 0;
  /// Values of a factor that exposed units bear, ascending by code; without the missing value.
  virtual std::vector<ValueCount> values(std::size_t kind, std::uint16_t factor) const = 0;
  /// For each pair of factors, how many exposed units bear each combination of values that occurs,
  /// in no particular but always the same order; without missing values.
  virtual std::vector<std::vector<std::int64_t>> pair_sizes(
      std::size_t kind, std::span<const FactorPair> pairs) const = 0;
  /// Conditions met by at least so many orders with failed units, ascending.
  virtual std::vector<CountedCondition> candidates(std::size_t kind,
                                                   const CandidateSearch& search) const = 0;
  virtual std::vector<Counts> count(std::size_t kind,
                                    std::span<const Condition> conditions) const = 0;
  /// For each of `within` (an empty condition: all units), its counts split by which of `split` are
  /// met: at most 64 of them; only patterns that occur, ascending.
  virtual std::vector<std::vector<PatternCounts>> count_by_pattern(
      std::size_t kind, std::span<const Condition> split,
      std::span<const Condition> within) const = 0;
  /// For each condition (an empty one: all units) the days on which its units are exposed,
  /// ascending.
  virtual std::vector<std::vector<DayCounts>> count_by_day(std::size_t kind,
                                                           std::span<const Condition> conditions,
                                                           Clock clock) const = 0;
  /// Every failed unit, ascending, with which of `split` (at most 64) it meets.
  virtual std::vector<FailedUnit> failed_units(std::size_t kind,
                                               std::span<const Condition> split) const = 0;
};

}  // namespace rastro
