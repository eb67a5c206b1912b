#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rastro {

/// A byte of UTF-8 that goes on with a character, where others begin one.
constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
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
