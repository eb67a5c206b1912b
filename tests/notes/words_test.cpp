#include "notes/words.h"

#include <catch2/catch.hpp>

using namespace rastro;

namespace {

/// The words, with a bar between clauses.
std::string shown(std::string_view note) {
  std::string text;
  std::size_t clause = 0;
  for (const NoteWord& word : split_words(note)) {
    if (!text.empty()) text += word.clause == clause ? " " : " | ";
    clause = word.clause;
    text += word.letters;
  }
  return text;
}

}  // namespace

TEST_CASE("words are lower case and without accents, ñ is n", "[notes]") {
  CHECK(shown("Llegó DAÑADO") == "llego danado");
  CHECK(shown("llego\xCC\x81 tarde") == "llego tarde");  // a combining accent
}

TEST_CASE("punctuation of any sort ends a clause", "[notes]") {
  CHECK(shown("no llegó. Roto, ¿sí? – bien…😡mal") == "no llego | roto | si | bien | mal");
  CHECK(shown("uno\ndos - tres, , cuatro") == "uno | dos | tres | cuatro");
}

TEST_CASE("hyphens, slashes and blanks within a clause only separate words", "[notes]") {
  CHECK(shown("e-mail 08/12\tni\xC2\xA0yo") == "e mail 08 12 ni yo");
}

TEST_CASE("numbers keep their point and comma", "[notes]") {
  CHECK(shown("2,50 x 1.3, y 4.") == "2,50 x 1.3 | y 4");
}

TEST_CASE("apostrophes stand within a word", "[notes]") {
  CHECK(shown("hasn't didn\u2019t 'broken'") == "hasnt didnt broken");
}

TEST_CASE("a letter drawn out stands once, two of the same stay, digits stay", "[notes]") {
  CHECK(shown("muuuuy looongo correo llegó 1000") == "muy longo correo llego 1000");
}

TEST_CASE("words know where they stand in the note", "[notes]") {
  const std::string note = "¡Llegó  roto!";
  const auto words = split_words(note);
  REQUIRE(words.size() == 2);
  CHECK(note.substr(words[0].begin, words[0].end - words[0].begin) == "Llegó");
  CHECK(note.substr(words[1].begin, words[1].end - words[1].begin) == "roto");
}

TEST_CASE("other alphabets and invalid bytes are words too", "[notes]") {
  CHECK(shown("товар 破损") == "товар 破损");
  CHECK(split_words("lleg\xF3 tarde\xE2").size() == 2);
  CHECK(split_words("").empty());
  CHECK(split_words(" .,; ").empty());
}
