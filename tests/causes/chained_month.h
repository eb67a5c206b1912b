#pragma once

#include <functional>

#include "causes/chains.h"
#include "tally/made_table.h"

namespace rastro::test {

/// How likely a unit fails, given its codes of the two factors and whether it met what came before.
struct ChainRisks {
  std::function<double(const std::vector<Code>&)> wrong_address = [](const auto&) { return 0.01; };
  std::function<double(const std::vector<Code>&, bool)> failed_attempt = [](const auto&, bool met) {
    return met ? 0.8 : 0.03;
  };
  std::function<double(const std::vector<Code>&, bool)> late_delivery = [](const auto&, bool met) {
    return met ? 0.6 : 0.02;
  };
  std::uint64_t seed = 1;
};

/// A process of one step in which each failure kind can cause the next.
inline ProcessModel chained_model() {
  ProcessModel model = make_model(2);
  const auto add = [&](const std::string& id, UnitKind unit, std::vector<std::size_t> caused_by) {
    FailureKind kind;
    kind.id = id;
    kind.unit = unit;
    kind.steps = {0};
    kind.cost = 10;
    kind.caused_by = std::move(caused_by);
    model.failures.push_back(std::move(kind));
  };
  model.failures.clear();
  add("wrong_address", UnitKind::order, {});
  add("failed_attempt", UnitKind::delivery, {0});
  add("late_delivery", UnitKind::order, {0, 1});
  return model;
}

/// Four weeks of orders, each with one delivery in the same row of its own table.
class ChainedMonth {
 public:
  explicit ChainedMonth(const ChainRisks& risks, std::size_t orders = 12000)
      : model(chained_model()) {
    TableRecipe recipe;
    recipe.units = orders;
    recipe.sizes = {8, 20};
    recipe.seed = risks.seed;
    recipe.risk = [](const auto&, Day) { return 0.0; };
    UnitTable table = make_table(recipe);
    for (std::size_t row = 0; row < orders; ++row)
      table.order[row] = static_cast<std::uint32_t>(row);
    for (std::size_t row = 0; row < orders; ++row) table.order_id[row] = "O" + std::to_string(row);
    table.failures.assign(3, {});
    for (const UnitKind unit : all_unit_kinds) {
      UnitTable& copy = units.tables[static_cast<std::size_t>(unit)];
      if (unit == UnitKind::order || unit == UnitKind::delivery) copy = table;
      copy.unit = unit;
      copy.factors.resize(2);
      copy.failures.resize(3);
    }
    std::mt19937_64 random(risks.seed + 1000);
    fail(0, random, [&](const auto& codes, std::size_t) { return risks.wrong_address(codes); });
    add_earlier(1, 0);
    fail(1, random, [&](const auto& codes, std::size_t row) {
      return risks.failed_attempt(codes, failed(0, row));
    });
    add_earlier(2, 0);
    add_earlier(2, 1);
    fail(2, random, [&](const auto& codes, std::size_t row) {
      return risks.late_delivery(codes, failed(1, row));
    });
    analysis = analyse(units, model, {first_day, first_day + 27});
  }

  UnitTable& table_of(std::size_t kind) {
    return units.tables[static_cast<std::size_t>(model.failures[kind].unit)];
  }
  bool failed(std::size_t kind, std::size_t row) {
    return table_of(kind).failures[kind].failed[row] != 0;
  }

  ProcessModel model;
  Units units;
  Analysis analysis;

 private:
  template <typename Risk>
  void fail(std::size_t kind, std::mt19937_64& random, Risk risk) {
    UnitTable& table = table_of(kind);
    FailureColumn& column = table.failures[kind];
    column.measurable = true;
    for (std::size_t row = 0; row < table.size(); ++row) {
      const std::vector<Code> codes{table.factors[0].codes[row], table.factors[1].codes[row]};
      column.exposed.push_back(1);
      column.failed.push_back(unit_interval(random) < risk(codes, row));
      column.incidents.push_back(0);
    }
  }

  void add_earlier(std::size_t kind, std::size_t earlier) {
    UnitTable& table = table_of(kind);
    EarlierFailure met{earlier, static_cast<std::uint16_t>(table.factors.size()), {}};
    FactorColumn factor{{}, {"", model.failures[earlier].id}};
    for (std::size_t row = 0; row < table.size(); ++row) {
      met.unit.push_back(failed(earlier, row) ? static_cast<std::uint32_t>(row) : no_unit);
      factor.codes.push_back(failed(earlier, row) ? 1 : 0);
    }
    table.factors.push_back(std::move(factor));
    table.failures[kind].earlier.push_back(std::move(met));
  }
};

}  // namespace rastro::test
