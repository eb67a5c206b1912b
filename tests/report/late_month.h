#pragma once

#include <string>

#include "recovery/care_store.h"
#include "report/assemble.h"

namespace rastro::test {

/// Four weeks of twenty orders a day, read by the default model. Of those that Andes carries to the
/// north every fourth is late, of the others one in a hundred. Order L0, of the north and late, has
/// a replacement, reports, recovery and a survey; L1 names no customer.
struct LateMonth {
  LateMonth() : store(":memory:", default_model().tables) {
    const Day first = day("2026-08-31");
    SQLite::Transaction transaction(store.database());
    for (int index = 0; index < 560; ++index) {
      const bool andes = index % 2 == 0, north = index / 2 % 2 == 0;
      const bool late = andes && north ? index / 4 % 4 == 0 : index % 100 == 1;
      add(index, first + index / 20, andes ? "Andes" : "Rapido", north ? "Norte" : "Sur", late);
    }
    tell_first();
    transaction.commit();
  }

  void add(int index, Day placed, const std::string& carrier, const std::string& region,
           bool late) {
    SQLite::Statement order(store.database(),
                            "INSERT INTO orders(order_id, customer_id, ordered_at, promised_at, "
                            "channel, taken_by, address, region) VALUES (?,?,?,?,'web','V1',?,?)");
    order.bind(1, "L" + std::to_string(index));
    if (index != 1) order.bind(2, "K" + std::to_string(index % 300));
    order.bind(3, start_of(placed) + 10 * 3600);
    order.bind(4, end_of(placed + 3));
    order.bind(5, "Calle Secreta 1");
    order.bind(6, region);
    order.exec();
    SQLite::Statement delivery(store.database(),
                               "INSERT INTO deliveries(delivery_id, order_id, attempt, reason, "
                               "warehouse, picker, carrier, picked_at, delivered_at, outcome, "
                               "address_used) VALUES (?,?,1,'original','W1','P7',?,?,?,"
                               "'delivered','Calle Secreta 1')");
    delivery.bind(1, "D" + std::to_string(index));
    delivery.bind(2, "L" + std::to_string(index));
    delivery.bind(3, carrier);
    delivery.bind(4, start_of(placed + 1) + 8 * 3600);
    delivery.bind(5, start_of(placed + (late ? 5 : 2)) + 12 * 3600);
    delivery.exec();
  }

  void tell_first() {
    store.database().exec(R"(
      INSERT INTO customers(customer_id, name) VALUES ('K0', 'Ana Secreta');
      INSERT INTO products(sku, name) VALUES ('S1', 'Tóner negro');
      INSERT INTO order_lines(order_id, line, sku, quantity) VALUES ('L0', 1, 'S1', 2))");
    event(
        "INSERT INTO incidents(incident_id, order_id, reported_at, source, failure, note) "
        "VALUES ('I1', 'L0', ?, 'call', 'late_delivery', 'nota secreta')",
        "2026-09-04 09:00");
    event(
        "INSERT INTO recovery(incident_id, at, action, by, amount) "
        "VALUES ('I1', ?, 'compensated', 'AC1', 10)",
        "2026-09-06 09:00");
    event(
        "INSERT INTO incidents(incident_id, order_id, reported_at, source, failure) "
        "VALUES ('I2', 'L0', ?, 'email', 'late_delivery')",
        "2026-09-07 09:00");
    event(
        "INSERT INTO surveys(order_id, at, score, comment) VALUES ('L0', ?, 2, 'opinión secreta')",
        "2026-09-08 09:00");
    event("INSERT INTO surveys(order_id, at, score, comment) VALUES ('L0', ?, 5, 'later')",
          "2026-09-29 09:00");
  }

  void event(const std::string& sql, const std::string& when) {
    SQLite::Statement row(store.database(), sql);
    row.bind(1, at(when));
    row.exec();
  }

  ReviewSettings settings() const { return {day("2026-09-27"), day("2026-09-27"), 4, false}; }

  Store store;
};

}  // namespace rastro::test
