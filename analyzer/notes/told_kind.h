#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notes/note_reader.h"
#include "process/model.h"

namespace rastro {

/// A failure kind that a report tells of.
struct ToldKind {
  std::string failure;    ///< id; the model may lack it
  bool inferred = false;  ///< read from the note, not stated by whoever reported
  std::string words{};    ///< inferred: those of the note that decided
};

/// What a report tells: the kind that it states, else those that its note does, the surest first.
/// Nothing where nobody knows what it is about.
std::vector<ToldKind> told_kinds(const NoteReader& reader, const ProcessModel& model,
                                 std::string_view stated, std::string_view note);

}  // namespace rastro
