#include "base/text.h"

#include <catch2/catch.hpp>

using namespace rastro;

TEST_CASE("a text for a message stands on one line and is cut between characters") {
  CHECK(one_line("Andes", 5) == "Andes");
  CHECK(one_line("Andes", 3) == "And…");
  CHECK(one_line("Córdoba", 2) == "C…");
  CHECK(one_line("two\nlines\x1b[31m", 40) == "two lines [31m");
  CHECK(one_line("", 3).empty());
}
