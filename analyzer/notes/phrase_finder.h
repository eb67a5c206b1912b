#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "notes/spelling.h"
#include "notes/words.h"
#include "process/lexicon.h"

namespace rastro {

/// Where a phrase stands in a note: from word `first` to word `last`.
struct FoundPhrase {
  std::size_t phrase = 0;
  std::size_t first = 0, last = 0;
  bool misspelt = false;  ///< one of its words is, in the note
};

/// Finds many phrases at once.
class PhraseFinder {
 public:
  /// The phrases are numbered from 0 as they are added.
  std::size_t add(const Phrase& phrase);
  void add_ordinary(const std::string& word) { spelling_.add_ordinary(word); }

  /// For each phrase and each word that it can begin with, where it ends first. By first word, then
  /// phrase. The time taken is at most words × phrases × places × gap, whatever the note says.
  std::vector<FoundPhrase> find(const std::vector<NoteWord>& words) const;

 private:
  /// What may stand at one place of a phrase, shared by all places that allow the same.
  struct Place {
    std::size_t choice = 0;
    std::size_t gap = 0;
    bool across_clauses = false;
  };
  /// The choices that a word of the note meets.
  struct Reading {
    std::vector<std::size_t> choices;  ///< ascending
    bool misspelt = false;
  };
  struct Step {
    std::size_t word = 0;
    bool misspelt = false;
  };

  std::size_t choice_of(const std::vector<LexiconWord>& any_of);
  Reading read(const NoteWord& word) const;
  std::vector<Step> follow(const Place& place, const std::vector<Step>& before,
                           const std::vector<NoteWord>& words,
                           const std::vector<Reading>& readings) const;

  Spelling spelling_;
  std::vector<std::vector<std::size_t>> choices_;          ///< words of the spelling, ascending
  std::vector<std::vector<std::size_t>> choices_of_word_;  ///< ascending
  std::vector<std::vector<Place>> phrases_;
  std::vector<std::vector<std::size_t>> phrases_from_;  ///< by choice: phrases that begin with it
};

}  // namespace rastro
