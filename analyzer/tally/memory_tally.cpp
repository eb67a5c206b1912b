#include "tally/memory_tally.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>

#include "tally/candidates.h"
#include "tally/pattern_groups.h"

namespace rastro {

namespace {

/// How many bits are set. std::popcount calls a function with a table where the processor is not
/// known to have the instruction, as on amd64 without further flags.
int bits_set(std::uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
  return static_cast<int>(bits * 0x0101010101010101u >> 56);
}

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  exposed += other.exposed;
  exposure += other.exposure;
  failed += other.failed;
  failed_orders += other.failed_orders;
  return *this;
}

std::span<const std::uint32_t> MemoryTally::list(const Pair& pair) const {
  const Factor& factor = factors_[pair.factor];
  if (pair.value + 1 >= factor.begin.size()) return {};
  return std::span(factor.slots)
      .subspan(factor.begin[pair.value], factor.begin[pair.value + 1] - factor.begin[pair.value]);
}

bool MemoryTally::meets(std::uint32_t slot, const Condition& condition) const {
  for (const Pair& pair : condition.pairs) {
    const auto& codes = factors_[pair.factor].codes;
    if (codes.empty() || codes[slot] != pair.value) return false;
  }
  const Day day = day_of_word_[slot / 64];
  return !condition.days || (day >= condition.days->from && day <= condition.days->to);
}

std::pair<std::size_t, std::size_t> MemoryTally::words_of(const Condition& condition) const {
  if (!condition.days) return {0, day_of_word_.size()};
  const auto begin = day_of_word_.begin(), end = day_of_word_.end();
  return {std::lower_bound(begin, end, condition.days->from) - begin,
          std::upper_bound(begin, end, condition.days->to) - begin};
}

template <typename Visit>
void MemoryTally::for_each_word(const Condition& condition, Visit visit) const {
  const Pair* rarest = nullptr;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  for (const Pair& pair : condition.pairs) {
    const std::size_t size = list(pair).size();
    if (size < fewest) {
      fewest = size;
      rarest = &pair;
    }
  }
  if (fewest == 0) return;
  if (rarest != nullptr && factors_[rarest->factor].bitmaps[rarest->value].empty()) {
    for_each_listed_word(*rarest, condition, visit);
    return;
  }
  const auto [first, last] = words_of(condition);
  std::vector<Word> met(last - first, ~Word{0});
  for (const Pair& pair : condition.pairs) {
    // One plain loop a pair: the compiler turns it into vector instructions.
    const Word* map = factors_[pair.factor].bitmaps[pair.value].data() + first;
    for (std::size_t word = 0; word < met.size(); ++word) met[word] &= map[word];
  }
  for (std::size_t word = 0; word < met.size(); ++word) {
    if (met[word] != 0) visit(first + word, met[word]);
  }
}

template <typename Visit>
void MemoryTally::for_each_listed_word(const Pair& rarest, const Condition& condition,
                                       Visit visit) const {
  std::vector<std::pair<const Code*, Code>> others;
  for (const Pair& pair : condition.pairs) {
    if (&pair != &rarest) others.emplace_back(factors_[pair.factor].codes.data(), pair.value);
  }
  const auto [first, last] = words_of(condition);
  Word bits = 0;
  std::size_t word = first;
  for (const std::uint32_t slot : list(rarest)) {
    if (slot / 64 != word) {
      if (bits != 0) visit(word, bits);
      bits = 0;
      word = slot / 64;
    }
    bool met = word >= first && word < last;
    for (const auto& [codes, value] : others) met = met && codes[slot] == value;
    bits |= Word{met} << (slot % 64);
  }
  if (bits != 0) visit(word, bits);
}

inline void MemoryTally::add_word(const Kind& kind, std::size_t word, Word bits,
                                  std::uint32_t& last_order, Counts& counts) const {
  bits &= kind.exposed[word];
  if (bits == 0) return;
  const int exposed = bits_set(bits);
  counts.exposed += exposed;
  counts.exposure += exposed * kind.weight[word];
  for (Word failed = bits & kind.failed[word]; failed != 0; failed &= failed - 1) {
    ++counts.failed;
    const std::uint32_t order = order_of_slot_[word * 64 + std::countr_zero(failed)];
    if (order == last_order) continue;
    last_order = order;
    ++counts.failed_orders;
  }
}

std::vector<ValueCount> MemoryTally::values(std::size_t kind, std::uint16_t factor) const {
  std::vector<ValueCount> values;
  if (kinds_[kind].exposed.empty() || factors_[factor].codes.empty()) return values;
  for (Code value = 1; value + 1 < factors_[factor].begin.size(); ++value) {
    std::int64_t exposed = 0;
    for (const std::uint32_t slot : list({factor, value})) {
      exposed += kinds_[kind].exposed[slot / 64] >> (slot % 64) & 1;
    }
    if (exposed > 0) values.push_back({value, exposed});
  }
  return values;
}

std::vector<std::vector<std::int64_t>> MemoryTally::pair_sizes(
    std::size_t kind, std::span<const FactorPair> pairs) const {
  std::vector<std::uint32_t> slots;
  for (std::size_t word = 0; word < kinds_[kind].exposed.size(); ++word) {
    for (Word bits = kinds_[kind].exposed[word]; bits != 0; bits &= bits - 1) {
      slots.push_back(static_cast<std::uint32_t>(word * 64 + std::countr_zero(bits)));
    }
  }
  std::vector<std::vector<std::int64_t>> answers;
  for (const FactorPair& pair : pairs) answers.push_back(sizes_of(pair, slots));
  return answers;
}

std::vector<std::int64_t> MemoryTally::sizes_of(const FactorPair& pair,
                                                const std::vector<std::uint32_t>& slots) const {
  const Factor& left = factors_[pair.left];
  const Factor& right = factors_[pair.right];
  if (left.codes.empty() || right.codes.empty()) return {};
  const std::size_t columns = right.begin.size() - 1;
  std::vector<std::uint32_t> table((left.begin.size() - 1) * columns, 0);
  for (const std::uint32_t slot : slots) {
    ++table[left.codes[slot] * columns + right.codes[slot]];
  }
  std::vector<std::int64_t> sizes;
  for (std::size_t row = 1; row + 1 < left.begin.size(); ++row) {
    for (std::size_t column = 1; column < columns; ++column) {
      if (table[row * columns + column] > 0) sizes.push_back(table[row * columns + column]);
    }
  }
  return sizes;
}

std::vector<CountedCondition> MemoryTally::candidates(std::size_t kind,
                                                      const CandidateSearch& search) const {
  FailedRows rows;
  for (const std::uint32_t slot : kinds_[kind].failed_slots) {
    rows.order.push_back(order_of_slot_[slot]);
    const auto after =
        std::upper_bound(search.since.begin(), search.since.end(), day_of_word_[slot / 64]);
    rows.recent.push_back(static_cast<std::uint8_t>(after - search.since.begin()));
  }
  CandidateSearch available = search;
  std::erase_if(available.factors, [&](auto factor) { return factors_[factor].codes.empty(); });
  for (const auto factor : available.factors) {
    auto& codes = rows.codes.emplace_back();
    for (const std::uint32_t slot : kinds_[kind].failed_slots) {
      codes.push_back(factors_[factor].codes[slot]);
    }
  }
  return enumerate_candidates(rows, available);
}

ExposedUnits MemoryTally::exposed_units(const Kind& kind) const {
  ExposedUnits units;
  for (std::size_t word = 0; word < kind.exposed.size(); ++word) {
    for (Word bits = kind.exposed[word]; bits != 0; bits &= bits - 1) {
      units.slots.push_back(static_cast<std::uint32_t>(word * 64 + std::countr_zero(bits)));
      units.weights.push_back(kind.weight[word]);
    }
  }
  units.failed_slots = kind.failed_slots;
  for (const std::uint32_t slot : units.failed_slots) units.orders.push_back(order_of_slot_[slot]);
  return units;
}

std::size_t MemoryTally::cost_of(const Condition& condition) const {
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  bool mapped = true;
  for (const Pair& pair : condition.pairs) {
    fewest = std::min(fewest, list(pair).size());
    mapped = mapped && !factors_[pair.factor].bitmaps.empty() &&
             pair.value < factors_[pair.factor].bitmaps.size() &&
             !factors_[pair.factor].bitmaps[pair.value].empty();
  }
  return mapped ? day_of_word_.size() * 2 : fewest;
}

std::vector<bool> MemoryTally::count_by_sets(std::size_t kind,
                                             std::span<const Condition> conditions,
                                             std::vector<Counts>& answers) const {
  constexpr std::size_t few = 64;
  std::vector<bool> answered(conditions.size(), false);
  if (conditions.size() < few) return answered;
  std::map<std::vector<std::uint16_t>, std::vector<std::size_t>> sets;
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    if (conditions[index].days || conditions[index].pairs.empty()) continue;
    std::vector<std::uint16_t> set;
    for (const Pair& pair : conditions[index].pairs) set.push_back(pair.factor);
    sets[set].push_back(index);
  }
  const ExposedUnits units = exposed_units(kinds_[kind]);
  for (const auto& [set, members] : sets) {
    std::size_t cost = 0;
    for (const std::size_t index : members) cost += cost_of(conditions[index]);
    if (cost < units.slots.size() * 2) continue;
    std::vector<CodeColumn> columns;
    for (const auto factor : set) {
      columns.push_back({&factors_[factor].codes, factors_[factor].begin.size()});
    }
    std::vector<const Condition*> asked;
    for (const std::size_t index : members) asked.push_back(&conditions[index]);
    SetCounter counter(units, std::move(columns));
    if (counter.prepare(asked) > SetCounter::most_cells) continue;
    const auto counts = counter.count(asked);
    for (std::size_t at = 0; at < members.size(); ++at) {
      answers[members[at]] = counts[at];
      answered[members[at]] = true;
    }
  }
  return answered;
}

std::vector<Counts> MemoryTally::count(std::size_t kind,
                                       std::span<const Condition> conditions) const {
  std::vector<Counts> answers(conditions.size());
  if (kinds_[kind].exposed.empty()) return answers;
  const auto answered = count_by_sets(kind, conditions, answers);
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    if (answered[index]) continue;
    std::uint32_t last_order = no_unit;
    for_each_word(conditions[index], [&](std::size_t word, Word bits) {
      add_word(kinds_[kind], word, bits, last_order, answers[index]);
    });
  }
  return answers;
}

std::vector<MemoryTally::Word> MemoryTally::bitmap(const Condition& condition) const {
  std::vector<Word> bits(day_of_word_.size(), 0);
  for_each_word(condition, [&](std::size_t word, Word found) { bits[word] = found; });
  return bits;
}

std::vector<std::vector<PatternCounts>> MemoryTally::count_by_pattern(
    std::size_t kind, std::span<const Condition> split, std::span<const Condition> within) const {
  std::vector<std::vector<PatternCounts>> answers(within.size());
  if (kinds_[kind].exposed.empty()) return answers;
  std::vector<std::vector<Word>> met;
  for (const Condition& condition : split) met.push_back(bitmap(condition));
  const PatternGroups groups(kinds_[kind].exposed, met);
  std::vector<Counts> counts(groups.patterns().size());
  std::vector<std::uint32_t> last_order(counts.size(), no_unit);  // an order may span two words
  for (std::size_t index = 0; index < within.size(); ++index) {
    std::vector<std::uint32_t> occurring;
    for_each_word(within[index], [&](std::size_t word, Word bits) {
      for (const auto& [group, units] : groups.parts(word)) {
        if ((bits & units) == 0) continue;
        if (counts[group].exposed == 0) occurring.push_back(group);
        add_word(kinds_[kind], word, bits & units, last_order[group], counts[group]);
      }
    });
    std::sort(occurring.begin(), occurring.end());
    for (const std::uint32_t group : occurring) {
      answers[index].push_back({groups.patterns()[group], std::exchange(counts[group], {})});
      last_order[group] = no_unit;
    }
  }
  return answers;
}

std::vector<std::vector<DayCounts>> MemoryTally::count_by_day(std::size_t kind,
                                                              std::span<const Condition> conditions,
                                                              Clock clock) const {
  std::vector<std::vector<DayCounts>> answers(conditions.size());
  if (kinds_[kind].exposed.empty()) return answers;
  const Day first = window_.from;
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    std::uint32_t last_order = no_unit;
    auto& counted = answers[index];
    for_each_word(conditions[index], [&](std::size_t word, Word bits) {
      const Day day = days(clock)[word];
      const auto place = static_cast<std::size_t>(day - first);
      while (counted.size() <= place) {
        counted.push_back({first + static_cast<Day>(counted.size()), {}});
      }
      add_word(kinds_[kind], word, bits, last_order, counted[place].counts);
    });
    std::erase_if(counted, [](const DayCounts& day) { return day.counts.exposed == 0; });
  }
  return answers;
}

std::vector<FailedUnit> MemoryTally::failed_units(std::size_t kind,
                                                  std::span<const Condition> split) const {
  std::vector<FailedUnit> units;
  for (const std::uint32_t slot : kinds_[kind].failed_slots) {
    FailedUnit& unit = units.emplace_back(FailedUnit{unit_of_slot_[slot], 0});
    for (std::size_t index = 0; index < split.size(); ++index) {
      if (meets(slot, split[index])) unit.pattern |= std::uint64_t{1} << index;
    }
  }
  std::sort(units.begin(), units.end(),
            [](const FailedUnit& left, const FailedUnit& right) { return left.unit < right.unit; });
  return units;
}

}  // namespace rastro
