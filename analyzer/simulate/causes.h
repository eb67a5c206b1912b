#pragma once

#include <string>
#include <vector>

#include "simulate/factors.h"

namespace rastro::simulation {

struct Condition {
  Factor factor;
  int value = 0;
};

/// An innocent value that accompanies most units of a cause, so that it looks guilty.
struct StandIn {
  Condition condition;
  double share = 0;  ///< of the cause's units that carry it
};

/// A planted cause: every unit that meets all conditions fails by it with `added_risk`,
/// independently of everything else.
struct Cause {
  std::string id;
  Kind kind = Kind::wrong_item;
  std::string step;
  std::vector<Condition> conditions;  ///< sorted by the factors' names
  Day from = 0, until = 0;            ///< order days, both included
  bool dated = false;                 ///< began within the period, with an entry in the change log
  double added_risk = 0;
  int twin = -1;  ///< wrong item by its description: the product that comes instead
  std::vector<StandIn> stand_ins;
};

/// "sku=K92197;warehouse=Norte"
std::string to_string(const World& world, const std::vector<Condition>& conditions);

bool meets(const World& world, const std::vector<Condition>& conditions, const Unit& unit);
bool applies(const World& world, const Cause& cause, const Unit& unit);

/// Chooses causes and stand-ins as the settings ask; for stand-ins, work in the book is handed over
/// to the innocent. Where the period is too small for a cause to show, fewer are planted.
std::vector<Cause> plant_causes(const World& world, const SimulationSettings& settings, Book& book,
                                Random& random);

/// Hands about 80 % of the cause's units to an innocent worker, if one can be found whose other
/// work is larger than that; says whether it was.
bool add_stand_in(const World& world, const std::vector<Cause>& causes, Cause& cause, Book& book,
                  Random& random);

/// The units of a kind as planned, one for each order, line or installation; for delivery attempts
/// the first ones stand for all.
template <class Visit>
void for_each_unit(const World& world, const Book& book, UnitKind kind, Visit visit) {
  if (kind == UnitKind::order_line) {
    for (std::size_t line = 0; line < book.lines.size(); ++line) {
      visit(line_unit(world, book, static_cast<int>(line)));
    }
  } else if (kind == UnitKind::installation) {
    for (std::size_t index = 0; index < book.installations.size(); ++index) {
      visit(installation_unit(world, book, static_cast<int>(index)));
    }
  } else {
    for (std::size_t order = 0; order < book.orders.size(); ++order) {
      visit(order_unit(book, static_cast<int>(order)));
    }
  }
}

}  // namespace rastro::simulation
