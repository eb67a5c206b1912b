#include "intake/importer.h"

#include <catch2/catch.hpp>

#include "intake/loading.h"

using namespace rastro;

namespace {

constexpr const char* three_orders =
    "order_id,customer_id,ordered_at,promised_at,city\n"
    "A1,C1,2026-09-01T10:00:00,2026-09-03,Madrid\n"
    "A2,C2,2026-09-01T11:00:00,2026-09-04T12:00,\"Palma, Mallorca\"\n"
    "A3,C1,2026-09-02T09:30:00,,Sevilla\n";

}  // namespace

TEST_CASE("orders are loaded with their times, promises and quoted commas") {
  TestFolder folder;
  folder.write("orders.csv", three_orders);
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "orders").accepted == 3);
  RowReader rows = loaded.store.read("orders", {"order_id", "ordered_at", "promised_at", "city"});
  REQUIRE(rows.next());
  CHECK(rows.text(0) == "A1");
  CHECK(format_time(rows.integer(1)) == "2026-09-01T10:00:00");
  CHECK(format_time(rows.integer(2)) == "2026-09-03T23:59:59");
  REQUIRE(rows.next());
  CHECK(format_time(rows.integer(2)) == "2026-09-04T12:00:00");
  CHECK(rows.text(3) == "Palma, Mallorca");
  REQUIRE(rows.next());
  CHECK(rows.is_null(2));
  CHECK(loaded.store.last_order_day() == parse_day("2026-09-02"));
}

TEST_CASE("loading twice changes nothing") {
  TestFolder folder;
  folder.write("orders.csv", three_orders);
  Loaded loaded(folder);
  const ImportReport again = loaded.again(folder);
  CHECK(counts(again, "orders").unchanged == 3);
  CHECK(again.files.front().known);
  CHECK(ImportLog(loaded.store).entries().size() == 1);
  CHECK(loaded.store.count("orders") == 3);
}

TEST_CASE("loading twice changes nothing where rows were rejected") {
  TestFolder folder;
  folder.write("orders.csv", std::string(three_orders) + "A4,C1,yesterday,,Madrid\n");
  Loaded loaded(folder);
  const ImportReport again = loaded.again(folder);
  CHECK(counts(again, "orders").unchanged == 3);
  CHECK(counts(again, "orders").rejected == 1);
  CHECK(ImportLog(loaded.store).entries().size() == 1);
  CHECK(ImportLog(loaded.store).rejections().size() == 1);
}

TEST_CASE("a corrected row replaces the old one") {
  TestFolder folder;
  folder.write("orders.csv", three_orders);
  Loaded loaded(folder);
  folder.write("orders.csv",
               "order_id,customer_id,ordered_at,promised_at,city\n"
               "A1,C1,2026-09-01T10:00:00,2026-09-03,Toledo\n"
               "A2,C2,2026-09-01T11:00:00,2026-09-04T12:00,\"Palma, Mallorca\"\n");
  const ImportReport again = loaded.again(folder);
  CHECK(counts(again, "orders").accepted == 1);
  CHECK(counts(again, "orders").unchanged == 1);
  CHECK(text_of(loaded.store, "orders", "city") == "Toledo");
  CHECK(loaded.store.count("orders") == 3);
}
