#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "base/time.h"

namespace rastro {

/// A value of a factor, as a number: its place in the factor's dictionary. 0 means: not recorded.
using Code = std::uint32_t;

/// factor = value. `factor` counts the process model's factors.
struct Pair {
  std::uint16_t factor = 0;
  Code value = 0;
  auto operator<=>(const Pair&) const = default;
};

/// Order days, both ends included.
struct DayRange {
  Day from = 0;
  Day to = 0;
  auto operator<=>(const DayRange&) const = default;
};
inline constexpr DayRange any_day{std::numeric_limits<Day>::min(), std::numeric_limits<Day>::max()};

/// Pairs that all hold, ascending by factor, perhaps on some days only. Without pairs: every unit.
struct Condition {
  std::vector<Pair> pairs;
  std::optional<DayRange> days{};

  auto operator<=>(const Condition&) const = default;

  /// Whether every unit of this condition meets `general` by its very words.
  bool specialises(const Condition& general) const {
    return std::includes(pairs.begin(), pairs.end(), general.pairs.begin(), general.pairs.end());
  }
};

/// Whether a pair stands in both.
inline bool shares_a_pair(const Condition& left, const Condition& right) {
  return std::any_of(left.pairs.begin(), left.pairs.end(), [&](const Pair& pair) {
    return std::find(right.pairs.begin(), right.pairs.end(), pair) != right.pairs.end();
  });
}

/// Both conditions at once; nothing where they contradict each other.
inline std::optional<Condition> both(const Condition& left, const Condition& right) {
  Condition joined;
  std::set_union(left.pairs.begin(), left.pairs.end(), right.pairs.begin(), right.pairs.end(),
                 std::back_inserter(joined.pairs));
  for (std::size_t index = 1; index < joined.pairs.size(); ++index) {
    if (joined.pairs[index - 1].factor == joined.pairs[index].factor) return std::nullopt;
  }
  joined.days = left.days ? left.days : right.days;
  if (left.days && right.days) {
    joined.days = {std::max(left.days->from, right.days->from),
                   std::min(left.days->to, right.days->to)};
    if (joined.days->from > joined.days->to) return std::nullopt;
  }
  return joined;
}

}  // namespace rastro
