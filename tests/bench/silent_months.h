#pragma once

#include "bench/made_month.h"

namespace rastro::bench {

/// Months in which nothing recurs, of varied size (2,000 to 40,000 lines), rates (0.2 to 8 %),
/// factors (5 to 30), products (700 to 3,000) and failure kinds (1 to 11); a quarter of them with
/// 30 factors, a quarter with 3,000 products; in half of them lines of one order fail together at
/// times, and in half failures are still being reported. The same seed gives the same recipe.
MonthRecipe plain_month(std::uint64_t seed);
/// The same with rates that swing by weekday, over the weeks and from day to day.
MonthRecipe month_with_swings(std::uint64_t seed);
/// The same with two kinds that fail in the same lines.
MonthRecipe month_with_twins(std::uint64_t seed);
/// The same, of 8,000 lines or more, with one to three bursts.
MonthRecipe month_with_bursts(std::uint64_t seed);

}  // namespace rastro::bench
