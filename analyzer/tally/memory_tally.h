#pragma once

#include <utility>

#include "tally/set_counter.h"
#include "tally/tally.h"
#include "tally/unit_table.h"

namespace rastro {

/// Counting in memory. Units are laid out so that each day begins at a multiple of 64, which makes
/// a set of units a bitmap whose words belong to one day each (and to one order day, where the two
/// differ); common values are kept as bitmaps, rare ones as lists of units.
class MemoryTally : public Tally {
 public:
  /// Takes the units of `table` whose order day lies in `window`; `dated`: the day of each unit by
  /// which it counts them. The table must outlive nothing: what is needed is copied.
  MemoryTally(const UnitTable& table, DayRange window, const std::vector<Day>& dated);
  /// Counts by order day.
  MemoryTally(const UnitTable& table, DayRange window) : MemoryTally(table, window, table.day) {}

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
  std::vector<std::vector<DayCounts>> count_by_day(std::size_t kind,
                                                   std::span<const Condition> conditions,
                                                   Clock clock) const override;
  std::vector<FailedUnit> failed_units(std::size_t kind,
                                       std::span<const Condition> split) const override;

 private:
  using Word = std::uint64_t;

  /// The slots that bear each value of a factor: slots[begin[v], begin[v+1]).
  struct Factor {
    std::vector<Code> codes;  ///< by slot
    std::vector<std::uint32_t> begin;
    std::vector<std::uint32_t> slots;
    std::vector<std::vector<Word>> bitmaps;  ///< by value; empty for rare values
  };
  struct Kind {
    std::vector<Word> exposed;
    std::vector<Word> failed;
    std::vector<double> maturity;                    ///< by word
    std::vector<double> by_dated_day, by_order_day;  ///< by word, the weights set for its days
    std::vector<double> weight;                      ///< all of these multiplied
    std::vector<std::uint32_t> failed_slots;
  };

  const std::vector<Day>& days(Clock clock) const {
    return clock == Clock::dated ? day_of_word_ : order_day_of_word_;
  }
  void lay_out_units(const UnitTable& table, DayRange window, const std::vector<Day>& dated);
  void lay_out(const FactorColumn& column, Factor& factor) const;
  void lay_out(const UnitTable& table, const FailureColumn& column, Kind& kind) const;
  std::span<const std::uint32_t> list(const Pair& pair) const;
  bool meets(std::uint32_t slot, const Condition& condition) const;
  /// Calls visit(word index, bits) for every word with units that meet the condition.
  template <typename Visit>
  void for_each_word(const Condition& condition, Visit visit) const;
  /// The same from the list of the condition's rarest pair.
  template <typename Visit>
  void for_each_listed_word(const Pair& rarest, const Condition& condition, Visit visit) const;
  /// First and one past the last word of the condition's days.
  std::pair<std::size_t, std::size_t> words_of(const Condition& condition) const;
  void add_word(const Kind& kind, std::size_t word, Word bits, std::uint32_t& last_order,
                Counts& counts) const;
  ExposedUnits exposed_units(const Kind& kind) const;
  /// Looks at memory that counting a condition by itself takes, roughly.
  std::size_t cost_of(const Condition& condition) const;
  /// Counts what is worth it by whole sets of factors; marks what it has answered.
  std::vector<bool> count_by_sets(std::size_t kind, std::span<const Condition> conditions,
                                  std::vector<Counts>& answers) const;
  std::vector<std::int64_t> sizes_of(const FactorPair& pair,
                                     const std::vector<std::uint32_t>& slots) const;
  std::vector<Word> bitmap(const Condition& condition) const;

  DayRange window_;
  std::vector<std::uint32_t> unit_of_slot_;
  std::vector<std::uint32_t> order_of_slot_;
  std::vector<Day> day_of_word_;        ///< ascending
  std::vector<Day> order_day_of_word_;  ///< on which it depends how many failures are known
  std::vector<Factor> factors_;
  std::vector<Kind> kinds_;
};

}  // namespace rastro
