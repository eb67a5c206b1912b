#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "notes/phrase_finder.h"
#include "process/model.h"

namespace rastro {

/// A failure that a note tells.
struct ToldFailure {
  std::size_t kind = 0;  ///< index into ProcessModel::failures
  std::string words;     ///< as written in the note, that decided
  double surety = 0;     ///< 0 to 1: the share of such notes that are meant so, roughly
};

/// Classifies notes in free text by the lexicon of a model.
class NoteReader {
 public:
  /// Longer notes are read up to here, in bytes.
  static constexpr std::size_t longest_note = 8 * 1024;

  explicit NoteReader(const ProcessModel& model);

  /// The most sure first, each kind once; nothing where the note tells of no failure that the model
  /// knows. `note` may hold anything.
  std::vector<ToldFailure> read(std::string_view note) const;

 private:
  enum class Role { tells, excludes, negates, supposes, praises };
  /// What a phrase of the lexicon is there for.
  struct Meaning {
    Role role = Role::tells;
    std::size_t language = 0;
    std::size_t index = 0;       ///< of the entry, or of the praise
    bool holds_negator = false;  ///< "no llegó": one more negator before it does not deny it
  };
  /// The phrases found in a note, by role.
  struct Findings {
    std::vector<NoteWord> words;
    std::vector<FoundPhrase> telling, excluding, negating, supposing, praising;
  };

  void add(const std::vector<Phrase>& phrases, Meaning meaning);
  std::vector<bool> languages_of(const std::vector<NoteWord>& words) const;
  Findings find(std::string_view note) const;
  const LexiconEntry& entry_of(const FoundPhrase& found) const;
  bool is_excluded(const FoundPhrase& told, const Findings& findings) const;
  std::vector<FoundPhrase> free_negators(const Findings& findings) const;
  bool is_negated(const FoundPhrase& found, const std::vector<FoundPhrase>& negators,
                  const Findings& findings) const;
  bool is_supposed(const FoundPhrase& told, const Findings& findings) const;
  bool is_praised(const FoundPhrase& told, const Findings& findings) const;
  bool reaches(const FoundPhrase& from, const FoundPhrase& to, std::size_t reach,
               const Findings& findings) const;
  std::vector<FoundPhrase> meant(const Findings& findings) const;

  Lexicon lexicon_;
  std::vector<std::size_t> kind_of_entry_;  ///< no_kind where the model lacks it
  PhraseFinder finder_;
  std::vector<Meaning> meanings_;  ///< by phrase
  std::unordered_map<std::string, std::vector<std::size_t>> languages_of_mark_;
};

}  // namespace rastro
