#include "formats/csv_text.h"

#include <cstdint>
#include <cstring>

namespace rastro {

bool is_ascii(std::string_view text) {
  std::uint64_t bits = 0;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    bits |= word;
  }
  for (; at < text.size(); ++at) bits |= static_cast<unsigned char>(text[at]);
  return (bits & 0x8080808080808080u) == 0;
}

bool has_stray_quote(std::string_view raw, char delimiter) {
  bool quoted = false, at_start = true;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    const char character = raw[at];
    if (!quoted) {
      if (character == '"' && at_start) quoted = true;
      at_start = character == delimiter || (at_start && character == ' ');
      continue;
    }
    if (character != '"') continue;
    const char next = at + 1 < raw.size() ? raw[at + 1] : '\n';
    if (next == '"') {
      ++at;
    } else if (next == delimiter || next == '\r' || next == '\n' || next == ' ' || next == '\t') {
      quoted = false;
    } else {
      return true;
    }
  }
  return false;
}

std::vector<std::string> csv_fields(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char letter = line[at];
    if (letter == '"' && quoted && at + 1 < line.size() && line[at + 1] == '"') {
      fields.back() += line[++at];
    } else if (letter == '"') {
      quoted = !quoted;
    } else if (letter == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += letter;
    }
  }
  return fields;
}

std::string name_of_delimiter(char delimiter) {
  return delimiter == '\t' ? "tabs" : std::string("'") + delimiter + "'";
}

}  // namespace rastro
