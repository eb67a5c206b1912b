#include "records/tables.h"

#include <algorithm>

namespace rastro {

namespace {

ColumnSpec key(std::string name, ColumnType type = ColumnType::text) {
  return {std::move(name), type, true};
}
ColumnSpec needed(std::string name, ColumnType type) { return {std::move(name), type, true}; }
ColumnSpec text(std::string name) { return {std::move(name), ColumnType::text, false}; }
ColumnSpec time(std::string name) { return {std::move(name), ColumnType::time, false}; }
ColumnSpec number(std::string name) { return {std::move(name), ColumnType::number, false}; }
ColumnSpec integer(std::string name) { return {std::move(name), ColumnType::integer, false}; }

TableSpec customers() {
  return {"customers",
          {"customer_id"},
          {key("customer_id"), text("name"), text("segment"), text("address"), text("city"),
           text("postal_code"), text("region"), time("address_updated_at")},
          {}};
}

TableSpec products() {
  return {"products",
          {"sku"},
          {key("sku"),
           text("name"),
           text("category"),
           text("supplier"),
           text("bin"),
           text("barcode"),
           {"needs_installation", ColumnType::flag, false}},
          {}};
}

TableSpec descriptions() {
  return {"descriptions",
          {"sku", "revision"},
          {key("sku"), key("revision"), time("valid_from"), text("text"), text("author")},
          {}};
}

TableSpec orders() {
  return {"orders",
          {"order_id"},
          {key("order_id"), text("customer_id"), needed("ordered_at", ColumnType::time),
           time("promised_at"), text("channel"), text("taken_by"), text("address"), text("city"),
           text("postal_code"), text("region"), text("status")},
          {}};
}

TableSpec order_lines() {
  return {"order_lines",
          {"order_id", "line"},
          {key("order_id"), key("line", ColumnType::integer), text("sku"), number("quantity"),
           number("unit_price")},
          {{"order_id", "orders"}}};
}

TableSpec deliveries() {
  return {
      "deliveries",
      {"delivery_id"},
      {key("delivery_id"), needed("order_id", ColumnType::text), integer("attempt"), text("reason"),
       text("warehouse"), text("picker"), text("packer"), text("carrier"), text("route"),
       text("driver"), time("picked_at"), time("packed_at"), time("dispatched_at"),
       time("attempted_at"), time("delivered_at"), text("outcome"), text("address_used")},
      {{"order_id", "orders"}}};
}

TableSpec installations() {
  return {"installations",
          {"installation_id"},
          {key("installation_id"), needed("order_id", ColumnType::text), text("sku"), text("team"),
           time("scheduled_at"), time("completed_at"), text("outcome")},
          {{"order_id", "orders"}}};
}

TableSpec incidents() {
  return {"incidents",
          {"incident_id"},
          {key("incident_id"), needed("order_id", ColumnType::text), integer("line"),
           needed("reported_at", ColumnType::time), text("source"), text("failure"),
           text("received_sku"), text("correct_address"), text("note")},
          {{"order_id", "orders"}}};
}

TableSpec recovery() {
  return {"recovery",
          {"incident_id", "at", "action"},
          {key("incident_id"), key("at", ColumnType::time), key("action"), text("by"),
           number("amount")},
          {{"incident_id", "incidents"}}};
}

TableSpec surveys() {
  return {"surveys",
          {"order_id", "at"},
          {key("order_id"), key("at", ColumnType::time), integer("score"), text("comment")},
          {{"order_id", "orders"}}};
}

TableSpec changes() {
  return {"changes",
          {"at", "step", "note"},
          {key("at", ColumnType::time), key("step"), key("note"), text("factor"), text("value")},
          {}};
}

}  // namespace

const ColumnSpec* TableSpec::find(std::string_view column) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const ColumnSpec& spec) { return spec.name == column; });
  return found == columns.end() ? nullptr : &*found;
}

const std::vector<TableSpec>& standard_tables() {
  static const std::vector<TableSpec> tables = {
      customers(),     products(),  descriptions(), orders(),  order_lines(), deliveries(),
      installations(), incidents(), recovery(),     surveys(), changes()};
  return tables;
}

const TableSpec* find_table(const std::vector<TableSpec>& tables, std::string_view name) {
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [&](const TableSpec& table) { return table.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

}  // namespace rastro
