#include "notes/spelling.h"

#include <catch2/catch.hpp>

using namespace rastro;

namespace {

/// Whether a written word is read as the one word known.
bool reads(const LexiconWord& known, std::string_view written) {
  Spelling spelling;
  spelling.add(known);
  return !spelling.read(written).words.empty();
}

}  // namespace

TEST_CASE("one slip of the keys is forgiven in five letters, two in nine", "[notes]") {
  CHECK(reads({"llego"}, "llgeo"));       // two swapped
  CHECK(reads({"tarde"}, "tardde"));      // one too many
  CHECK(reads({"tarde"}, "tade"));        // one missing
  CHECK(reads({"tarde"}, "tarfe"));       // one wrong
  CHECK_FALSE(reads({"tarde"}, "tafe"));  // two
  CHECK_FALSE(reads({"roto"}, "rotto"));  // too short a word
  CHECK(reads({"equivocado"}, "ekivocado"));
  CHECK_FALSE(reads({"tarde"}, "larde"));  // the first letter must be right
}

TEST_CASE("a stem takes any ending, and one slip in seven letters or more", "[notes]") {
  CHECK(reads({"rot", true}, "rotisimo"));
  CHECK(reads({"quebrad", true}, "qebradas"));
  CHECK(reads({"quebrad", true}, "quebardo"));
  CHECK_FALSE(reads({"golpe", true}, "galpeado"));
  CHECK_FALSE(reads({"quebrad", true}, "quebra"));
}

TEST_CASE("a word that is known, or ordinary, is never a misspelling", "[notes]") {
  Spelling spelling;
  const std::size_t broken = spelling.add({"trincado"});
  const std::size_t play = spelling.add({"brincado"});
  CHECK(spelling.add({"trincado"}) == broken);
  CHECK(spelling.read("brincado").words == std::vector<std::size_t>{play});
  CHECK_FALSE(spelling.read("brincado").misspelt);
  CHECK(spelling.read("trancado").misspelt);
  spelling.add_ordinary("trancado");
  CHECK(spelling.read("trancado").words.empty());
}

TEST_CASE("the distance of two spellings stops at its limit", "[notes]") {
  CHECK(misspelling_distance("abcd", "abcd", 2) == 0);
  CHECK(misspelling_distance("abcd", "abdc", 2) == 1);
  CHECK(misspelling_distance("abcd", "xbcdy", 2) == 2);
  CHECK(misspelling_distance("abcd", "wxyz", 2) == 3);
  CHECK(misspelling_distance("", "abc", 2) == 3);
  CHECK(misspelling_distance(std::string(100, 'a'), std::string(100, 'a'), 2) == 3);
}
