#include <catch2/catch.hpp>

#include "intake/loading.h"

using namespace rastro;
using Catch::Contains;

namespace {

constexpr const char* two_orders =
    "order_id,ordered_at\n"
    "A1,2026-09-01T10:00\n"
    "A2,2026-09-01T11:00\n";

}  // namespace

TEST_CASE("missing folder") {
  TestFolder folder;
  const std::string text = error_of(plain_model(), {folder.path() + "/nowhere"});
  CHECK_THAT(text, Contains("nowhere: no such file or folder"));
}

TEST_CASE("empty folder") {
  TestFolder folder;
  CHECK_THAT(error_of(plain_model(), {folder.path()}), Contains("the folder is empty"));
  folder.write("readme.md", "no logs");
  CHECK_THAT(error_of(plain_model(), {folder.path()}), Contains("holds no log file"));
}

TEST_CASE("empty file") {
  TestFolder folder;
  folder.write("deliveries.csv", "");
  CHECK_THAT(error_of(plain_model(), {folder.path()}),
             Contains("deliveries.csv: the file is empty"));
  folder.write("orders.csv", two_orders);
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "orders").accepted == 2);
  REQUIRE(loaded.report.left_out.size() == 1);
  CHECK(loaded.report.left_out[0].why == "the file is empty");
}

TEST_CASE("header only") {
  TestFolder folder;
  folder.write("orders.csv", "order_id,ordered_at");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "orders").rows == 0);
  CHECK(loaded.report.files[0].notes ==
        std::vector<std::string>{"the file holds a heading but no rows"});
}

TEST_CASE("unknown columns are named, not dropped in silence") {
  TestFolder folder;
  folder.write("orders.csv", "order_id,ordered_at,mood,weather\nA1,2026-09-01,good,rain\n");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "orders").accepted == 1);
  CHECK(loaded.report.files[0].notes ==
        std::vector<std::string>{"columns not used: mood, weather"});
}

TEST_CASE("a needed column that is missing names the nearest heading") {
  TestFolder folder;
  folder.write("orders.csv", "order_id,orderd_at\nA1,2026-09-01\n");
  const std::string text = error_of(plain_model(), {folder.path()});
  CHECK_THAT(text, Contains("table orders needs the column ordered_at"));
  CHECK_THAT(text, Contains("did you mean 'orderd_at'?"));
}

TEST_CASE("a file that fits no table is listed") {
  TestFolder folder;
  folder.write("payroll.csv", "employee,salary\nx,1\n");
  CHECK_THAT(error_of(plain_model(), {folder.path()}),
             Contains("payroll.csv: neither its name nor its headings fit a table"));
  folder.write("orders.csv", two_orders);
  Loaded loaded(folder);
  CHECK(loaded.report.left_out.size() == 1);
}

TEST_CASE("wrong column count") {
  TestFolder folder;
  folder.write("orders.csv", std::string(two_orders) + "A3\nA4,2026-09-01,x\nA5,2026-09-01,,\n");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "orders").accepted == 3);
  CHECK(counts(loaded.report, "orders").rejected == 2);
  const auto rejections = ImportLog(loaded.store).rejections();
  CHECK(rejections[0].line == 4);
  CHECK(rejections[0].reason == "the record has 1 column, the heading has 2");
  CHECK(rejections[1].raw == "A4,2026-09-01,x");
}

TEST_CASE("a field of 1 MB is kept whole") {
  TestFolder folder;
  const std::string note(1 << 20, 'x');
  folder.write("changes.csv", "at,step,note,factor\n2026-09-01,picking,short," + note + "\n");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "changes").accepted == 1);
  CHECK(text_of(loaded.store, "changes", "factor") == note);
}

TEST_CASE("a binary file") {
  TestFolder folder;
  folder.write("orders.csv", std::string("order_id,ordered_at\nA\0\1,x\n", 26));
  CHECK_THAT(error_of(plain_model(), {folder.path()}), Contains("the file is binary, not text"));
}

TEST_CASE("a duplicate key with other content") {
  TestFolder folder;
  folder.write("orders.csv",
               "order_id,ordered_at,city\nA1,2026-09-01,Madrid\nA1,2026-09-01,Toledo\n"
               "A1,2026-09-01,Madrid\n");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "orders").accepted == 1);
  CHECK(counts(loaded.report, "orders").rejected == 1);
  CHECK(counts(loaded.report, "orders").repeats == 1);
  const Rejection rejection = only_rejection(loaded.store);
  CHECK(rejection.field == "city");
  CHECK(rejection.reason == "order_id 'A1' stands already on line 2, there with another city");
  CHECK(rejection.line == 3);
}

TEST_CASE("an order line without its order") {
  TestFolder folder;
  folder.write("orders.csv", two_orders);
  folder.write("order_lines.csv", "order_id,line,sku\nA1,1,S1\nA9,1,S1\n");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "order_lines").accepted == 1);
  const Rejection rejection = only_rejection(loaded.store);
  CHECK(rejection.field == "order_id");
  CHECK_THAT(rejection.reason, Contains("no row of orders has the order_id 'A9'"));
}

TEST_CASE("times out of order") {
  TestFolder folder;
  folder.write("orders.csv", two_orders);
  folder.write("deliveries.csv",
               "delivery_id,order_id,picked_at,packed_at,dispatched_at,delivered_at\n"
               "D1,A1,2026-09-02T10:00,2026-09-02T11:00,2026-09-02T12:00,2026-09-03T09:00\n"
               "D2,A1,2026-09-02T10:00,2026-09-02T11:00,2026-09-02T12:00,2026-09-02T11:59\n"
               "D3,A2,2026-09-02T10:00,,,2026-09-02T09:00\n"
               "D4,A2,2026-09-02T10:00,,,2026-09-02\n");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "deliveries").accepted == 2);
  const auto rejections = ImportLog(loaded.store).rejections();
  REQUIRE(rejections.size() == 2);
  CHECK(rejections[0].field == "delivered_at");
  CHECK(rejections[0].reason ==
        "times out of order: delivered_at 2026-09-02T11:59:00 lies before dispatched_at "
        "2026-09-02T12:00:00");
  CHECK_THAT(rejections[1].reason, Contains("before picked_at 2026-09-02T10:00:00"));
}

TEST_CASE("values that cannot be read are rejected with their field") {
  TestFolder folder;
  folder.write("orders.csv", two_orders);
  folder.write("order_lines.csv",
               "order_id,line,quantity\nA1,99999999999999999999,1\nA1,2x,1\nA1,3,many\nA1,,1\n"
               "A1,99999999999,1\n");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "order_lines").accepted == 1);
  const auto rejections = ImportLog(loaded.store).rejections();
  REQUIRE(rejections.size() == 4);
  CHECK(rejections[0].reason == "'99999999999999999999' is not a whole number");
  CHECK(rejections[1].reason == "'2x' is not a whole number");
  CHECK(rejections[2].reason == "'many' is not a number like 1234.56");
  CHECK(rejections[3].reason == "line is empty, but every row of order_lines needs it");
  CHECK(loaded.report.rejected_share() == Approx(4.0 / 7.0));
  CHECK(loaded.report.files[1].first_rejections.size() == 4);
}

TEST_CASE("an unbalanced quote does not swallow the rest") {
  TestFolder folder;
  SECTION("never closed") {
    folder.write("orders.csv",
                 "order_id,ordered_at,city\nA1,2026-09-01,\"Madrid\nA2,2026-09-01,Toledo\n"
                 "A3,2026-09-01,Soria\n");
  }
  SECTION("closed by the next quote of the file") {
    folder.write("orders.csv",
                 "order_id,ordered_at,city\nA1,2026-09-01,\"Madrid\nA2,2026-09-01,\"Toledo\"\n"
                 "A3,2026-09-01,Soria\n");
  }
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "orders").accepted == 2);
  const Rejection rejection = only_rejection(loaded.store);
  CHECK(rejection.line == 2);
  CHECK_THAT(rejection.reason, Contains("a quote that opens on line 2 is not closed"));
  CHECK(rejection.raw == "A1,2026-09-01,\"Madrid");
}

TEST_CASE("no permission") {
  TestFolder folder;
  const std::string file = folder.write("orders.csv", two_orders);
  std::filesystem::permissions(file, std::filesystem::perms::none);
  const WithoutRights nobody;
  CHECK_THAT(error_of(plain_model(), {file}), Contains("Permission denied"));
}

TEST_CASE("other alphabets are kept as they are") {
  TestFolder folder;
  folder.write("orders.csv",
               "order_id,ordered_at,city\nA1,2026-09-01,東京\nΩ2,2026-09-01,Αθήνα\n"
               "A3,2026-09-01,\"القاهرة\"\n");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "orders").accepted == 3);
  CHECK(text_of(loaded.store, "orders", "city") == "東京");
  CHECK(loaded.store.contains("orders", "city", "القاهرة"));
  CHECK(loaded.store.contains("orders", "order_id", "Ω2"));
}
