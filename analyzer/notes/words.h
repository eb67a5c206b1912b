#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rastro {

/// A word of a note.
struct NoteWord {
  std::string letters;    ///< folded; a letter written three times or more stands once
  std::size_t begin = 0;  ///< where it stands in the note, in bytes
  std::size_t end = 0;
  std::size_t clause = 0;  ///< counts up where punctuation stands between two words
};

/// The words of a note: letters of any alphabet, and numbers. Invalid UTF-8 is read as letters.
std::vector<NoteWord> split_words(std::string_view note);

}  // namespace rastro
