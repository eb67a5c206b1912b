#include "base/characters.h"

#include <algorithm>

namespace rastro {

std::string_view beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && is_continuation(text[most])) --most;
  return text.substr(0, most);
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

void append_character(std::string& text, char32_t character) {
  const auto add = [&](unsigned lead, int shift) {
    text += static_cast<char>(lead | character >> shift);
    for (shift -= 6; shift >= 0; shift -= 6) {
      text += static_cast<char>(0x80U | (character >> shift & 0x3FU));
    }
  };
  if (character < 0x80) return add(0, 0);
  if (character < 0x800) return add(0xC0, 6);
  if (character < 0x10000) return add(0xE0, 12);
  add(0xF0, 18);
}

std::string xml_escaped(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    switch (character) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      case '\t':
      case '\n':
      case '\r':
        escaped += "&#" + std::to_string(static_cast<int>(character)) + ';';
        break;
      default:
        escaped += character;
    }
  }
  return escaped;
}

}  // namespace rastro
