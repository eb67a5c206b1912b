#include "tally/coded_rows.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "base/parallel.h"
#include "tally/tabulation.h"

namespace rastro {

namespace {

/// Weights with their patterns, in any order, added up by pattern.
std::vector<PatternSum> added_up(std::vector<PatternSum> parts) {
  std::sort(parts.begin(), parts.end(),
            [](const auto& left, const auto& right) { return left.pattern < right.pattern; });
  std::vector<PatternSum> sums;
  for (const PatternSum& part : parts) {
    if (sums.empty() || sums.back().pattern != part.pattern) sums.push_back({part.pattern, 0});
    sums.back().weight += part.weight;
  }
  return sums;
}

}  // namespace

CodedRows::CodedRows(std::size_t size, std::vector<std::vector<Code>> codes,
                     std::vector<std::uint32_t> weights)
    : size_(size), factors_(codes.size()), weights_(std::move(weights)) {
  total_ = weights_.empty() ? static_cast<std::int64_t>(size_)
                            : std::accumulate(weights_.begin(), weights_.end(), std::int64_t{0});
  in_parallel(codes.size(), [&](std::size_t index) {
    Factor& factor = factors_[index];
    factor.codes = std::move(codes[index]);
    const auto largest = std::max_element(factor.codes.begin(), factor.codes.end());
    const std::size_t values = largest == factor.codes.end() ? 1 : std::size_t{*largest} + 1;
    factor.begin.resize(values + 1, 0);
    for (const Code code : factor.codes) ++factor.begin[code + 1];
    factor.begin[1] = 0;  // rows without a value are listed nowhere
    std::partial_sum(factor.begin.begin(), factor.begin.end(), factor.begin.begin());
    factor.rows.resize(factor.begin.back());
    auto next = factor.begin;
    for (std::uint32_t row = 0; row < factor.codes.size(); ++row) {
      if (factor.codes[row] != 0) factor.rows[next[factor.codes[row]]++] = row;
    }
  });
}

std::span<const std::uint32_t> CodedRows::rows_with(const Pair& pair) const {
  const Factor& factor = factors_[pair.factor];
  if (pair.value + 1 >= factor.begin.size()) return {};
  return std::span(factor.rows)
      .subspan(factor.begin[pair.value], factor.begin[pair.value + 1] - factor.begin[pair.value]);
}

std::int64_t CodedRows::weight_of(const Pair& pair) const {
  const auto rows = rows_with(pair);
  if (weights_.empty()) return static_cast<std::int64_t>(rows.size());
  std::int64_t sum = 0;
  for (const std::uint32_t row : rows) sum += weights_[row];
  return sum;
}

std::vector<std::int64_t> CodedRows::weights_of_pairs(std::uint16_t left,
                                                      std::uint16_t right) const {
  constexpr std::size_t most_cells = std::size_t{1} << 21;
  if (values(left) * values(right) > most_cells) return weights_of_many_pairs(left, right);
  const Code* first = factors_[left].codes.data();
  const Code* second = factors_[right].codes.data();
  const std::size_t width = values(right);
  std::vector<std::int64_t> cells(values(left) * width, 0);
  for (std::size_t row = 0; row < size_; ++row) {
    cells[first[row] * width + second[row]] += weight(row);
  }
  std::vector<std::int64_t> weights;
  for (std::size_t cell = width; cell < cells.size(); ++cell) {
    if (cell % width != 0 && cells[cell] > 0) weights.push_back(cells[cell]);
  }
  return weights;
}

/// By the rows of each value of one factor: a table of all combinations could be far larger than
/// the rows themselves.
std::vector<std::int64_t> CodedRows::weights_of_many_pairs(std::uint16_t left,
                                                           std::uint16_t right) const {
  const std::vector<Code>& others = factors_[right].codes;
  std::vector<std::int64_t> weights, of_value(values(right), 0);
  std::vector<Code> seen;
  for (Code value = 1; value < values(left); ++value) {
    for (const std::uint32_t row : rows_with({left, value})) {
      std::int64_t& sum = of_value[others[row]];
      if (sum == 0) seen.push_back(others[row]);
      sum += weight(row);
    }
    for (const Code other : seen) {
      if (other != 0 && of_value[other] > 0) weights.push_back(of_value[other]);
      of_value[other] = 0;
    }
    seen.clear();
  }
  return weights;
}

const Pair& CodedRows::rarest(const Condition& condition) const {
  const Pair* found = &condition.pairs.front();
  for (const Pair& pair : condition.pairs) {
    if (rows_with(pair).size() < rows_with(*found).size()) found = &pair;
  }
  return *found;
}

bool CodedRows::meets(std::size_t row, const Condition& condition) const {
  return !condition.days &&
         std::all_of(condition.pairs.begin(), condition.pairs.end(), [&](const Pair& pair) {
           return factors_[pair.factor].codes[row] == pair.value;
         });
}

std::vector<std::uint32_t> CodedRows::rows_meeting(const Condition& condition) const {
  std::vector<std::uint32_t> met;
  if (condition.days) return met;
  if (condition.pairs.empty()) {
    met.resize(size_);
    std::iota(met.begin(), met.end(), 0u);
    return met;
  }
  const Pair& first = rarest(condition);
  const auto rows = rows_with(first);
  met.assign(rows.begin(), rows.end());
  for (const Pair& pair : condition.pairs) {
    if (pair == first) continue;
    const Code* codes = factors_[pair.factor].codes.data();
    std::erase_if(met, [&](std::uint32_t row) { return codes[row] != pair.value; });
  }
  return met;
}

std::vector<std::int64_t> CodedRows::sums(std::span<const Condition> conditions) const {
  std::vector<std::int64_t> answers(conditions.size());
  Tabulation(*this, {}, 1).run(conditions, [&](std::size_t index, auto sums) {
    answers[index] = sums.front();
  });
  return answers;
}

/// The rows that meet at least one of the conditions, ascending; bit i: condition i is met.
std::vector<CodedRows::RowPattern> CodedRows::rows_meeting_any(
    std::span<const Condition> conditions) const {
  std::vector<RowPattern> met, merged;
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    const std::uint64_t bit = std::uint64_t{1} << index;
    merged.clear();
    auto before = met.begin();
    const auto take = [&](std::uint32_t row) {
      for (; before != met.end() && before->row < row; ++before) merged.push_back(*before);
      std::uint64_t pattern = bit;
      if (before != met.end() && before->row == row) pattern |= before++->pattern;
      merged.push_back({row, pattern});
    };
    for (const std::uint32_t row : rows_meeting(conditions[index])) take(row);
    merged.insert(merged.end(), before, met.end());
    met.swap(merged);
  }
  return met;
}

/// All rows by pattern; those that are not in `met` have pattern 0.
std::vector<PatternSum> CodedRows::sum_all(const std::vector<RowPattern>& met) const {
  std::vector<PatternSum> parts;
  std::int64_t rest = total_;
  for (const RowPattern& row : met) {
    const std::int64_t weight = this->weight(row.row);
    rest -= weight;
    if (!parts.empty() && parts.back().pattern == row.pattern) {
      parts.back().weight += weight;
    } else {
      parts.push_back({row.pattern, weight});
    }
  }
  if (met.size() < size_) parts.push_back({0, rest});
  return added_up(std::move(parts));
}

/// `patterns`: all that occur.
void CodedRows::sum_within(const std::vector<RowPattern>& met,
                           const std::vector<PatternSum>& patterns,
                           std::span<const Condition> within,
                           std::vector<std::vector<PatternSum>>& answers) const {
  const auto class_of = [&](std::uint64_t pattern) {
    const auto place = std::lower_bound(
        patterns.begin(), patterns.end(), pattern,
        [](const PatternSum& entry, std::uint64_t wanted) { return entry.pattern < wanted; });
    return static_cast<std::uint32_t>(place - patterns.begin());
  };
  // Pattern 0 comes first where it occurs, and where it does not, every row is in `met`.
  std::vector<std::uint32_t> class_of_row(patterns.size() > 1 ? size_ : 0, 0);
  for (const RowPattern& row : met) {
    if (!class_of_row.empty()) class_of_row[row.row] = class_of(row.pattern);
  }
  Tabulation(*this, class_of_row, patterns.size()).run(within, [&](std::size_t index, auto sums) {
    for (std::size_t place = 0; place < sums.size(); ++place) {
      if (sums[place] != 0) answers[index].push_back({patterns[place].pattern, sums[place]});
    }
  });
}

std::vector<std::vector<PatternSum>> CodedRows::sums_by_pattern(
    std::span<const Condition> split, std::span<const Condition> within) const {
  std::vector<std::vector<PatternSum>> answers(within.size());
  const auto met = rows_meeting_any(split);
  const auto patterns = sum_all(met);
  const bool all_only = std::all_of(within.begin(), within.end(), [](const Condition& condition) {
    return condition.pairs.empty() && !condition.days;
  });
  if (all_only) {
    auto occurring = patterns;
    std::erase_if(occurring, [](const PatternSum& entry) { return entry.weight == 0; });
    answers.assign(within.size(), occurring);
  } else {
    sum_within(met, patterns, within, answers);
  }
  return answers;
}

}  // namespace rastro
