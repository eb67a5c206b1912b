#include "simulate/templates.h"

#include <array>

namespace rastro::simulation {

const std::vector<CauseTemplate>& cause_templates() {
  using enum Factor;
  static const std::vector<CauseTemplate> all = {
      {Kind::wrong_item, "product_description", {sku}},
      {Kind::wrong_item, "picking", {picker}},
      {Kind::wrong_item, "picking", {bin}},
      {Kind::missing_item, "packing", {packer}},
      {Kind::missing_item, "stock", {supplier}},
      {Kind::damaged_item, "packing", {packer}},
      {Kind::damaged_item, "picking", {picker}},
      {Kind::damaged_item, "carrier", {route}},
      {Kind::damaged_item, "stock", {supplier}},
      {Kind::late_delivery, "carrier", {route}},
      {Kind::late_delivery, "carrier", {driver}},
      {Kind::failed_attempt, "carrier", {driver}},
      {Kind::wrong_address, "address_capture", {taken_by}},
      {Kind::late_installation, "installation", {team}},
      {Kind::late_installation, "install_scheduling", {install_hour}},
      {Kind::billing_error, "order_entry", {taken_by}},
      {Kind::order_entry_error, "order_entry", {taken_by}},
      {Kind::wrong_item, "order_entry", {order_hour, taken_by}},
      {Kind::wrong_item, "picking", {category, picker}},
      {Kind::wrong_item, "picking", {sku, warehouse}},
      {Kind::missing_item, "packing", {order_size, packer}},
      {Kind::missing_item, "picking", {category, warehouse}},
      {Kind::damaged_item, "carrier", {carrier, category}},
      {Kind::damaged_item, "packing", {category, packer}},
      {Kind::late_delivery, "carrier", {carrier, region}},
      {Kind::late_delivery, "carrier", {dispatch_weekday, region}},
      {Kind::late_delivery, "picking", {order_weekday, picker}},
      {Kind::failed_attempt, "carrier", {carrier, region}},
      {Kind::failed_attempt, "carrier", {channel, region}},
      {Kind::wrong_address, "address_capture", {channel, region}},
      {Kind::wrong_address, "address_capture", {order_hour, taken_by}},
      {Kind::late_installation, "install_scheduling", {install_weekday, region}},
      {Kind::late_installation, "installation", {category, team}},
      {Kind::billing_error, "order_entry", {channel, segment}},
      {Kind::billing_error, "order_entry", {order_size, taken_by}},
      {Kind::order_entry_error, "order_entry", {channel, order_hour}},
      {Kind::order_entry_error, "order_entry", {channel, taken_by}},
      {Kind::late_delivery, "carrier", {carrier, dispatch_weekday, region}},
      {Kind::failed_attempt, "carrier", {carrier, channel, region}},
      {Kind::billing_error, "order_entry", {channel, order_hour, segment}},
      {Kind::order_entry_error, "order_entry", {channel, order_size, segment}},
      {Kind::wrong_address, "address_capture", {channel, order_hour, region}},
      {Kind::damaged_item, "carrier", {carrier, category, warehouse}},
      {Kind::missing_item, "picking", {category, order_size, warehouse}},
  };
  return all;
}

namespace {

using enum Factor;

std::vector<CauseTemplate> wrong_item_templates() {
  constexpr Kind kind = Kind::wrong_item;
  return {
      {kind, "product_description", {sku}, "alike_descriptions"},
      {kind, "product_description", {channel, sku}, "alike_descriptions"},
      {kind, "product_description", {sku, warehouse}, "alike_descriptions"},
      {kind, "order_entry", {sku}, "code_typo"},
      {kind, "order_entry", {taken_by}, "code_typo"},
      {kind, "order_entry", {channel, sku}, "code_typo"},
      {kind, "order_entry", {order_hour, taken_by}, "code_typo"},
      {kind, "picking", {sku}, "neighbouring_bins"},
      {kind, "picking", {picker}, "neighbouring_bins"},
      {kind, "picking", {bin}, "neighbouring_bins"},
      {kind, "picking", {category, picker}, "neighbouring_bins"},
      {kind, "stock", {sku}, "same_barcode"},
      {kind, "stock", {sku, warehouse}, "same_barcode"},
      {kind, "stock", {sku}, "same_supplier"},
      {kind, "stock", {supplier}, "same_supplier"},
      {kind, "stock", {supplier, warehouse}, "same_supplier"},
  };
}

std::vector<CauseTemplate> late_templates() {
  constexpr Kind kind = Kind::late_delivery;
  return {
      {kind, "picking", {carrier, picker}, "slow_picking"},
      {kind, "picking", {order_weekday, picker}, "slow_picking"},
      {kind, "picking", {order_hour, picker}, "slow_picking"},
      {kind, "packing", {order_weekday, packer}, "slow_packing"},
      {kind, "packing", {carrier, packer}, "slow_packing"},
      {kind, "dispatch", {driver}, "slow_dispatch"},
      {kind, "dispatch", {carrier, region}, "slow_dispatch"},
      {kind, "dispatch", {route, warehouse}, "slow_dispatch"},
      {kind, "carrier", {route}, "slow_transit"},
      {kind, "carrier", {driver}, "slow_transit"},
      {kind, "carrier", {carrier, region}, "slow_transit"},
      {kind, "carrier", {dispatch_weekday, region}, "slow_transit"},
      {kind, "carrier", {city}, "slow_redelivery"},
      {kind, "carrier", {region}, "slow_redelivery"},
      {kind, "carrier", {carrier, region}, "slow_redelivery"},
      {kind, "order_entry", {route}, "short_promise"},
      {kind, "order_entry", {channel, route}, "short_promise"},
  };
}

std::vector<CauseTemplate> late_installation_templates() {
  constexpr Kind kind = Kind::late_installation;
  return {
      {kind, "installation", {team}, "slow_installation"},
      {kind, "install_scheduling", {install_hour}, "slow_installation"},
      {kind, "installation", {category, team}, "slow_installation"},
      {kind, "install_scheduling", {install_weekday, region}, "slow_installation"},
  };
}

/// Whoever writes addresses down can make any of the mistakes.
std::vector<CauseTemplate> wrong_address_templates() {
  constexpr std::array<std::string_view, 8> mistakes = {
      "missing_unit",     "swapped_digits", "wrong_number",   "old_address",
      "same_street_name", "wrong_street",   "wrong_locality", "wrong_postal_code"};
  std::vector<CauseTemplate> all;
  for (const std::string_view mistake : mistakes) {
    for (const auto& factors : std::vector<std::vector<Factor>>{{taken_by},
                                                                {channel, region},
                                                                {order_hour, taken_by},
                                                                {channel, order_hour, region}}) {
      all.push_back({Kind::wrong_address, "address_capture", factors, mistake});
    }
  }
  return all;
}

}  // namespace

const std::vector<CauseTemplate>& mechanism_templates(Kind kind) {
  static const std::vector<CauseTemplate> items = wrong_item_templates();
  static const std::vector<CauseTemplate> late = late_templates();
  static const std::vector<CauseTemplate> addresses = wrong_address_templates();
  static const std::vector<CauseTemplate> installations = late_installation_templates();
  return kind == Kind::wrong_item      ? items
         : kind == Kind::late_delivery ? late
         : kind == Kind::wrong_address ? addresses
                                       : installations;
}

}  // namespace rastro::simulation
