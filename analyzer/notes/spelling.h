#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "process/lexicon.h"

namespace rastro {

/// Finds the words of a lexicon that a written word is, or is a misspelling of.
///
/// As written it is any word equal to it and any stem it begins with. Only what is neither, nor a
/// known ordinary word, may be a misspelling: one edit off in words of five letters or more, two in
/// nine or more, with the first letter right. An edit is one letter wrong, missing, too many, or
/// two neighbours swapped (Damerau 1964).
class Spelling {
 public:
  /// The index of a word; the same one for the same word.
  std::size_t add(const LexiconWord& word);
  void add_ordinary(const std::string& word) { ordinary_.insert(word); }

  struct Reading {
    std::vector<std::size_t> words;  ///< ascending
    bool misspelt = false;
  };
  /// `letters` as of NoteWord.
  Reading read(std::string_view letters) const;

 private:
  struct Entry {
    LexiconWord word;
    std::uint64_t letters = 0;  ///< which letters occur in it, one bit each
  };
  std::vector<std::size_t> misread(std::string_view letters) const;

  std::vector<Entry> entries_;
  std::array<std::vector<std::size_t>, 256> by_first_letter_;
  std::unordered_map<std::string, std::size_t> exact_;  ///< words; only looked up
  std::unordered_map<std::string, std::size_t> stems_;
  std::unordered_set<std::string> ordinary_;
};

/// Damerau's distance with neighbours swapped at most once ("optimal string alignment"), or
/// `limit` + 1 where it is larger than `limit`. Both at most 40 letters long.
std::size_t misspelling_distance(std::string_view left, std::string_view right, std::size_t limit);

}  // namespace rastro
