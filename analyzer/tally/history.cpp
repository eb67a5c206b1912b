#include "tally/history.h"

#include <algorithm>
#include <map>
#include <optional>

namespace rastro {

namespace {

/// `dated`: the unit's day in terms of the condition's days.
bool meets(const UnitTable& table, std::size_t unit, Day dated, const Condition& condition) {
  if (condition.days && (dated < condition.days->from || dated > condition.days->to)) return false;
  return meets(table, unit, condition.pairs);
}

std::uint64_t pattern_of(const UnitTable& table, std::size_t unit, Day dated,
                         std::span<const Condition> split) {
  std::uint64_t pattern = 0;
  for (std::size_t index = 0; index < split.size(); ++index) {
    if (meets(table, unit, dated, split[index])) pattern |= std::uint64_t{1} << index;
  }
  return pattern;
}

struct PatternOfDay {
  Counts counts;
  std::optional<std::uint32_t> last_failed_order{};
};

}  // namespace

bool meets(const UnitTable& table, std::size_t unit, std::span<const Pair> pairs) {
  return std::all_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
    const auto& codes = table.factors[pair.factor].codes;
    return !codes.empty() && codes[unit] == pair.value;
  });
}

std::vector<DayPatternCounts> count_history(const UnitTable& table, std::size_t kind,
                                            std::span<const Condition> split) {
  const FailureColumn& column = table.failures[kind];
  std::vector<DayPatternCounts> history;
  for (std::size_t unit = 0; unit < table.size();) {
    const Day day = table.day[unit];
    const double maturity = column.maturity_at(table.seen_until - day);
    std::map<std::uint64_t, PatternOfDay> patterns;
    for (; unit < table.size() && table.day[unit] == day; ++unit) {
      if (column.exposed[unit] == 0) continue;
      PatternOfDay& entry = patterns[pattern_of(table, unit, table.dated(kind)[unit], split)];
      ++entry.counts.exposed;
      entry.counts.exposure += maturity;
      if (column.failed[unit] == 0) continue;
      ++entry.counts.failed;
      if (entry.last_failed_order != table.order[unit]) ++entry.counts.failed_orders;
      entry.last_failed_order = table.order[unit];
    }
    for (const auto& [pattern, entry] : patterns) history.push_back({day, pattern, entry.counts});
  }
  return history;
}

}  // namespace rastro
