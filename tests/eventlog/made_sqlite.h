#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

#include "intake/loading.h"

namespace rastro {

/// Writes a SQLite file by SQL and returns its path.
inline std::string made_sqlite(const TestFolder& folder, const std::string& sql,
                               const std::string& name = "log.sqlite") {
  const std::string file = folder.path() + "/" + name;
  SQLite::Database database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
  return file;
}

/// A log of one order and one event, without any keys.
inline constexpr const char* small_sqlite_log = R"sql(
CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE event_PlaceOrder (ocel_id TEXT, ocel_time TIMESTAMP, clerk TEXT);
CREATE TABLE object_Orders (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT,
                            price REAL, lines INTEGER, paid BOOLEAN, due TIMESTAMP);
INSERT INTO event_map_type VALUES ('place order', 'PlaceOrder');
INSERT INTO object_map_type VALUES ('orders', 'Orders');
INSERT INTO event VALUES ('e1', 'place order');
INSERT INTO object VALUES ('77', 'orders');
INSERT INTO event_object VALUES ('e1', '77', 'order');
INSERT INTO event_PlaceOrder VALUES ('e1', '2024-01-31 09:00:00', 'Ana');
INSERT INTO object_Orders VALUES ('77', '1970-01-01 01:00:00', NULL, 10.0, 2, 1, '2024-02-01');
)sql";

}  // namespace rastro
