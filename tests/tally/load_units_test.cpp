#include "tally/load_units.h"

#include "intake/loading.h"
#include "tally/small_logs.h"

using namespace rastro;

TEST_CASE("units: weekday and hour band of the order") {
  SmallLogs logs;
  logs.add("orders(order_id, ordered_at)",
           "('A1', unixepoch('2026-08-31T05:59:59')), ('A2', unixepoch('2026-08-31T06:00')),"
           "('A3', unixepoch('2026-09-05T12:30')), ('A4', unixepoch('2026-09-06T23:59:59'))")
      .load();
  const auto pair = [&](const std::string& order) {
    return logs.value("weekday", UnitKind::order, order) + " " +
           logs.value("hour", UnitKind::order, order);
  };
  CHECK(pair("A1") == "mon 00-06");
  CHECK(pair("A2") == "mon 06-09");
  CHECK(pair("A3") == "sat 12-15");
  CHECK(pair("A4") == "sun 21-24");
}

TEST_CASE("units: order size band") {
  SmallLogs logs;
  const std::map<int, std::string> bands = {{0, ""},    {1, "1"},  {2, "2"}, {3, "3-4"},
                                            {4, "3-4"}, {5, "5+"}, {9, "5+"}};
  for (const auto& [lines, band] : bands) {
    const std::string id = "A" + std::to_string(lines);
    logs.orders({id});
    for (int line = 1; line <= lines; ++line) {
      logs.add("order_lines(order_id, line)", "('" + id + "', " + std::to_string(line) + ")");
    }
  }
  logs.load();
  for (const auto& [lines, band] : bands) {
    INFO(lines << " lines");
    CHECK(logs.value("size", UnitKind::order, "A" + std::to_string(lines)) == band);
  }
  CHECK(logs.value("size", UnitKind::order_line, "A3", "2") == "3-4");
}

TEST_CASE("units: the description revision in force when the order was placed") {
  SmallLogs logs;
  logs.add("descriptions(sku, revision, valid_from)",
           "('S1', '1', unixepoch('2026-08-01')), ('S1', '2', unixepoch('2026-09-10T12:00')),"
           "('S1', '10', unixepoch('2026-09-20')), ('S2', 'a', NULL)");
  logs.add("orders(order_id, ordered_at)",
           "('A1', unixepoch('2026-07-31')), ('A2', unixepoch('2026-09-10T11:59:59')),"
           "('A3', unixepoch('2026-09-10T12:00')), ('A4', unixepoch('2026-09-25'))");
  logs.add("order_lines(order_id, line, sku)",
           "('A1', 1, 'S1'), ('A2', 1, 'S1'), ('A3', 1, 'S1'), ('A4', 1, 'S1'), ('A4', 2, 'S2'),"
           "('A4', 3, 'S3')")
      .load();
  const auto revision = [&](const std::string& order, const std::string& line) {
    return logs.value("revision", UnitKind::order_line, order, line);
  };
  CHECK(revision("A1", "1") == "");
  CHECK(revision("A2", "1") == "S1/1");
  CHECK(revision("A3", "1") == "S1/2");
  CHECK(revision("A4", "1") == "S1/10");
  CHECK(revision("A4", "2") == "S2/a");
  CHECK(revision("A4", "3") == "");
}

TEST_CASE("units: a promise given as a date is kept until the end of that day") {
  TestFolder folder;
  folder.write("orders.csv",
               "order_id,ordered_at,promised_at\nA1,2026-09-01,2026-09-03\n"
               "A2,2026-09-01,2026-09-03\nA3,2026-09-01,2026-09-03\n");
  folder.write("deliveries.csv",
               "delivery_id,order_id,delivered_at\nD1,A1,2026-09-03T23:59:59\n"
               "D2,A2,2026-09-04T00:00:00\nD3,A3,2026-09-03\n");
  SmallLogs logs;
  import_files(logs.store, logs.model, {folder.path()});
  logs.load();
  CHECK(logs.fate("late", "A1") == in_order);
  CHECK(logs.fate("late", "A2") == failed_unit);
  CHECK(logs.fate("late", "A3") == in_order);
}

TEST_CASE("units: late means after the promise, or overdue and not delivered; not due is neither") {
  SmallLogs logs;
  logs.orders({"A1", "A2", "A3", "A4", "A5", "A6"});
  logs.store.database().exec(
      "UPDATE orders SET promised_at = unixepoch('2026-09-05T18:00') WHERE order_id <= 'A3';"
      "UPDATE orders SET promised_at = unixepoch('2026-09-20') WHERE order_id IN ('A4', 'A5')");
  logs.add("deliveries(delivery_id, order_id, delivered_at)",
           "('D1', 'A1', unixepoch('2026-09-05T18:00:00')),"
           "('D2', 'A2', unixepoch('2026-09-05T18:00:01')),"
           "('D5', 'A5', unixepoch('2026-09-03')), ('D6', 'A6', unixepoch('2026-09-09'))")
      .load("2026-09-10");
  CHECK(logs.fate("late", "A1") == in_order);
  CHECK(logs.fate("late", "A2") == failed_unit);
  CHECK(logs.fate("late", "A3") == failed_unit);
  for (const std::string order : {"A4", "A5", "A6"}) {
    INFO(order);
    CHECK(logs.fate("late", order) == not_exposed);
  }
  const auto& open = logs.column("late").open;
  CHECK(open == std::vector<std::uint8_t>{0, 0, 0, 1, 0, 0});
}

TEST_CASE("units: pending is what is still to be delivered, or installed") {
  SmallLogs logs;
  logs.orders({"A1", "A2", "A3", "A4", "A5"})
      .add("order_lines(order_id, line, sku)",
           "('A1', 1, 'S'), ('A2', 1, 'S'), ('A2', 2, 'T'), ('A3', 1, 'S')")
      .add("deliveries(delivery_id, order_id, attempt, attempted_at, delivered_at, outcome)",
           "('D1', 'A1', 1, unixepoch('2026-09-03'), unixepoch('2026-09-03'), 'delivered'),"
           "('D2', 'A2', 1, unixepoch('2026-09-03'), NULL, 'failed'),"
           "('D3', 'A2', 2, NULL, NULL, NULL),"
           // Of what comes after the last day nothing is known.
           "('D4', 'A3', 1, unixepoch('2026-09-11'), unixepoch('2026-09-11'), 'delivered'),"
           "('D5', 'A4', 1, unixepoch('2026-09-03'), NULL, 'returned')")
      .add("installations(installation_id, order_id, completed_at)",
           "('I1', 'A1', NULL), ('I2', 'A2', unixepoch('2026-09-09'))")
      .load("2026-09-10");
  const auto pending = [&](UnitKind kind) {
    std::vector<std::string> names;
    const UnitTable& table = logs.units.of(kind);
    for (const auto row : table.pending) {
      names.push_back(kind == UnitKind::order ? table.order_id[row]
                                              : table.order_id[row] + "/" + table.part[row]);
    }
    return names;
  };
  using Names = std::vector<std::string>;
  CHECK(pending(UnitKind::order) == Names{"A2", "A3", "A5"});
  CHECK(pending(UnitKind::order_line) == Names{"A2/1", "A2/2", "A3/1"});
  CHECK(pending(UnitKind::delivery) == Names{"A2/D3", "A3/D4"});
  CHECK(pending(UnitKind::installation) == Names{"A1/I1"});
}

TEST_CASE("units: where arrivals are never recorded, nothing is known to be pending") {
  SmallLogs logs;
  logs.orders({"A1"}).add("deliveries(delivery_id, order_id)", "('D1', 'A1')").load("2026-09-10");
  CHECK(logs.units.of(UnitKind::order).pending.empty());
}

TEST_CASE("units: grace hours") {
  SmallLogs logs;
  logs.orders({"A1"})
      .add("installations(installation_id, order_id, scheduled_at, completed_at)",
           "('I1', 'A1', unixepoch('2026-09-05T10:00'), unixepoch('2026-09-05T14:00')),"
           "('I2', 'A1', unixepoch('2026-09-05T10:00'), unixepoch('2026-09-05T14:00:01')),"
           "('I3', 'A1', unixepoch('2026-09-10T19:59:59'), NULL),"
           "('I4', 'A1', unixepoch('2026-09-10T20:00'), NULL)")
      .load("2026-09-10");
  CHECK(logs.fate("late_installation", "A1", "I1") == in_order);
  CHECK(logs.fate("late_installation", "A1", "I2") == failed_unit);
  CHECK(logs.fate("late_installation", "A1", "I3") == failed_unit);
  CHECK(logs.fate("late_installation", "A1", "I4") == not_exposed);
}

TEST_CASE("units: a column that holds the value of a failure") {
  SmallLogs logs;
  logs.orders({"A1"})
      .add("deliveries(delivery_id, order_id, attempt, outcome)",
           "('D1', 'A1', 1, 'failed'), ('D2', 'A1', 2, 'delivered'), ('D3', 'A1', 3, NULL)")
      .load();
  CHECK(logs.fate("failed_attempt", "A1", "D1") == failed_unit);
  CHECK(logs.fate("failed_attempt", "A1", "D2") == in_order);
  CHECK(logs.fate("failed_attempt", "A1", "D3") == not_exposed);
}

TEST_CASE("units: two reports of one failure are one failure with two incidents") {
  SmallLogs logs;
  logs.orders({"A1", "A2"})
      .add("incidents(incident_id, order_id, reported_at, failure)",
           "('R1', 'A1', unixepoch('2026-09-02'), 'rude'),"
           "('R2', 'A1', unixepoch('2026-09-05'), 'rude')")
      .load();
  CHECK(logs.fate("rude", "A1") == Fate{true, true, 2});
  CHECK(logs.fate("rude", "A2") == in_order);
}

TEST_CASE("units: a report finds its order line, or is counted as one that does not") {
  SmallLogs logs;
  logs.orders({"A1", "A2", "A3"})
      .add("order_lines(order_id, line)", "('A1', 1), ('A2', 1), ('A2', 2)")
      .add("incidents(incident_id, order_id, line, reported_at, failure)",
           "('R1', 'A1', NULL, unixepoch('2026-09-02'), 'wrong_item'),"
           "('R2', 'A2', 2, unixepoch('2026-09-02'), 'wrong_item'),"
           "('R3', 'A2', NULL, unixepoch('2026-09-02'), 'wrong_item'),"
           "('R4', 'A2', 7, unixepoch('2026-09-02'), 'wrong_item'),"
           "('R5', 'A3', 1, unixepoch('2026-09-02'), 'wrong_item'),"
           "('R6', 'A3', NULL, unixepoch('2026-09-02'), 'wrong_itm'),"
           "('R7', 'A3', NULL, unixepoch('2026-09-02'), NULL)")
      .load();
  CHECK(logs.fate("wrong_item", "A1", "1") == Fate{true, true, 1});
  CHECK(logs.fate("wrong_item", "A2", "1") == in_order);
  CHECK(logs.fate("wrong_item", "A2", "2") == Fate{true, true, 1});
  CHECK(logs.units.notes.reports_without_line == 1);
  CHECK(logs.units.notes.reports_without_unit == 2);
  CHECK(logs.units.notes.unknown_failures == std::map<std::string, std::int64_t>{{"wrong_itm", 1}});
}

TEST_CASE("units: nothing after the last day seen is known") {
  SmallLogs logs;
  logs.add("orders(order_id, ordered_at, promised_at)",
           "('A1', unixepoch('2026-09-01'), unixepoch('2026-09-05')),"
           "('A2', unixepoch('2026-09-10T23:59:59'), NULL),"
           "('A3', unixepoch('2026-09-11'), NULL)");
  logs.add("deliveries(delivery_id, order_id, attempt, attempted_at, delivered_at, outcome)",
           "('D1', 'A1', 1, unixepoch('2026-09-04'), NULL, 'failed'),"
           "('D2', 'A1', 2, unixepoch('2026-09-11'), unixepoch('2026-09-11'), 'failed')");
  logs.add("incidents(incident_id, order_id, reported_at, failure)",
           "('R1', 'A1', unixepoch('2026-09-10T23:59:59'), 'rude'),"
           "('R2', 'A1', unixepoch('2026-09-11'), 'rude'),"
           "('R3', 'A1', unixepoch('2026-09-11'), 'nonsense')")
      .load("2026-09-10");
  CHECK(logs.units.of(UnitKind::order).order_id == std::vector<std::string>{"A1", "A2"});
  CHECK(logs.fate("late", "A1") == failed_unit);
  CHECK(logs.fate("failed_attempt", "A1", "D1") == failed_unit);
  CHECK(logs.fate("failed_attempt", "A1", "D2") == not_exposed);
  CHECK(logs.column("rude").incidents[0] == 1);
  CHECK(logs.units.notes.unknown_failures.empty());
  CHECK(logs.load("2026-09-30").column("rude").incidents[0] == 2);
}

TEST_CASE("units: orders before the first day and their reports are left out") {
  SmallLogs logs;
  logs.add("orders(order_id, ordered_at)",
           "('B', unixepoch('2026-09-02T08:00')), ('C', unixepoch('2026-09-03')),"
           "('A', unixepoch('2026-09-02T20:00')), ('Z', unixepoch('2026-09-01T23:59:59'))");
  logs.add("order_lines(order_id, line)", "('Z', 1), ('A', 2), ('A', 1), ('A', 10)");
  logs.add("incidents(incident_id, order_id, reported_at, failure)",
           "('R1', 'Z', unixepoch('2026-09-05'), 'rude')")
      .load("2026-12-31", "2026-09-02");
  // By day, then by number.
  CHECK(logs.units.of(UnitKind::order).order_id == std::vector<std::string>{"A", "B", "C"});
  CHECK(logs.units.of(UnitKind::order_line).part == std::vector<std::string>{"1", "2", "10"});
  CHECK(logs.fate("rude", "A") == in_order);
  CHECK(logs.units.notes.reports_without_unit == 0);
}

TEST_CASE("units: orders of an excluded status cannot fail, nor are they open") {
  SmallLogs logs;
  logs.add("orders(order_id, ordered_at, promised_at, status)",
           "('A1', unixepoch('2026-09-01'), unixepoch('2026-09-05'), 'cancelled'),"
           "('A2', unixepoch('2026-09-01'), unixepoch('2026-09-05'), 'sent'),"
           "('A3', unixepoch('2026-09-01'), unixepoch('2026-09-25'), 'cancelled')");
  logs.add("deliveries(delivery_id, order_id)", "('D2', 'A2')").load("2026-09-10");
  CHECK(logs.fate("late", "A1") == not_exposed);
  CHECK(logs.fate("late", "A2") == failed_unit);
  CHECK(logs.column("late").open == std::vector<std::uint8_t>{0, 0, 0});
  CHECK(logs.units.of(UnitKind::order).pending.empty());  // and no arrival is recorded
}

TEST_CASE("units: an order of an excluded status is not pending") {
  SmallLogs logs;
  logs.add("orders(order_id, ordered_at, promised_at, status)",
           "('A1', unixepoch('2026-09-01'), unixepoch('2026-09-25'), 'cancelled'),"
           "('A2', unixepoch('2026-09-01'), unixepoch('2026-09-25'), 'sent'),"
           "('A3', unixepoch('2026-09-01'), unixepoch('2026-09-25'), 'sent')");
  logs.add("deliveries(delivery_id, order_id, delivered_at)",
           "('D3', 'A3', unixepoch('2026-09-05'))")
      .load("2026-09-10");
  CHECK(logs.units.of(UnitKind::order).pending == std::vector<std::uint32_t>{1});
}

TEST_CASE("units: an order's and its customer's values reach lines, deliveries, installations") {
  SmallLogs logs;
  logs.add("customers(customer_id, segment)", "('C1', 'school')");
  logs.add("orders(order_id, ordered_at, customer_id, channel)",
           "('A1', unixepoch('2026-09-01'), 'C1', 'web'),"
           "('A2', unixepoch('2026-09-01'), 'C9', NULL)");
  logs.add("order_lines(order_id, line)", "('A1', 1), ('A2', 1)")
      .add("deliveries(delivery_id, order_id)", "('D1', 'A1')")
      .add("installations(installation_id, order_id)", "('I1', 'A1')")
      .load();
  const std::map<UnitKind, std::string> parts = {{UnitKind::order, ""},
                                                 {UnitKind::order_line, "1"},
                                                 {UnitKind::delivery, "D1"},
                                                 {UnitKind::installation, "I1"}};
  for (const auto& [unit, part] : parts) {
    INFO(to_string(unit));
    CHECK(logs.value("channel", unit, "A1", part) == "web");
    CHECK(logs.value("segment", unit, "A1", part) == "school");
  }
  CHECK(logs.value("channel", UnitKind::order_line, "A2", "1") == "");
  CHECK(logs.value("segment", UnitKind::order, "A2") == "");
}

TEST_CASE("units: an order has a value of its lines only where all share it") {
  SmallLogs logs;
  logs.add("products(sku, category)", "('S1', 'desks'), ('S2', 'desks'), ('S3', 'lamps')");
  logs.orders({"A1", "A2", "A3", "A4", "A5"})
      .add("order_lines(order_id, line, sku)",
           "('A1', 1, 'S1'), ('A1', 2, 'S2'), ('A2', 1, 'S1'), ('A2', 2, 'S3'),"
           "('A3', 1, 'S1'), ('A3', 2, 'S9'), ('A5', 1, 'S1'), ('A5', 2, 'S3'), ('A5', 3, 'S1')")
      .add("deliveries(delivery_id, order_id)", "('D1', 'A1')")
      .load();
  const auto category = [&](const std::string& order) {
    return logs.value("category", UnitKind::order, order);
  };
  CHECK(category("A1") == "desks");
  CHECK(category("A2") == "");
  CHECK(category("A3") == "");
  CHECK(category("A4") == "");
  CHECK(category("A5") == "");
  CHECK(logs.value("category", UnitKind::order_line, "A2", "2") == "lamps");
  CHECK(logs.value("category", UnitKind::delivery, "A1", "D1") == "desks");
}

TEST_CASE("units: lines and orders have the carrier of the first original delivery") {
  SmallLogs logs;
  logs.orders({"A1", "A2"})
      .add("order_lines(order_id, line)", "('A1', 1), ('A2', 1)")
      .add("deliveries(delivery_id, order_id, attempt, reason, carrier)",
           "('D1', 'A1', 1, 'replacement', 'Tres'), ('D2', 'A1', 2, 'original', 'Dos'),"
           "('D3', 'A1', 1, 'original', 'Uno'), ('D4', 'A2', 1, 'replacement', 'Tres')")
      .load();
  CHECK(logs.value("carrier", UnitKind::order, "A1") == "Uno");
  CHECK(logs.value("carrier", UnitKind::order_line, "A1", "1") == "Uno");
  CHECK(logs.value("carrier", UnitKind::delivery, "A1", "D2") == "Dos");
  CHECK(logs.value("carrier", UnitKind::order, "A2") == "");
}

TEST_CASE("units: a replacement does not make an order late, nor in time") {
  SmallLogs logs;
  logs.orders({"A1", "A2", "A3"});
  logs.store.database().exec("UPDATE orders SET promised_at = unixepoch('2026-09-05')");
  logs.add("deliveries(delivery_id, order_id, attempt, reason, delivered_at)",
           "('D1', 'A1', 1, NULL, unixepoch('2026-09-04')),"
           "('D2', 'A1', 1, 'replacement', unixepoch('2026-09-09')),"
           "('D3', 'A2', 1, 'replacement', unixepoch('2026-09-03')),"
           "('D4', 'A2', 1, 'original', unixepoch('2026-09-08')),"
           "('D5', 'A3', 1, 'original', NULL), ('D6', 'A3', 2, 'original', "
           "unixepoch('2026-09-04'))")
      .load();
  CHECK(logs.fate("late", "A1") == in_order);
  CHECK(logs.fate("late", "A2") == failed_unit);
  CHECK(logs.fate("late", "A3") == in_order);
}

TEST_CASE("units: an installation and the line of its product share their values") {
  SmallLogs logs;
  logs.add("products(sku, category)", "('S1', 'ovens'), ('S2', 'hoods')");
  logs.orders({"A1"})
      .add("order_lines(order_id, line, sku)", "('A1', 1, 'S1'), ('A1', 2, 'S2')")
      .add("installations(installation_id, order_id, sku, team)",
           "('I1', 'A1', 'S2', 'North'), ('I2', 'A1', 'S9', 'South')")
      .load();
  CHECK(logs.value("category", UnitKind::installation, "A1", "I1") == "hoods");
  CHECK(logs.value("category", UnitKind::installation, "A1", "I2") == "");
  CHECK(logs.value("team", UnitKind::order_line, "A1", "2") == "North");
  CHECK(logs.value("team", UnitKind::order_line, "A1", "1") == "");
  CHECK(logs.value("team", UnitKind::order, "A1") == "North");
}

TEST_CASE("units: a table of one's own is joined by its key") {
  SmallLogs logs;
  logs.add("sellers(seller_id, state)", "('V1', 'SP'), ('V2', 'RJ')");
  logs.orders({"A1", "A2"})
      .add("order_lines(order_id, line, seller_id)",
           "('A1', 1, 'V1'), ('A1', 2, 'V1'), ('A2', 1, 'V1'), ('A2', 2, 'V2'), ('A2', 3, 'V9')")
      .load();
  CHECK(logs.value("seller_state", UnitKind::order_line, "A2", "2") == "RJ");
  CHECK(logs.value("seller_state", UnitKind::order_line, "A2", "3") == "");
  CHECK(logs.value("seller_state", UnitKind::order, "A1") == "SP");
  CHECK(logs.value("seller_state", UnitKind::order, "A2") == "");
}

TEST_CASE("units: a kind for which the logs have nothing is not measured") {
  SmallLogs logs;
  logs.orders({"A1"}).load();
  CHECK(logs.units.notes.unmeasurable == std::vector<std::string>{"late", "late_installation",
                                                                  "failed_attempt", "wrong_item",
                                                                  "rude"});
  CHECK_FALSE(logs.column("rude").measurable);
  // No product is known: the factor is not available at all.
  CHECK_FALSE(logs.units.of(UnitKind::order)
                  .factors[logs.model.find_factor("category").value()]
                  .available());
}
