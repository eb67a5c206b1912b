#include "mechanisms/description_words.h"

#include <algorithm>
#include <span>

#include "base/characters.h"
#include "base/text.h"
#include "mechanisms/measures.h"

namespace rastro {

namespace {

constexpr double fading = 0.92;
constexpr double weight_of_codes = 0.5;
/// Of a code without its separators: A4, 2B and AAA are read, longer ones are not.
constexpr std::size_t longest_size_code = 3;
constexpr std::size_t longest_code_prefix = 4;
constexpr std::size_t longest_number = 5;     ///< digits; longer ones are codes
constexpr std::size_t longest_word = 64;      ///< bytes; the rest is read as another word
constexpr std::size_t longest_text = 16'000;  ///< bytes

/// Spanish, English and Portuguese; "sin", "without", "sem" and "no" are not among them: they say
/// what the thing lacks.
constexpr std::string_view function_words[] = {
    "a",   "al",  "an",  "and", "as", "at",  "by", "com", "con",  "da",   "das",  "de",
    "del", "do",  "dos", "e",   "el", "em",  "en", "for", "in",   "la",   "las",  "los",
    "na",  "nas", "nos", "o",   "of", "on",  "or", "os",  "ou",   "para", "pela", "pelo",
    "por", "su",  "the", "to",  "um", "uma", "un", "una", "with", "x",    "y"};
static_assert(std::is_sorted(std::begin(function_words), std::end(function_words)));

constexpr std::string_view colours[] = {
    "amarela",   "amarelas", "amarelo", "amarelos", "amarilla", "amarillas", "amarillo",
    "amarillos", "azuis",    "azul",    "azules",   "beige",    "black",     "blanca",
    "blancas",   "blanco",   "blancos", "blue",     "bordo",    "branca",    "brancas",
    "branco",    "brancos",  "brown",   "celeste",  "celestes", "cian",      "cinza",
    "cinzas",    "crema",    "cyan",    "dorada",   "dorado",   "dourada",   "dourado",
    "fucsia",    "gold",     "gray",    "green",    "grey",     "gris",      "grises",
    "ivory",     "laranja",  "lila",    "magenta",  "marfil",   "marrom",    "marron",
    "morada",    "morado",   "naranja", "naranjas", "negra",    "negras",    "negro",
    "negros",    "orange",   "pink",    "plateada", "plateado", "prata",     "preta",
    "pretas",    "preto",    "pretos",  "purple",   "red",      "roble",     "roja",
    "rojas",     "rojo",     "rojos",   "rosa",     "rosas",    "roxa",      "roxo",
    "silver",    "turquesa", "verde",   "verdes",   "vermelha", "vermelhas", "vermelho",
    "vermelhos", "violeta",  "wengue",  "white",    "yellow"};

static_assert(std::is_sorted(std::begin(colours), std::end(colours)));

constexpr std::string_view sizes[] = {"l", "m", "s", "xl", "xs", "xxl", "xxxl"};
static_assert(std::is_sorted(std::begin(sizes), std::end(sizes)));

/// Words ascending.
bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

bool has_digit(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

/// Folded, without separators, apostrophes and combining accents (U+0300 to U+036F).
std::string meaning_of(std::string_view written) {
  const std::string folded = fold(written);
  std::string meaning;
  for (std::size_t at = 0; at < folded.size();) {
    if (const std::size_t gap = gap_length(folded, at); gap > 0) {
      at += gap;
      continue;
    }
    const bool mark = at + 1 < folded.size() && is_continuation(folded[at + 1]) &&
                      (folded[at] == '\xCC' ||
                       (folded[at] == '\xCD' && static_cast<unsigned char>(folded[at + 1]) < 0xB0));
    if (!mark) meaning += folded[at];
    at += mark ? 2 : 1;
  }
  return meaning;
}

/// Bytes of an apostrophe between two letters: men's.
std::size_t inner_apostrophe(std::string_view text, std::size_t at) {
  for (const std::string_view sign : {"'", "’"}) {
    if (text.substr(at).starts_with(sign) && is_word_byte(text, at + sign.size())) {
      return sign.size();
    }
  }
  return 0;
}

/// One past the letters and digits that begin at `at`.
std::size_t end_of_run(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    if (end - at >= longest_word && !is_continuation(text[end])) break;
    if (end - at >= 2 * longest_word) break;
    if (is_word_byte(text, end)) {
      ++end;
    } else if (const std::size_t length = inner_apostrophe(text, end); length > 0 && end > at) {
      end += length;
    } else {
      break;
    }
  }
  return end;
}

/// Whether what was read so far goes on as one code: HP-1102W, but not A4-80 g or negro-100ml.
bool joins(std::string_view text, std::size_t at, std::size_t end) {
  if (end + 1 >= text.size() || end - at > longest_word) return false;
  if (std::string_view("-_/.").find(text[end]) == std::string_view::npos) return false;
  if (!is_word_byte(text, end + 1)) return false;
  const std::string_view before = text.substr(at, end - at);
  const std::string_view next = text.substr(end + 1, end_of_run(text, end + 1) - end - 1);
  if (before.size() > longest_code_prefix && !has_digit(before)) return false;
  const bool suffix = has_digit(before) && text[end] != '.' && next.size() <= longest_code_prefix;
  if (!has_digit(next) && !suffix) return false;
  const auto measure = read_measure(text, end + 1);
  return !(measure && measure->has_unit && measure->digits <= 3 &&
           !is_word_byte(text, measure->end));
}

DescriptionWord read_word(std::string_view text, std::size_t at) {
  DescriptionWord word{"", at, end_of_run(text, at), WordKind::word, 0};
  while (joins(text, at, word.end)) word.end = end_of_run(text, word.end + 1);
  word.meaning = meaning_of(text.substr(at, word.end - at));
  if (has_digit(word.meaning)) {
    const bool size = word.meaning.size() <= longest_size_code;
    word.kind = size ? WordKind::measure : WordKind::model_code;
  } else if (is_one_of(sizes, word.meaning)) {
    word.kind = WordKind::measure;
  } else if (is_one_of(colours, word.meaning)) {
    word.kind = WordKind::colour;
  }
  return word;
}

DescriptionWord read_next(std::string_view text, std::size_t at) {
  const auto measure = read_measure(text, at);
  if (!measure || is_word_byte(text, measure->end)) return read_word(text, at);
  WordKind kind = WordKind::measure;
  if (measure->of_time) kind = WordKind::word;
  if (!measure->has_unit && measure->digits > longest_number) kind = WordKind::model_code;
  return {measure->meaning, at, measure->end, kind, 0};
}

/// A single letter at the end of a clause is no function word: vitamina E.
bool says_nothing(std::string_view text, const DescriptionWord& word) {
  if (!is_one_of(function_words, word.meaning)) return false;
  if (word.meaning.size() > 1) return true;
  return word.end + 1 < text.size() && (text[word.end] == ' ' || text[word.end] == '/') &&
         is_word_byte(text, word.end + 1);
}

}  // namespace

std::vector<DescriptionWord> read_description(std::string_view text, std::size_t most) {
  if (text.size() > longest_text) {
    std::size_t end = longest_text;
    while (end > 0 && is_continuation(text[end])) --end;
    text = text.substr(0, end);
  }
  std::vector<DescriptionWord> words;
  double weight = 1;
  for (std::size_t at = 0; at < text.size() && words.size() < most;) {
    if (const std::size_t gap = gap_length(text, at); gap > 0) {
      at += gap;
      continue;
    }
    const bool times = text[at] == 'x' || text[at] == 'X';  // x12
    if (times && at + 1 < text.size() && has_digit(text.substr(at + 1, 1))) ++at;
    DescriptionWord word = read_next(text, at);
    at = word.end;
    if (word.meaning.empty() || says_nothing(text, word)) continue;
    word.weight = word.kind == WordKind::model_code ? weight * weight_of_codes : weight;
    weight *= fading;
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace rastro
