// Logs that others have written; ../shared/real/README.md says which.
#include <catch2/catch.hpp>

#include "eventlog/log_tables.h"
#include "eventlog/made_sqlite.h"
#include "eventlog/memory_bytes.h"
#include "eventlog/ocel_check.h"
#include "eventlog/ocel_writer.h"
#include "eventlog/recognise_log.h"
#include "places.h"

using namespace rastro;
using Catch::Contains;

namespace {

const std::string ocel_folder = in_source("../shared/real/ocel/");

bool has_data() {
  if (std::filesystem::exists(ocel_folder)) return true;
  WARN("skipped: no data");
  return false;
}

/// Rows below the heading.
long rows_of(const LogTables& tables, const std::string& name) {
  const auto source = tables.open(name);
  long rows = -1;
  while (source->next()) ++rows;
  return rows;
}

/// The field of a row, 1 being the first below the heading.
std::string field(const LogTables& tables, const std::string& name, long row,
                  const std::string& column) {
  const auto source = tables.open(name);
  REQUIRE(source->next());
  std::size_t at = 0;
  while (at < source->fields().size() && source->fields()[at] != column) ++at;
  REQUIRE(at < source->fields().size());
  for (long index = 0; index < row; ++index) REQUIRE(source->next());
  return std::string(source->fields()[at]);
}

LogTables tables_in(const std::string& file) {
  return LogTables(std::make_shared<const ObjectLog>(read_log(ocel_folder + file)));
}

}  // namespace

TEST_CASE("the standard's example reads the same from SQLite and from XML") {
  if (!has_data()) return;
  const ObjectLog sqlite = read_log(ocel_folder + "ocel20_example.sqlite");
  const ObjectLog xml = read_log(ocel_folder + "ocel20_example.xmlocel");
  CHECK(sqlite.format == LogFormat::ocel_sqlite);
  CHECK(xml.format == LogFormat::ocel_xml);
  CHECK(sqlite.notes.empty());
  CHECK(xml.notes.empty());
  CHECK(check_ocel(xml).empty());
  REQUIRE(xml.events.size() == 13);
  REQUIRE(xml.objects.size() == 9);
  CHECK(values_of(xml.object_types[2], xml.objects[6]) ==
        std::vector<std::string>{"po_product=Cows", "po_quantity=500",
                                 "po_quantity=600@2022-01-13T12:00:00"});
  CHECK((sqlite.objects == xml.objects));
  CHECK((sqlite.events == xml.events));
}

TEST_CASE("the order management log is read whole: 18,211 events and 10,031 objects") {
  if (!has_data()) return;
  const LogTables tables = tables_in("order-management.sqlite");
  CHECK(tables.log().events.size() == 18211);
  CHECK(tables.log().objects.size() == 10031);
  REQUIRE(tables.log().notes.size() == 1);
  CHECK_THAT(tables.log().notes[0],
             Contains("tables belong to no listed type") && Contains("'object_'"));
  std::size_t event_relations = 0, object_relations = 0;
  for (const LogEvent& event : tables.log().events) event_relations += event.objects.size();
  for (const LogObject& object : tables.log().objects) object_relations += object.objects.size();
  CHECK(event_relations == 35857);
  CHECK(object_relations == 25336);
}

TEST_CASE("the order management log gives orders, items, packages, products and customers") {
  if (!has_data()) return;
  const LogTables tables = tables_in("order-management.sqlite");
  CHECK(rows_of(tables, "object:orders") == 2000);
  CHECK(rows_of(tables, "object:items") == 7670);
  CHECK(rows_of(tables, "object:packages") == 320);
  CHECK(rows_of(tables, "object:products") == 20);
  CHECK(rows_of(tables, "object:customers") == 3);
  CHECK(rows_of(tables, "event:failed delivery/packages") == 401);
  CHECK(rows_of(tables, "events") == 18211);
  CHECK(field(tables, "object:orders", 1, "id") == "990001");
  CHECK(field(tables, "object:orders", 1, "place order") == "2023-04-03T12:08:18");
  CHECK(field(tables, "object:orders", 1, "customers") == "STAWAG");
  CHECK(field(tables, "object:items", 1, "orders") == "990001");
  CHECK(field(tables, "object:items", 1, "packages") == "660001");
  CHECK(field(tables, "object:items", 1, "products") == "Echo Show 8");
  CHECK(field(tables, "object:packages", 1, "employees:packer") == "Marco Pegoraro");
  CHECK(field(tables, "object:packages", 1, "employees:shipper") == "Yisong Zhang");
}

TEST_CASE("the road traffic log in XES is read whole: 100 traces and 390 events") {
  if (!has_data()) return;
  const LogTables tables = tables_in("roadtraffic100traces.xes");
  CHECK(tables.log().format == LogFormat::xes);
  CHECK(tables.log().objects.size() == 100);
  CHECK(tables.log().events.size() == 390);
  CHECK(rows_of(tables, "object:case") == 100);
  CHECK(rows_of(tables, "event:Payment") == 58);
  CHECK(rows_of(tables, "events") == 390);
  CHECK(field(tables, "events", 1, "amount") == "35");
  CHECK(field(tables, "events", 2, "time") == "2005-07-22T00:00:00+02:00");
  CHECK(field(tables, "events", 2, "case") == "N77802");
  CHECK(field(tables, "object:case", 2, "Payment") == "2007-07-16T00:00:00+02:00");
  REQUIRE(tables.log().notes.size() == 1);
  CHECK(tables.log().notes[0] == "1193 attributes of the log as a whole were left out");
}

TEST_CASE("real logs written in each format of OCEL read the same again") {
  if (!has_data()) return;
  for (const char* name :
       {"order-management.sqlite", "ocel20_example.xmlocel", "roadtraffic100traces.xes"}) {
    const ObjectLog log = read_log(ocel_folder + name);
    for (const auto& write : {write_ocel_sqlite, write_ocel_json, write_ocel_xml}) {
      TestFolder folder;
      write(log, folder.path() + "/log");
      const ObjectLog again = read_log(folder.path() + "/log");
      INFO(name << " as " << to_string(again.format));
      CHECK(again.notes.empty());
      CHECK(again.event_types == log.event_types);
      CHECK(again.object_types == log.object_types);
      CHECK((again.events == log.events));
      CHECK((again.objects == log.objects));
    }
  }
}
