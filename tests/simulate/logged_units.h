#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <sstream>
#include <string>

#include "simulate/simulated.h"

namespace rastro {

using Fields = std::map<std::string, std::string>;

inline std::string weekday_name(const std::string& time) {
  static const char* names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return time.empty() ? "" : names[weekday(day_of(parse_iso_time(time)->local))];
}

inline std::string hour_band(const std::string& time) {
  const int hour = std::stoi(time.substr(11, 2));
  if (hour < 6) return "00-06";
  const int start = hour / 3 * 3;
  const std::string from = std::to_string(start), to = std::to_string(start + 3);
  return (start < 10 ? "0" : "") + from + '-' + (start + 3 < 10 ? "0" : "") + to;
}

inline std::string size_band(std::size_t lines) {
  return lines >= 5 ? "5+" : lines >= 3 ? "3-4" : std::to_string(lines);
}

/// The units of the logs with their factors, joined as any reader of the files would.
class LoggedUnits {
 public:
  explicit LoggedUnits(const Simulated& simulated)
      : deliveries_(simulated.table("deliveries")),
        lines_(simulated.table("order_lines")),
        installations_(simulated.table("installations")) {
    read_orders(simulated);
    read_products(simulated.table("products"));
  }

  template <class Visit>
  void each(const std::string& failure, Visit visit) const {
    if (failure.ends_with("_item")) {
      each_line(visit);
    } else if (failure == "failed_attempt") {
      for (std::size_t row = 0; row < deliveries_.rows.size(); ++row) {
        Fields unit = orders_.at(deliveries_.at(row, "order_id"));
        add_delivery(row, unit);
        visit(unit, deliveries_.at(row, "delivery_id"));
      }
    } else if (failure == "late_installation") {
      each_installation(visit);
    } else {
      for (const auto& [id, unit] : orders_) visit(unit, "");
    }
  }

 private:
  void read_orders(const Simulated& simulated) {
    const SimulatedTable orders = simulated.table("orders");
    const SimulatedTable customers = simulated.table("customers");
    const auto customer_rows = customers.index_by("customer_id");
    std::map<std::string, std::size_t> sizes;
    for (std::size_t row = 0; row < lines_.rows.size(); ++row) ++sizes[lines_.at(row, "order_id")];
    for (std::size_t row = 0; row < orders.rows.size(); ++row) {
      const std::string& id = orders.at(row, "order_id");
      const std::string& at = orders.at(row, "ordered_at");
      const std::size_t customer = customer_rows.at(orders.at(row, "customer_id"));
      orders_[id] = {{"order", id},
                     {"day", at.substr(0, 10)},
                     {"channel", orders.at(row, "channel")},
                     {"taken_by", orders.at(row, "taken_by")},
                     {"order_weekday", weekday_name(at)},
                     {"order_hour", hour_band(at)},
                     {"order_size", size_band(sizes[id])},
                     {"segment", customers.at(customer, "segment")},
                     {"region", customers.at(customer, "region")},
                     {"city", customers.at(customer, "city")}};
    }
    for (std::size_t row = 0; row < deliveries_.rows.size(); ++row) {
      const bool first =
          deliveries_.at(row, "attempt") == "1" && deliveries_.at(row, "reason") == "original";
      if (first) add_delivery(row, orders_.at(deliveries_.at(row, "order_id")));
    }
  }

  void read_products(const SimulatedTable& products) {
    for (std::size_t row = 0; row < products.rows.size(); ++row) {
      for (const char* column : {"sku", "category", "supplier", "bin"}) {
        products_[products.at(row, "sku")][column] = products.at(row, column);
      }
    }
  }

  void add_delivery(std::size_t row, Fields& unit) const {
    for (const char* column : {"warehouse", "picker", "packer", "carrier", "route", "driver"}) {
      unit[column] = deliveries_.at(row, column);
    }
    unit["dispatch_weekday"] = weekday_name(deliveries_.at(row, "dispatched_at"));
  }

  template <class Visit>
  void each_line(Visit visit) const {
    for (std::size_t row = 0; row < lines_.rows.size(); ++row) {
      Fields unit = orders_.at(lines_.at(row, "order_id"));
      for (const auto& [name, value] : products_.at(lines_.at(row, "sku"))) unit[name] = value;
      visit(unit, lines_.at(row, "line"));
    }
  }

  template <class Visit>
  void each_installation(Visit visit) const {
    for (std::size_t row = 0; row < installations_.rows.size(); ++row) {
      Fields unit = orders_.at(installations_.at(row, "order_id"));
      for (const auto& [name, value] : products_.at(installations_.at(row, "sku"))) {
        unit[name] = value;
      }
      const std::string& at = installations_.at(row, "scheduled_at");
      unit["team"] = installations_.at(row, "team");
      unit["install_weekday"] = weekday_name(at);
      unit["install_hour"] = hour_band(at);
      visit(unit, installations_.at(row, "installation_id"));
    }
  }

  SimulatedTable deliveries_, lines_, installations_;
  std::map<std::string, Fields> orders_, products_;
};

inline Fields read_conditions(const std::string& text) {
  Fields conditions;
  std::istringstream pairs(text);
  std::string before;
  for (std::string pair; std::getline(pairs, pair, ';');) {
    const std::size_t equals = pair.find('=');
    REQUIRE(equals != std::string::npos);
    const std::string factor = pair.substr(0, equals);
    CHECK(before < factor);  // sorted by name
    before = factor;
    conditions[factor] = pair.substr(equals + 1);
  }
  return conditions;
}

inline bool meets(const Fields& conditions, const Fields& unit) {
  for (const auto& [factor, value] : conditions) {
    const auto found = unit.find(factor);
    if (found == unit.end() || found->second != value) return false;
  }
  return true;
}

}  // namespace rastro
