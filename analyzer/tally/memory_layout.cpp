// How MemoryTally lays out the units, their values and failures; the questions are answered in
// memory_tally.cpp.

#include <algorithm>

#include "base/parallel.h"
#include "tally/memory_tally.h"

namespace rastro {

MemoryTally::MemoryTally(const UnitTable& table, DayRange window, const std::vector<Day>& dated)
    : window_(window) {
  lay_out_units(table, window, dated);
  factors_.resize(table.factors.size());
  kinds_.resize(table.failures.size());
  in_parallel(factors_.size() + kinds_.size(), [&](std::size_t index) {
    if (index < factors_.size()) {
      lay_out(table.factors[index], factors_[index]);
    } else {
      lay_out(table, table.failures[index - factors_.size()], kinds_[index - factors_.size()]);
    }
  });
}

void MemoryTally::lay_out_units(const UnitTable& table, DayRange window,
                                const std::vector<Day>& dated) {
  std::vector<std::uint32_t> units;
  for (std::uint32_t unit = 0; unit < table.size(); ++unit) {
    if (table.day[unit] >= window.from && table.day[unit] <= window.to) units.push_back(unit);
  }
  const auto days_of = [&](std::uint32_t unit) { return std::pair(dated[unit], table.day[unit]); };
  std::stable_sort(units.begin(), units.end(), [&](std::uint32_t left, std::uint32_t right) {
    return days_of(left) < days_of(right);
  });
  for (std::size_t place = 0; place < units.size(); ++place) {
    const std::uint32_t unit = units[place];
    if (place > 0 && days_of(unit) != days_of(units[place - 1])) {
      unit_of_slot_.resize((unit_of_slot_.size() + 63) / 64 * 64, no_unit);
    }
    if (unit_of_slot_.size() % 64 == 0) {
      day_of_word_.push_back(dated[unit]);
      order_day_of_word_.push_back(table.day[unit]);
    }
    unit_of_slot_.push_back(unit);
  }
  unit_of_slot_.resize(day_of_word_.size() * 64, no_unit);
  for (const std::uint32_t unit : unit_of_slot_) {
    order_of_slot_.push_back(unit == no_unit ? no_unit : table.order[unit]);
  }
}

void MemoryTally::lay_out(const FactorColumn& column, Factor& factor) const {
  if (!column.available()) return;
  factor.codes.resize(unit_of_slot_.size(), 0);
  factor.begin.resize(column.dictionary.size() + 1, 0);
  for (std::size_t slot = 0; slot < unit_of_slot_.size(); ++slot) {
    if (unit_of_slot_[slot] == no_unit) continue;
    factor.codes[slot] = column.codes[unit_of_slot_[slot]];
    if (factor.codes[slot] != 0) ++factor.begin[factor.codes[slot] + 1];
  }
  for (std::size_t value = 1; value < factor.begin.size(); ++value) {
    factor.begin[value] += factor.begin[value - 1];
  }
  factor.slots.resize(factor.begin.back());
  auto next = factor.begin;
  for (std::uint32_t slot = 0; slot < factor.codes.size(); ++slot) {
    if (factor.codes[slot] != 0) factor.slots[next[factor.codes[slot]]++] = slot;
  }
  // Above one unit in 32, the bitmap is both smaller than the list and faster to intersect.
  factor.bitmaps.resize(column.dictionary.size());
  for (Code value = 1; value < factor.bitmaps.size(); ++value) {
    const std::size_t size = factor.begin[value + 1] - factor.begin[value];
    if (size * 32 < unit_of_slot_.size()) continue;
    auto& bits = factor.bitmaps[value];
    bits.resize(day_of_word_.size(), 0);
    for (std::uint32_t index = factor.begin[value]; index < factor.begin[value + 1]; ++index) {
      bits[factor.slots[index] / 64] |= Word{1} << (factor.slots[index] % 64);
    }
  }
}

void MemoryTally::lay_out(const UnitTable& table, const FailureColumn& column, Kind& kind) const {
  if (!column.measurable) return;
  kind.exposed.resize(day_of_word_.size(), 0);
  kind.failed.resize(day_of_word_.size(), 0);
  for (std::uint32_t slot = 0; slot < unit_of_slot_.size(); ++slot) {
    const std::uint32_t unit = unit_of_slot_[slot];
    if (unit == no_unit || column.exposed[unit] == 0) continue;
    kind.exposed[slot / 64] |= Word{1} << (slot % 64);
    if (column.failed[unit] == 0) continue;
    kind.failed[slot / 64] |= Word{1} << (slot % 64);
    kind.failed_slots.push_back(slot);
  }
  for (const Day day : order_day_of_word_) {
    kind.maturity.push_back(column.maturity_at(table.seen_until - day));
  }
  kind.weight = kind.maturity;
  kind.by_dated_day.assign(kind.maturity.size(), 1);
  kind.by_order_day = kind.by_dated_day;
}

void MemoryTally::weigh_days(std::size_t kind, std::span<const DayWeight> weights, Clock clock) {
  Kind& weighed = kinds_[kind];
  auto& of_clock = clock == Clock::dated ? weighed.by_dated_day : weighed.by_order_day;
  of_clock.assign(weighed.maturity.size(), 1);
  const auto earlier = [](const DayWeight& left, Day right) { return left.day < right; };
  for (std::size_t word = 0; word < of_clock.size(); ++word) {
    const Day day = days(clock)[word];
    const auto found = std::lower_bound(weights.begin(), weights.end(), day, earlier);
    if (found != weights.end() && found->day == day) of_clock[word] = found->weight;
    weighed.weight[word] =
        weighed.maturity[word] * weighed.by_dated_day[word] * weighed.by_order_day[word];
  }
}

}  // namespace rastro
