#pragma once

#include <vector>

#include "base/random.h"
#include "simulate/simulate.h"
#include "simulate/world.h"

namespace rastro::simulation {

/// Who handles a parcel, and the day on which it leaves the warehouse.
struct Handling {
  int warehouse = 0, picker = 0, packer = 0;
  int carrier = 0, route = 0, driver = 0;
  Day dispatch_day = 0;
};

struct Order {
  Seconds ordered_at = 0;
  Day promised = 0;
  int customer = 0;
  int channel = 0;
  int taken_by = -1;  ///< -1: nobody, a web order
  int first_line = 0, lines = 0;
  Day pick_day = 0;
  Handling handling;  ///< of the first attempt

  Day day() const { return day_of(ordered_at); }
};

struct Line {
  int order = 0;
  int number = 1;  ///< within the order
  int product = 0;
  int quantity = 1;
  double unit_price = 0;
};

struct Installation {
  int order = 0;
  int line = 0;  ///< index into Book::lines
  int team = 0;
  Seconds scheduled_at = 0;
};

/// The orders of the whole period in the order in which they were placed, as planned: what goes
/// wrong with them comes later.
struct Book {
  Day from = 0, until = 0;
  std::vector<Order> orders;
  std::vector<Line> lines;
  std::vector<Installation> installations;
};

Book place_orders(const World& world, const SimulationSettings& settings, Random& random);

/// The warehouses and carriers work Monday to Saturday.
Day working_days_after(Day day, int count);
Day working_days_before(Day day, int count);

int draw_worker(const std::vector<Worker>& workers, int group, Random& random);
/// Carrier, route and driver for a region.
void assign_transport(const World& world, int region, Handling& handling, Random& random);

}  // namespace rastro::simulation
