#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rastro {

enum class WordKind {
  measure,  ///< what tells sizes apart: 80 g, 30x40 cm, 500, A4, XL
  colour,
  word,
  model_code,  ///< HP-1102W
};

/// A word of a description, or several that are read as one: "1,5 l".
struct DescriptionWord {
  std::string meaning;  ///< the same for the same thing: "80 gr" and "80g", "Azul" and "azul"
  std::size_t begin = 0, end = 0;  ///< where it stands in the text, in bytes
  WordKind kind = WordKind::word;
  double weight = 0;  ///< how much a reader who skims takes notice of it; the first word 1, 0 to 1
};

inline constexpr std::size_t most_description_words = 400;

/// The words of a description in its order. Case, accents and punctuation make no difference,
/// function words (Spanish, English, Portuguese) are left out. Measures are brought to one unit, so
/// that 1,5 l, 1.5 L and 1500 ml mean the same. Each word weighs 8 % less than the one before it,
/// since readers of lists look at the beginning and skip the more the further they come (Nielsen
/// and Pernice 2010); a model code weighs half, as few read it. At most `most` words are read, so
/// that a text of any length costs little.
std::vector<DescriptionWord> read_description(std::string_view text,
                                              std::size_t most = most_description_words);

}  // namespace rastro
