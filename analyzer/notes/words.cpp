#include "notes/words.h"

#include <cstdint>

#include "base/text.h"

namespace rastro {

namespace {

enum class Role {
  letter,
  silent,  ///< a combining accent, an apostrophe: part of the word, but not written
  blank,   ///< stands between two words
  stop     ///< ends a clause
};

struct Character {
  std::size_t length = 1;  ///< in bytes
  Role role = Role::letter;
};

Role role_of_ascii(char letter) {
  const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                         (letter >= '0' && letter <= '9');
  if (is_letter) return Role::letter;
  if (letter == '\'') return Role::silent;
  constexpr std::string_view stops = ".,;:!?()[]{}\"\n\r";
  return stops.find(letter) == std::string_view::npos ? Role::blank : Role::stop;
}

/// By the blocks of Unicode: what is neither punctuation nor a picture is taken for a letter.
Role role_of_code(std::uint32_t code) {
  if (code == 0xA1 || code == 0xAB || code == 0xBB || code == 0xBF) return Role::stop;
  if (code < 0xC0 || code == 0xD7 || code == 0xF7) return Role::blank;
  if ((code >= 0x300 && code < 0x370) || code == 0x2019) return Role::silent;
  const bool is_space = code >= 0x2000 && code < 0x2010;
  const bool is_mark = code >= 0xFE00 && code < 0xFE10;
  if (is_space || is_mark) return Role::blank;
  const bool is_sign = code >= 0x2010 && code < 0x2C00;
  const bool is_eastern_stop =
      (code >= 0x3000 && code < 0x3040) || (code >= 0xFF00 && code < 0xFF10);
  const bool is_picture = code >= 0x1F000 && code < 0x20000;
  return is_sign || is_eastern_stop || is_picture ? Role::stop : Role::letter;
}

/// The character that begins at a byte; a byte that begins none is a letter of its own.
Character character_at(std::string_view note, std::size_t at) {
  const auto lead = static_cast<unsigned char>(note[at]);
  if (lead < 0x80) return {1, role_of_ascii(note[at])};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || at + length > note.size()) return {};
  std::uint32_t code = lead & (0xFFu >> (length + 1));
  for (std::size_t next = at + 1; next < at + length; ++next) {
    const auto byte = static_cast<unsigned char>(note[next]);
    if ((byte & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte & 0x3Fu);
  }
  return {length, role_of_code(code)};
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// "2,50" and "14.30" are one word.
bool is_within_number(std::string_view note, std::size_t at) {
  return (note[at] == ',' || note[at] == '.') && at > 0 && at + 1 < note.size() &&
         is_digit(note[at - 1]) && is_digit(note[at + 1]);
}

/// " - " ends a clause, the hyphen within a word does not.
bool is_dash(std::string_view note, std::size_t at) {
  return note[at] == '-' && at > 0 && at + 1 < note.size() && note[at - 1] == ' ' &&
         note[at + 1] == ' ';
}

/// "looooongo" becomes "longo"; two of the same stay.
std::string without_stretching(const std::string& letters) {
  std::string plain;
  for (std::size_t at = 0; at < letters.size();) {
    std::size_t end = at + 1;
    while (end < letters.size() && letters[end] == letters[at]) ++end;
    const bool stretched = end - at > 2 && !is_digit(letters[at]);
    plain.append(stretched ? 1 : end - at, letters[at]);
    at = end;
  }
  return plain;
}

}  // namespace

std::vector<NoteWord> split_words(std::string_view note) {
  std::vector<NoteWord> words;
  std::string raw;  // of the word being read
  std::size_t begin = 0, clause = 0;
  bool stopped = false;
  const auto finish = [&](std::size_t end) {
    if (raw.empty()) return;
    if (stopped && !words.empty()) ++clause;
    stopped = false;
    words.push_back({without_stretching(fold(raw)), begin, end, clause});
    raw.clear();
  };
  for (std::size_t at = 0; at < note.size();) {
    Character character = character_at(note, at);
    if (is_within_number(note, at)) character.role = Role::letter;
    if (is_dash(note, at)) character.role = Role::stop;
    if (character.role == Role::letter) {
      if (raw.empty()) begin = at;
      raw += note.substr(at, character.length);
    } else if (character.role != Role::silent) {
      finish(at);
      stopped = stopped || character.role == Role::stop;
    }
    at += character.length;
  }
  finish(note.size());
  return words;
}

}  // namespace rastro
