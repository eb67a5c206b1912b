#include "eventlog/xes_reader.h"

#include <catch2/catch.hpp>

#include "eventlog/memory_bytes.h"

using namespace rastro;
using Catch::Contains;

namespace {

ObjectLog read_text(std::string_view text, const LogLimits& limits = {}) {
  MemoryBytes bytes(text);
  return read_xes(bytes, "log.xes", limits);
}

std::string xes_fault(std::string_view text) {
  return fault_of([&] { read_text(text); });
}

constexpr std::string_view small_log = R"(<?xml version="1.0"?>
<log xes.version="1849.2016" xmlns="http://www.xes-standard.org/">
 <extension name="Concept" prefix="concept" uri="http://x"/>
 <global scope="event"><string key="concept:name" value="none"/></global>
 <classifier name="Activity" keys="concept:name"/>
 <string key="source" value="shop"/>
 <trace>
  <event>
   <string key="concept:name" value="Place"/>
   <date key="time:timestamp" value="2024-01-31T09:00:00.000+01:00"/>
   <string key="lifecycle:transition" value="complete"/>
   <int key="lines" value="03"/><float key="price" value="35.0"/>
   <boolean key="paid" value="True"/><id key="uid" value="a-1"/>
   <date key="due" value="2024-02-01"/>
   <string key="city" value="Soria"><string key="code" value="42001"/></string>
   <list key="tags"><values><string key="tag" value="red"/><string key="tag" value="big"/></values>
   </list>
  </event>
  <string key="concept:name" value="case one"/><int key="weight" value="7"/>
 </trace>
 <trace><string key="concept:name" value="case two"/>
  <event><string key="concept:name" value="Place"/></event></trace>
</log>)";

}  // namespace

TEST_CASE("XES: a trace is an object, its events are related to it") {
  const ObjectLog log = read_text(small_log);
  REQUIRE(log.objects.size() == 2);
  REQUIRE(log.events.size() == 2);
  CHECK(log.object_types[0].name == "case");
  CHECK(log.objects[0].id == "case one");
  CHECK(values_of(log.object_types[0], log.objects[0]) == std::vector<std::string>{"weight=7"});
  CHECK(log.events[0].id == "e1");
  CHECK(log.event_types[log.events[0].type].name == "Place");
  CHECK(format_log_time(log.events[0].time) == "2024-01-31T09:00:00+01:00");
  CHECK(relations_of(log, log.events[0].objects) == std::vector<std::string>{"case:case one"});
}

TEST_CASE("XES: attributes of all types are kept, nested ones under both keys") {
  const ObjectLog log = read_text(small_log);
  CHECK(values_of(log.event_types[0], log.events[0]) ==
        std::vector<std::string>{"lifecycle:transition=complete", "lines=3", "price=35",
                                 "paid=true", "uid=a-1", "due=2024-02-01", "city=Soria",
                                 "city/code=42001", "tags/tag=red;big"});
  CHECK(log.event_types[0].attributes[1].type == LogValueType::integer);
  CHECK_THAT(notes_of(log), Contains("1 attributes of the log as a whole were left out") &&
                                Contains("joined by ';' (1): 'tags/tag'") &&
                                Contains("events have no time (1): event 'e2'"));
}

TEST_CASE("XES: nameless traces and events are numbered and named, with a note") {
  const ObjectLog log = read_text(
      "<log><trace><event><date key='time:timestamp' value='2024-01-01'/></event></trace><trace/>"
      "<event><string key='concept:name' value='A'/></event></log>");
  REQUIRE(log.objects.size() == 2);
  CHECK(log.objects[1].id == "case 2");
  CHECK(log.event_types[0].name == "(no name)");
  CHECK(log.events[1].objects.empty());
  CHECK_THAT(notes_of(log), Contains("traces have no concept:name and were numbered (2)") &&
                                Contains("events have no concept:name") &&
                                Contains("events belong to no trace (1): e2"));
}

TEST_CASE("XES: events of a second trace of one name belong to the first") {
  const std::string trace =
      "<trace><string key='concept:name' value='c'/><event><string key='concept:name' value='A'/>"
      "</event></trace>";
  const ObjectLog log = read_text("<log>" + trace + trace + "</log>");
  REQUIRE(log.objects.size() == 1);
  REQUIRE(log.events.size() == 2);
  CHECK(relations_of(log, log.events[1].objects) == std::vector<std::string>{"case:c"});
  CHECK_THAT(notes_of(log), Contains("objects have an id that came before"));
}

TEST_CASE("XES: an attribute that is met with two types gets the one that holds both") {
  const auto event = [](const std::string& value) {
    return "<event><string key='concept:name' value='A'/>" + value + "</event>";
  };
  const ObjectLog log = read_text(
      "<log><trace>" + event("<int key='n' value='05'/>") + event("<float key='n' value='1.5'/>") +
      event("<int key='m' value='05'/>") + event("<string key='m' value='x'/>") + "</trace></log>");
  CHECK(log.event_types[0].attributes[0].type == LogValueType::real);
  CHECK(log.events[0].values[0].text == "5");
  CHECK(log.event_types[0].attributes[1].type == LogValueType::string);
  CHECK(log.events[2].values[0].text == "05");
}

TEST_CASE("XES: what is no element of it is counted, what is nested oddly does no harm") {
  const ObjectLog log = read_text(
      "<log><trace><string key='concept:name' value='c'/><event><foo><event/></foo><string "
      "key='concept:name' value='A'/><trace/></event><values/></trace><log><trace/></log></log>");
  REQUIRE(log.events.size() == 1);
  CHECK(log.event_types[log.events[0].type].name == "A");
  CHECK_THAT(notes_of(log), Contains("elements are none of XES and were left out"));
}

TEST_CASE("XES: damaged and hostile documents are refused") {
  CHECK_THAT(xes_fault("<ocel/>"), Contains("it begins with <ocel>"));
  CHECK_THAT(xes_fault("<log><trace>"), Contains("not well-formed XML"));
  CHECK_THAT(xes_fault("<!DOCTYPE log [<!ENTITY a 'b'>]><log/>"), Contains("declares an entity"));
  std::string deep = "<log><trace><event>";
  for (int index = 0; index < 100'000; ++index) deep += "<list key='a'><values>";
  CHECK_THAT(xes_fault(deep), Contains("nested more than 64 deep"));
  std::string many = "<log><trace><event>";
  for (int index = 0; index < 6000; ++index) {
    many += "<int key='k" + std::to_string(index) + "' value='1'/>";
  }
  CHECK_THAT(xes_fault(many + "</event></trace></log>"), Contains("more than 5000 attributes"));
}
