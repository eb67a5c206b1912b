#include <algorithm>
#include <catch2/catch.hpp>

#include "eventlog/made_sqlite.h"
#include "eventlog/memory_bytes.h"
#include "eventlog/ocel_check.h"
#include "eventlog/ocel_json_reader.h"
#include "eventlog/ocel_sqlite_reader.h"
#include "eventlog/ocel_writer.h"
#include "eventlog/recognise_log.h"

using namespace rastro;
using Catch::Contains;

namespace {

using WriteLog = void (*)(const ObjectLog&, const std::string&);

struct Writing {
  const char* name;
  WriteLog write;
  LogFormat format;
};

const std::vector<Writing> writings = {{"sqlite", write_ocel_sqlite, LogFormat::ocel_sqlite},
                                       {"json", write_ocel_json, LogFormat::ocel_json},
                                       {"xml", write_ocel_xml, LogFormat::ocel_xml}};

std::string content_of(const std::string& file) {
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), {}};
}

LogTime at(const char* text) { return *parse_log_time(text); }

/// Every type of value, odd names, values that are none of their type, changes at one time.
ObjectLog odd_log() {
  ObjectLog log;
  log.object_types = {{"object",
                       {{"text", LogValueType::string},
                        {"n", LogValueType::integer},
                        {"f", LogValueType::real},
                        {"b", LogValueType::boolean},
                        {"t", LogValueType::time}}},
                      {"Object", {}},
                      {"ob-ject; DROP TABLE event", {{"a\"b'c]`; --", LogValueType::string}}},
                      {"ñ€", {}}};
  log.event_types = {
      {"map type", {}},
      {"object", {{"select", LogValueType::integer}, {"<&>\"'\n\t", LogValueType::string}}}};
  log.objects = {{"o1",
                  0,
                  {{0, "'; DROP TABLE object; --"},
                   {1, "-7"},
                   {2, "0.1"},
                   {3, "true"},
                   {4, "2024-02-29T12:00:00.25+02:00"},
                   {0, ""},
                   {1, "123456789012345678901234567890", at("2024-01-01")},
                   {2, "1e+300", at("2024-01-01T00:00:00.5")},
                   {3, "maybe", at("2024-01-02")},
                   {1, "007x", at("2024-01-02T01:00:00")},
                   {2, "1e5x", at("2024-01-03T00:00:00Z")}},
                  {{1, "to \"two\""}, {1, "again"}, {3, "q"}, {0, "self"}}},
                 {"o2 <&>\"'", 2, {{0, " blank \n line\r\n\ttab "}}, {}},
                 {"1.0", 1, {}, {}},
                 {"ñandú €", 3, {}, {{0, "q"}}}};
  std::stable_sort(
      log.objects[0].values.begin(), log.objects[0].values.begin() + 6,
      [](const auto& one, const auto& other) { return one.attribute < other.attribute; });
  log.events = {{"e1",
                 1,
                 at("2024-01-31T09:00:00-03:30"),
                 {{0, "5"}, {1, "a\nb"}},
                 {{0, "q"}, {0, "r"}, {3, "q"}}},
                {"e2", 0, at("2024-02-01"), {}, {}},
                {"e3", 1, at("2024-02-01T00:00:00.000000001"), {{1, ""}}, {{2, "q"}}}};
  return log;
}

void check_same(const ObjectLog& read, const ObjectLog& log) {
  CHECK(read.event_types == log.event_types);
  CHECK(read.object_types == log.object_types);
  CHECK((read.events == log.events));
  CHECK((read.objects == log.objects));
}

const OcelViolation* find_rule(const std::vector<OcelViolation>& list, const std::string& rule) {
  for (const OcelViolation& violation : list) {
    if (violation.rule == rule) return &violation;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a log written in any format of OCEL reads the same again") {
  for (const Writing& writing : writings) {
    INFO(writing.name);
    TestFolder folder;
    const std::string file = folder.path() + "/log";
    writing.write(odd_log(), file);
    const ObjectLog read = read_log(file);
    CHECK(read.format == writing.format);
    check_same(read, odd_log());
  }
}

TEST_CASE("a log written twice is the same bytes, and nothing is left beside it") {
  for (const Writing& writing : writings) {
    INFO(writing.name);
    TestFolder folder;
    writing.write(odd_log(), folder.path() + "/one");
    folder.write("two", "what was here before");
    writing.write(odd_log(), folder.path() + "/two");
    CHECK(content_of(folder.path() + "/one") == content_of(folder.path() + "/two"));
    const auto entries = std::filesystem::directory_iterator(folder.path());
    CHECK(std::distance(entries, std::filesystem::directory_iterator()) == 2);
  }
}

TEST_CASE("an empty log can be written and read") {
  for (const Writing& writing : writings) {
    TestFolder folder;
    const std::string file = folder.path() + "/log";
    writing.write(ObjectLog{}, file);
    CHECK(recognise_log(file) == writing.format);
    CHECK(read_log(file).events.empty());
  }
}

TEST_CASE("a log that cannot be written leaves what was there") {
  ObjectLog broken = odd_log();
  broken.events[0].objects[0].object = 99;
  for (const Writing& writing : writings) {
    INFO(writing.name);
    TestFolder folder;
    const std::string file = folder.write("log", "before");
    CHECK_THAT(fault_of([&] { writing.write(broken, file); }),
               Contains("the log cannot be written: it does not hold that relations refer to "
                        "objects that exist (event 'e1')"));
    CHECK(content_of(file) == "before");
    CHECK_THAT(fault_of([&] { writing.write(odd_log(), folder.path() + "/none/log"); }),
               Contains("the file cannot be written"));
  }
}

TEST_CASE("a text that a format cannot hold is refused, not changed") {
  ObjectLog log = odd_log();
  log.objects[1].values[0].text = std::string("a\0b", 3);
  TestFolder folder;
  const std::string file = folder.path() + "/log";
  CHECK_THAT(fault_of([&] { write_ocel_xml(log, file); }), Contains("control character"));
  write_ocel_json(log, file);
  check_same(read_log(file), log);
  write_ocel_sqlite(log, file);
  check_same(read_log(file), log);
  log.objects[1].values[0].text = "\xFF";
  CHECK_THAT(fault_of([&] { write_ocel_xml(log, file); }), Contains("no UTF-8"));
  CHECK_THAT(fault_of([&] { write_ocel_json(log, file); }), Contains("no UTF-8"));
}

TEST_CASE("attributes that SQLite could not tell apart are refused by name") {
  TestFolder folder;
  const auto fault = [&](const char* first, const char* second) {
    ObjectLog log;
    log.object_types = {{"t", {{first}, {second}}}};
    return fault_of([&] { write_ocel_sqlite(log, folder.path() + "/log"); });
  };
  CHECK_THAT(fault("price", "Price"), Contains("attribute 'Price' of type 't'"));
  CHECK_THAT(fault("a", "OCEL_ID"), Contains("attribute 'OCEL_ID' of type 't'"));
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("SQLite is written with the tables and keys of the standard") {
  TestFolder folder;
  const std::string file = folder.path() + "/log";
  write_ocel_sqlite(odd_log(), file);
  SQLite::Database database(file, SQLite::OPEN_READONLY);
  SQLite::Statement check(database, "PRAGMA foreign_key_check");
  CHECK_FALSE(check.executeStep());
  const auto count = [&](const std::string& sql) {
    return database.execAndGet("SELECT count(*) FROM " + sql).getInt();
  };
  CHECK(count("pragma_foreign_key_list('event_object')") == 2);
  CHECK(count("pragma_foreign_key_list('object_object')") == 2);
  CHECK(count("pragma_foreign_key_list('object_Object2')") == 1);
  CHECK(count("pragma_table_info('event_object') WHERE pk > 0") == 3);
  CHECK(count("pragma_table_info('event_Object2') WHERE pk > 0") == 1);
  CHECK(count("event_map_type WHERE ocel_type_map IN ('MapType', 'Object2')") == 2);
  CHECK(count("object_Object2 WHERE ocel_id = 'o1' AND ocel_changed_field IS NULL") == 1);
}

TEST_CASE("the check of OCEL's constraints is silent where all are kept") {
  ObjectLog log;
  log.object_types = {{"t", {{"n", LogValueType::integer}}}};
  log.event_types = {{"a", {}}};
  log.objects = {{"o1", 0, {{0, "1"}, {0, "2", at("2024-01-01T00:00:00")}}, {{0, "self"}}}};
  log.events = {{"e1", 0, at("2024-01-01T00:00:00"), {}, {{0, "q"}, {0, "r"}}}};
  CHECK(check_ocel(log).empty());
}

TEST_CASE("the check of OCEL's constraints names each one that is not kept") {
  ObjectLog log;
  log.object_types = {{"t", {{"n", LogValueType::integer}, {"n"}, {""}}}, {"t", {}, false}, {""}};
  log.event_types = {{"a", {{"x", LogValueType::string, false}}}};
  log.objects = {{"o1", 0, {{0, "many"}, {0, "2"}, {9, "2"}}, {{5, "q"}, {0, ""}}},
                 {"o1", 9, {}, {}},
                 {"", 0, {}, {}}};
  log.events = {{"e1", 0, {}, {{0, "a"}, {0, "b"}}, {{0, "q"}, {0, "q"}}}};
  const auto violations = check_ocel(log);
  const std::vector<std::pair<std::string, bool>> rules = {
      {"a type has a name", true},
      {"names of types are unique", true},
      {"types that are used are listed", false},
      {"an attribute has a name", true},
      {"a type lists an attribute once", true},
      {"attributes that are used are listed by the type", false},
      {"events and objects have an id", true},
      {"ids are unique", true},
      {"events and objects are of a type that exists", true},
      {"an event has a time", false},
      {"an event has one value of an attribute", true},
      {"an object has one value of an attribute at a time", false},
      {"values are of attributes that exist", true},
      {"values are of the type that is listed for their attribute", false},
      {"relations refer to objects that exist", true},
      {"relations have a qualifier", false},
      {"relations come once", true}};
  for (const auto& [rule, breaks] : rules) {
    INFO(rule);
    const OcelViolation* violation = find_rule(violations, rule);
    REQUIRE(violation != nullptr);
    CHECK(violation->breaks_structure == breaks);
    CHECK(violation->count == 1);
    CHECK(violation->examples.size() == 1);
  }
  CHECK(violations.size() == rules.size());
}
