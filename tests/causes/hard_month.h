#pragma once

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "causes/findings.h"
#include "tally/made_table.h"
#include "tally/memory_tally.h"

namespace rastro::test {

/// A month in which the innocent look guilty, and who is which.
struct HardCase {
  std::string name;
  TableRecipe recipe;
  std::vector<Condition> guilty;     ///< to be reported
  std::vector<Condition> innocents;  ///< never to be reported
  bool stands_out = true;            ///< the innocents do, alone, and must be listed as cleared
};

/// Factors of these months. Products lie in categories, pickers in warehouses; each product has one
/// supplier. Products and regions are skewed: low numbers are common.
enum HardFactor : std::uint16_t {
  h_category,
  h_sku,
  h_supplier,
  h_warehouse,
  h_picker,
  h_region,
  h_carrier,
  h_channel,
  h_clerk
};

inline Code category_of(Code sku) { return 1 + sku % 12; }
inline Code supplier_of(Code sku) { return 1 + sku % 40; }
inline Code warehouse_of(Code picker) { return 1 + picker % 4; }

/// Uniform draws made uneven: value v of n gets a share that falls with v, about threefold.
inline Code skew(Code drawn, Code values, std::mt19937_64& random) {
  return random() % 2 == 0 ? drawn : 1 + static_cast<Code>(random() % ((values + 1) / 2));
}

/// Keeps what belongs together together; called after a case has changed a unit.
inline void settle(std::vector<Code>& codes) {
  codes[h_category] = category_of(codes[h_sku]);
  codes[h_supplier] = supplier_of(codes[h_sku]);
  codes[h_warehouse] = warehouse_of(codes[h_picker]);
}

using Change = std::function<void(std::vector<Code>&, std::mt19937_64&)>;
using Risk = std::function<double(const std::vector<Code>&)>;

inline TableRecipe hard_month(const Change& change, const Risk& risk) {
  TableRecipe recipe;
  recipe.units = 24000;
  recipe.sizes = {12, 300, 40, 4, 24, 10, 6, 4, 20};
  recipe.adjust = [change](std::vector<Code>& codes, std::mt19937_64& random) {
    codes[h_sku] = skew(codes[h_sku], 300, random);
    codes[h_region] = skew(codes[h_region], 10, random);
    change(codes, random);
    settle(codes);
  };
  recipe.risk = [risk](const auto& codes, Day) { return risk(codes); };
  recipe.may_pair = [](auto left, auto right) {
    return !(left == h_category && right == h_sku) && !(left == h_warehouse && right == h_picker);
  };
  return recipe;
}

inline void unchanged(std::vector<Code>&, std::mt19937_64&) {}

/// Product 17 sells well: one line in a hundred.
inline void sell_17(std::vector<Code>& codes, std::mt19937_64& random) {
  if (random() % 100 == 0) codes[h_sku] = 17;
}

/// Chance of failing where independent causes of these chances are present.
inline double either(double first, double second) { return 1 - (1 - first) * (1 - second); }

inline KindFindings find_in(const TableRecipe& recipe) {
  const UnitTable table = make_table(recipe);
  MemoryTally tally(table, {first_day, first_day + recipe.days - 1});
  std::vector<std::uint16_t> factors(recipe.sizes.size());
  std::iota(factors.begin(), factors.end(), static_cast<std::uint16_t>(0));
  return find_causes({{&tally, 0, factors, recipe.may_pair}}).front();
}

inline bool is_reported(const KindFindings& findings, const Condition& condition) {
  return std::any_of(findings.causes.begin(), findings.causes.end(),
                     [&](const Cause& cause) { return cause.condition == condition; });
}

inline const ClearedSuspect* cleared_suspect(const KindFindings& findings,
                                             const Condition& condition) {
  const auto found =
      std::find_if(findings.cleared.begin(), findings.cleared.end(),
                   [&](const ClearedSuspect& suspect) { return suspect.condition == condition; });
  return found == findings.cleared.end() ? nullptr : &*found;
}

/// Reported causes that are not guilty.
inline int false_causes(const KindFindings& findings, const HardCase& hard) {
  return static_cast<int>(
      std::count_if(findings.causes.begin(), findings.causes.end(), [&](const Cause& cause) {
        return std::find(hard.guilty.begin(), hard.guilty.end(), cause.condition) ==
               hard.guilty.end();
      }));
}

/// "1=17 & 4=5": numbers of the factors, and values.
inline std::string numbers_of(const Condition& condition) {
  std::string text;
  for (const Pair& pair : condition.pairs) {
    text += (text.empty() ? "" : " & ") + std::to_string(pair.factor) + "=" +
            std::to_string(pair.value);
  }
  return text;
}

}  // namespace rastro::test
