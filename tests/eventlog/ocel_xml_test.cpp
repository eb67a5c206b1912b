#include "eventlog/ocel_xml_reader.h"

#include <catch2/catch.hpp>

#include "eventlog/memory_bytes.h"

using namespace rastro;
using Catch::Contains;

namespace {

ObjectLog read_text(std::string_view text, const LogLimits& limits = {}) {
  MemoryBytes bytes(text);
  return read_ocel_xml(bytes, "log.xml", limits);
}

std::string xml_fault(std::string_view text, const LogLimits& limits = {}) {
  return fault_of([&] { read_text(text, limits); });
}

std::string log_of(const std::string& objects, const std::string& events) {
  return "<log><object-types><object-type name=\"t\"><attributes><attribute name=\"n\" "
         "type=\"integer\"/><attribute name=\"s\" type=\"string\"/></attributes></object-type>"
         "</object-types><event-types><event-type name=\"a\"><attributes><attribute name=\"w\" "
         "type=\"float\"/></attributes></event-type></event-types><objects>" +
         objects + "</objects><events>" + events + "</events></log>";
}

}  // namespace

TEST_CASE("a log in OCEL XML is read, whatever its relations are called") {
  const ObjectLog log = read_text(log_of(
      "<object id='o1' type='t'><attributes><attribute name='s' time='0'>a &amp; b\n c</attribute>"
      "<attribute name='n' time='2024-01-01T00:00:00'>2</attribute></attributes><objects>"
      "<relobj object-id='o2' qualifier='q'/></objects></object><object id='o2' type='t'/>",
      "<event id='e1' type='a' time='2024-01-01T08:00:00Z'><attributes><attribute name='w'>1.50"
      "</attribute></attributes><objects><object object-id='o1' qualifier='q'/><relationship "
      "object-id='o2' relationship='r'/></objects></event>"));
  CHECK(log.notes.empty());
  REQUIRE(log.objects.size() == 2);
  CHECK(values_of(log.object_types[0], log.objects[0]) ==
        std::vector<std::string>{"s=a & b\n c", "n=2@2024-01-01T00:00:00"});
  CHECK(relations_of(log, log.objects[0].objects) == std::vector<std::string>{"q:o2"});
  CHECK(values_of(log.event_types[0], log.events[0]) == std::vector<std::string>{"w=1.5"});
  CHECK(relations_of(log, log.events[0].objects) == std::vector<std::string>{"q:o1", "r:o2"});
}

TEST_CASE("OCEL XML: sections may come in any order, elements not of the standard are counted") {
  const ObjectLog log = read_text(
      "<log><extra/><events><event id='e1' type='a' time='2024-01-01'><attributes><attribute "
      "name='w'>05</attribute><other/></attributes></event><nothing/></events><event-types>"
      "<event-type name='a'><attributes><attribute name='w' type='integer'/></attributes>"
      "</event-type></event-types></log>");
  CHECK(log.events[0].values[0].text == "5");
  CHECK_THAT(notes_of(log), Contains("elements are none of the standard and were left out (3): "
                                     "extra; <other> in <attributes>; nothing"));
}

TEST_CASE("OCEL XML: encodings are heeded") {
  const std::string text = "<log><objects><object id='N\xBA \x80' type='t'/></objects></log>";
  CHECK(read_text("<?xml version='1.0' encoding='windows-1252'?>" + text).objects[0].id == "Nº €");
  CHECK_THAT(xml_fault("<?xml version='1.0' encoding='UTF-8'?>" + text),
             Contains("not well-formed XML"));
  CHECK_THAT(xml_fault("<?xml version='1.0' encoding='koi8-r'?>" + text),
             Contains("unknown encoding"));
  std::string wide = "\xFF\xFE";
  for (const char character : std::string("<log><events/></log>")) wide += {character, '\0'};
  CHECK(read_text(wide).events.empty());
}

TEST_CASE("OCEL XML: other documents are refused, with what to do") {
  CHECK_THAT(xml_fault("<html/>"), Contains("it begins with <html>"));
  CHECK_THAT(xml_fault("<log><trace/></log>"), Contains("XES"));
  CHECK_THAT(xml_fault("<log><global scope='event'/></log>"), Contains("OCEL 1.0"));
  CHECK_THAT(xml_fault(""), Contains("not well-formed XML: no element found"));
  CHECK_THAT(xml_fault("<log>\n<events>\n</log>"),
             Contains("log.xml:3: ") && Contains("mismatched"));
  CHECK_THAT(xml_fault("<log/><log/>"), Contains("junk"));
  CHECK_THAT(xml_fault(std::string("<log>\0</log>", 12)), Contains("not well-formed XML"));
}

TEST_CASE("OCEL XML: a bomb of entities is refused") {
  std::string bomb = "<?xml version='1.0'?><!DOCTYPE log [<!ENTITY a0 'ha'>";
  for (int level = 1; level < 30; ++level) {
    bomb += "<!ENTITY a" + std::to_string(level) + " '";
    for (int time = 0; time < 10; ++time) bomb += "&a" + std::to_string(level - 1) + ";";
    bomb += "'>";
  }
  bomb += "]><log>&a29;</log>";
  CHECK_THAT(xml_fault(bomb), Contains("the document declares an entity, 'a0'"));
  CHECK_THAT(xml_fault("<!DOCTYPE log [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><log>&x;</log>"),
             Contains("declares an entity"));
  CHECK_THAT(xml_fault("<!DOCTYPE log [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><log/>"),
             Contains("declares an entity"));
  CHECK_THAT(xml_fault("<!DOCTYPE log SYSTEM 'log.dtd'><log>&x;</log>"),
             Contains("an entity that nothing here declares"));
  CHECK(read_text("<!DOCTYPE log><log><events/></log>").events.empty());
}

TEST_CASE("OCEL XML: deep nesting is an error") {
  std::string deep;
  for (int index = 0; index < 200'000; ++index) deep += "<log>";
  CHECK_THAT(xml_fault(deep), Contains("elements are nested more than 64 deep"));
}

TEST_CASE("OCEL XML: a tag or text of a gigabyte is refused before it is read") {
  const auto fault = [](const std::string& start, const std::string& again) {
    EndlessBytes bytes(start, again, 1 << 30);
    const std::string text = fault_of([&] { read_ocel_xml(bytes, "log.xml"); });
    CHECK(bytes.position() < 8 << 20);
    return text;
  };
  CHECK_THAT(fault("<log><events><event id='", "x"), Contains("longer than 1048576 bytes"));
  CHECK_THAT(fault("<log><events><event ", "a"), Contains("longer than 1048576 bytes"));
  CHECK_THAT(fault("<log><!-- ", "x"), Contains("longer than 1048576 bytes"));
  CHECK_THAT(fault("<log><events>", "text "), Contains("a text is longer than 1048576 bytes"));
  CHECK_THAT(fault("<log><events><![CDATA[", "x"), Contains("a text is longer than"));
  const std::string wide(2u << 20, 'x');
  CHECK_THAT(xml_fault("<log><objects><object id='" + wide + "' type='t'/></objects></log>"),
             Contains("longer than 1048576 bytes"));
}

TEST_CASE("OCEL XML: a declaration of many attributes does not take for ever") {
  std::string many = "<log><objects><object id='o' type='t'><attributes>";
  for (int index = 0; index < 6000; ++index) {
    many += "<attribute name='a" + std::to_string(index) + "'>1</attribute>";
  }
  many += "</attributes></object></objects></log>";
  CHECK_THAT(xml_fault(many), Contains("type 't' has more than 5000 attributes"));
}
