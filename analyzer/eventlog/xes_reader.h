#pragma once

#include <string>

#include "eventlog/log_limits.h"
#include "eventlog/object_log.h"
#include "formats/byte_source.h"

namespace rastro {

/// Reads a log in XES (IEEE 1849-2016). Every trace becomes an object of the type "case": its id is
/// the trace's concept:name, its attributes those of the trace. Every event is typed by its
/// concept:name, timed by time:timestamp and related to its case; all other attributes are kept
/// under their keys, those nested in others as "outer/inner", the members of lists joined by ';'.
/// XES has no ids of events: they are e1, e2 … in the order of the file. Attributes of the log as a
/// whole, globals, classifiers and extensions tell nothing of any event; how many attributes of the
/// log were left out is noted. In one pass; throws Error where the document is no such log.
ObjectLog read_xes(const std::string& path);
ObjectLog read_xes(ByteSource& bytes, const std::string& file, const LogLimits& limits = {});

/// The type of the objects that traces become.
inline constexpr const char* xes_case_type = "case";

}  // namespace rastro
