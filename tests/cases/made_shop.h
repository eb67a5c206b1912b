#pragma once

#include <fmt/format.h>

#include <functional>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/text.h"
#include "base/time.h"
#include "cli/run_program.h"

namespace rastro {

/// A small shop of four weeks, made anew for each case: 60 products, 100 orders of one line on each
/// working day. Everything goes well until a case lets something go wrong.
struct MadeShop {
  struct Product {
    std::string sku, name, description, supplier, category, bin, barcode;
  };
  struct Order {
    std::size_t product = 0;
    std::string taken_by, picker, packer, carrier, route, received, correct_address, note;
    std::string address, address_used;
    Seconds ordered = 0, promised = 0, picked = 0, packed = 0, dispatched = 0, attempted = 0,
            delivered = 0;
  };

  std::vector<Product> products;
  std::vector<Order> orders;

  explicit MadeShop(std::uint64_t seed = 4) : random_(seed) {
    for (int index = 0; index < 60; ++index) products.push_back(made_product(index));
    for (Day day = first_day; day < first_day + 28; ++day) {
      if (weekday(day) >= 5) continue;
      for (int order = 0; order < 100; ++order) orders.push_back(made_order(day));
    }
  }

  /// Lets some orders fail: every `every`-th of those for which `where` holds.
  void let_fail(int every, const std::function<bool(const Order&)>& where,
                const std::function<void(Order&)>& fail) {
    int met = 0;
    for (Order& order : orders) {
      if (where(order) && ++met % every == 0) fail(order);
    }
  }
  /// Any product but this one.
  const std::string& other_product(std::size_t product) {
    std::size_t other = product;
    while (other == product) other = static_cast<std::size_t>(random_.below(60));
    return products[other].sku;
  }

  void write(const Program& program) const {
    std::filesystem::create_directories(program.path() + "/logs");
    std::string items = "sku,name,category,supplier,bin,barcode\n",
                texts = "sku,revision,valid_from,text\n";
    for (const Product& each : products) {
      items +=
          csv_record({each.sku, each.name, each.category, each.supplier, each.bin, each.barcode});
      texts += csv_record({each.sku, "1", "2026-01-05", each.description});
    }
    program.write("logs/products.csv", items);
    program.write("logs/descriptions.csv", texts);
    write_orders(program);
  }

  static constexpr Day first_day = 20696;  // 2026-08-31, a Monday

 private:
  static Product made_product(int index) {
    static const std::vector<std::string> things = {
        "Silla apilable", "Mesa plegable", "Lámpara de pie", "Tijera escolar", "Cartuchera",
        "Mochila urbana", "Termo acero",   "Paraguas corto", "Cafetera",       "Reloj de pared",
        "Pizarra blanca", "Abrochadora",   "Perforadora",    "Calculadora",    "Marcador grueso"};
    static const std::vector<std::string> makes = {"Tilo azul", "Andarín rojo", "Bruma 4 piezas",
                                                   "Ceibal chico"};
    const std::string name = things[index % 15] + " " + makes[index / 15];
    // Codes, bins and barcodes that lie far apart.
    return {fmt::format("{}{:05}", "KMTS"[index % 4], (index * 7919 + 13577) % 90000 + 10000),
            name,
            name + ".",
            fmt::format("Proveedor {}", index / 12),
            fmt::format("Rubro {}", index / 4),
            fmt::format("{}-{:02}-1", static_cast<char>('A' + index % 10), index * 5),
            fmt::format("779{:010}", index * 12345677)};
  }

  Order made_order(Day day) {
    const Seconds midnight = start_of(day);
    Order order;
    order.product = static_cast<std::size_t>(random_.below(60));
    order.taken_by = fmt::format("T{}", random_.below(6));
    order.picker = fmt::format("P{}", random_.below(6));
    order.packer = fmt::format("E{}", random_.below(6));
    order.carrier = fmt::format("F{}", random_.below(2));
    order.route = fmt::format("R{}{}", order.carrier.back(), random_.below(4));
    order.address = fmt::format("Calle Los Talas {}, Piso {} Dpto B", random_.between(1000, 4999),
                                random_.between(1, 9));
    order.ordered = midnight + random_.between(9 * 3600, 17 * 3600);
    order.picked = order.ordered + random_.between(1800, 3600);
    order.packed = order.picked + random_.between(900, 2700);
    order.dispatched = start_of(working_day(day, 1)) + random_.between(8 * 3600, 9 * 3600);
    order.attempted = start_of(working_day(day, 2)) + random_.between(10 * 3600, 16 * 3600);
    order.promised = start_of(working_day(day, 3));
    return order;
  }

  /// So many working days later.
  static Day working_day(Day day, int later) {
    while (later > 0) {
      if (weekday(++day) < 5) --later;
    }
    return day;
  }

  void write_orders(const Program& program) const {
    std::string placed =
        "order_id,customer_id,ordered_at,promised_at,channel,taken_by,address,city,postal_code\n";
    std::string lines = "order_id,line,sku\n";
    std::string sent =
        "delivery_id,order_id,attempt,reason,picker,packer,carrier,route,picked_at,packed_at,"
        "dispatched_at,attempted_at,delivered_at,outcome,address_used\n";
    std::string reports =
        "incident_id,order_id,line,reported_at,source,failure,received_sku,correct_address,note\n";
    for (std::size_t index = 0; index < orders.size(); ++index) {
      const Order& order = orders[index];
      const std::string id = fmt::format("N{:05}", index);
      const Seconds delivered = order.delivered != 0 ? order.delivered : order.attempted;
      placed +=
          csv_record({id, "C" + id, format_time(order.ordered), format_day(day_of(order.promised)),
                      "phone", order.taken_by, order.address, "Villa Serena", "1406"});
      lines += csv_record({id, "1", products[order.product].sku});
      sent += csv_record({"D" + id, id, "1", "original", order.picker, order.packer, order.carrier,
                          order.route, format_time(order.picked), format_time(order.packed),
                          format_time(order.dispatched), format_time(order.attempted),
                          format_time(delivered), "delivered",
                          (order.address_used.empty() ? order.address : order.address_used) +
                              ", 1406 Villa Serena"});
      if (order.received.empty() && order.correct_address.empty() && order.note.empty()) continue;
      const std::string kind = !order.received.empty()          ? "wrong_item"
                               : !order.correct_address.empty() ? "wrong_address"
                                                                : "";
      reports += csv_record({"I" + id, id, "1", format_time(delivered + 3600), "call", kind,
                             order.received, order.correct_address, order.note});
    }
    program.write("logs/orders.csv", placed);
    program.write("logs/order_lines.csv", lines);
    program.write("logs/deliveries.csv", sent);
    program.write("logs/incidents.csv", reports);
  }

  Random random_;
};

/// Reviews the shop and returns review.json; the review lies in the program's folder "out".
inline nlohmann::json review_of(const Program& program, const MadeShop& shop) {
  shop.write(program);
  program.done({"review", "logs", "--out", "out", "--lang", "en", "--quiet"});
  return program.review("out");
}

}  // namespace rastro
