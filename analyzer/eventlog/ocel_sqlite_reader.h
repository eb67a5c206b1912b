#pragma once

#include <string>

#include "eventlog/log_limits.h"
#include "eventlog/object_log.h"
#include "formats/byte_source.h"

namespace rastro {

/// Reads a log in the SQLite schema of OCEL 2.0 (specification, section 4): the tables event,
/// object, event_object and object_object, and a table per type that event_map_type and
/// object_map_type name. Keys are not relied on. A value that was set at 1970-01-01 was there from
/// the start. A row of an object's table that names an ocel_changed_field changes that attribute
/// only. Throws Error where the file is no such log; what deviates is noted.
ObjectLog read_ocel_sqlite(const std::string& path);
ObjectLog read_ocel_sqlite(ByteSource& bytes, const std::string& file,
                           const LogLimits& limits = {});

}  // namespace rastro
