#pragma once

#include <optional>
#include <string>

#include "eventlog/object_log.h"

namespace rastro {

/// What kind of event log a file is, by its content and never by its name: a SQLite file with the
/// tables event and object; a JSON object with two of the keys objectTypes, eventTypes, objects and
/// events; an XML document <log> with the elements of OCEL or of XES. Nothing for any other file,
/// damaged ones among them; throws Error where the file cannot be opened, or is a SQLite file that
/// is damaged: nothing else would read that one, and could say so.
std::optional<LogFormat> recognise_log(const std::string& path);

/// Recognises the file and reads it; throws Error where it is no event log.
ObjectLog read_log(const std::string& path);
/// Reads a file that has been recognised.
ObjectLog read_log(const std::string& path, LogFormat format);

}  // namespace rastro
