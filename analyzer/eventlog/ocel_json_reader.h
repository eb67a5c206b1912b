#pragma once

#include <string>

#include "eventlog/log_limits.h"
#include "eventlog/object_log.h"
#include "formats/byte_source.h"

namespace rastro {

/// Reads a log in the JSON of OCEL 2.0 (specification, section 6): an object with the lists
/// objectTypes, eventTypes, objects and events, in any order. In one pass, with no more of the
/// document in memory than the log itself and one event or object of it. Throws Error where the
/// document is no such log; what deviates is noted.
ObjectLog read_ocel_json(const std::string& path);
ObjectLog read_ocel_json(ByteSource& bytes, const std::string& file, const LogLimits& limits = {});

}  // namespace rastro
