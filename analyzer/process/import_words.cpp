#include <array>
#include <utility>

#include "base/text.h"
#include "process/model.h"

namespace rastro {

namespace {

using Words = std::vector<std::string>;

bool belongs_to_word(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
}

/// Runs of letters and digits; º and ° end a word and belong to it, # is one by itself.
Words words_of(std::string_view heading) {
  Words words(1);
  const std::string folded = fold(heading);
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const char letter = folded[at];
    const auto byte = static_cast<unsigned char>(letter);
    if (byte == 0xC2 && at + 1 < folded.size()) {
      // ª º ° (U+00AA, U+00BA, U+00B0); other signs of this row part words.
      const auto next = static_cast<unsigned char>(folded[++at]);
      if (next == 0xAA || next == 0xBA || next == 0xB0) words.back() += "o";
      if (!words.back().empty()) words.emplace_back();
    } else if (letter == '#') {
      if (!words.back().empty()) words.emplace_back();
      words.back() = letter;
      words.emplace_back();
    } else if (belongs_to_word(byte)) {
      words.back() += letter;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// The ways to write one word; "" for one that says nothing.
std::string_view usual_form(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 25> forms = {{
      {"no", "nro"},
      {"nr", "nro"},
      {"num", "nro"},
      {"numero", "nro"},
      {"number", "nro"},
      {"#", "nro"},
      {"cod", "codigo"},
      {"code", "codigo"},
      {"dir", "direccion"},
      {"direc", "direccion"},
      {"tel", "telefono"},
      {"cant", "cantidad"},
      {"qty", "quantity"},
      {"art", "articulo"},
      {"prov", "provincia"},
      {"fec", "fecha"},
      {"fch", "fecha"},
      {"desc", "descripcion"},
      {"de", ""},
      {"del", ""},
      {"do", ""},
      {"da", ""},
      {"of", ""},
      {"the", ""},
      {"la", ""},
  }};
  for (const auto& [written, usual] : forms) {
    if (word == written) return usual;
  }
  return word;
}

}  // namespace

std::string code_key(std::string_view text) {
  std::string key;
  for (const char letter : fold(trim(text))) {
    const bool is_blank = letter == ' ' || letter == '_' || letter == '-' || letter == '.';
    if (!is_blank) key += letter;
  }
  return key;
}

std::string heading_key(std::string_view heading) {
  std::string key;
  for (const std::string& word : words_of(heading)) {
    const std::string_view usual = usual_form(word);
    if (usual.empty()) continue;
    if (!key.empty()) key += ' ';
    key += usual;
  }
  return key.empty() ? fold(trim(heading)) : key;
}

}  // namespace rastro
