#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <utility>

#include "simulate/causes.h"

namespace rastro::simulation {

namespace {

/// What the newcomer gets of the units it works among.
constexpr double newcomer_share = 0.5;
/// An innocent that holds the cause counts as a confounder from this share of it on, and up to the
/// share at which the two can still be told apart.
constexpr double least_share = 0.1, most_share = 0.45;

bool has_factor(const Cause& cause, Factor factor) {
  return std::any_of(cause.conditions.begin(), cause.conditions.end(),
                     [&](const Condition& condition) { return condition.factor == factor; });
}

bool about_transport(const Cause& cause) {
  return has_factor(cause, Factor::carrier) || has_factor(cause, Factor::route) ||
         has_factor(cause, Factor::driver);
}

/// How many of a kind's units are the cause's, the innocent's, and both.
struct Overlap {
  int cause = 0, innocent = 0, both = 0;
};

Overlap count_overlap(const World& world, const Book& book, const Cause& cause,
                      const Condition& innocent) {
  Overlap overlap;
  for_each_unit(world, book, facts(cause.kind).unit, [&](const Unit& unit) {
    const bool of_cause = meets(world, cause.conditions, unit);
    const bool of_innocent = meets(world, {innocent}, unit);
    overlap.cause += of_cause ? 1 : 0;
    overlap.innocent += of_innocent ? 1 : 0;
    overlap.both += of_cause && of_innocent ? 1 : 0;
  });
  return overlap;
}

/// Notes an innocent that holds all units of the cause, where it stands out by them and has enough
/// others.
void note_around(const World& world, const Book& book, const std::vector<Cause>& causes,
                 Cause& cause, const Condition& innocent) {
  if (takes_part(causes, innocent)) return;
  const Overlap overlap = count_overlap(world, book, cause, innocent);
  if (overlap.both < overlap.cause || overlap.both < least_share * overlap.innocent) return;
  if (overlap.both > most_share * overlap.innocent) return;
  cause.stand_ins.push_back({innocent, 1, "around"});
}

/// Notes an innocent that occurs among the cause's units only, but not on most of them.
void note_within(const World& world, const Book& book, const std::vector<Cause>& causes,
                 Cause& cause, const Condition& innocent) {
  if (takes_part(causes, innocent)) return;
  const Overlap overlap = count_overlap(world, book, cause, innocent);
  const double share = static_cast<double>(overlap.both) / std::max(1, overlap.cause);
  if (share < 0.15 || share > 0.7) return;
  cause.stand_ins.push_back({innocent, share, "within"});
}

/// Lets the bad product come from a supplier that sells about one and a half times as much besides.
/// Suppliers that are causes themselves keep their products.
void move_to_small_supplier(World& world, const Book& book, const std::vector<Cause>& causes,
                            int product) {
  std::vector<int> sold(world.suppliers.size(), 0);
  int own = 0;
  for (const Line& line : book.lines) {
    if (line.product == product)
      ++own;
    else
      ++sold[static_cast<std::size_t>(world.products[line.product].supplier)];
  }
  const int before = world.products[product].supplier;
  if (takes_part(causes, {Factor::supplier, before})) return;
  int best = before;
  const auto distance = [&](int supplier) {
    return std::abs(sold[static_cast<std::size_t>(supplier)] - 1.6 * own);
  };
  for (int supplier = 0; supplier < static_cast<int>(sold.size()); ++supplier) {
    const bool enough = sold[static_cast<std::size_t>(supplier)] >= 1.3 * own;
    if (!enough || takes_part(causes, {Factor::supplier, supplier})) continue;
    if (distance(supplier) < distance(best)) best = supplier;
  }
  world.products[product].supplier = best;
}

int best_seller(const World& world, const Book& book, const Condition& of) {
  std::vector<int> sold(world.products.size(), 0);
  for (std::size_t line = 0; line < book.lines.size(); ++line) {
    const Unit unit = line_unit(world, book, static_cast<int>(line));
    if (value_of(world, of.factor, unit) == of.value) {
      ++sold[static_cast<std::size_t>(unit.product_index)];
    }
  }
  return static_cast<int>(std::max_element(sold.begin(), sold.end()) - sold.begin());
}

/// Hands half of the orders chosen to a newcomer; the units of other causes of transport keep whom
/// they have.
void hand_to_newcomer(const World& world, const std::vector<Cause>& causes, const Cause& cause,
                      Book& book, const Condition& where, Random& random,
                      const std::function<void(Handling&)>& change) {
  for (Order& order : book.orders) {
    const Unit unit{&order, &order.handling};
    if (!meets(world, {where}, unit) || !random.chance(newcomer_share)) continue;
    const bool of_another = std::any_of(causes.begin(), causes.end(), [&](const Cause& other) {
      return &other != &cause && about_transport(other) &&
             std::all_of(other.conditions.begin(), other.conditions.end(),
                         [&](const Condition& condition) {
                           // What only lines or installations have does not matter here.
                           const int value = value_of(world, condition.factor, unit);
                           return value < 0 || value == condition.value;
                         });
    });
    if (!of_another) change(order.handling);
  }
}

/// A new carrier that serves only the bad region.
void add_carrier(World& world, std::vector<Cause>& causes, Cause& cause, int region, Book& book,
                 Random& random) {
  const auto carrier = static_cast<int>(world.carriers.size());
  if (carrier > world.national_carriers) return;  // one is enough
  const auto driver = static_cast<int>(world.drivers.size());
  const auto route = static_cast<int>(world.routes.size());
  world.carriers.emplace_back("Cargas Tero");
  world.routes.push_back({"RT1", carrier, {region}, {driver, driver + 1, driver + 2}});
  for (int count = 0; count < 3; ++count) {
    world.drivers.push_back({fmt::format("CH{:02}", world.drivers.size() + 1), carrier, 1});
  }
  hand_to_newcomer(world, causes, cause, book, {Factor::region, region}, random,
                   [&](Handling& handling) {
                     handling.carrier = carrier;
                     handling.route = route;
                     handling.driver = driver + random.below(3);
                   });
  const Overlap overlap = count_overlap(world, book, cause, {Factor::carrier, carrier});
  const double share = static_cast<double>(overlap.both) / std::max(1, overlap.cause);
  cause.stand_ins.push_back({{Factor::carrier, carrier}, share, "within"});
}

/// A new driver who drives only the bad route.
void add_driver(World& world, std::vector<Cause>& causes, Cause& cause, int route, Book& book,
                Random& random) {
  const auto driver = static_cast<int>(world.drivers.size());
  world.drivers.push_back({fmt::format("CH{:02}", driver + 1), world.routes[route].carrier, 0});
  hand_to_newcomer(world, causes, cause, book, {Factor::route, route}, random,
                   [&](Handling& handling) { handling.driver = driver; });
  note_within(world, book, causes, cause, {Factor::driver, driver});
}

/// The wider values in which a cause of one factor is nested.
std::vector<Condition> values_around(const World& world, const Condition& condition) {
  const int value = condition.value;
  switch (condition.factor) {
    case Factor::sku:
      return {{Factor::supplier, world.products[value].supplier},
              {Factor::bin, world.products[value].bin},
              {Factor::category, world.products[value].category}};
    case Factor::picker:
      return {{Factor::warehouse, world.pickers[value].group}};
    case Factor::packer:
      return {{Factor::warehouse, world.packers[value].group}};
    case Factor::route:
      return {{Factor::carrier, world.routes[value].carrier}};
    case Factor::driver:
      return {{Factor::carrier, world.drivers[value].group}};
    default:
      return {};
  }
}

void confound_one_factor(World& world, std::vector<Cause>& causes, Cause& cause, Book& book,
                         Random& random) {
  const Condition condition = cause.conditions[0];
  if (condition.factor == Factor::sku) {
    move_to_small_supplier(world, book, causes, condition.value);
  }
  if (condition.factor == Factor::route) {
    add_driver(world, causes, cause, condition.value, book, random);
  }
  if (condition.factor == Factor::bin || condition.factor == Factor::supplier) {
    note_within(world, book, causes, cause, {Factor::sku, best_seller(world, book, condition)});
  }
  for (const Condition& innocent : values_around(world, condition)) {
    note_around(world, book, causes, cause, innocent);
  }
}

}  // namespace

void confound(World& world, std::vector<Cause>& causes, Book& book, Random& random) {
  for (Cause& cause : causes) {
    const bool transported =
        cause.kind == Kind::late_delivery || cause.kind == Kind::failed_attempt;
    if (transported && !about_transport(cause)) {
      for (const Condition& condition : cause.conditions) {
        if (condition.factor != Factor::region) continue;
        add_carrier(world, causes, cause, condition.value, book, random);
        break;
      }
    }
    if (cause.conditions.size() == 1) confound_one_factor(world, causes, cause, book, random);
  }
}

}  // namespace rastro::simulation
