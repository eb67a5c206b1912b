#pragma once

#include <string>

#include "eventlog/log_limits.h"
#include "eventlog/object_log.h"
#include "formats/byte_source.h"

namespace rastro {

/// Reads a log in the XML of OCEL 2.0 (specification, section 5), in one pass and with no more of
/// the document in memory than the log itself. Relations are taken from any child of <objects>
/// that has an object-id: exporters call it relationship, object or relobj. Throws Error where the
/// document is no such log; what deviates is noted.
ObjectLog read_ocel_xml(const std::string& path);
ObjectLog read_ocel_xml(ByteSource& bytes, const std::string& file, const LogLimits& limits = {});

}  // namespace rastro
