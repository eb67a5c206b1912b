#include "simulate/templates.h"

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

}  // namespace rastro::simulation
