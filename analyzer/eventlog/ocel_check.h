#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "eventlog/object_log.h"

namespace rastro {

/// A constraint of OCEL 2.0 that a log does not keep, with how often and the first places.
struct OcelViolation {
  std::string rule;
  std::size_t count = 0;
  std::vector<std::string> examples{};
  /// The log cannot be written so that it reads the same: ids or names are not unique, or something
  /// refers to nothing.
  bool breaks_structure = false;
};

/// Holds a log against the constraints of OCEL 2.0 (specification, definition 2 and the schemas of
/// its formats): ids and names of types are there and unique; each event has one type and a time
/// (with a time of day, as all times), each object one type; relations refer to objects that exist,
/// bear a qualifier and come once; values are of attributes that their type lists, of the listed
/// type, and one at a time. Empty where the log keeps them all.
std::vector<OcelViolation> check_ocel(const ObjectLog& log);

}  // namespace rastro
