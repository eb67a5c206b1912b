#pragma once

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "notes/note_reader.h"

namespace rastro::test {

/// "late_delivery (no llegó)", joined by "; ", of the built-in lexicon.
inline std::string told(std::string_view note) {
  static const NoteReader reader(default_model());
  std::string text;
  for (const ToldFailure& failure : reader.read(note)) {
    if (!text.empty()) text += "; ";
    text += fmt::format("{} ({})", default_model().failures[failure.kind].id, failure.words);
  }
  return text;
}

struct NoteCase {
  const char* note;
  const char* told;  ///< as of told(); "" where the note tells no failure
};

inline void check_notes(const std::vector<NoteCase>& cases) {
  for (const NoteCase& each : cases) {
    INFO(each.note);
    CHECK(told(each.note) == each.told);
  }
}

}  // namespace rastro::test
