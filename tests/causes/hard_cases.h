#pragma once

#include "causes/hard_month.h"

namespace rastro::test {

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

}  // namespace rastro::test
