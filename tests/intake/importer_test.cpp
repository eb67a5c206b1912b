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

namespace {

ColumnMapping from(std::string target, std::string heading) {
  ColumnMapping mapping;
  mapping.target = std::move(target);
  mapping.heading = std::move(heading);
  return mapping;
}

ColumnMapping always(std::string target, std::string value) {
  ColumnMapping mapping;
  mapping.target = std::move(target);
  mapping.constant = std::move(value);
  return mapping;
}

/// One flat file of order lines that also bear their order and its delivery.
ProcessModel flat_model(OnRepeat on_repeat = OnRepeat::reject) {
  ProcessModel model = plain_model();
  TableMapping orders, lines, deliveries;
  orders.table = "orders";
  orders.columns = {from("order_id", "order"), from("ordered_at", "Date"), from("city", "Town")};
  orders.on_repeat = on_repeat;
  lines.table = "order_lines";
  lines.columns = {from("order_id", "Order"), from("line", "Pos"), from("sku", "Item")};
  deliveries.table = "deliveries";
  deliveries.columns = {from("delivery_id", "Order"), from("order_id", "Order"),
                        always("attempt", "1"), from("delivered_at", "Delivered")};
  deliveries.only_if_present = {"Delivered"};
  model.import.files.push_back({"flat*.csv", "", {lines, deliveries, orders}});
  return model;
}

}  // namespace

TEST_CASE("one flat file feeds several tables, parents first") {
  TestFolder folder;
  folder.write("flat-2026.csv",
               "Order,Pos,Item,Date,Town,Delivered\n"
               "A1,1,S1,2026-09-01,Madrid,2026-09-03\n"
               "A1,2,S2,2026-09-01,Madrid,2026-09-03\n"
               "A2,1,S1,2026-09-02,Soria,\n");
  Loaded loaded(folder, flat_model());
  REQUIRE(loaded.report.files.front().tables.front().table == "orders");
  CHECK(counts(loaded.report, "orders").rows == 2);
  CHECK(counts(loaded.report, "orders").repeats == 1);
  CHECK(counts(loaded.report, "order_lines").accepted == 3);
  CHECK(counts(loaded.report, "deliveries").accepted == 1);
  CHECK(counts(loaded.report, "deliveries").left_out == 1);
  CHECK(loaded.again(folder).files.front().known);
}

TEST_CASE("a repeated key with other content is settled as the model says") {
  TestFolder folder;
  folder.write("flat.csv",
               "Order,Pos,Item,Date,Town,Delivered\n"
               "A1,1,S1,2026-09-01,Madrid,\n"
               "A1,2,S2,2026-09-01,Toledo,\n");
  SECTION("rejected, naming both lines") {
    Loaded loaded(folder, flat_model());
    CHECK(counts(loaded.report, "orders").rejected == 1);
    CHECK(only_rejection(loaded.store).field == "Town");
    CHECK(counts(loaded.report, "order_lines").accepted == 2);
  }
  SECTION("the first stays") {
    Loaded loaded(folder, flat_model(OnRepeat::first));
    CHECK(counts(loaded.report, "orders").repeats == 1);
    CHECK(text_of(loaded.store, "orders", "city") == "Madrid");
  }
  SECTION("the last stays") {
    Loaded loaded(folder, flat_model(OnRepeat::last));
    CHECK(counts(loaded.report, "orders").rows == 1);
    CHECK(text_of(loaded.store, "orders", "city") == "Toledo");
  }
}

TEST_CASE("an order that a flat file repeats is rejected once") {
  TestFolder folder;
  folder.write("flat.csv",
               "Order,Pos,Item,Date,Town,Delivered\n"
               "A1,1,S1,soon,Madrid,\nA1,2,S2,soon,Madrid,\nA1,3,S3,soon,Madrid,\n");
  Loaded loaded(folder, flat_model());
  CHECK(counts(loaded.report, "orders").rejected == 1);
  CHECK(counts(loaded.report, "orders").repeats == 2);
  CHECK(counts(loaded.report, "order_lines").rejected == 3);
}

TEST_CASE("a Spanish export is recognised: aliases, semicolons, dates and decimal commas") {
  TestFolder folder;
  folder.write("Pedidos 2006-09.csv",
               "N\xBA pedido;Fecha;Ciudad\nA1;15/9/06;M\xE1laga\nA2;03/9/06;Soria\nTotal;;\n");
  folder.write("lineas.csv", "order_id;line;Precio\nA1;1;1.234\nA1;2;1.234,56\n");
  ProcessModel model = plain_model();
  model.import.aliases["orders"] = {
      {heading_key("Nro. de pedido"), "order_id"}, {"fecha", "ordered_at"}, {"ciudad", "city"}};
  model.import.aliases["order_lines"] = {{"precio", "unit_price"}};
  Loaded loaded(folder, model);
  CHECK(counts(loaded.report, "orders").accepted == 2);
  CHECK(loaded.report.files[0].notes ==
        std::vector<std::string>{"dates of 'Fecha' are day/month/year", "fields are parted by ';'",
                                 "not all of it is UTF-8: 2 records were read as Windows-1252",
                                 "one row of totals left out, the first on line 4"});
  RowReader rows = loaded.store.read("order_lines", {"unit_price"});
  REQUIRE(rows.next());
  CHECK(rows.number(0) == 1234.0);
  REQUIRE(rows.next());
  CHECK(rows.number(0) == 1234.56);
  CHECK(loaded.store.last_order_day() == parse_day("2006-09-15"));
}

TEST_CASE("a column that leaves day and month open says so") {
  TestFolder folder;
  folder.write("orders.csv", "order_id,ordered_at\nA1,5/6/2026\nA2,7/8/2026\n");
  Loaded loaded(folder);
  CHECK(loaded.store.last_order_day() == parse_day("2026-08-07"));
  REQUIRE(loaded.report.files[0].notes.size() == 1);
  CHECK(loaded.report.files[0].notes[0].starts_with("dates of 'ordered_at' may be day/month"));
}

TEST_CASE("month-first dates are recognised from the whole column") {
  TestFolder folder;
  folder.write("orders.csv", "order_id,ordered_at\nA1,5/6/2026\nA2,7/28/2026\n");
  Loaded loaded(folder);
  CHECK(loaded.store.last_order_day() == parse_day("2026-07-28"));
  CHECK(loaded.report.files[0].notes ==
        std::vector<std::string>{"dates of 'ordered_at' are month/day/year"});
}

TEST_CASE("daily files of one table, and files that others wait for") {
  TestFolder folder;
  folder.write("a-lines.csv", "order_id,line,sku,quantity\nA1,1,S1,1\nA2,1,S1,1\n");
  folder.write("orders-2026-09-01.csv", "order_id,ordered_at\nA1,2026-09-01\n");
  folder.write("orders-2026-09-02.csv", "order_id,ordered_at\nA2,2026-09-02\n");
  Loaded loaded(folder);
  REQUIRE(loaded.report.files.size() == 3);
  CHECK(loaded.report.files[2].file == "a-lines.csv");
  CHECK(loaded.report.files[2].notes[0] == "taken for order_lines by its headings");
  CHECK(loaded.report.rejected() == 0);
  CHECK(loaded.store.count("order_lines") == 2);
}

TEST_CASE("a file is loaded as a whole or not at all") {
  TestFolder folder;
  std::string text = three_orders;
  for (int index = 0; index < 40000; ++index) {
    text += "B" + std::to_string(index) + ",C1,2026-09-01,,Madrid\n";
  }
  folder.write("orders.csv", text + std::string("B\0,C1,2026-09-01,,Madrid\n", 25));
  const ProcessModel model = plain_model();
  Store store(":memory:", model.tables);
  CHECK_THROWS_WITH(import_files(store, model, {folder.path()}), Catch::Contains("binary"));
  CHECK(store.count("orders") == 0);
  CHECK(ImportLog(store).entries().empty());
}

TEST_CASE("progress runs up to the size of all files") {
  TestFolder folder;
  folder.write("orders.csv", three_orders);
  folder.write("customers.csv", "customer_id\nC1\n");
  const ProcessModel model = plain_model();
  Store store(":memory:", model.tables);
  std::int64_t done = 0, total = -1;
  import_files(store, model, {folder.path()}, [&](const ImportProgress& progress) {
    CHECK(progress.bytes_done >= done);
    done = progress.bytes_done;
    total = progress.bytes_total;
  });
  CHECK(done == total);
}

TEST_CASE("explaining tells what would be read and loads nothing") {
  TestFolder folder;
  folder.write("orders.csv", "order_id,Ordered At,weather\nA1,28/7/2026,rain\n");
  const ImportExplanation explained = explain_files(plain_model(), {folder.path()});
  REQUIRE(explained.files.size() == 1);
  CHECK(explained.files[0].tables[0].columns[1].target == "ordered_at");
  CHECK(explained.files[0].notes ==
        std::vector<std::string>{"columns not used: weather",
                                 "dates of 'Ordered At' are day/month/year"});
}
