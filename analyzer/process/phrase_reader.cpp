#include "process/phrase_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace rastro {

namespace {

constexpr std::size_t longest_gap = 20;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char letter : text) {
    if (letter == separator) {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  }
  return parts;
}

/// A word, or a stem where it ends in *; nothing where it is neither.
std::optional<LexiconWord> word_of(std::string_view written) {
  LexiconWord word{fold(written), false};
  if (!word.letters.empty() && word.letters.back() == '*') {
    word.is_stem = true;
    word.letters.pop_back();
  }
  const auto is_letter = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
           static_cast<unsigned char>(letter) >= 0x80;
  };
  const bool fits = std::all_of(word.letters.begin(), word.letters.end(), is_letter);
  if (word.letters.empty() || !fits) return std::nullopt;
  return word;
}

/// "[3]" or "[3,]" fills the gap of the part that follows.
bool read_gap(std::string_view written, PhrasePart& next) {
  if (written.size() < 3 || written.front() != '[' || written.back() != ']') return false;
  written = written.substr(1, written.size() - 2);
  next.across_clauses = written.back() == ',';
  if (next.across_clauses) written.remove_suffix(1);
  if (written.empty() || written.size() > 2) return false;
  for (const char digit : written) {
    if (digit < '0' || digit > '9') return false;
    next.gap = next.gap * 10 + static_cast<std::size_t>(digit - '0');
  }
  return next.gap <= longest_gap;
}

const std::vector<LexiconWord>& find_group(const TomlSection& section, std::string_view key,
                                           const ModelWord& name, const WordGroups& groups) {
  Vocabulary names{"group", {}};
  for (const auto& [group, words] : groups) names.words.push_back(group);
  section.look_up(name, key, names);
  return groups.at(name.text);
}

std::vector<LexiconWord> read_alternatives(const TomlSection& section, std::string_view key,
                                           const ModelWord& written, const WordGroups& groups) {
  std::vector<LexiconWord> words;
  for (const std::string& each : split(written.text, '|')) {
    if (each.size() > 2 && each.front() == '<' && each.back() == '>') {
      const auto& group =
          find_group(section, key, {each.substr(1, each.size() - 2), written.line}, groups);
      words.insert(words.end(), group.begin(), group.end());
      continue;
    }
    const auto word = word_of(each);
    if (!word) {
      section.fail_at(written.line, key, fmt::format("'{}' is not a word", each),
                      "write words and stems (rot*), alternatives as a|b, gaps as [3]");
    }
    words.push_back(*word);
  }
  return words;
}

}  // namespace

std::vector<LexiconWord> read_words(const TomlSection& section, std::string_view key,
                                    const ModelWord& written) {
  return read_alternatives(section, key, written, {});
}

Phrase read_phrase(const TomlSection& section, std::string_view key, const ModelWord& written,
                   const WordGroups& groups) {
  Phrase phrase;
  PhrasePart next;
  bool after_gap = false;
  for (const std::string& piece : split(written.text, ' ')) {
    if (piece.empty()) continue;
    if (piece.front() == '[') {
      if (!read_gap(piece, next) || after_gap || phrase.parts.empty()) {
        section.fail_at(
            written.line, key, fmt::format("'{}' is not a gap between two words", piece),
            fmt::format("write [3], or [3,] across punctuation; at most {}", longest_gap));
      }
      after_gap = true;
      continue;
    }
    next.any_of = read_alternatives(section, key, {piece, written.line}, groups);
    phrase.parts.push_back(std::move(next));
    next = {};
    after_gap = false;
  }
  if (phrase.parts.empty() || after_gap) {
    section.fail_at(written.line, key, fmt::format("the phrase '{}' lacks a word", written.text));
  }
  return phrase;
}

std::vector<Phrase> read_phrases(const TomlSection& section, std::string_view key,
                                 const WordGroups& groups) {
  std::vector<Phrase> phrases;
  for (const ModelWord& written : section.words(key)) {
    phrases.push_back(read_phrase(section, key, written, groups));
  }
  return phrases;
}

}  // namespace rastro
