// How phrases, negation, praise and doubt decide, on a lexicon of a few lines. What the built-in
// one reads is in lexicon_notes_test.cpp.
#include "notes/note_reader.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

using namespace rastro;

namespace {

constexpr const char* lexicon_text = R"(
[[language]]
id = "es"
marks = ["el", "y"]
negators = ["no", "sin"]
negator_reach = 2
suppositions = ["temia que"]
supposition_reach = 4
reach_ends = ["pero"]
ordinary = ["retrato"]
[[language]]
id = "pt"
marks = ["o", "e"]
negators = ["sem"]

[[told]]
kind = "late_delivery"
language = "es"
phrases = ["no [2] llego", "retraso", "demora"]
unless = ["llego [1] factura"]
[[told]]
kind = "late_delivery"
language = "pt"
phrases = ["demora"]
[[told]]
kind = "damaged_item"
language = "es"
phrases = ["roto", "golpeado"]
[[told]]
kind = "damaged_item"
language = "es"
surety = "likely"
phrases = ["mancha"]
[[told]]
kind = "missing_item"
language = "es"
phrases = ["pedi [2,] falta"]
instead_of = ["late_delivery"]
[[told]]
kind = "late_delivery"
language = "es"
stays = true
phrases = ["espero el otro"]
[[told]]
kind = "alien_invasion"
language = "es"
phrases = ["marcianos"]
[[praise]]
language = "es"
phrases = ["a tiempo"]
clears = ["late_delivery"]
[[praise]]
language = "es"
phrases = ["impecable"]
[[praise]]
language = "es"
phrases = ["broma"]
everywhere = true
)";

const NoteReader& reader() {
  static const NoteReader made = [] {
    ProcessModel model = default_model();
    model.lexicon = parse_lexicon(lexicon_text, "words.toml");
    return NoteReader(model);
  }();
  return made;
}

std::string told(std::string_view note) {
  std::string text;
  for (const ToldFailure& failure : reader().read(note)) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : "; ",
                        default_model().failures[failure.kind].id, failure.words);
  }
  return text;
}

}  // namespace

TEST_CASE("a phrase tells its kind, in the words of the note", "[notes]") {
  CHECK(told("El paquete NO me llegó.") == "late_delivery (NO me llegó)");
  CHECK(told("nada de eso").empty());
}

TEST_CASE("each kind is told once, by the surest phrase, the surest kind first", "[notes]") {
  const auto failures = reader().read("una mancha, golpeado, y no llegó, roto");
  REQUIRE(failures.size() == 2);
  CHECK(failures[0].words == "golpeado");
  CHECK(failures[0].surety == Approx(0.95));
  CHECK(failures[1].words == "no llegó");
  CHECK(reader().read("mancha")[0].surety == Approx(0.8));
}

TEST_CASE("a misspelt word is read, and is less sure", "[notes]") {
  const auto failures = reader().read("hubo retrazo");
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].words == "retrazo");
  CHECK(failures[0].surety == Approx(0.95 * 0.9));
  CHECK(told("un retrato").empty());
}

TEST_CASE("a negator denies what follows near enough in its clause", "[notes]") {
  CHECK(told("sin demora").empty());
  CHECK(told("no vino muy roto").empty());
  CHECK(told("no sé cómo vino roto") == "damaged_item (roto)");  // too far
  CHECK(told("no, vino roto") == "damaged_item (roto)");         // another clause
  CHECK(told("no pero roto") == "damaged_item (roto)");          // the reach ended
}

TEST_CASE("a negator that is part of a phrase denies neither it nor another one", "[notes]") {
  CHECK(told("no llegó") == "late_delivery (no llegó)");
  CHECK(told("no llegó vino roto") == "late_delivery (no llegó); damaged_item (roto)");
  // "no llegó" is an exception here, so that the negator is free.
  CHECK(told("no llegó factura roto").empty());
}

TEST_CASE("what is feared or hoped is not told", "[notes]") {
  CHECK(told("temía que no llegó").empty());
  CHECK(told("temía que viniera, roto") == "damaged_item (roto)");
}

TEST_CASE("a phrase gives way where it shares words with an exception", "[notes]") {
  CHECK(told("no llegó la factura").empty());
  CHECK(told("no llegó, la factura sí") == "late_delivery (no llegó)");
}

TEST_CASE("praise clears its kinds in its clause, and what is only likely anywhere", "[notes]") {
  CHECK(told("a tiempo a pesar de la demora").empty());
  CHECK(told("a tiempo pero roto") == "damaged_item (roto)");
  CHECK(told("hubo demora, lo demás a tiempo") == "late_delivery (demora)");
  CHECK(told("no a tiempo, demora") == "late_delivery (demora)");
  CHECK(told("una mancha, por lo demás impecable").empty());
  CHECK(told("roto, el resto impecable") == "damaged_item (roto)");
  CHECK(told("roto, era broma").empty());
}

TEST_CASE("an entry stands instead of other kinds", "[notes]") {
  CHECK(told("pedí dos, falta uno, no llegó") == "missing_item (pedí dos, falta)");
}

TEST_CASE("an entry that stays is told also where another stands instead", "[notes]") {
  CHECK(told("pedí dos, falta uno, espero el otro") ==
        "missing_item (pedí dos, falta); late_delivery (espero el otro)");
}

TEST_CASE("only the phrases of the note's language count", "[notes]") {
  CHECK(told("o carro e demora") == "late_delivery (demora)");
  CHECK(told("sem demora").empty());
  CHECK(told("o carro e roto").empty());
}

TEST_CASE("a kind that the model lacks is passed over", "[notes]") {
  CHECK(told("marcianos").empty());
}

TEST_CASE("hostile notes are read without harm", "[notes]") {
  CHECK(told("").empty());
  CHECK(told(std::string(1000, '\0')).empty());
  CHECK(told("\xFF\xFE\xC3 roto \xE2\x82") == "damaged_item (roto)");
  CHECK(told("Доставка 破损 🎉").empty());
  // In Windows-1252; told as UTF-8.
  CHECK(told("no me lleg\xF3\xF3 llego") == "late_delivery (no me llegóó llego)");
}

TEST_CASE("a huge note is read up to its first part, in no time", "[notes]") {
  std::string note = "roto ";
  while (note.size() < 10'000'000) note += "no no llego retraso pero sin ";
  CHECK(told(note) == "damaged_item (roto); late_delivery (no no llego)");
  CHECK(told(std::string(NoteReader::longest_note, ' ') + "roto").empty());
  CHECK(told(std::string(10'000'000, 'a')).empty());
}
