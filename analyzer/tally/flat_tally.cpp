#include "tally/flat_tally.h"

#include <numeric>

#include "base/parallel.h"
#include "tally/candidates.h"

namespace rastro {

namespace {

std::vector<std::uint32_t> rows_with_failures(const std::vector<std::uint32_t>& failed) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < failed.size(); ++row) {
    if (failed[row] > 0) rows.push_back(row);
  }
  return rows;
}

template <typename Value>
std::vector<Value> picked(const std::vector<Value>& values,
                          const std::vector<std::uint32_t>& rows) {
  std::vector<Value> chosen;
  chosen.reserve(rows.size());
  for (const std::uint32_t row : rows) chosen.push_back(values[row]);
  return chosen;
}

CodedRows failed_rows(const std::vector<std::vector<Code>>& codes,
                      const std::vector<std::uint32_t>& failed,
                      const std::vector<std::uint32_t>& rows) {
  std::vector<std::vector<Code>> chosen;
  chosen.reserve(codes.size());
  for (const auto& column : codes) chosen.push_back(picked(column, rows));
  return CodedRows(rows.size(), std::move(chosen), picked(failed, rows));
}

Counts counts_of(std::int64_t exposed, std::int64_t failed) {
  return {exposed, static_cast<double>(exposed), failed, failed};
}

}  // namespace

FlatTally::FlatTally(std::vector<std::vector<Code>> codes,
                     const std::vector<std::uint32_t>& exposed,
                     const std::vector<std::uint32_t>& failed)
    : rows_that_failed_(rows_with_failures(failed)),
      failed_(failed_rows(codes, failed, rows_that_failed_)),
      all_(failed.size(), std::move(codes), exposed) {}

void FlatTally::weigh_days(std::size_t /*kind*/, std::span<const DayWeight> /*weights*/,
                           Clock /*clock*/) {}

std::vector<std::vector<DayCounts>> FlatTally::count_by_day(std::size_t /*kind*/,
                                                            std::span<const Condition> conditions,
                                                            Clock /*clock*/) const {
  return std::vector<std::vector<DayCounts>>(conditions.size());
}

std::vector<ValueCount> FlatTally::values(std::size_t /*kind*/, std::uint16_t factor) const {
  std::vector<ValueCount> values;
  for (Code value = 1; value < all_.values(factor); ++value) {
    const std::int64_t exposed = all_.weight_of({factor, value});
    if (exposed > 0) values.push_back({value, exposed});
  }
  return values;
}

std::vector<std::vector<std::int64_t>> FlatTally::pair_sizes(
    std::size_t /*kind*/, std::span<const FactorPair> pairs) const {
  std::vector<std::vector<std::int64_t>> answers(pairs.size());
  in_parallel(pairs.size(), [&](std::size_t index) {
    answers[index] = all_.weights_of_pairs(pairs[index].left, pairs[index].right);
  });
  return answers;
}

std::vector<CountedCondition> FlatTally::candidates(std::size_t /*kind*/,
                                                    const CandidateSearch& search) const {
  FailedRows rows;
  rows.order.resize(failed_.size());
  std::iota(rows.order.begin(), rows.order.end(), 0u);
  for (std::size_t row = 0; row < failed_.size(); ++row) rows.weight.push_back(failed_.weight(row));
  for (const auto factor : search.factors) rows.codes.push_back(failed_.codes(factor));
  return enumerate_candidates(rows, search);
}

std::vector<Counts> FlatTally::count(std::size_t /*kind*/,
                                     std::span<const Condition> conditions) const {
  const auto exposed = all_.sums(conditions);
  const auto failed = failed_.sums(conditions);
  std::vector<Counts> answers;
  answers.reserve(conditions.size());
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    answers.push_back(counts_of(exposed[index], failed[index]));
  }
  return answers;
}

std::vector<std::vector<PatternCounts>> FlatTally::count_by_pattern(
    std::size_t /*kind*/, std::span<const Condition> split,
    std::span<const Condition> within) const {
  const auto exposed = all_.sums_by_pattern(split, within);
  const auto failed = failed_.sums_by_pattern(split, within);
  std::vector<std::vector<PatternCounts>> answers(within.size());
  for (std::size_t index = 0; index < within.size(); ++index) {
    // What failed was exposed: its patterns are among these.
    auto next = failed[index].begin();
    for (const PatternSum& entry : exposed[index]) {
      const bool any = next != failed[index].end() && next->pattern == entry.pattern;
      answers[index].push_back({entry.pattern, counts_of(entry.weight, any ? next->weight : 0)});
      if (any) ++next;
    }
  }
  return answers;
}

std::vector<FailedUnit> FlatTally::failed_units(std::size_t /*kind*/,
                                                std::span<const Condition> split) const {
  std::vector<FailedUnit> units;
  units.reserve(failed_.size());
  for (std::size_t row = 0; row < failed_.size(); ++row) {
    FailedUnit& unit = units.emplace_back(FailedUnit{rows_that_failed_[row], 0});
    for (std::size_t index = 0; index < split.size(); ++index) {
      if (failed_.meets(row, split[index])) unit.pattern |= std::uint64_t{1} << index;
    }
  }
  return units;
}

}  // namespace rastro
