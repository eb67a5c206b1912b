#include "formats/encodings.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "base/characters.h"
#include "base/text.h"
#include "base/windows_1252.h"

namespace rastro {

namespace {

constexpr char32_t replacement = 0xFFFD;

/// ISO 8859-15 differs from ISO 8859-1 in eight characters.
char32_t iso_8859_15(unsigned char byte) {
  switch (byte) {
    case 0xA4:
      return 0x20AC;
    case 0xA6:
      return 0x0160;
    case 0xA8:
      return 0x0161;
    case 0xB4:
      return 0x017D;
    case 0xB8:
      return 0x017E;
    case 0xBC:
      return 0x0152;
    case 0xBD:
      return 0x0153;
    case 0xBE:
      return 0x0178;
    default:
      return byte >= 0x80 && byte < 0xA0 ? replacement : byte;
  }
}

/// The next character of valid UTF-8, taken off the front.
char32_t take_character(std::string_view& utf8) {
  utf8proc_int32_t character = 0;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()),
                                     static_cast<utf8proc_ssize_t>(utf8.size()), &character);
  if (size <= 0) {
    utf8.remove_prefix(1);
    return replacement;
  }
  utf8.remove_prefix(static_cast<std::size_t>(size));
  return static_cast<char32_t>(character);
}

/// The byte that reads as this character in Windows-1252. Programs that let the five unassigned
/// bytes through write them as C1 controls.
std::optional<char> byte_of(char32_t character) {
  if (character < 0x80 || (character >= 0xA0 && character < 0x100)) {
    return static_cast<char>(character);
  }
  const auto* found = std::find(windows_1252_high.begin(), windows_1252_high.end(), character);
  if (found != windows_1252_high.end() && character != replacement) {
    return static_cast<char>(0x80 + (found - windows_1252_high.begin()));
  }
  if (character >= 0x80 && character < 0xA0 && windows_1252_high[character - 0x80] == replacement) {
    return static_cast<char>(character);
  }
  return std::nullopt;
}

/// Letters with their accents, and the marks of print, of Western European languages.
bool is_western(char32_t character) {
  return character < 0x80 || (character >= 0xA1 && character < 0x180) ||
         (character >= 0x2013 && character <= 0x2026) || character == 0x20AC || character == 0x2122;
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::windows_1252:
      return "Windows-1252";
    case Encoding::iso_8859_15:
      return "ISO-8859-15";
    case Encoding::utf16_le:
    case Encoding::utf16_be:
      return "UTF-16";
  }
  return "";
}

std::string utf8_from_bytes(std::string_view text, Encoding encoding) {
  std::string converted;
  converted.reserve(text.size() + text.size() / 8);
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    append_character(
        converted, encoding == Encoding::iso_8859_15 ? iso_8859_15(byte) : from_windows_1252(byte));
  }
  return converted;
}

void Utf16Decoder::decode(std::string_view bytes, std::string& text) {
  for (const char character : bytes) {
    const auto byte = static_cast<unsigned char>(character);
    if (has_byte_) {
      take_unit(big_ ? byte_ * 256u + byte : byte * 256u + byte_, text);
    } else {
      byte_ = byte;
    }
    has_byte_ = !has_byte_;
  }
}

void Utf16Decoder::take_unit(unsigned unit, std::string& text) {
  const bool is_low = unit >= 0xDC00 && unit < 0xE000;
  if (high_ != 0 && is_low) {
    append_character(text, 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00));
    high_ = 0;
    return;
  }
  if (high_ != 0) append_character(text, replacement);
  high_ = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
  if (high_ == 0) append_character(text, is_low ? replacement : unit);
}

void Utf16Decoder::finish(std::string& text) {
  if (has_byte_ || high_ != 0) append_character(text, replacement);
  has_byte_ = false;
  high_ = 0;
}

std::optional<std::string> repair_double_encoding(std::string_view utf8) {
  std::string bytes;
  for (std::string_view rest = utf8; !rest.empty();) {
    const auto byte = byte_of(take_character(rest));
    if (!byte) return std::nullopt;
    bytes += *byte;
  }
  if (bytes.size() == utf8.size() || !is_utf8(bytes)) return std::nullopt;
  for (std::string_view rest = bytes; !rest.empty();) {
    if (!is_western(take_character(rest))) return std::nullopt;
  }
  return bytes;
}

bool is_sound_utf8(std::string_view utf8) {
  const auto byte_at = [&](std::size_t at) {
    return at < utf8.size() ? static_cast<unsigned char>(utf8[at]) : 0u;
  };
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const unsigned byte = byte_at(at);
    if (byte < 0xC3) continue;
    // Combining marks begin with these bytes.
    if (byte == 0xCC || byte == 0xCD) return false;
    // The first byte of a character, C2 to F4, taken for a letter; behind it the second, which as a
    // letter is not ASCII either.
    const bool first_taken = byte == 0xC3 && byte_at(at + 1) >= 0x82 && byte_at(at + 1) <= 0xB4;
    if (first_taken && byte_at(at + 2) >= 0x80) return false;
  }
  return true;
}

std::optional<std::string> compose_accents(std::string_view utf8) {
  // U+0300 to U+036F, the combining marks, begin with these bytes.
  if (utf8.find_first_of("\xCC\xCD") == std::string_view::npos) return std::nullopt;
  utf8proc_uint8_t* composed = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()),
                   static_cast<utf8proc_ssize_t>(utf8.size()), &composed,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(composed, &std::free);
  if (size < 0) return std::nullopt;
  std::string text(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size));
  if (text == utf8) return std::nullopt;
  return text;
}

}  // namespace rastro
