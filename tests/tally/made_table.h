#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "tally/unit_table.h"

namespace rastro::test {

/// A unit table of one failure kind for tests: `sizes[f]` values for factor f, drawn evenly;
/// failures by the chance that `risk` gives for a unit's codes and day.
struct TableRecipe {
  std::size_t units = 2000;
  int days = 28;
  std::vector<Code> sizes{4, 7, 30};
  std::function<double(const std::vector<Code>&, Day)> risk = [](const auto&, Day) { return 0.02; };
  /// May rewrite the codes drawn, to make factors depend on one another.
  std::function<void(std::vector<Code>&, std::mt19937_64&)> adjust = [](auto&, auto&) {};
  /// Factors that may stand in one condition.
  std::function<bool(std::uint16_t, std::uint16_t)> may_pair = [](auto, auto) { return true; };
  std::uint64_t seed = 1;
};

inline double unit_interval(std::mt19937_64& random) {
  return static_cast<double>(random() >> 11) * 0x1p-53;
}

inline constexpr Day first_day = 20000;

inline UnitTable make_table(const TableRecipe& recipe) {
  std::mt19937_64 random(recipe.seed);
  UnitTable table;
  table.unit = UnitKind::order_line;
  table.as_of = table.seen_until = first_day + recipe.days - 1;
  table.factors.resize(recipe.sizes.size());
  for (std::size_t factor = 0; factor < recipe.sizes.size(); ++factor) {
    table.factors[factor].dictionary.push_back("");
    for (Code value = 1; value <= recipe.sizes[factor]; ++value) {
      table.factors[factor].dictionary.push_back("v" + std::to_string(value));
    }
  }
  FailureColumn& failures = table.failures.emplace_back();
  failures.measurable = true;
  for (std::size_t unit = 0; unit < recipe.units; ++unit) {
    const auto day = static_cast<Day>(unit * static_cast<std::size_t>(recipe.days) / recipe.units);
    std::vector<Code> codes;
    for (const Code size : recipe.sizes) codes.push_back(1 + static_cast<Code>(random() % size));
    recipe.adjust(codes, random);
    table.day.push_back(first_day + day);
    // Every fourth order has two lines.
    table.order.push_back(static_cast<std::uint32_t>(unit % 5 == 4 ? unit - 1 : unit));
    table.order_id.push_back("O" + std::to_string(table.order.back()));
    table.part.push_back(std::to_string(unit % 5 == 4 ? 2 : 1));
    for (std::size_t factor = 0; factor < codes.size(); ++factor) {
      table.factors[factor].codes.push_back(codes[factor]);
    }
    const bool failed = unit_interval(random) < recipe.risk(codes, day);
    failures.exposed.push_back(1);
    failures.failed.push_back(failed);
    failures.incidents.push_back(failed);
  }
  return table;
}

/// A process with one factor a column of the table, all of one step, and one failure kind.
inline ProcessModel make_model(std::size_t factors) {
  ProcessModel model;
  model.steps.push_back({"picking", {"Picking", "Preparación"}, {"Warehouse", "Depósito"}, 0});
  for (std::size_t factor = 0; factor < factors; ++factor) {
    Factor entry;
    entry.id = "f" + std::to_string(factor);
    model.factors.push_back(entry);
  }
  FailureKind kind;
  kind.id = "wrong_item";
  kind.unit = UnitKind::order_line;
  kind.steps = {0};
  model.failures.push_back(kind);
  return model;
}

}  // namespace rastro::test
