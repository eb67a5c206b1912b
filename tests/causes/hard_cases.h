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

inline HardCase picker_of_the_bad_product() {
  const auto change = [](auto& codes, auto& random) {
    sell_17(codes, random);
    if (codes[h_sku] == 17 && random() % 10 < 8) codes[h_picker] = 5;
  };
  const auto risk = [](const auto& codes) { return codes[h_sku] == 17 ? 0.4 : 0.01; };
  return {"picker of 80 % of the bad product",
          hard_month(change, risk),
          {{{{h_sku, 17}}}},
          {{{{h_picker, 5}}}}};
}

inline HardCase picker_of_two_bad_products() {
  const auto change = [](auto& codes, auto& random) {
    sell_17(codes, random);
    if (random() % 100 == 0) codes[h_sku] = 44;
    const bool bad = codes[h_sku] == 17 || codes[h_sku] == 44;
    if (bad && random() % 10 < 8) codes[h_picker] = 5;
  };
  const auto risk = [](const auto& codes) {
    return codes[h_sku] == 17 || codes[h_sku] == 44 ? 0.3 : 0.01;
  };
  return {"picker of 80 % of two bad products",
          hard_month(change, risk),
          {{{{h_sku, 17}}}, {{{h_sku, 44}}}},
          {{{{h_picker, 5}}}}};
}

inline HardCase carrier_of_the_bad_region() {
  const auto change = [](auto& codes, auto& random) {
    codes[h_carrier] = 1 + codes[h_carrier] % 5;
    if (codes[h_region] == 3 && random() % 2 == 0) codes[h_carrier] = 6;
  };
  const auto risk = [](const auto& codes) { return codes[h_region] == 3 ? 0.06 : 0.01; };
  return {"carrier that serves only the bad region",
          hard_month(change, risk),
          {{{{h_region, 3}}}},
          {{{{h_carrier, 6}}}}};
}

inline HardCase supplier_of_the_bad_product() {
  const auto risk = [](const auto& codes) { return codes[h_sku] == 17 ? 0.4 : 0.01; };
  return {"supplier whose other products are fine",
          hard_month(sell_17, risk),
          {{{{h_sku, 17}}}},
          {{{{h_supplier, supplier_of(17)}}}}};
}

inline HardCase product_in_its_category() {
  const auto risk = [](const auto& codes) { return codes[h_sku] == 17 ? 0.4 : 0.01; };
  return {"category of the bad product",
          hard_month(sell_17, risk),
          {{{{h_sku, 17}}}},
          {{{{h_category, category_of(17)}}}}};
}

inline HardCase category_as_a_whole() {
  HardCase made{
      "products of the bad category",
      hard_month(unchanged, [](const auto& codes) { return codes[h_category] == 3 ? 0.06 : 0.01; }),
      {{{{h_category, 3}}}},
      {}};
  for (Code sku = 1; sku <= 300; ++sku) {
    if (category_of(sku) == 3) made.innocents.push_back({{{h_sku, sku}}});
  }
  made.stands_out = false;  // special cases of a cause need no word of their own
  return made;
}

inline HardCase picker_in_his_warehouse() {
  const auto risk = [](const auto& codes) { return codes[h_picker] == 6 ? 0.1 : 0.01; };
  return {"warehouse of the bad picker",
          hard_month(unchanged, risk),
          {{{{h_picker, 6}}}},
          {{{{h_warehouse, warehouse_of(6)}}}}};
}

inline HardCase warehouse_as_a_whole() {
  HardCase made{"pickers of the bad warehouse",
                hard_month(unchanged,
                           [](const auto& codes) { return codes[h_warehouse] == 3 ? 0.04 : 0.01; }),
                {{{{h_warehouse, 3}}}},
                {}};
  for (Code picker = 1; picker <= 24; ++picker) {
    if (warehouse_of(picker) == 3) made.innocents.push_back({{{h_picker, picker}}});
  }
  made.stands_out = false;
  return made;
}

inline HardCase two_causes_in_the_same_units() {
  const auto change = [](auto& codes, auto& random) {
    if (codes[h_region] == 2 && random() % 2 == 0) codes[h_carrier] = 3;
  };
  const auto risk = [](const auto& codes) {
    return either(0.01, either(codes[h_region] == 2 ? 0.05 : 0, codes[h_carrier] == 3 ? 0.05 : 0));
  };
  return {"two causes, half of one within the other",
          hard_month(change, risk),
          {{{{h_region, 2}}}, {{{h_carrier, 3}}}},
          {{{{h_region, 2}, {h_carrier, 3}}}},
          false};
}

inline HardCase four_causes_in_the_same_units() {
  const auto change = [](auto& codes, auto& random) {
    sell_17(codes, random);
    if (codes[h_region] == 2 && random() % 2 == 0) codes[h_carrier] = 3;
    if (codes[h_sku] == 17 && random() % 2 == 0) codes[h_picker] = 5;
  };
  const auto risk = [](const auto& codes) {
    const double place = either(codes[h_region] == 2 ? 0.05 : 0, codes[h_carrier] == 3 ? 0.05 : 0);
    const double thing = either(codes[h_sku] == 17 ? 0.3 : 0, codes[h_picker] == 5 ? 0.06 : 0);
    return either(0.01, either(place, thing));
  };
  return {"four causes that overlap",
          hard_month(change, risk),
          {{{{h_region, 2}}}, {{{h_carrier, 3}}}, {{{h_sku, 17}}}, {{{h_picker, 5}}}},
          {},
          false};
}

inline HardCase general_not_special() {
  HardCase made{
      "regions of the bad carrier",
      hard_month(unchanged, [](const auto& codes) { return codes[h_carrier] == 3 ? 0.05 : 0.01; }),
      {{{{h_carrier, 3}}}},
      {}};
  for (Code region = 1; region <= 10; ++region) {
    made.innocents.push_back({{{h_region, region}, {h_carrier, 3}}});
  }
  made.stands_out = false;
  return made;
}

inline HardCase special_not_general() {
  const auto risk = [](const auto& codes) {
    return codes[h_carrier] == 3 && codes[h_region] == 2 ? 0.15 : 0.01;
  };
  return {"carrier and region that fail only together",
          hard_month(unchanged, risk),
          {{{{h_region, 2}, {h_carrier, 3}}}},
          {{{{h_region, 2}}}, {{{h_carrier, 3}}}}};
}

inline HardCase general_and_special() {
  const auto risk = [](const auto& codes) {
    if (codes[h_carrier] != 3) return 0.01;
    return either(0.01, either(0.04, codes[h_region] == 2 ? 0.2 : 0));
  };
  return {"bad carrier, worse in one region",
          hard_month(unchanged, risk),
          {{{{h_carrier, 3}}}, {{{h_region, 2}, {h_carrier, 3}}}},
          {{{{h_region, 2}}}},
          false};
}

inline HardCase two_factors_together() {
  const auto risk = [](const auto& codes) {
    return codes[h_picker] == 6 && codes[h_clerk] == 9 ? 0.55 : 0.04;
  };
  return {"two factors, neither stands out",
          hard_month(unchanged, risk),
          {{{{h_picker, 6}, {h_clerk, 9}}}},
          {{{{h_picker, 6}}}, {{{h_clerk, 9}}}},
          false};
}

inline HardCase three_factors_together() {
  const auto risk = [](const auto& codes) {
    const bool meets = codes[h_region] == 8 && codes[h_carrier] == 3 && codes[h_channel] == 2;
    return meets ? 0.6 : 0.03;
  };
  return {"three factors, none stands out",
          hard_month(unchanged, risk),
          {{{{h_region, 8}, {h_carrier, 3}, {h_channel, 2}}}},
          {{{{h_region, 8}}},
           {{{h_carrier, 3}}},
           {{{h_channel, 2}}},
           {{{h_region, 8}, {h_carrier, 3}}}},
          false};
}

/// Carrier 1 has 40 % of the units, and none of region 5.
inline void prefer_carrier_1(std::vector<Code>& codes, std::mt19937_64& random) {
  if (random() % 10 < 3) codes[h_carrier] = 1;
  if (codes[h_region] == 5 && codes[h_carrier] == 1) codes[h_carrier] = 4;
}

inline HardCase nothing_but_protection() {
  const auto risk = [](const auto& codes) { return codes[h_carrier] == 1 ? 0.012 : 0.04; };
  HardCase made{"a protective carrier, nobody guilty", hard_month(prefer_carrier_1, risk), {}, {}};
  for (Code carrier = 2; carrier <= 6; ++carrier)
    made.innocents.push_back({{{h_carrier, carrier}}});
  made.innocents.push_back({{{h_region, 5}}});
  made.stands_out = false;
  return made;
}

inline HardCase protection_and_a_culprit() {
  HardCase made = nothing_but_protection();
  made.name = "a protective carrier, and a bad product";
  made.recipe = hard_month(
      [](auto& codes, auto& random) {
        sell_17(codes, random);
        prefer_carrier_1(codes, random);
      },
      [](const auto& codes) {
        return either(codes[h_carrier] == 1 ? 0.012 : 0.04, codes[h_sku] == 17 ? 0.3 : 0);
      });
  made.guilty = {{{{h_sku, 17}}}};
  return made;
}

inline std::vector<HardCase> hard_cases() {
  return {
      picker_of_the_bad_product(),     picker_of_two_bad_products(), carrier_of_the_bad_region(),
      supplier_of_the_bad_product(),   product_in_its_category(),    category_as_a_whole(),
      picker_in_his_warehouse(),       warehouse_as_a_whole(),       two_causes_in_the_same_units(),
      four_causes_in_the_same_units(), general_not_special(),        special_not_general(),
      general_and_special(),           two_factors_together(),       three_factors_together(),
      nothing_but_protection(),        protection_and_a_culprit()};
}

inline KindFindings find_in(const TableRecipe& recipe) {
  const UnitTable table = make_table(recipe);
  const MemoryTally tally(table, {first_day, first_day + recipe.days - 1});
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
