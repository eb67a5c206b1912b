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
  /// handed_over: most of the cause's units were given to it, beside work of its own;
  /// within: it occurs among the cause's units only; around: it holds all of them, and others.
  std::string_view relation = "handed_over";
};

/// How a cause's added risk goes over the period.
enum class Course {
  steady,  ///< the same from the first day to the last
  step,    ///< begins within the period, with an entry in the change log
  ended,   ///< ends within the period
  drift    ///< grows by the same amount every day
};
std::string_view name(Course course);

/// A cause of wrong items of which any product may come: no mechanism at all.
inline constexpr std::string_view random_confusion = "random_confusion";

/// A planted cause: every unit that meets all conditions fails by it with `added_risk` (drift: with
/// so much on the last day), independently of everything else.
struct Cause {
  std::string id;
  Kind kind = Kind::wrong_item;
  std::string step;
  std::vector<Condition> conditions;  ///< sorted by the factors' names
  Day from = 0, until = 0;            ///< order days, both included
  Course course = Course::steady;
  bool end_logged = false;  ///< ended: the change log tells of it
  double added_risk = 0;
  /// How its failures come about: as in the process model, or random_confusion; empty: left open.
  std::string mechanism;
  int twin = -1;  ///< wrong item of one product: the other one that mostly comes instead
  std::vector<StandIn> stand_ins;

  /// Whether its product and the twin are mixed up because their descriptions read alike.
  bool reads_alike() const;
  double strength_on(Day day) const;  ///< share of `added_risk` that acts on that day, 0 to 1
  double risk_on(Day day) const { return added_risk * strength_on(day); }
};

/// The value that the conditions give the factor; -1: none.
int value_in(const std::vector<Condition>& conditions, Factor factor);

/// "sku=K92197;warehouse=Norte"
std::string to_string(const World& world, const std::vector<Condition>& conditions);

bool meets(const World& world, const std::vector<Condition>& conditions, const Unit& unit);
bool applies(const World& world, const Cause& cause, const Unit& unit);

/// Whether the value is a part of a cause's condition, or its stand-in.
bool takes_part(const std::vector<Cause>& causes, const Condition& value);

/// Chooses causes and stand-ins as the settings ask; for stand-ins, work in the book is handed over
/// to the innocent, and the world gets what confounds. Where the period is too small for a cause to
/// show, fewer are planted.
std::vector<Cause> plant_causes(World& world, const SimulationSettings& settings, Book& book,
                                Random& random);

/// Hands about 80 % of the cause's units to an innocent worker, if one can be found whose other
/// work is larger than that; says whether it was.
bool add_stand_in(const World& world, const std::vector<Cause>& causes, Cause& cause, Book& book,
                  Random& random);

/// Gives causes innocent companions by the way the retailer is set up: a carrier that serves only
/// the bad region, a driver who drives only the bad route, a supplier whose other products are
/// fine, and values that are nested in the cause or in which it is nested.
void confound(World& world, std::vector<Cause>& causes, Book& book, Random& random);

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
