#include "eventlog/log_tables.h"

#include <catch2/catch.hpp>

#include "eventlog/memory_bytes.h"
#include "eventlog/ocel_json_reader.h"
#include "eventlog/xes_reader.h"

using namespace rastro;
using Catch::Contains;

namespace {

LogTables tables_of(std::string_view text) {
  MemoryBytes bytes(text);
  return LogTables(std::make_shared<const ObjectLog>(read_ocel_json(bytes, "log.json")));
}

/// The records of a table, heading first.
std::vector<std::string> records(const LogTables& tables, const std::string& name) {
  std::vector<std::string> lines;
  const auto source = tables.open(name);
  while (source->next()) {
    CHECK(source->line() == static_cast<long>(lines.size()) + 1);
    lines.emplace_back(source->raw());
  }
  return lines;
}

using Lines = std::vector<std::string>;

/// Two orders of one customer, three items; one of them was packed twice.
constexpr std::string_view shop = R"({
"objectTypes": [{"name": "orders", "attributes": [{"name": "price", "type": "float"}]},
                {"name": "items"}, {"name": "people"}, {"name": "unseen"}],
"eventTypes": [{"name": "place order", "attributes": [{"name": "channel", "type": "string"}]},
               {"name": "pack"}, {"name": "never"}],
"objects": [
 {"id": "o1", "type": "orders", "relationships": [{"objectId": "i1", "qualifier": "has"},
                                                  {"objectId": "i2", "qualifier": "has"}],
  "attributes": [{"name": "price", "time": "2024-03-01T00:00:00", "value": 12},
                 {"name": "price", "time": "1970-01-01T00:00:00Z", "value": 10.5}]},
 {"id": "o2", "type": "orders"},
 {"id": "i1", "type": "items"}, {"id": "i2", "type": "items"}, {"id": "i3", "type": "items"},
 {"id": "Ana", "type": "people"}, {"id": "Eva", "type": "people"}],
"events": [
 {"id": "e1", "type": "place order", "time": "2024-01-31T09:00:00",
  "attributes": [{"name": "channel", "value": "web, \"new\""}],
  "relationships": [{"objectId": "o1", "qualifier": "order"}, {"objectId": "i1", "qualifier": ""},
                    {"objectId": "i2", "qualifier": ""}, {"objectId": "i3", "qualifier": ""}]},
 {"id": "e2", "type": "place order", "time": "2024-02-01T09:00:00+02:00",
  "relationships": [{"objectId": "o2", "qualifier": "order"}, {"objectId": "i3", "qualifier": ""}]},
 {"id": "e4", "type": "pack", "time": "2024-02-03T10:00:00",
  "relationships": [{"objectId": "i1", "qualifier": "x"}, {"objectId": "Eva", "qualifier": "packer"},
                    {"objectId": "Ana", "qualifier": "checker"}]},
 {"id": "e3", "type": "pack", "time": "2024-02-02T10:00:00",
  "relationships": [{"objectId": "i1", "qualifier": "x"}, {"objectId": "i1", "qualifier": "y"},
                    {"objectId": "Ana", "qualifier": "packer"}]}]})";

}  // namespace

TEST_CASE("a log names its tables: objects, events, events by object, all events") {
  CHECK(tables_of(shop).table_names() ==
        Lines{"object:orders", "object:items", "object:people", "object:unseen",
              "event:place order", "event:pack", "event:never", "event:place order/orders",
              "event:place order/items", "event:pack/items", "event:pack/people", "events"});
}

TEST_CASE("a row of an object has its last values, first times and linked ids") {
  const LogTables tables = tables_of(shop);
  // o1 is linked with i1 and i2: i3, which shares an event only, does not count. o2 has no link.
  CHECK(records(tables, "object:orders") == Lines{"id,price,place order,items",
                                                  "o1,12,2024-01-31T09:00:00,i1;i2",
                                                  "o2,,2024-02-01T09:00:00+02:00,i3"});
}

TEST_CASE("a row of an object has a column for each role that another type takes") {
  CHECK(records(tables_of(shop), "object:items") ==
        Lines{"id,place order,pack,orders,people,people:checker,people:packer",
              "i1,2024-01-31T09:00:00,2024-02-02T10:00:00,o1,Ana;Eva,Ana,Ana;Eva",
              "i2,2024-01-31T09:00:00,,o1,,,", "i3,2024-01-31T09:00:00,,o1;o2,,,"});
}

TEST_CASE("types without objects or events are tables without rows") {
  const LogTables tables = tables_of(shop);
  CHECK(records(tables, "object:unseen") == Lines{"id"});
  CHECK(records(tables, "event:never") == Lines{"id,time"});
}

TEST_CASE("a row of an event has its attributes and its objects") {
  const LogTables tables = tables_of(shop);
  CHECK(records(tables, "event:place order") ==
        Lines{"id,time,channel,orders,items",
              "e1,2024-01-31T09:00:00,\"web, \"\"new\"\"\",o1,i1;i2;i3",
              "e2,2024-02-01T09:00:00+02:00,,o2,i3"});
  CHECK(records(tables, "event:pack") ==
        Lines{"id,time,items,people,items:x,items:y,people:checker,people:packer",
              "e4,2024-02-03T10:00:00,i1,Ana;Eva,i1,,Ana,Eva",
              "e3,2024-02-02T10:00:00,i1,Ana,i1,i1,,Ana"});
}

TEST_CASE("an event by object is a row for each of its objects") {
  const LogTables tables = tables_of(shop);
  CHECK(records(tables, "event:place order/items") ==
        Lines{"id,time,channel,orders,items", "e1,2024-01-31T09:00:00,\"web, \"\"new\"\"\",o1,i1",
              "e1,2024-01-31T09:00:00,\"web, \"\"new\"\"\",o1,i2",
              "e1,2024-01-31T09:00:00,\"web, \"\"new\"\"\",o1,i3",
              "e2,2024-02-01T09:00:00+02:00,,o2,i3"});
  CHECK(records(tables, "event:pack/people") ==
        Lines{"id,time,items,people,items:x,items:y,people:checker,people:packer",
              "e4,2024-02-03T10:00:00,i1,Eva,i1,,,Eva", "e4,2024-02-03T10:00:00,i1,Ana,i1,,Ana,",
              "e3,2024-02-02T10:00:00,i1,Ana,i1,i1,,Ana"});
}

TEST_CASE("all events of an object-centric log are id, type and time") {
  CHECK(records(tables_of(shop), "events") ==
        Lines{"id,type,time", "e1,place order,2024-01-31T09:00:00",
              "e2,place order,2024-02-01T09:00:00+02:00", "e4,pack,2024-02-03T10:00:00",
              "e3,pack,2024-02-02T10:00:00"});
}

TEST_CASE("all events of a log in XES have every attribute and their case") {
  MemoryBytes bytes(
      "<log><trace><string key='concept:name' value='c1'/><event><string key='concept:name' "
      "value='A'/><int key='n' value='1'/></event><event><string key='concept:name' value='B'/>"
      "<string key='time' value='late'/><int key='n' value='2'/></event></trace></log>");
  const LogTables tables(std::make_shared<const ObjectLog>(read_xes(bytes, "log.xes")));
  CHECK(records(tables, "events") ==
        Lines{"id,type,time,n,attribute:time,case", "e1,A,,1,,c1", "e2,B,,2,late,c1"});
  CHECK(records(tables, "object:case") == Lines{"id,A,B", "c1,,"});
}

TEST_CASE("columns of one name are told apart") {
  const LogTables tables = tables_of(R"({"objectTypes": [{"name": "t", "attributes": [
    {"name": "id", "type": "string"}, {"name": "u", "type": "string"}]}],
    "objects": [{"id": "1", "type": "t"}, {"id": "2", "type": "u"}],
    "events": [{"id": "e", "type": "u", "time": "2024-01-01", "relationships": [
    {"objectId": "1", "qualifier": "q"}, {"objectId": "2", "qualifier": "q"}]}]})");
  CHECK(records(tables, "object:t") ==
        Lines{"id,attribute:id,u,event:u,object:u", "1,,,2024-01-01,2"});
}

TEST_CASE("a slash in the name of a type leaves each table with its own name") {
  const LogTables tables = tables_of(R"({"objects": [{"id": "1", "type": "b"}],
    "events": [{"id": "e1", "type": "a", "time": "2024-01-01", "relationships": [
    {"objectId": "1", "qualifier": "q"}]}, {"id": "e2", "type": "a/b", "time": "2024-01-01"}]})");
  CHECK(tables.table_names() == Lines{"object:b", "event:a", "event:a/b", "event:a//b", "events"});
  CHECK(records(tables, "event:a/b") == Lines{"id,time", "e2,2024-01-01"});
  CHECK(records(tables, "event:a//b") == Lines{"id,time,b", "e1,2024-01-01,1"});
}

TEST_CASE("a table that a log does not have is an error with the one that was meant") {
  CHECK_THAT(
      fault_of([] { tables_of(shop).open("object:order"); }),
      Contains("the log has no table 'object:order'") && Contains("did you mean 'object:orders'?"));
}

TEST_CASE("a table of a log is typed, knows its file and keeps the log alive") {
  std::unique_ptr<RowSource> source;
  {
    const LogTables tables = tables_of(shop);
    source = tables.open("events");
    CHECK(source->content_hash() == tables.log().content_hash);
  }
  CHECK(source->is_typed());
  CHECK(source->size() == static_cast<std::int64_t>(shop.size()));
  CHECK(source->position() == 0);
  while (source->next()) CHECK(source->fields().size() == 3);
  CHECK(source->position() == source->size());
  CHECK_FALSE(source->next());
  CHECK(source->notes().empty());
}

TEST_CASE("an id with a semicolon among others in a cell is noted") {
  const LogTables tables = tables_of(R"({"objects": [{"id": "1;2", "type": "t"},
    {"id": "3", "type": "t"}], "events": [{"id": "e", "type": "a", "time": "2024-01-01",
    "relationships": [{"objectId": "1;2", "qualifier": "q"}, {"objectId": "3", "qualifier": "q"}]}
    ]})");
  const auto source = tables.open("event:a");
  while (source->next()) continue;
  REQUIRE(source->notes().size() == 1);
  CHECK_THAT(source->notes()[0], Contains("hold a ';' themselves") && Contains("'1;2'"));
}

TEST_CASE("objects that share an event with very many others are cut, with a note") {
  std::string text = R"({"objects": [{"id": "hub", "type": "h"})";
  std::string relations = R"({"objectId": "hub", "qualifier": "q"})";
  for (int index = 0; index < 12'000; ++index) {
    const std::string id = "o" + std::to_string(index);
    text += R"(,{"id": ")" + id + R"(", "type": "t"})";
    relations += R"(,{"objectId": ")" + id + R"(", "qualifier": "q"})";
  }
  text += R"(], "events": [{"id": "e", "type": "a", "time": "2024-01-01", "relationships": [)" +
          relations + "]}]}";
  const LogTables tables = tables_of(text);
  const auto source = tables.open("object:h");
  while (source->next()) continue;
  REQUIRE(source->notes().size() == 1);
  CHECK_THAT(source->notes()[0], Contains("cells with more than 10000 ids were cut (1): 'hub'"));
}
