#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rastro {

/// A byte of UTF-8 that goes on with a character, where others begin one.
constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Bytes of the character that a byte begins, 0 for one that begins none.
constexpr std::size_t character_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// Whether a byte may be the second of a character that `lead` begins. Not all that go on with a
/// character are: some would write one that has a shorter spelling, or none at all (The Unicode
/// Standard 15.0, table 3-7).
constexpr bool may_follow(unsigned char lead, unsigned char second) {
  const unsigned char first = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char last = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  return second >= first && second <= last;
}

/// The longest beginning of at most `most` bytes that ends between two characters of UTF-8.
std::string_view beginning(std::string_view text, std::size_t most);

/// Code points of UTF-8, as they stand side by side.
std::size_t count_characters(std::string_view text);

/// Adds a code point up to U+10FFFF as UTF-8.
void append_character(std::string& text, char32_t character);

/// As text or an attribute of XML. Line ends and tabs are written by number, or a reader takes them
/// for blanks (XML 1.0, 3.3.3); characters that XML cannot hold are the caller's business.
std::string xml_escaped(std::string_view text);

}  // namespace rastro
