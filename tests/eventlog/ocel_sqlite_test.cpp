#include "eventlog/ocel_sqlite_reader.h"

#include <catch2/catch.hpp>

#include "eventlog/made_sqlite.h"
#include "eventlog/memory_bytes.h"

using namespace rastro;
using Catch::Contains;

namespace {

/// The small log with more SQL behind it.
ObjectLog read_with(const std::string& sql) {
  TestFolder folder;
  return read_ocel_sqlite(made_sqlite(folder, small_sqlite_log + sql));
}

std::string fault_with(const std::string& sql) {
  return fault_of([&] { read_with(sql); });
}

std::string bytes_of(const std::string& file) {
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), {}};
}

std::string memory_fault(const std::string& content) {
  MemoryBytes bytes(content);
  return fault_of([&] { read_ocel_sqlite(bytes, "log.sqlite"); });
}

}  // namespace

TEST_CASE("a log in OCEL SQLite is read without any keys") {
  const ObjectLog log = read_with("");
  CHECK(log.notes.empty());
  REQUIRE(log.objects.size() == 1);
  REQUIRE(log.events.size() == 1);
  CHECK(log.event_types[0].name == "place order");
  CHECK(format_log_time(log.events[0].time) == "2024-01-31T09:00:00");
  CHECK(values_of(log.event_types[0], log.events[0]) == std::vector<std::string>{"clerk=Ana"});
  CHECK(relations_of(log, log.events[0].objects) == std::vector<std::string>{"order:77"});
  CHECK(values_of(log.object_types[0], log.objects[0]) ==
        std::vector<std::string>{"price=10", "lines=2", "paid=true", "due=2024-02-01"});
}

TEST_CASE("OCEL SQLite: a file in memory reads the same as on the disk") {
  TestFolder folder;
  const std::string file =
      made_sqlite(folder, std::string("PRAGMA journal_mode=WAL;") + small_sqlite_log);
  const ObjectLog on_disk = read_ocel_sqlite(file);
  const std::string content = bytes_of(file);
  MemoryBytes bytes(content);
  const ObjectLog in_memory = read_ocel_sqlite(bytes, file);
  CHECK(in_memory.events == on_disk.events);
  CHECK(in_memory.objects == on_disk.objects);
  CHECK(in_memory.size == on_disk.size);
  CHECK(in_memory.content_hash == on_disk.content_hash);
}

TEST_CASE("OCEL SQLite: whole numbers and texts as ids are the same id") {
  const ObjectLog log = read_with(
      "CREATE TABLE object_Items (ocel_id INTEGER, ocel_time TEXT, weight REAL);"
      "INSERT INTO object_map_type VALUES ('items', 'Items');"
      "INSERT INTO object VALUES ('88', 'items');"
      "INSERT INTO object_Items VALUES (88, '0', 0.5);"
      "DROP TABLE object_object; CREATE TABLE object_object (ocel_source_id, ocel_target_id, "
      "ocel_qualifier); INSERT INTO object_object VALUES (77.0, 88, 'comprises');");
  CHECK(log.notes.empty());
  CHECK(values_of(log.object_types[1], log.objects[1]) == std::vector<std::string>{"weight=0.5"});
  CHECK(relations_of(log, log.objects[0].objects) == std::vector<std::string>{"comprises:88"});
}

TEST_CASE("OCEL SQLite: a row with a changed field changes that attribute only") {
  const ObjectLog log = read_with(
      "INSERT INTO object_Orders VALUES ('77', '2024-02-03 10:00:00', 'price', 12.5, 3, NULL, '');"
      "INSERT INTO object_Orders VALUES ('77', '2024-02-02 10:00:00', NULL, NULL, 4, NULL, NULL);"
      "INSERT INTO object_Orders VALUES ('77', '2024-02-04', 'colour', NULL, 5, NULL, NULL);");
  CHECK(values_of(log.object_types[0], log.objects[0]) ==
        std::vector<std::string>{"price=10", "lines=2", "paid=true", "due=2024-02-01",
                                 "lines=4@2024-02-02T10:00:00", "price=12.5@2024-02-03T10:00:00",
                                 "lines=5@2024-02-04"});
  CHECK_THAT(notes_of(log),
             Contains("values stand in rows that change another field and were left out (1): '77', "
                      "'lines'") &&
                 Contains("changed fields are no attributes; all values of the row count (1)"));
}

TEST_CASE("OCEL SQLite: types without a table and tables without a type are noted") {
  const ObjectLog log = read_with(
      "INSERT INTO event_map_type VALUES ('pay', 'Pay');"
      "INSERT INTO event_map_type VALUES ('pay again', 'PlaceOrder');"
      "INSERT INTO event VALUES ('e2', 'pay'), ('e3', 'unlisted');"
      "CREATE TABLE object_ (ocel_id TEXT); CREATE TABLE other (x);"
      "CREATE TABLE object_Nothing (x); INSERT INTO object_map_type VALUES ('none', 'Nothing');");
  CHECK(log.events.size() == 3);
  CHECK_THAT(notes_of(log),
             Contains("types are listed without their table (1): 'pay' (event_Pay)") &&
                 Contains("types are listed with a table that is not theirs (1): 'pay again'") &&
                 Contains("tables of types have no column 'ocel_id' and were left out (1)") &&
                 Contains("tables belong to no listed type and were left out (2): 'object_'; "
                          "'other'") &&
                 Contains("event types are used but not listed (1): 'unlisted'") &&
                 Contains("events have no time (2): event 'e2'; event 'e3'"));
}

TEST_CASE("OCEL SQLite: rows about nothing, or about another type, are left out with a note") {
  const ObjectLog log = read_with(
      "INSERT INTO event_PlaceOrder VALUES ('e9', '2024-01-01', 'Eva');"
      "INSERT INTO event_PlaceOrder VALUES ('e1', '2024-01-01', NULL);"
      "INSERT INTO event_object VALUES ('e9', '77', 'q'), ('e1', '99', 'q'), ('e1', NULL, 'q');"
      "INSERT INTO object_map_type VALUES ('items', 'Items');"
      "CREATE TABLE object_Items (ocel_id TEXT); INSERT INTO object_Items VALUES ('77');"
      "INSERT INTO object VALUES ('77', 'items'), (NULL, 'items');");
  CHECK(log.events.size() == 1);
  CHECK(log.objects.size() == 1);
  CHECK_THAT(notes_of(log),
             Contains("rows are about events that are not listed and were left out (2): 'e9' of "
                      "'place order'; 'e9'") &&
                 Contains("events are given a second time; the first one counts (1)") &&
                 Contains("relations to unknown objects were left out (1): event 'e1' to '99'") &&
                 Contains("relations without an object id were left out (1): 'e1'") &&
                 Contains("rows stand under another type than that of their object") &&
                 Contains("objects have an id that came before") &&
                 Contains("objects without an id were left out (1): of type 'items'"));
}

TEST_CASE("OCEL SQLite: missing tables of relations and types are noted, those of ids refused") {
  const ObjectLog log = read_with("DROP TABLE object_object; DROP TABLE event_map_type;");
  CHECK(log.events.size() == 1);
  CHECK_THAT(notes_of(log), Contains("The table 'object_object' is missing.") &&
                                Contains("The table 'event_map_type' is missing."));
  CHECK_THAT(fault_with("DROP TABLE event"), Contains("it has no table 'event'"));
  CHECK_THAT(fault_with("ALTER TABLE event RENAME COLUMN ocel_type TO kind"),
             Contains("field 'ocel_type': table 'event' has no column 'ocel_type'"));
}

TEST_CASE("OCEL SQLite: names and values full of SQL are names and values") {
  const ObjectLog log = read_with(R"sql(
    INSERT INTO event_map_type VALUES ('"; DROP TABLE event; --', 'a"b''c; DROP TABLE event');
    CREATE TABLE "event_a""b'c; DROP TABLE event" (ocel_id TEXT, ocel_time TEXT,
      "x"") FROM event; --" TEXT, "select" TEXT);
    INSERT INTO event VALUES (''' OR 1=1 --', '"; DROP TABLE event; --');
    INSERT INTO "event_a""b'c; DROP TABLE event" VALUES (''' OR 1=1 --', '2024-01-01',
      '1); DROP TABLE object; --', '"');)sql");
  CHECK(log.notes.empty());
  REQUIRE(log.events.size() == 2);
  CHECK(log.events[1].id == "' OR 1=1 --");
  CHECK(values_of(log.event_types[1], log.events[1]) ==
        std::vector<std::string>{"x\") FROM event; --=1); DROP TABLE object; --", "select=\""});
}

TEST_CASE("OCEL SQLite: a path full of SQLite's own marks is a path") {
  TestFolder folder;
  const std::string file =
      made_sqlite(folder, small_sqlite_log, "lo%67 #1?mode=rwc&cache='x'.sqlite");
  CHECK(read_ocel_sqlite(file).events.size() == 1);
  CHECK_THAT(fault_of([&] { read_ocel_sqlite(folder.path() + "/none?mode=rwc"); }),
             Contains("cannot be opened"));
  CHECK_THAT(fault_of([] { read_ocel_sqlite(":memory:"); }), Contains("cannot be opened"));
  CHECK_THAT(fault_of([&] { read_ocel_sqlite(folder.write("a.csv", "id,time\n")); }),
             Contains("this is not a SQLite file"));
}

TEST_CASE("OCEL SQLite: nothing is written, not even beside the file") {
  TestFolder folder;
  const std::string file =
      made_sqlite(folder, std::string("PRAGMA journal_mode=WAL;") + small_sqlite_log);
  const std::string before = bytes_of(file);
  read_ocel_sqlite(file);
  CHECK(bytes_of(file) == before);
  const auto entries = std::filesystem::directory_iterator(folder.path());
  CHECK(std::distance(entries, std::filesystem::directory_iterator()) == 1);
}

TEST_CASE("OCEL SQLite: changes that are not yet in the file itself are read") {
  TestFolder folder;
  const std::string file =
      made_sqlite(folder, std::string("PRAGMA journal_mode=WAL;") + small_sqlite_log);
  SQLite::Database writer(file, SQLite::OPEN_READWRITE);
  writer.exec("PRAGMA wal_autocheckpoint=0; INSERT INTO event VALUES ('e2', 'place order')");
  CHECK(read_ocel_sqlite(file).events.size() == 2);
}

TEST_CASE("OCEL SQLite: views, triggers and generated columns are not run") {
  const std::string loop =
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, x FROM n";
  CHECK_THAT(fault_with("DROP TABLE event; CREATE VIEW event (ocel_id, ocel_type) AS " + loop),
             Contains("it has no table 'event'"));
  const ObjectLog log = read_with(
      "CREATE VIEW event_Pay (ocel_id, ocel_time) AS " + loop +
      "; INSERT INTO event_map_type VALUES ('pay', 'Pay');"
      "CREATE TABLE object_Bad (ocel_id TEXT, bad TEXT AS (ocel_id || 'x'));"
      "INSERT INTO object_map_type VALUES ('bad', 'Bad'); INSERT INTO object VALUES ('b', 'bad');"
      "INSERT INTO object_Bad (ocel_id) VALUES ('b');");
  CHECK(log.object_types[1].attributes.empty());
  CHECK_THAT(notes_of(log), Contains("views and virtual tables were not read (1): 'event_Pay'") &&
                                Contains("types are listed without their table"));
  CHECK_THAT(fault_with("CREATE TABLE more (x TEXT, y TEXT AS (hex(zeroblob(100000000)))); INSERT "
                        "INTO more (x) VALUES (1)"),
             Contains("too big"));
}

TEST_CASE("OCEL SQLite: a value beyond the limit is refused unread") {
  CHECK_THAT(fault_with("INSERT INTO event VALUES (CAST(zeroblob(20000000) AS TEXT), 'a')"),
             Contains("table 'event'") && Contains("too big") && Contains("shorten"));
}

TEST_CASE("OCEL SQLite: texts that are no UTF-8 and hold NUL are read") {
  const ObjectLog log = read_with(
      "INSERT INTO object VALUES (CAST(X'4EBA' AS TEXT), 'orders'), (CAST(X'610062' AS TEXT), "
      "'orders');");
  REQUIRE(log.objects.size() == 3);
  CHECK(log.objects[1].id == "Nº");
  CHECK(log.objects[2].id == std::string("a\0b", 3));
}

TEST_CASE("OCEL SQLite: a file in UTF-16 reads the same") {
  TestFolder folder;
  const ObjectLog log = read_ocel_sqlite(
      made_sqlite(folder, std::string("PRAGMA encoding='UTF-16';") + small_sqlite_log));
  CHECK(log.events[0].id == "e1");
  CHECK(log.event_types[0].name == "place order");
}

TEST_CASE("OCEL SQLite: a file cut off anywhere is an error, no crash and no half log") {
  TestFolder folder;
  const std::string whole = bytes_of(made_sqlite(folder, small_sqlite_log));
  CHECK(memory_fault(whole) == "no error");
  for (std::size_t size = 0; size < whole.size(); size += 997) {
    CHECK(memory_fault(whole.substr(0, size)) != "no error");
  }
  CHECK_THAT(memory_fault(whole.substr(0, 8192)), Contains("the SQLite file is damaged"));
  CHECK_THAT(memory_fault("SQLite"), Contains("this is not a SQLite file"));
}

TEST_CASE("OCEL SQLite: a byte changed anywhere is no crash") {
  TestFolder folder;
  const std::string whole = bytes_of(made_sqlite(folder, small_sqlite_log));
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.size(); at += 61) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x5A);
    refused += memory_fault(changed) == "no error" ? 0 : 1;
  }
  CHECK(refused > 0);
}
