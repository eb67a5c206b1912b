#include "simulate/factors.h"

#include <algorithm>
#include <array>

#include "simulate/vocabulary.h"

namespace rastro::simulation {

namespace {

struct FactorFacts {
  std::string_view name;
  std::string_view step;
};

constexpr std::array<FactorFacts, 22> factor_facts = {{
    {"sku", "product_description"},
    {"category", "product_description"},
    {"supplier", "stock"},
    {"bin", "picking"},
    {"channel", "order_entry"},
    {"taken_by", "order_entry"},
    {"order_weekday", "order_entry"},
    {"order_hour", "order_entry"},
    {"order_size", "order_entry"},
    {"segment", "order_entry"},
    {"region", "address_capture"},
    {"city", "address_capture"},
    {"warehouse", "stock"},
    {"picker", "picking"},
    {"packer", "packing"},
    {"dispatch_weekday", "dispatch"},
    {"carrier", "carrier"},
    {"route", "carrier"},
    {"driver", "carrier"},
    {"team", "installation"},
    {"install_weekday", "install_scheduling"},
    {"install_hour", "install_scheduling"},
}};

constexpr std::array<KindFacts, kind_count> kind_facts = {{
    {"wrong_item", UnitKind::order_line, 0.006, true},
    {"missing_item", UnitKind::order_line, 0.005, true},
    {"damaged_item", UnitKind::order_line, 0.008, true},
    {"order_entry_error", UnitKind::order, 0.004, true},
    {"wrong_address", UnitKind::order, 0.005, true},
    {"late_delivery", UnitKind::order, 0.030, false},
    {"billing_error", UnitKind::order, 0.007, true},
    {"rude_treatment", UnitKind::order, 0.003, true},
    {"misdirected_message", UnitKind::order, 0.003, true},
    {"failed_attempt", UnitKind::delivery, 0.040, false},
    {"late_installation", UnitKind::installation, 0.040, false},
}};

constexpr std::array<int, 7> hour_band_starts = {0, 6, 9, 12, 15, 18, 21};
constexpr std::array<std::string_view, 7> hour_bands = {"00-06", "06-09", "09-12", "12-15",
                                                        "15-18", "18-21", "21-24"};
constexpr std::array<std::string_view, 7> weekdays = {"mon", "tue", "wed", "thu",
                                                      "fri", "sat", "sun"};
constexpr std::array<std::string_view, 4> order_sizes = {"1", "2", "3-4", "5+"};

int hour_band(Seconds time) {
  const auto hour = static_cast<int>((time - start_of(day_of(time))) / 3600);
  int band = 6;
  while (hour < hour_band_starts[band]) --band;
  return band;
}

int size_band(int lines) { return lines >= 5 ? 3 : lines >= 3 ? 2 : lines - 1; }

int region_of(const World& world, const Order& order) {
  return world.region_of_city(world.customers[order.customer].address.city);
}

int order_value(const World& world, Factor factor, const Order& order) {
  switch (factor) {
    case Factor::channel:
      return order.channel;
    case Factor::taken_by:
      return order.taken_by;
    case Factor::order_weekday:
      return weekday(order.day());
    case Factor::order_hour:
      return hour_band(order.ordered_at);
    case Factor::order_size:
      return size_band(order.lines);
    case Factor::segment:
      return world.customers[order.customer].segment;
    case Factor::region:
      return region_of(world, order);
    case Factor::city:
      return world.customers[order.customer].address.city;
    default:
      return -1;
  }
}

int handling_value(Factor factor, const Handling& handling) {
  switch (factor) {
    case Factor::warehouse:
      return handling.warehouse;
    case Factor::picker:
      return handling.picker;
    case Factor::packer:
      return handling.packer;
    case Factor::dispatch_weekday:
      return weekday(handling.dispatch_day);
    case Factor::carrier:
      return handling.carrier;
    case Factor::route:
      return handling.route;
    case Factor::driver:
      return handling.driver;
    default:
      return -1;
  }
}

}  // namespace

const KindFacts& facts(Kind kind) { return kind_facts[static_cast<std::size_t>(kind)]; }

double everyday_rate(Kind kind, double rate_factor) {
  return std::min(0.5, facts(kind).base_rate * rate_factor);
}

std::string_view name(Factor factor) { return factor_facts[static_cast<std::size_t>(factor)].name; }

std::string_view step_of(Factor factor) {
  return factor_facts[static_cast<std::size_t>(factor)].step;
}

Unit order_unit(const Book& book, int order) {
  return {&book.orders[order], &book.orders[order].handling};
}

Unit line_unit(const World& world, const Book& book, int line) {
  Unit unit = order_unit(book, book.lines[line].order);
  unit.product_index = book.lines[line].product;
  unit.product = &world.products[unit.product_index];
  return unit;
}

Unit installation_unit(const World& world, const Book& book, int installation) {
  Unit unit = line_unit(world, book, book.installations[installation].line);
  unit.installation = &book.installations[installation];
  return unit;
}

int value_of(const World& world, Factor factor, const Unit& unit) {
  switch (factor) {
    case Factor::sku:
      return unit.product_index;
    case Factor::category:
      return unit.product ? unit.product->category : -1;
    case Factor::supplier:
      return unit.product ? unit.product->supplier : -1;
    case Factor::bin:
      return unit.product ? unit.product->bin : -1;
    case Factor::team:
      return unit.installation ? unit.installation->team : -1;
    case Factor::install_weekday:
      return unit.installation ? weekday(day_of(unit.installation->scheduled_at)) : -1;
    case Factor::install_hour:
      return unit.installation ? hour_band(unit.installation->scheduled_at) : -1;
    default:
      break;
  }
  if (factor >= Factor::warehouse) {
    return unit.handling ? handling_value(factor, *unit.handling) : -1;
  }
  return order_value(world, factor, *unit.order);
}

std::string value_name(const World& world, Factor factor, int value) {
  switch (factor) {
    case Factor::sku:
      return world.products[value].sku;
    case Factor::category:
      return category_names()[value];
    case Factor::supplier:
      return world.suppliers[value];
    case Factor::bin:
      return world.bins[value];
    case Factor::channel:
      return world.channels[value];
    case Factor::taken_by:
      return world.takers[value].id;
    case Factor::order_weekday:
    case Factor::dispatch_weekday:
    case Factor::install_weekday:
      return std::string(weekdays[value]);
    case Factor::order_hour:
    case Factor::install_hour:
      return std::string(hour_bands[value]);
    case Factor::order_size:
      return std::string(order_sizes[value]);
    case Factor::segment:
      return world.segments[value];
    case Factor::region:
      return region_names()[value];
    case Factor::city:
      return city_names()[value];
    case Factor::warehouse:
      return world.warehouses[value];
    case Factor::picker:
      return world.pickers[value].id;
    case Factor::packer:
      return world.packers[value].id;
    case Factor::carrier:
      return world.carriers[value];
    case Factor::route:
      return world.routes[value].id;
    case Factor::driver:
      return world.drivers[value].id;
    case Factor::team:
      return world.teams[value];
  }
  return {};
}

}  // namespace rastro::simulation
