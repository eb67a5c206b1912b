#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rastro {

/// How the bytes of a text stand for characters.
enum class Encoding { utf8, windows_1252, iso_8859_15, utf16_le, utf16_be };

constexpr bool is_utf16(Encoding encoding) {
  return encoding == Encoding::utf16_le || encoding == Encoding::utf16_be;
}

/// "UTF-8", "Windows-1252" …
std::string_view name_of(Encoding encoding);

/// One byte a character: Windows-1252 or ISO 8859-15 as UTF-8. Bytes that stand for nothing become
/// U+FFFD.
std::string utf8_from_bytes(std::string_view text, Encoding encoding);

/// UTF-16 in pieces of any length; what cannot be a character becomes U+FFFD.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(Encoding encoding) : big_(encoding == Encoding::utf16_be) {}

  /// Appends the UTF-8 of the next piece; an unfinished character waits for the piece after it.
  void decode(std::string_view bytes, std::string& text);
  /// The text has ended: what still waits is no character.
  void finish(std::string& text);

 private:
  void take_unit(unsigned unit, std::string& text);

  bool big_;
  bool has_byte_ = false;
  unsigned char byte_ = 0;
  unsigned high_ = 0;  ///< first half of a surrogate pair; 0 where none waits
};

/// UTF-8 that was taken for Windows-1252 and encoded once more: "MarÃ­a" → "María". Nothing unless
/// the whole text goes back without remainder and every character it gives is one that Spanish,
/// Portuguese or English is written with: otherwise it may just be what it says.
std::optional<std::string> repair_double_encoding(std::string_view utf8);

/// False where either of repair_double_encoding() and compose_accents() has anything to do; true is
/// said of nearly all texts, quickly.
bool is_sound_utf8(std::string_view utf8);

/// A letter and the accent behind it become one character (Unicode's normal form C), so that the
/// same word is the same bytes. Nothing where the text has no such accents.
std::optional<std::string> compose_accents(std::string_view utf8);

}  // namespace rastro
