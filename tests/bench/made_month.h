#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "causes/findings.h"
#include "tally/unit_table.h"

namespace rastro::bench {

/// How often and how one failure kind comes about where nothing is wrong.
struct KindRecipe {
  double rate = 0.02;         ///< of all lines, 0 to 1, averaged over the month
  double share_together = 0;  ///< of the failures, those that take the whole order
};

/// What went wrong once.
enum class BurstKind {
  lorry,  ///< one route on one day
  flood,  ///< one region, or all of them, on one or two days
  strike  ///< one carrier for five to seven days
};

/// A month of order lines, made in memory: products nested in categories, pickers in warehouses,
/// routes in carriers, frequencies skewed as they are in life. Unless asked for, no factor
/// has anything to do with the failures.
struct MonthRecipe {
  std::uint64_t seed = 1;
  std::size_t lines = 18000;  ///< order lines, about
  int days = 28;
  int factors = 20;  ///< 5 to 30
  int products = 1500;
  std::vector<KindRecipe> kinds{KindRecipe{}};
  double report_delay = 0;          ///< mean days until a failure is known; 0: at once
  double same_day = 1;              ///< share of orders dispatched on the day they were placed
  double weekday_swing = 0;         ///< rates of the weekdays differ by exp(± this)
  double seasonal_swing = 0;        ///< rates rise and fall over the weeks by exp(± this)
  double daily_noise = 0;           ///< each day's rate is off by exp(this × a normal number)
  double moving_together = 0;       ///< kind 1 shares this share of its chances with kind 0
  std::vector<BurstKind> bursts{};  ///< of kind 0
  int causes = 0;  ///< conditions of one or two factors that recur, shared out over the kinds
};

/// A burst as it was drawn: dispatches of some days, `where`.
struct MadeBurst {
  BurstKind what = BurstKind::lorry;
  std::vector<Pair> where;  ///< factors of the table; empty: everywhere
  DayRange dispatched;
  double risk = 0;                  ///< of an order hit
  std::vector<std::size_t> failed;  ///< lines that failed by it and are known by now, ascending
};

/// What recurs: units of this condition fail so often on top of what is usual.
struct MadeCause {
  std::size_t kind = 0;
  Condition condition;
  double risk = 0;
};

struct MadeMonth {
  UnitTable table;                       ///< of order lines; failure kinds as in the recipe
  std::vector<std::string> factors;      ///< names of the table's factors
  std::vector<std::vector<char>> pairs;  ///< whether two factors may stand in one condition
  std::vector<MadeBurst> bursts;
  std::vector<MadeCause> causes;

  bool may_pair(std::size_t left, std::size_t right) const { return pairs[left][right] != 0; }
  DayRange window() const { return {table.day.front(), table.as_of}; }
  std::string words(const Condition& condition) const;
};

/// The same recipe makes the same month.
MadeMonth make_month(const MonthRecipe& recipe);

/// All failure kinds of the month, over all its factors. Refers to both arguments.
std::vector<KindToSearch> kinds_to_search(const MadeMonth& month, Tally& tally);

}  // namespace rastro::bench
