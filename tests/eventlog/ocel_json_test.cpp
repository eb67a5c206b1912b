#include "eventlog/ocel_json_reader.h"

#include <catch2/catch.hpp>

#include "eventlog/memory_bytes.h"

using namespace rastro;
using Catch::Contains;

namespace {

ObjectLog read_json(std::string_view text, const LogLimits& limits = {}) {
  MemoryBytes bytes(text);
  return read_ocel_json(bytes, "log.json", limits);
}

std::string json_fault(std::string_view text, const LogLimits& limits = {}) {
  return fault_of([&] { read_json(text, limits); });
}

constexpr std::string_view small_log = R"({
"objectTypes": [{"name": "order", "attributes": [{"name": "price", "type": "float"},
                                                 {"name": "open", "type": "boolean"}]},
                {"name": "item", "attributes": []}],
"eventTypes": [{"name": "place order", "attributes": [{"name": "clerk", "type": "string"},
                                                      {"name": "lines", "type": "integer"}]}],
"objects": [
 {"id": "o1", "type": "order",
  "attributes": [{"name": "price", "time": "2024-02-01T10:00:00Z", "value": 12.5},
                 {"name": "price", "time": "1970-01-01T00:00:00Z", "value": "10.0"},
                 {"name": "open", "time": "1970-01-01T00:00:00Z", "value": true}],
  "relationships": [{"objectId": "i1", "qualifier": "comprises"}]},
 {"id": "i1", "type": "item"}],
"events": [
 {"id": "e1", "type": "place order", "time": "2024-01-31T09:00:00+01:00",
  "attributes": [{"name": "lines", "value": 1}, {"name": "clerk", "value": "Ana"}],
  "relationships": [{"objectId": "o1", "qualifier": "order"}]}]})";

}  // namespace

TEST_CASE("a log in OCEL JSON is read with its values in order") {
  const ObjectLog log = read_json(small_log);
  CHECK(log.notes.empty());
  REQUIRE(log.events.size() == 1);
  REQUIRE(log.objects.size() == 2);
  CHECK(log.event_types[0].name == "place order");
  CHECK(values_of(log.event_types[0], log.events[0]) ==
        std::vector<std::string>{"clerk=Ana", "lines=1"});
  CHECK(format_log_time(log.events[0].time) == "2024-01-31T09:00:00+01:00");
  CHECK(relations_of(log, log.events[0].objects) == std::vector<std::string>{"order:o1"});
  CHECK(values_of(log.object_types[0], log.objects[0]) ==
        std::vector<std::string>{"price=10", "open=true", "price=12.5@2024-02-01T10:00:00Z"});
  CHECK(relations_of(log, log.objects[0].objects) == std::vector<std::string>{"comprises:i1"});
  CHECK(log.size == static_cast<std::int64_t>(small_log.size()));
  CHECK(log.content_hash != 0);
}

TEST_CASE("OCEL JSON: types may stand behind what is of them") {
  const ObjectLog log = read_json(R"({"events": [{"id": "e1", "type": "a", "time": "2024-01-01",
    "attributes": [{"name": "n", "value": "007"}]}],
    "eventTypes": [{"name": "a", "attributes": [{"name": "n", "type": "integer"}]}]})");
  CHECK(log.notes.empty());
  CHECK(log.events[0].values[0].text == "7");
}

TEST_CASE("OCEL JSON: relations to unknown objects are left out and counted") {
  const ObjectLog log = read_json(R"({"objects": [{"id": "o1", "type": "t"}], "events": [
    {"id": "e1", "type": "a", "time": "2024-01-01", "relationships": [
      {"objectId": "x", "qualifier": "q"}, {"objectId": "o1", "qualifier": "q"},
      {"objectId": "y", "qualifier": "q"}, {"objectId": "o1", "qualifier": "q"},
      {"qualifier": "q"}]}]})");
  CHECK(relations_of(log, log.events[0].objects) == std::vector<std::string>{"q:o1"});
  CHECK_THAT(notes_of(log), Contains("relations to unknown objects were left out (2): event 'e1' "
                                     "to 'x'; event 'e1' to 'y'"));
  CHECK_THAT(notes_of(log), Contains("relations come twice and count once (1)"));
  CHECK_THAT(notes_of(log), Contains("relations without an object id were left out (1): 'e1'"));
  CHECK_THAT(notes_of(log), Contains("event types are used but not listed (1): 'a'"));
}

TEST_CASE("OCEL JSON: of events and objects with one id the first counts") {
  const ObjectLog log = read_json(R"({"objects": [{"id": "o1", "type": "t"},
    {"id": "o1", "type": "u"}], "events": [{"id": "e1", "type": "a", "time": "2024-01-01"},
    {"id": "e1", "type": "b", "time": "2025-01-01"}]})");
  REQUIRE(log.objects.size() == 1);
  REQUIRE(log.events.size() == 1);
  CHECK(log.object_types[log.objects[0].type].name == "t");
  CHECK(format_log_time(log.events[0].time) == "2024-01-01");
  CHECK_THAT(notes_of(log), Contains("events have an id that came before") &&
                                Contains("objects have an id that came before"));
}

TEST_CASE("OCEL JSON: unreadable and missing times are noted, with the event") {
  const ObjectLog log = read_json(R"({"objects": [{"id": "o1", "type": "t",
    "attributes": [{"name": "a", "time": "then", "value": 1}]}], "events": [
    {"id": "e1", "type": "a", "time": "next week"}, {"id": "e2", "type": "a"},
    {"id": "e3", "type": "a", "time": 5}]})");
  CHECK(log.events.size() == 3);
  CHECK_THAT(notes_of(log), Contains("times of events cannot be read (2): 'e1': 'next week'") &&
                                Contains("events have no time (3)") &&
                                Contains("object 'o1', 'a': 'then'"));
}

TEST_CASE("OCEL JSON: values that are none of their type stay as they stand") {
  const ObjectLog log = read_json(R"({"eventTypes": [{"name": "a", "attributes": [
    {"name": "n", "type": "integer"}, {"name": "m", "type": "money"}]}],
    "events": [{"id": "e1", "type": "a", "time": "2024-01-01", "attributes": [
    {"name": "n", "value": "many"}, {"name": "m", "value": "5 EUR"}, {"name": "x", "value": true},
    {"name": "n", "value": 3}, {"name": "y", "value": null}, {"name": "z", "value": [1]},
    {"value": 1}]}]})");
  CHECK(values_of(log.event_types[0], log.events[0]) ==
        std::vector<std::string>{"n=many", "m=5 EUR", "x=true"});
  CHECK_THAT(notes_of(log),
             Contains("values are not of the type of their attribute and were kept as text (1)") &&
                 Contains("event 'e1', integer 'n': 'many'") &&
                 Contains("values are of an attribute that their type does not list (1)") &&
                 Contains("attributes are given twice in one event; the first one counts (1)") &&
                 Contains("attributes are of an unknown type and were read as string (1)") &&
                 Contains("attributes have no name or no plain value and were left out (2)"));
}

TEST_CASE("OCEL JSON: what is not of the standard is left out and counted") {
  const ObjectLog log = read_json(R"({"objectTypes": ["order", {"attributes": []}, 5],
    "meta": {"a": [1, {"b": 2}]}, "eventTypes": null, "objects": [1, "x", {"type": "order"}],
    "events": [{"id": "e1", "time": "2024-01-01"}, {"id": "e2", "id": "e9", "type": "a",
    "time": "2024-01-01", "relationships": {"objectId": "o1"}, "attributes": [1]}]})");
  CHECK(log.object_types[0].name == "order");
  REQUIRE(log.events.size() == 1);
  CHECK(log.events[0].id == "e2");
  CHECK_THAT(notes_of(log), Contains("keys are none of the standard and were left out (1): meta") &&
                                Contains("keys hold no list and were left out (1): eventTypes") &&
                                Contains("keys come twice in one object") &&
                                Contains("objects without an id were left out (1)") &&
                                Contains("events without a type were left out (1): event 'e1'") &&
                                Contains("relationships are no list and were left out"));
}

TEST_CASE("OCEL JSON: numbers keep their digits") {
  const ObjectLog log = read_json(R"({"eventTypes": [{"name": "a", "attributes": [
    {"name": "n", "type": "integer"}, {"name": "f", "type": "float"}]}],
    "events": [{"id": 17, "type": "a", "time": "2024-01-01", "attributes": [
    {"name": "n", "value": 123456789012345678901234567890}, {"name": "f", "value": 0.1}]}]})");
  CHECK(log.events[0].id == "17");
  CHECK(values_of(log.event_types[0], log.events[0]) ==
        std::vector<std::string>{"n=123456789012345678901234567890", "f=0.1"});
}

TEST_CASE("OCEL JSON: a document that is no log is refused, with what to do") {
  CHECK_THAT(json_fault("[1, 2]"), Contains("log.json:1: the document is no event log"));
  CHECK_THAT(json_fault("5"), Contains("single value"));
  CHECK_THAT(json_fault("{}"), Contains("none of the keys"));
  CHECK_THAT(json_fault(R"({"ocel:events": {}})"), Contains("OCEL 1.0"));
  CHECK_THAT(json_fault(""), Contains("not well-formed JSON"));
  CHECK_THAT(json_fault("{\"events\": [\n\n{\"id\": ,}]}"),
             Contains("log.json:3: this is not well-formed JSON") && Contains("unexpected"));
  CHECK_THAT(json_fault(R"({"events": []} tail)"), Contains("not well-formed JSON"));
  CHECK_THAT(json_fault("{\"events\": [{\"id\": \"\xFF\"}]}"), Contains("UTF-8"));
  CHECK_THAT(json_fault(std::string("{\"events\": [\0]}", 15)), Contains("not well-formed JSON"));
}

TEST_CASE("OCEL JSON: deep nesting is an error and no overflow of the stack") {
  CHECK_THAT(json_fault(std::string(1'000'000, '[')), Contains("the document is no event log"));
  CHECK_THAT(json_fault("{\"events\":" + std::string(1'000'000, '[')),
             Contains("nested more than 64 deep"));
  CHECK_THAT(json_fault("{\"meta\":" + std::string(1'000'000, '[')),
             Contains("nested more than 64 deep"));
  std::string objects = "{\"events\":[";
  for (int index = 0; index < 100'000; ++index) objects += "{\"a\":";
  CHECK_THAT(json_fault(objects), Contains("nested more than 64 deep"));
}

TEST_CASE("OCEL JSON: a text of a gigabyte is refused before it is read") {
  for (const char* filling : {"x", "\\u0041", " ", "\\\""}) {
    EndlessBytes bytes("{\"events\": [{\"id\": \"", filling, 1 << 30);
    CHECK_THAT(fault_of([&] { read_ocel_json(bytes, "log.json"); }),
               Contains("a text is longer than 1048576 bytes"));
    CHECK(bytes.position() < 2 << 20);
  }
  EndlessBytes number("{\"events\": [", "7", 1 << 30);
  CHECK_THAT(fault_of([&] { read_ocel_json(number, "log.json"); }), Contains("longer than"));
}

TEST_CASE("OCEL JSON: limits on types, events and parts are kept to") {
  LogLimits limits;
  limits.types = 2;
  CHECK_THAT(json_fault(R"({"eventTypes": ["a", "b", "c"]})", limits),
             Contains("more than 2 types of events"));
  limits = {};
  limits.entries = 1;
  CHECK_THAT(
      json_fault(R"({"objects": [{"id": "1", "type": "t"}, {"id": "2", "type": "t"}]})", limits),
      Contains("more than 1 objects"));
  limits = {};
  limits.item_parts = 5;
  CHECK_THAT(json_fault(R"({"events": [{"id": "1", "type": "t", "x": [1, 2, 3, 4]}]})", limits),
             Contains("more than 5 parts"));
  limits = {};
  limits.text_bytes = 20;
  CHECK_THAT(json_fault(small_log, limits), Contains("more than 20 bytes of text"));
}
