#pragma once

#include <optional>

#include "bench/truth.h"
#include "tally/tally.h"
#include "tally/unit_table.h"

namespace rastro::bench {

/// Extra failures from which a cause or an episode must be found.
inline constexpr double countable = 12;

/// A condition by the names that people read, and back; nothing where the table lacks a value.
Words words_of(const Condition& condition, const UnitTable& table);
std::optional<Condition> condition_of(const Words& words, const UnitTable& table);

/// The planted condition itself, or its units in other words; or the units on which it acted: the
/// revision of a description that began with the cause is the cause.
bool matches(const PlantedCause& planted, const Condition& reported, const UnitTable& table,
             const Tally& tally, std::size_t kind);

}  // namespace rastro::bench
