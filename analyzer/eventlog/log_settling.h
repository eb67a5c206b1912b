#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eventlog/log_notes.h"
#include "eventlog/object_log.h"

namespace rastro {

/// In the list of places: an object that was mentioned and never came.
inline constexpr std::uint32_t unknown_object = 0xFFFFFFFF;

/// Brings values into their one way of writing, now that all types are known: a value that is none
/// of its type stays as it stands, with a note; an empty one that is no string is none. Values of
/// events are ordered by attribute, those of objects by time. Notes what was used but not listed.
void settle_values(ObjectLog& log, LogNotes& notes);

/// Until then a relation holds the slot of an object: a number given when the object was first
/// mentioned. Afterwards it holds the object's place; relations to objects that never came, and
/// second ones of the same object and qualifier, are dropped with a note.
void settle_relations(ObjectLog& log, const std::vector<std::uint32_t>& place_of_slot,
                      const std::vector<std::string>& slot_names, LogNotes& notes);

}  // namespace rastro
