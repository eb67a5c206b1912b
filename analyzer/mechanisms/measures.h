#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rastro {

/// A number, a measure or several measures in a row at some place of a text.
struct Measure {
  std::string meaning;     ///< "1500ml", "300x400mm", "12": numbers in the base unit
  std::size_t end = 0;     ///< one past its last byte
  bool has_unit = false;   ///< or several dimensions: more than a bare number
  bool of_time = false;    ///< "12 meses": a guarantee rather than the goods
  std::size_t digits = 0;  ///< of the first number, before a separator
};

/// Reads the measure that begins at `at`; nothing where no digit stands there. Decimal comma and
/// decimal point are the same; three digits after the only separator are thousands, as in 1.500,
/// but not after 0. Units are those of Spanish, English and Portuguese labels; a unit may stand
/// apart
/// ("80 g"), and behind each dimension or only the last ("48 mm x 50 m", "30x40 cm").
std::optional<Measure> read_measure(std::string_view text, std::size_t at);

/// Letters and digits of any alphabet; what is no valid UTF-8 counts as letters.
bool is_word_byte(std::string_view text, std::size_t at);
/// Bytes of the character that begins at `at` where it is punctuation or a blank; 0 for a letter or
/// digit.
std::size_t gap_length(std::string_view text, std::size_t at);

}  // namespace rastro
