#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulate/orders.h"

namespace rastro::simulation {

/// The recorded attributes that a planted cause can be made of.
enum class Factor {
  sku,
  category,
  supplier,
  bin,  // of the line's product
  channel,
  taken_by,
  order_weekday,
  order_hour,
  order_size,  // of the order
  segment,
  region,
  city,  // of the customer
  warehouse,
  picker,
  packer,
  dispatch_weekday,
  carrier,
  route,
  driver,  // of the delivery
  team,
  install_weekday,
  install_hour  // of the installation
};

enum class UnitKind { order, order_line, delivery, installation };

/// The ways to fail. Order-level ones that need a delivery are still of the order.
enum class Kind {
  wrong_item,
  missing_item,
  damaged_item,
  order_entry_error,
  wrong_address,
  late_delivery,
  billing_error,
  rude_treatment,
  misdirected_message,
  failed_attempt,
  late_installation
};
inline constexpr int kind_count = 11;

struct KindFacts {
  std::string_view name;
  UnitKind unit;
  double base_rate;  ///< of units without any cause
  bool reported;     ///< seen through incidents; else derived from times and outcomes
};
const KindFacts& facts(Kind kind);
/// Everyday risk of a kind at a retailer with so many times the usual failures; at most 0.5.
double everyday_rate(Kind kind, double rate_factor);

std::string_view name(Factor factor);
/// The step of the process to which the factor belongs.
std::string_view step_of(Factor factor);

/// What a cause is checked against. Parts that the unit does not have are null.
struct Unit {
  const Order* order = nullptr;
  const Handling* handling = nullptr;
  const Product* product = nullptr;
  const Installation* installation = nullptr;
  int product_index = -1;
};
Unit order_unit(const Book& book, int order);
Unit line_unit(const World& world, const Book& book, int line);
Unit installation_unit(const World& world, const Book& book, int installation);

/// The factor's value for a unit as a code; -1 where the unit has none.
int value_of(const World& world, Factor factor, const Unit& unit);
/// The value as it is written in the logs, or as it is derived from them: "mon", "09-12", "3-4".
std::string value_name(const World& world, Factor factor, int value);

}  // namespace rastro::simulation
