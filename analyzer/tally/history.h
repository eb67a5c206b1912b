#pragma once

#include <span>
#include <vector>

#include "tally/tally.h"
#include "tally/unit_table.h"

namespace rastro {

/// Counts of one day's units that meet exactly the same of some asked conditions.
struct DayPatternCounts {
  Day day = 0;
  std::uint64_t pattern = 0;  ///< bit i: condition i is met
  Counts counts;
};

/// The same counts as a Tally's, day by day and for all days of the table, also those before the
/// window. Few conditions are asked, once, so the units are gone through instead of laid out: a
/// tally of half a year would take many times the window's memory. At most 64 conditions; only
/// patterns that occur, ascending by day, then pattern.
std::vector<DayPatternCounts> count_history(const UnitTable& table, std::size_t kind,
                                            std::span<const Condition> split);

/// Whether a unit bears all these values.
bool meets(const UnitTable& table, std::size_t unit, std::span<const Pair> pairs);

}  // namespace rastro
