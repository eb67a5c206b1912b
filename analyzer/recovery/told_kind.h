#pragma once

#include <string>

namespace rastro {

/// A failure kind that a report tells of.
struct ToldKind {
  std::string failure;    ///< id; the model may lack it
  bool inferred = false;  ///< read from the note, not stated by whoever reported
  std::string words{};    ///< inferred: those of the note that decided
};

}  // namespace rastro
