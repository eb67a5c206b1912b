#include "report/shown_text.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using namespace rastro;

TEST_CASE("what turns round or hides text is named in it", "[shown]") {
  CHECK(shown_text("gnp.\u202Eexe") == "gnp.⟨U+202E⟩exe");
  CHECK(shown_text("a\u200Bb") == "a⟨U+200B⟩b");
  CHECK(shown_text("\uFEFFa\u00ADb") == "⟨U+FEFF⟩a⟨U+00AD⟩b");
  CHECK(shown_text(std::string("a\0b\x1B[31m\x7F", 9)) == "a⟨U+0000⟩b⟨U+001B⟩[31m⟨U+007F⟩");
  CHECK(shown_text("a\uFFFEb\u0085c") == "a⟨U+FFFE⟩b c");
  for (const char* mark :
       {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069",
        "\u200E", "\u200F", "\u061C", "\u3164", "\u2800", "\U000E0041", "\u034F", "\u2060"}) {
    CHECK(shown_text(mark).find(mark) == std::string::npos);
    CHECK(shown_text(mark).starts_with("⟨U+"));
  }
}

TEST_CASE("plain text stays as it is, in any script", "[shown]") {
  for (const char* text : {"", "Muñoz & Hijos, 3º B", "חנות", "متجر", "店",
                           "❤️ 👨‍👩‍👧", "می‌خواهم", "1 234,5 €", "𝒳"}) {
    CHECK(shown_text(text) == text);
  }
}

TEST_CASE("line breaks become blanks, and what is no UTF-8 a mark", "[shown]") {
  CHECK(shown_text("a\nb\r\nc\td\u2028e") == "a b  c d e");
  CHECK(shown_text("caf\xE9 \xC3") == "caf\uFFFD \uFFFD");
  CHECK(is_utf8(shown_text("\xED\xA0\x80\xF8\xFF")));
  CHECK(shown_lines("a\x1B\nb\n") == "a⟨U+001B⟩\nb\n");
  CHECK(shown_lines("a\n\nb") == "a\n\nb");
}

TEST_CASE("a cell that a spreadsheet would run gets an apostrophe, others none", "[shown]") {
  CHECK(shown_cell("=1+1") == "'=1+1");
  CHECK(shown_cell("-5") == "'-5");
  CHECK(shown_cell("+54 11") == "'+54 11");
  CHECK(shown_cell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(shown_cell("  =1") == "'  =1");
  CHECK(shown_cell("\u00A0=1") == "'\u00A0=1");
  CHECK(shown_cell("\t=1") == "' =1");
  CHECK(shown_cell("\r@a") == "' @a");
  CHECK(shown_cell("\"=1") == "'\"=1");
  CHECK(shown_cell("' =1") == "'' =1");
  CHECK(shown_cell("“=1") == "'“=1");
  CHECK(shown_cell("＝1") == "'＝1");
  CHECK(shown_cell("＠1") == "'＠1");
  CHECK(shown_cell("−1") == "'−1");
  CHECK(shown_cell("a; =1;b;-c") == "a;' =1;b;'-c");
  for (const char* text : {"", "a=b", "P-1", "C2:0.60;C5:0.10", "Carrier = Andes", "\"a\" = b"}) {
    CHECK(shown_cell(text) == text);
  }
}

TEST_CASE("text is cut by the units that Excel counts, never within a character", "[shown]") {
  CHECK(cut_text("aé𝒳b", 1) == "a");
  CHECK(cut_text("aé𝒳b", 3) == "aé");
  CHECK(cut_text("aé𝒳b", 4) == "aé𝒳");
  CHECK(cut_text("aé𝒳b", 9) == "aé𝒳b");
  CHECK(cut_text("", 0).empty());
}
