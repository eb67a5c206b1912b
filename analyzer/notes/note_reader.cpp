#include "notes/note_reader.h"

#include <algorithm>

#include "base/characters.h"
#include "base/text.h"

namespace rastro {

namespace {

constexpr std::size_t no_kind = static_cast<std::size_t>(-1);

constexpr double sure = 0.95, likely = 0.8;
constexpr double of_misspelt = 0.9;  ///< of the surety, where a word had to be guessed

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool share_words(const FoundPhrase& left, const FoundPhrase& right) {
  return left.first <= right.last && right.first <= left.last;
}

bool is_within(const FoundPhrase& inner, const FoundPhrase& outer) {
  return inner.first >= outer.first && inner.last <= outer.last;
}

bool holds_negator(const Phrase& phrase, const std::vector<LexiconWord>& negators) {
  const auto is_negator = [&](const LexiconWord& word) {
    return std::any_of(negators.begin(), negators.end(),
                       [&](const LexiconWord& each) { return each.letters == word.letters; });
  };
  return std::any_of(phrase.parts.begin(), phrase.parts.end(), [&](const PhrasePart& part) {
    return std::any_of(part.any_of.begin(), part.any_of.end(), is_negator);
  });
}

/// As it stands in the note; where that is no UTF-8 it is most likely Windows-1252.
std::string as_written(std::string_view note, const std::vector<NoteWord>& words,
                       const FoundPhrase& found) {
  const std::size_t begin = words[found.first].begin;
  const std::string_view written = note.substr(begin, words[found.last].end - begin);
  return is_utf8(written) ? std::string(written) : utf8_from_windows_1252(written);
}

}  // namespace

NoteReader::NoteReader(const ProcessModel& model) : lexicon_(model.lexicon) {
  for (std::size_t index = 0; index < lexicon_.languages.size(); ++index) {
    const NoteLanguage& language = lexicon_.languages[index];
    for (const std::string& mark : language.marks) languages_of_mark_[mark].push_back(index);
    for (const LexiconWord& word : language.negators) {
      if (contains(language.marks, word.letters)) continue;
      languages_of_mark_[word.letters].push_back(index);
    }
    for (const std::string& word : language.ordinary) finder_.add_ordinary(word);
    add({Phrase{{PhrasePart{language.negators}}}}, {Role::negates, index});
    add(language.suppositions, {Role::supposes, index});
  }
  for (std::size_t index = 0; index < lexicon_.entries.size(); ++index) {
    const LexiconEntry& entry = lexicon_.entries[index];
    kind_of_entry_.push_back(model.find_failure(entry.kind).value_or(no_kind));
    add(entry.phrases, {Role::tells, entry.language, index});
    add(entry.unless, {Role::excludes, entry.language, index});
  }
  for (std::size_t index = 0; index < lexicon_.praises.size(); ++index) {
    add(lexicon_.praises[index].phrases, {Role::praises, lexicon_.praises[index].language, index});
  }
}

void NoteReader::add(const std::vector<Phrase>& phrases, Meaning meaning) {
  for (const Phrase& phrase : phrases) {
    if (phrase.parts.front().any_of.empty()) continue;  // a language without negators
    meaning.holds_negator = holds_negator(phrase, lexicon_.languages[meaning.language].negators);
    finder_.add(phrase);
    meanings_.push_back(meaning);
  }
}

/// Which languages a note may be in: those of which it holds the most frequent words.
std::vector<bool> NoteReader::languages_of(const std::vector<NoteWord>& words) const {
  std::vector<std::size_t> counts(lexicon_.languages.size(), 0);
  for (const NoteWord& word : words) {
    const auto found = languages_of_mark_.find(word.letters);
    if (found == languages_of_mark_.end()) continue;
    for (const std::size_t language : found->second) ++counts[language];
  }
  std::vector<bool> may_be(counts.size());
  for (std::size_t index = 0; index < counts.size(); ++index) {
    may_be[index] = counts[index] == *std::max_element(counts.begin(), counts.end());
  }
  return may_be;
}

NoteReader::Findings NoteReader::find(std::string_view note) const {
  Findings findings;
  findings.words = split_words(note);
  const std::vector<bool> may_be = languages_of(findings.words);
  for (const FoundPhrase& found : finder_.find(findings.words)) {
    const Meaning& meaning = meanings_[found.phrase];
    if (!may_be[meaning.language]) continue;
    switch (meaning.role) {
      case Role::tells:
        findings.telling.push_back(found);
        break;
      case Role::excludes:
        findings.excluding.push_back(found);
        break;
      case Role::negates:
        findings.negating.push_back(found);
        break;
      case Role::supposes:
        findings.supposing.push_back(found);
        break;
      case Role::praises:
        findings.praising.push_back(found);
        break;
    }
  }
  // "no llegó en fecha" is no praise.
  std::erase_if(findings.praising, [&](const FoundPhrase& praise) {
    return is_negated(praise, findings.negating, findings);
  });
  return findings;
}

const LexiconEntry& NoteReader::entry_of(const FoundPhrase& found) const {
  return lexicon_.entries[meanings_[found.phrase].index];
}

bool NoteReader::is_excluded(const FoundPhrase& told, const Findings& findings) const {
  return std::any_of(findings.excluding.begin(), findings.excluding.end(), [&](const auto& other) {
    return meanings_[other.phrase].index == meanings_[told.phrase].index &&
           share_words(told, other);
  });
}

/// Whether `from` stands before `to`, in its clause and near enough to say something of it.
bool NoteReader::reaches(const FoundPhrase& from, const FoundPhrase& to, std::size_t reach,
                         const Findings& findings) const {
  const auto& words = findings.words;
  if (words[from.last].clause != words[to.first].clause) return false;
  if (from.last >= to.first || to.first - from.last > reach + 1) return false;
  const auto& ends = lexicon_.languages[meanings_[from.phrase].language].reach_ends;
  for (std::size_t between = from.last + 1; between < to.first; ++between) {
    if (contains(ends, words[between].letters)) return false;
  }
  return true;
}

/// The negators that are not part of a phrase that tells: in "no funciona vino roto" the first
/// phrase has used it.
std::vector<FoundPhrase> NoteReader::free_negators(const Findings& findings) const {
  std::vector<bool> used(findings.words.size(), false);
  for (const FoundPhrase& told : findings.telling) {
    if (!meanings_[told.phrase].holds_negator || is_excluded(told, findings)) continue;
    std::fill_n(used.begin() + static_cast<std::ptrdiff_t>(told.first), told.last - told.first + 1,
                true);
  }
  std::vector<FoundPhrase> free = findings.negating;
  std::erase_if(free, [&](const FoundPhrase& negator) { return used[negator.first]; });
  return free;
}

/// Whether one of the negators stands within a phrase, or before it and near.
bool NoteReader::is_negated(const FoundPhrase& found, const std::vector<FoundPhrase>& negators,
                            const Findings& findings) const {
  const Meaning& meaning = meanings_[found.phrase];
  if (meaning.holds_negator) return false;
  const std::size_t reach = lexicon_.languages[meaning.language].negator_reach;
  return std::any_of(negators.begin(), negators.end(), [&](const FoundPhrase& negator) {
    return meanings_[negator.phrase].language == meaning.language &&
           (is_within(negator, found) || reaches(negator, found, reach, findings));
  });
}

bool NoteReader::is_supposed(const FoundPhrase& told, const Findings& findings) const {
  return std::any_of(
      findings.supposing.begin(), findings.supposing.end(), [&](const FoundPhrase& other) {
        const NoteLanguage& language = lexicon_.languages[meanings_[other.phrase].language];
        return share_words(told, other) ||
               reaches(other, told, language.supposition_reach, findings);
      });
}

/// Praise counts against what the same clause tells, and against what is only likely anywhere.
bool NoteReader::is_praised(const FoundPhrase& told, const Findings& findings) const {
  const LexiconEntry& entry = entry_of(told);
  return std::any_of(
      findings.praising.begin(), findings.praising.end(), [&](const FoundPhrase& other) {
        const Praise& praise = lexicon_.praises[meanings_[other.phrase].index];
        if (!praise.clears.empty() && !contains(praise.clears, entry.kind)) return false;
        return praise.everywhere || !entry.sure ||
               findings.words[other.first].clause == findings.words[told.first].clause;
      });
}

/// The phrases that tell a failure and are meant so.
std::vector<FoundPhrase> NoteReader::meant(const Findings& findings) const {
  const std::vector<FoundPhrase> negators = free_negators(findings);
  std::vector<FoundPhrase> left;
  for (const FoundPhrase& told : findings.telling) {
    if (is_excluded(told, findings) || is_negated(told, negators, findings) ||
        is_supposed(told, findings) || is_praised(told, findings)) {
      continue;
    }
    left.push_back(told);
  }
  std::vector<std::string> displaced;
  for (const FoundPhrase& told : left) {
    const auto& kinds = entry_of(told).instead_of;
    displaced.insert(displaced.end(), kinds.begin(), kinds.end());
  }
  std::erase_if(left, [&](const auto& told) {
    return !entry_of(told).stays && contains(displaced, entry_of(told).kind);
  });
  return left;
}

std::vector<ToldFailure> NoteReader::read(std::string_view note) const {
  note = beginning(note, longest_note);
  const Findings findings = find(note);
  std::vector<ToldFailure> failures;
  for (const FoundPhrase& told : meant(findings)) {
    const std::size_t kind = kind_of_entry_[meanings_[told.phrase].index];
    if (kind == no_kind) continue;
    const double surety = (entry_of(told).sure ? sure : likely) * (told.misspelt ? of_misspelt : 1);
    const auto known = std::find_if(failures.begin(), failures.end(),
                                    [&](const ToldFailure& other) { return other.kind == kind; });
    if (known == failures.end()) {
      failures.push_back({kind, as_written(note, findings.words, told), surety});
    } else if (surety > known->surety) {
      *known = {kind, as_written(note, findings.words, told), surety};
    }
  }
  std::stable_sort(failures.begin(), failures.end(),
                   [](const auto& left, const auto& right) { return left.surety > right.surety; });
  return failures;
}

}  // namespace rastro
