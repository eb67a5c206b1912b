#include "base/characters.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using namespace rastro;

TEST_CASE("a beginning ends between two characters", "[characters]") {
  const std::string text = "aé€😀";  // 1, 2, 3 and 4 bytes
  CHECK(beginning(text, 0).empty());
  CHECK(beginning(text, 1) == "a");
  CHECK(beginning(text, 2) == "a");
  CHECK(beginning(text, 3) == "aé");
  CHECK(beginning(text, 5) == "aé");
  CHECK(beginning(text, 6) == "aé€");
  CHECK(beginning(text, 9) == "aé€");
  CHECK(beginning(text, 10) == text);
  CHECK(beginning(text, 1000) == text);
  CHECK(beginning("", 3).empty());
}

TEST_CASE("a beginning of what is no UTF-8 is still no longer than asked", "[characters]") {
  CHECK(beginning("\x80\x80\x80\x80", 2).empty());
  CHECK(beginning("a\xFFzz", 2) == "a\xFF");
}

TEST_CASE("characters are counted, not bytes", "[characters]") {
  CHECK(count_characters("") == 0);
  CHECK(count_characters("aé€😀") == 4);
}

TEST_CASE("characters are written as UTF-8, at both ends of each length", "[characters]") {
  std::string text;
  for (const char32_t character :
       {U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xFFFF', U'\x10000', U'\x10FFFF'}) {
    append_character(text, character);
  }
  CHECK(text ==
        "\x7F"
        "\xC2\x80"
        "\xDF\xBF"
        "\xE0\xA0\x80"
        "\xEF\xBF\xBF"
        "\xF0\x90\x80\x80"
        "\xF4\x8F\xBF\xBF");
}

TEST_CASE("text is escaped for XML, its line ends and tabs as well", "[characters]") {
  CHECK(xml_escaped("<a b=\"c\">&'é'\t\r\n") ==
        "&lt;a b=&quot;c&quot;&gt;&amp;&#39;é&#39;&#9;&#13;&#10;");
}

TEST_CASE("UTF-8 spells each character in one way, and no half of a pair", "[characters]") {
  CHECK(is_utf8("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"));
  for (const char* text : {"\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                           "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xC3", "\xC3\xC3"}) {
    CHECK_FALSE(is_utf8(text));
  }
}
