#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rastro {

/// A word of the lexicon, folded (lower case, no accents).
struct LexiconWord {
  std::string letters;
  bool is_stem = false;  ///< any ending will do
};

/// One place of a phrase: one of these words, some words after the place before it.
struct PhrasePart {
  std::vector<LexiconWord> any_of;
  std::size_t gap = 0;          ///< words that may stand in between, 0 to 20
  bool across_clauses = false;  ///< whether punctuation may stand in between
};

struct Phrase {
  std::vector<PhrasePart> parts;  ///< at least one
};

/// What is common to all notes in one language.
struct NoteLanguage {
  std::string id;
  std::vector<std::string> marks;     ///< frequent words by which the language is recognised
  std::vector<LexiconWord> negators;  ///< deny what follows within `negator_reach` words
  std::size_t negator_reach = 3;
  std::vector<Phrase> suppositions;  ///< what follows within `supposition_reach` is not a fact
  std::size_t supposition_reach = 8;
  std::vector<std::string> reach_ends;  ///< words that end the reach of either
  std::vector<std::string> ordinary;    ///< words that are never taken for a misspelt other one
};

/// Phrases that tell a failure kind.
struct LexiconEntry {
  std::string kind;  ///< id of a failure kind; the model may lack it
  std::size_t language = 0;
  bool sure = true;  ///< else likely: gives way to praise anywhere in the note
  std::vector<Phrase> phrases;
  std::vector<Phrase> unless;  ///< a phrase that shares words with one of these is not meant
  std::vector<std::string> instead_of;  ///< kinds that the note then does not tell
  bool stays = false;  ///< told also where another entry stands instead of its kind
};

/// Phrases that say that a kind did not happen, or that nothing did.
struct Praise {
  std::size_t language = 0;
  std::vector<Phrase> phrases;
  std::vector<std::string> clears;  ///< kinds; none: all of them
  bool everywhere = false;          ///< in the whole note, also of what is sure
};

/// By which notes in free text are classified: data/lexicon.toml says how it is written.
struct Lexicon {
  std::vector<NoteLanguage> languages;
  std::vector<LexiconEntry> entries;
  std::vector<Praise> praises;
};

/// Reads and checks a lexicon. Throws Error with file and line.
Lexicon parse_lexicon(std::string_view toml, const std::string& file);
Lexicon load_lexicon(const std::string& file);
/// The lexicon compiled into the program (data/lexicon.toml).
const Lexicon& default_lexicon();

}  // namespace rastro
