#include <catch2/catch.hpp>
#include <set>

#include "base/error.h"
#include "records/tables.h"
#include "simulate/simulated.h"

using namespace rastro;

namespace {

const Simulated& planted_month() {
  static const Simulated simulated(month(7, plantable_causes()));
  return simulated;
}

std::set<std::string> values(const SimulatedTable& table, const std::string& column) {
  std::set<std::string> found;
  for (std::size_t row = 0; row < table.rows.size(); ++row) found.insert(table.at(row, column));
  return found;
}

/// Every value of the column is one of `known`.
void require_known(const SimulatedTable& table, const std::string& column,
                   const std::set<std::string>& known) {
  for (const std::string& value : values(table, column)) {
    INFO(column << " = " << value);
    REQUIRE(known.contains(value));
  }
}

}  // namespace

TEST_CASE("simulate writes the eleven tables with their columns") {
  for (const TableSpec& spec : standard_tables()) {
    INFO(spec.name);
    const SimulatedTable table = planted_month().table(spec.name);
    std::vector<std::string> expected;
    for (const ColumnSpec& column : spec.columns) expected.push_back(column.name);
    CHECK(table.columns == expected);
    CHECK(table.rows.size() > 5);
    for (const auto& row : table.rows) REQUIRE(row.size() == expected.size());
  }
}

TEST_CASE("simulated keys are unique") {
  for (const TableSpec& spec : standard_tables()) {
    INFO(spec.name);
    const SimulatedTable table = planted_month().table(spec.name);
    std::set<std::string> keys;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      std::string key;
      for (const std::string& column : spec.key) key += table.at(row, column) + '|';
      INFO(key);
      REQUIRE(keys.insert(key).second);
    }
  }
}

TEST_CASE("simulated references exist") {
  const Simulated& simulated = planted_month();
  for (const TableSpec& spec : standard_tables()) {
    for (const Reference& reference : spec.references) {
      INFO(spec.name << " to " << reference.table);
      require_known(simulated.table(spec.name), reference.column,
                    values(simulated.table(reference.table), reference.column));
    }
  }
  const std::set<std::string> skus = values(simulated.table("products"), "sku");
  require_known(simulated.table("order_lines"), "sku", skus);
  require_known(simulated.table("installations"), "sku", skus);
  require_known(simulated.table("descriptions"), "sku", skus);
  require_known(simulated.table("orders"), "customer_id",
                values(simulated.table("customers"), "customer_id"));
}

TEST_CASE("a simulated month has the asked number of orders and the shape of the retailer") {
  const Simulated& simulated = planted_month();
  const SimulatedTable orders = simulated.table("orders");
  CHECK(orders.rows.size() == 18000);
  CHECK(values(orders, "channel") == std::set<std::string>{"phone", "sales_rep", "store", "web"});
  CHECK(values(orders, "region").size() == 8);
  CHECK(orders.at(0, "ordered_at").substr(0, 10) == "2026-09-01");
  CHECK(orders.at(orders.rows.size() - 1, "ordered_at").substr(0, 10) == "2026-09-30");
  const SimulatedTable deliveries = simulated.table("deliveries");
  CHECK(values(deliveries, "warehouse").size() == 2);
  CHECK(values(deliveries, "picker").size() == 18);
  CHECK(values(deliveries, "packer").size() == 10);
  CHECK(values(deliveries, "carrier").size() == 4);
  CHECK(values(deliveries, "route").size() == 24);
  CHECK(values(deliveries, "driver").size() == 32);
  CHECK(values(simulated.table("products"), "category").size() == 14);
  for (std::size_t row = 0; row < orders.rows.size(); ++row) {
    REQUIRE((orders.at(row, "channel") == "web") == orders.at(row, "taken_by").empty());
  }
}

TEST_CASE("pickers and packers stay in their warehouse, drivers and routes with their carrier") {
  const SimulatedTable deliveries = planted_month().table("deliveries");
  std::map<std::string, std::string> home;
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    for (const auto& [worker, group] : std::map<std::string, std::string>{{"picker", "warehouse"},
                                                                          {"packer", "warehouse"},
                                                                          {"route", "carrier"},
                                                                          {"driver", "carrier"}}) {
      const std::string& value = deliveries.at(row, worker);
      const auto [known, added] = home.emplace(value, deliveries.at(row, group));
      INFO(value);
      REQUIRE(known->second == deliveries.at(row, group));
    }
  }
}

TEST_CASE("simulated delivery times are in order") {
  const Simulated& simulated = planted_month();
  const SimulatedTable orders = simulated.table("orders");
  const SimulatedTable deliveries = simulated.table("deliveries");
  const auto order_rows = orders.index_by("order_id");
  const std::vector<std::string> milestones = {"picked_at", "packed_at", "dispatched_at",
                                               "attempted_at", "delivered_at"};
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    INFO(deliveries.at(row, "delivery_id"));
    std::string before = orders.at(order_rows.at(deliveries.at(row, "order_id")), "ordered_at");
    for (const std::string& milestone : milestones) {
      const std::string& time = deliveries.at(row, milestone);
      INFO(milestone << " " << time << " after " << before);
      REQUIRE((time.empty() || (!before.empty() && before <= time)));
      // A failed attempt has no delivery; any other milestone needs the one before.
      before = time;
    }
    const std::string& outcome = deliveries.at(row, "outcome");
    REQUIRE((outcome == "delivered") == !deliveries.at(row, "delivered_at").empty());
    REQUIRE(outcome.empty() == deliveries.at(row, "attempted_at").empty());
  }
}

TEST_CASE("nothing that happened after the last day is in the simulated logs") {
  const Simulated& simulated = planted_month();
  const std::map<std::string, std::vector<std::string>> happened = {
      {"orders", {"ordered_at"}},
      {"deliveries", {"picked_at", "packed_at", "dispatched_at", "attempted_at", "delivered_at"}},
      {"installations", {"completed_at"}},
      {"incidents", {"reported_at"}},
      {"recovery", {"at"}},
      {"surveys", {"at"}},
      {"changes", {"at"}},
      {"descriptions", {"valid_from"}}};
  for (const auto& [name, columns] : happened) {
    const SimulatedTable table = simulated.table(name);
    for (const std::string& column : columns) {
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        INFO(name << "." << column);
        REQUIRE(table.at(row, column) <= "2026-09-30T23:59:59");
      }
    }
  }
  CHECK(values(simulated.table("orders"), "status") == std::set<std::string>{"delivered", "open"});
}

TEST_CASE("the same settings make the same bytes, another seed others") {
  SimulationSettings settings = month(3, plantable_names());
  settings.orders_per_month = 3000;
  const Simulated once(settings), again(settings);
  settings.seed = 4;
  const Simulated other(settings);
  for (const std::string& table : log_tables()) {
    INFO(table);
    CHECK(once.bytes(table) == again.bytes(table));
    CHECK(once.bytes(table) != other.bytes(table));
  }
  for (const char* table : {"causes", "daily", "failures", "standins", "rates", "swings",
                            "protective", "episodes", "chains"}) {
    INFO(table);
    CHECK(once.bytes(std::string("truth/") + table) == again.bytes(std::string("truth/") + table));
  }
}

TEST_CASE("simulate refuses what it cannot make") {
  SimulationSettings settings = month(1, {"one_facter"});
  try {
    simulate(settings, "/nonexistent/never");
    FAIL("an unknown kind of cause was accepted");
  } catch (const Error& error) {
    CHECK(error.message() == "there is no kind of cause 'one_facter' to plant");
    CHECK(error.help() == "did you mean 'one_factor'?");
  }
  settings = month(1, {});
  settings.months = 0;
  CHECK_THROWS_WITH(simulate(settings, "/nonexistent/never"),
                    Catch::Contains("months must be 1 to 120, not 0"));
  CHECK_THROWS_WITH(simulate(month(1, {}), "/proc/never"),
                    Catch::Contains("cannot create the folder"));
}

TEST_CASE("simulate says which file it cannot write") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("rastro-unwritable-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder / "orders.csv");
  SimulationSettings settings = month(1, {});
  settings.orders_per_month = 10;
  CHECK_THROWS_WITH(simulate(settings, folder.string()),
                    Catch::Contains("cannot write the file") && Catch::Contains("orders.csv"));
  std::filesystem::remove_all(folder);
}
