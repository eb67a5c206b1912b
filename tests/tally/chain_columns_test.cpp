#include "tally/chain_columns.h"

#include "tally/small_logs.h"

using namespace rastro;

namespace {

/// The small process, and what in it follows from what.
std::string chained_process() {
  std::string process = small_process;
  const auto follows = [&](const std::string& id, const std::string& earlier) {
    const std::string head = "id = \"" + id + "\"\nunit";
    const auto at = process.find(head);
    REQUIRE(at != std::string::npos);
    process.insert(at, "caused_by = [" + earlier + "]\n");
  };
  follows("late", "\"failed_attempt\", \"wrong_address\"");
  follows("late_installation", "\"late\", \"wrong_item\"");
  follows("failed_attempt", "\"wrong_address\"");
  follows("rude", "\"failed_attempt\"");
  return process + R"(
[[failure]]
id = "wrong_address"
unit = "order"
detected = { how = "reported" }
severity = 5
steps = ["work"]
[[failure]]
id = "wrong_again"
unit = "order_line"
detected = { how = "again", of = "wrong_item" }
severity = 5
steps = ["work"]
)";
}

struct ChainedLogs : SmallLogs {
  ChainedLogs() : SmallLogs(chained_process()) {}

  /// Orders promised for the end of 5 September at 18:00.
  ChainedLogs& promised(const std::vector<std::string>& ids) {
    orders(ids);
    store.database().exec("UPDATE orders SET promised_at = unixepoch('2026-09-05T18:00')");
    return *this;
  }

  /// The part of the earlier failure that a unit met, its order where it has no part; "" for none.
  std::string met(const std::string& kind, const std::string& earlier, const std::string& order,
                  const std::string& part = "") const {
    const std::size_t index = model.find_failure(earlier).value();
    const UnitTable& table = units.of(model.failures[model.find_failure(kind).value()].unit);
    const UnitTable& from = units.of(model.failures[index].unit);
    for (const EarlierFailure& each : column(kind).earlier) {
      if (each.kind != index) continue;
      const std::size_t at = row(table.unit, order, part);
      const std::uint32_t unit = each.unit[at];
      const FactorColumn& factor = table.factors[each.factor];
      CHECK(factor.dictionary == std::vector<std::string>{"", earlier});
      CHECK(factor.codes.size() == table.size());
      CHECK(factor.codes[at] == (unit == no_unit ? 0 : 1));
      if (unit == no_unit) return "";
      return from.part[unit].empty() ? from.order_id[unit] : from.part[unit];
    }
    FAIL("no " << earlier << " before " << kind);
    return "";
  }
};

const std::string attempts =
    "deliveries(delivery_id, order_id, attempt, reason, attempted_at, "
    "delivered_at, outcome)";

}  // namespace

TEST_CASE("chains: a failed attempt before the promise made the order late, one after it did not") {
  ChainedLogs logs;
  logs.promised({"A1", "A2", "A3", "A4"})
      .add(attempts,
           // Failed in time, delivered late.
           "('D1', 'A1', 1, NULL, unixepoch('2026-09-04'), NULL, 'failed'),"
           "('D2', 'A1', 2, NULL, unixepoch('2026-09-05T10:00'), NULL, 'failed'),"
           "('D3', 'A1', 3, NULL, unixepoch('2026-09-07'), unixepoch('2026-09-07'), 'delivered'),"
           // Late already when the attempt failed.
           "('D4', 'A2', 1, NULL, unixepoch('2026-09-06'), NULL, 'failed'),"
           "('D5', 'A2', 2, NULL, unixepoch('2026-09-08'), unixepoch('2026-09-08'), 'delivered'),"
           // A replacement's attempt, after the order had come in time.
           "('D6', 'A3', 1, NULL, unixepoch('2026-09-03'), unixepoch('2026-09-03'), 'delivered'),"
           "('D7', 'A3', 1, 'replacement', unixepoch('2026-09-04'), NULL, 'failed'),"
           "('D8', 'A4', 1, NULL, unixepoch('2026-09-07'), unixepoch('2026-09-07'), 'delivered')")
      .load("2026-09-30");
  CHECK(logs.fate("late", "A1") == failed_unit);
  CHECK(logs.met("late", "failed_attempt", "A1") == "D1");
  CHECK(logs.fate("late", "A2") == failed_unit);
  CHECK(logs.met("late", "failed_attempt", "A2") == "");
  CHECK(logs.fate("late", "A3") == in_order);
  CHECK(logs.met("late", "failed_attempt", "A3") == "");
  CHECK(logs.met("late", "failed_attempt", "A4") == "");
}

TEST_CASE("chains: an attempt without a time of its own counts by its dispatch, or not at all") {
  ChainedLogs logs;
  logs.promised({"A1", "A2"})
      .add("deliveries(delivery_id, order_id, dispatched_at, outcome)",
           "('D1', 'A1', unixepoch('2026-09-04'), 'failed'), ('D2', 'A2', NULL, 'failed')")
      .load("2026-09-30");
  CHECK(logs.met("late", "failed_attempt", "A1") == "D1");
  CHECK(logs.met("late", "failed_attempt", "A2") == "");
}

TEST_CASE("chains: a mistake was made when its step worked, not when it was reported") {
  ChainedLogs logs;
  logs.promised({"A1", "A2"})
      .add(attempts,
           "('D1', 'A1', 1, NULL, unixepoch('2026-09-04'), NULL, 'failed'),"
           "('D2', 'A2', 1, NULL, unixepoch('2026-09-04'), NULL, 'failed')")
      .add("incidents(incident_id, order_id, reported_at, failure)",
           "('R1', 'A1', unixepoch('2026-09-09'), 'wrong_address'),"
           "('R2', 'A2', unixepoch('2026-09-03'), 'rude'),"
           "('R3', 'A1', unixepoch('2026-09-05'), 'rude')")
      .load("2026-12-31");
  CHECK(logs.met("failed_attempt", "wrong_address", "A1", "D1") == "A1");
  CHECK(logs.met("failed_attempt", "wrong_address", "A2", "D2") == "");
  CHECK(logs.met("late", "wrong_address", "A1") == "A1");
  // What was reported before the attempt failed did not come of it.
  CHECK(logs.met("rude", "failed_attempt", "A1") == "D1");
  CHECK(logs.met("rude", "failed_attempt", "A2") == "");
}

TEST_CASE("chains: a delivery overdue on the day of the installation made it late") {
  ChainedLogs logs;
  logs.promised({"A1", "A2"})
      .add(attempts, "('D1', 'A1', 1, NULL, NULL, unixepoch('2026-09-08'), 'delivered')")
      .add("order_lines(order_id, line, sku)", "('A1', 1, 'S1'), ('A1', 2, 'S2')")
      .add("installations(installation_id, order_id, sku, scheduled_at)",
           "('I1', 'A1', 'S1', unixepoch('2026-09-05T09:00')),"
           "('I2', 'A1', 'S2', unixepoch('2026-09-04T09:00'))")
      .add("incidents(incident_id, order_id, line, reported_at, failure)",
           "('R1', 'A1', 2, unixepoch('2026-09-20'), 'wrong_item')")
      .load("2026-12-31");
  CHECK(logs.fate("late", "A1") == failed_unit);
  CHECK(logs.met("late_installation", "late", "A1", "I1") == "A1");
  CHECK(logs.met("late_installation", "late", "A1", "I2") == "");
  // A wrong item concerns the installation of its own line.
  CHECK(logs.met("late_installation", "wrong_item", "A1", "I1") == "");
  CHECK(logs.met("late_installation", "wrong_item", "A1", "I2") == "2");
}

TEST_CASE("chains: wrong again is a report after the replacement was delivered, on the same line") {
  ChainedLogs logs;
  logs.orders({"A1", "A2", "A3", "A4", "A5"})
      .add("order_lines(order_id, line, sku)",
           "('A1', 1, 'S1'), ('A1', 2, 'S2'), ('A2', 1, 'S1'), ('A3', 1, 'S1'), ('A4', 1, 'S1'),"
           "('A5', 1, 'S1')")
      .add(attempts,
           "('D1', 'A1', 1, NULL, NULL, unixepoch('2026-09-03'), 'delivered'),"
           "('D2', 'A1', 1, 'replacement', NULL, unixepoch('2026-09-08'), 'delivered'),"
           "('D3', 'A1', 1, 'replacement', NULL, unixepoch('2026-09-13'), 'delivered'),"
           "('D4', 'A2', 1, 'replacement', NULL, unixepoch('2026-09-08'), 'delivered'),"
           "('D5', 'A3', 1, NULL, NULL, unixepoch('2026-09-08'), 'delivered'),"
           "('D6', 'A4', 1, 'replacement', NULL, NULL, 'failed'),"
           "('D7', 'A5', 1, 'replacement', NULL, unixepoch('2026-09-08'), 'delivered')")
      .add("incidents(incident_id, order_id, line, reported_at, failure)",
           // Three times the wrong item.
           "('R1', 'A1', 1, unixepoch('2026-09-04'), 'wrong_item'),"
           "('R2', 'A1', 1, unixepoch('2026-09-09'), 'wrong_item'),"
           "('R3', 'A1', 1, unixepoch('2026-09-14'), 'wrong_again'),"
           // Told twice before the replacement came, which was right.
           "('R4', 'A2', 1, unixepoch('2026-09-04'), 'wrong_item'),"
           "('R5', 'A2', 1, unixepoch('2026-09-05'), 'wrong_item'),"
           // Not replaced; not delivered; replaced for another reason before any report.
           "('R6', 'A3', 1, unixepoch('2026-09-04'), 'wrong_item'),"
           "('R7', 'A3', 1, unixepoch('2026-09-09'), 'wrong_item'),"
           "('R8', 'A4', 1, unixepoch('2026-09-04'), 'wrong_item'),"
           "('R9', 'A4', 1, unixepoch('2026-09-09'), 'wrong_item'),"
           "('RA', 'A5', 1, unixepoch('2026-09-09'), 'wrong_item')")
      .load("2026-12-31");
  CHECK(logs.fate("wrong_item", "A1", "1") == Fate{true, true, 3});
  CHECK(logs.fate("wrong_again", "A1", "1") == Fate{true, true, 2});
  CHECK(logs.met("wrong_again", "wrong_item", "A1", "1") == "1");
  CHECK(logs.fate("wrong_again", "A1", "2") == not_exposed);
  CHECK(logs.fate("wrong_again", "A2", "1") == in_order);
  for (const std::string order : {"A3", "A4", "A5"}) {
    INFO(order);
    CHECK(logs.fate("wrong_again", order, "1") == not_exposed);
  }
  // Before the second report was known.
  logs.load("2026-09-08");
  CHECK(logs.fate("wrong_again", "A1", "1").failed == false);
}

TEST_CASE("chains: a kind that the data cannot tell brings nothing about") {
  ChainedLogs logs;
  logs.promised({"A1"}).add(attempts, "('D1', 'A1', 1, NULL, NULL, NULL, 'failed')").load();
  CHECK(logs.column("failed_attempt").earlier.empty());
  CHECK(logs.column("late").earlier.size() == 1);
  CHECK_FALSE(logs.column("wrong_again").measurable);
}
