#include "report/shown_text.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>

namespace rastro {

namespace {

using Code = utf8proc_int32_t;

constexpr Code no_character = 0xFFFD;

/// The character that the text begins with and its length in bytes; what is no UTF-8 is one byte.
struct Character {
  Code code = no_character;
  std::size_t length = 1;
};

Character first_of(std::string_view text) {
  Character character;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  Code code = 0;
  const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (length > 0) character = {code, static_cast<std::size_t>(length)};
  return character;
}

bool is_line_break(Code code) {
  return (code >= '\t' && code <= '\r') || code == 0x85 || code == 0x2028 || code == 0x2029;
}

bool is_noncharacter(Code code) {
  return (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
}

/// Letters and marks of no width and no ink: fillers, and the blank of Braille.
bool is_filler(Code code) {
  constexpr Code fillers[] = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0};
  return std::find(std::begin(fillers), std::end(fillers), code) != std::end(fillers);
}

bool is_variation_selector(Code code) {
  return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0x180B && code <= 0x180F) ||
         (code >= 0xE0100 && code <= 0xE01EF);
}

bool is_hidden(Code code, Code before) {
  constexpr Code joiner = 0x200D, non_joiner = 0x200C;
  constexpr Code behind_hebrew = 0x0600;
  if (code == joiner || code == non_joiner || is_variation_selector(code)) {
    return before < behind_hebrew;
  }
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
         is_noncharacter(code) || is_filler(code);
}

/// What a spreadsheet passes over before it sees a formula: blanks and quotes.
bool is_passed_over(Code code) {
  constexpr Code quotes[] = {'"', '\'', '`', 0xAB, 0xB4, 0x2018, 0x2019, 0x201C, 0x201D};
  return utf8proc_category(code) == UTF8PROC_CATEGORY_ZS ||
         std::find(std::begin(quotes), std::end(quotes), code) != std::end(quotes);
}

bool begins_formula(Code code) {
  constexpr Code signs[] = {'=', '+', '-', '@', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0x2212};
  return std::find(std::begin(signs), std::end(signs), code) != std::end(signs);
}

}  // namespace

std::string shown_text(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  Code before = 0;
  while (!text.empty()) {
    const auto [code, length] = first_of(text);
    if (is_line_break(code)) {
      shown += ' ';
    } else if (is_hidden(code, before)) {
      shown += fmt::format("⟨U+{:04X}⟩", code);
    } else if (code == no_character) {
      shown += "\uFFFD";
    } else {
      shown += text.substr(0, length);
    }
    before = code;
    text.remove_prefix(length);
  }
  return shown;
}

std::string shown_lines(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    shown += shown_text(text.substr(0, end));
    if (end < text.size()) shown += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return shown;
}

std::string shown_cell(std::string_view text) {
  const std::string shown = shown_text(text);
  std::string cell;
  std::size_t begins = 0;  // where a cell may begin in `cell`
  bool at_begin = true;
  for (std::string_view rest = shown; !rest.empty();) {
    const auto [code, length] = first_of(rest);
    if (at_begin && begins_formula(code)) cell.insert(begins, 1, '\'');
    at_begin = code == ';' || (at_begin && is_passed_over(code));
    cell += rest.substr(0, length);
    if (code == ';') begins = cell.size();
    rest.remove_prefix(length);
  }
  return cell;
}

std::string_view cut_text(std::string_view text, std::size_t most) {
  std::size_t units = 0, end = 0;
  while (end < text.size()) {
    const auto [code, length] = first_of(text.substr(end));
    units += code > 0xFFFF ? 2 : 1;
    if (units > most) break;
    end += length;
  }
  return text.substr(0, end);
}

}  // namespace rastro
