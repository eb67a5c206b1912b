#pragma once

#include <string>

#include "eventlog/object_log.h"

namespace rastro {

// Each writes a log so that reading it gives the same types, events and objects again, in the form
// of the OCEL 2.0 specification (sections 4 to 6) and always in the same bytes. Types and
// attributes that were used but not listed are listed then. A value that was there from the start
// is written as set at 1970-01-01T00:00:00Z. What is written keeps the standard's schemas for JSON
// and XML and its constraints on the tables of SQLite, but that times without an offset are written
// without: "date-time" of a JSON schema wants one, but none was given. The file appears whole or
// not at all. Throw Error where check_ocel() finds that the structure is broken, or the format has
// no way to write a text.

/// With the standard's primary and foreign keys. Attributes must not be called as a column of the
/// standard or alike but for the case of their letters: SQLite could not tell them apart.
void write_ocel_sqlite(const ObjectLog& log, const std::string& path);
void write_ocel_json(const ObjectLog& log, const std::string& path);
/// XML has no way to write control characters.
void write_ocel_xml(const ObjectLog& log, const std::string& path);

/// What all of them do first.
void refuse_broken_structure(const ObjectLog& log, const std::string& path);
/// When a value was set, 1970-01-01 for one that was there from the start.
std::string written_change_time(const LogTime& set_at);

}  // namespace rastro
