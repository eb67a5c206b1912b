// What the logs tell of how units failed: items received, addresses, milestones.
#include "tally/small_logs.h"

namespace rastro {

namespace {

std::string process_with_evidence() {
  std::string text = small_process;
  const auto put = [&](const std::string& id, const std::string& line) {
    const auto at = text.find("id = \"" + id + "\"");
    text.insert(text.find('\n', at) + 1, line + "\n");
  };
  put("wrong_item", "evidence = \"received_item\"");
  put("rude", "evidence = \"address\"");
  return text +
         "[[stage]]\nid = \"road\"\nfrom = \"deliveries.dispatched_at\"\n"
         "to = \"deliveries.delivered_at\"\nsteps = [\"work\"]\n";
}

}  // namespace

TEST_CASE("clues: the item received, against the one ordered") {
  SmallLogs logs(process_with_evidence());
  logs.orders({"A1", "A2"})
      .add("order_lines(order_id, line, sku)", "('A1', 1, 'K1'), ('A2', 1, 'K2')")
      .add("products(sku, name, bin)", "('K1', 'Silla', 'A-1'), ('K2', 'Mesa', 'A-2')")
      .add("incidents(incident_id, order_id, line, reported_at, failure, received_sku)",
           "('R1', 'A1', 1, unixepoch('2026-09-03'), 'wrong_item', 'K2'),"
           "('R2', 'A1', 1, unixepoch('2026-09-02'), 'wrong_item', 'K9'),"
           "('R3', 'A2', 1, unixepoch('2026-09-02'), 'wrong_item', 'K2')")
      .load();
  const auto& items = logs.units.clues.items[*logs.model.find_failure("wrong_item")];
  REQUIRE(items.size() == 1);  // the first report counts; what came as ordered tells nothing
  CHECK(items[0].unit == logs.row(UnitKind::order_line, "A1", "1"));
  CHECK(items[0].ordered == "K1");
  CHECK(items[0].received == "K9");
  const Catalogue& catalogue = logs.units.clues.catalogue;
  CHECK(catalogue.size() == 3);  // also what is no product of the table
  CHECK(catalogue.item(*catalogue.find("K1")).bin == "A-1");
}

TEST_CASE("clues: a product is described as it was when it was confused") {
  SmallLogs logs(process_with_evidence());
  logs.add("orders(order_id, ordered_at)", "('A1', unixepoch('2026-09-10T10:00'))")
      .add("order_lines(order_id, line, sku)", "('A1', 1, 'K1')")
      .add("descriptions(sku, revision, valid_from, text)",
           "('K1', 1, unixepoch('2026-01-01'), 'old'), ('K1', 2, unixepoch('2026-09-05'), 'then'),"
           "('K1', 3, unixepoch('2026-09-20'), 'corrected'),"
           "('K3', 1, unixepoch('2026-01-01'), 'old'), ('K3', 2, unixepoch('2026-09-20'), 'now'),"
           "('K4', 1, unixepoch('2027-05-01'), 'to come')")
      .add("incidents(incident_id, order_id, line, reported_at, failure, received_sku)",
           "('R1', 'A1', 1, unixepoch('2026-09-12'), 'wrong_item', 'K2')")
      .load();
  const Catalogue& catalogue = logs.units.clues.catalogue;
  CHECK(catalogue.description(*catalogue.find("K1")) == "then");
  CHECK(catalogue.description(*catalogue.find("K3")) == "now");
  CHECK(catalogue.description(*catalogue.find("K4")) == "to come");
}

TEST_CASE("clues: the address first used, the right one, and that on file") {
  SmallLogs logs(process_with_evidence());
  logs.add("customers(customer_id, address, city, postal_code, address_updated_at)",
           "('C1', 'Calle 9 450', 'Villa', '1406', unixepoch('2026-09-05'))")
      .add("orders(order_id, customer_id, ordered_at, address, city)",
           "('A1', 'C1', unixepoch('2026-09-01T10:00'), 'Calle 8 31', 'Villa'),"
           "('A2', NULL, unixepoch('2026-09-01T10:00'), 'Calle 7 12', NULL)")
      .add("deliveries(delivery_id, order_id, attempt, reason, address_used)",
           "('D2', 'A1', 2, 'original', 'Calle 9 450'), ('D1', 'A1', 1, 'original', 'Calle 8 31'),"
           "('D0', 'A1', 1, 'replacement', 'Otra 1')")
      .add("incidents(incident_id, order_id, reported_at, failure, correct_address)",
           "('R1', 'A1', unixepoch('2026-09-06'), 'rude', 'Calle 9 450'),"
           "('R2', 'A2', unixepoch('2026-09-06'), 'rude', 'Calle 7 21')")
      .load();
  const auto& addresses = logs.units.clues.addresses[*logs.model.find_failure("rude")];
  REQUIRE(addresses.size() == 2);
  CHECK(addresses[0].used == "Calle 8 31");
  CHECK(addresses[0].correct == "Calle 9 450");
  CHECK(addresses[0].context.on_file == "Calle 9 450, 1406, Villa");
  CHECK(addresses[0].context.on_file_since == start_of(*parse_day("2026-09-05")));
  CHECK(addresses[1].used == "Calle 7 12");  // nothing was sent: the order's own
  CHECK(addresses[1].context.on_file.empty());
}

TEST_CASE("clues: of orders before the days that are asked about, nothing") {
  SmallLogs logs(process_with_evidence());
  logs.orders({"A1"})
      .add("order_lines(order_id, line, sku)", "('A1', 1, 'K1')")
      .add("incidents(incident_id, order_id, line, reported_at, failure, received_sku)",
           "('R1', 'A1', 1, unixepoch('2026-09-03'), 'wrong_item', 'K2')");
  const Day last = *parse_day("2026-12-31");
  const Day from = *parse_day("2026-01-01");
  logs.units = load_units(logs.store, logs.model, {from, last, last, *parse_day("2026-09-02")});
  CHECK(logs.units.clues.items[*logs.model.find_failure("wrong_item")].empty());
  CHECK(logs.units.clues.catalogue.size() == 0);
}

TEST_CASE("milestones: when a unit passed them, and what was not passed or lies decades away") {
  SmallLogs logs(process_with_evidence());
  logs.orders({"A1"})
      .add("deliveries(delivery_id, order_id, attempt, dispatched_at, delivered_at)",
           "('D1', 'A1', 1, unixepoch('2026-09-02T08:30'), unixepoch('2126-09-03'))")
      .load();
  const UnitTable& orders = logs.units.of(UnitKind::order);
  const auto time = [&](const std::string& column) {
    return orders.milestones.time({"deliveries", column}, 0, orders.day[0]);
  };
  CHECK(time("dispatched_at") == start_of(*parse_day("2026-09-02")) + 8 * 3600 + 1800);
  CHECK(time("delivered_at") == no_time);
  CHECK(time("no_such_column") == no_time);
  CHECK(logs.units.of(UnitKind::order_line).milestones.columns.empty());
}

TEST_CASE("units: a kind read from a note counts, and is known to be inferred") {
  std::string process = small_process;
  process.replace(process.find("id = \"rude\""), 11, "id = \"rude_treatment\"");
  SmallLogs logs(process);
  logs.orders({"A1", "A2", "A3"})
      .add("incidents(incident_id, order_id, reported_at, failure, note)",
           "('R1', 'A1', unixepoch('2026-09-02'), NULL, 'El chofer fue muy grosero'),"
           "('R2', 'A2', unixepoch('2026-09-02'), 'rude_treatment', 'El chofer fue muy grosero'),"
           "('R3', 'A3', unixepoch('2026-09-02'), NULL, 'Llamar mañana')")
      .load();
  CHECK(logs.fate("rude_treatment", "A1") == Fate{true, true, 1});
  CHECK(logs.column("rude_treatment").inferred == std::vector<std::uint16_t>{1, 0, 0});
  CHECK(logs.fate("rude_treatment", "A3") == in_order);
  CHECK(logs.units.notes.reports_without_kind == 1);
}

}  // namespace rastro
