#include "mechanisms/codes.h"

#include <catch2/catch.hpp>
#include <set>

namespace rastro {

namespace {

TypedCode typed(std::string_view meant, std::string_view code) {
  return typed_for(plain_code(meant), plain_code(code));
}

}  // namespace

TEST_CASE("Each usual typing error is told", "[mechanisms]") {
  CHECK(typed("AC-1102", "AC-1120").slip == Slip::swapped);
  CHECK(typed("AC-1102", "CA-1102").slip == Slip::swapped);
  CHECK(typed("AC-1102", "AC-1103").slip == Slip::wrong_character);
  CHECK(typed("AC-1102", "AC-110").slip == Slip::missing);
  CHECK(typed("AC-1102", "AC-102").slip == Slip::missing);
  CHECK(typed("AC-1102", "AC-11102").slip == Slip::added);
  CHECK(typed("AC-1102", "AC-11024").slip == Slip::added);
  CHECK(typed("AC-1102", "ac1102").slip == Slip::writing);
}

TEST_CASE("What takes more than one slip is no typing error", "[mechanisms]") {
  for (const char* far :
       {"AC-1111", "AC-1021", "AC-2011", "BC-1103", "AC-11", "AC-110233", "", "-"}) {
    INFO(far);
    CHECK(typed("AC-1102", far).slip == Slip::none);
    CHECK(typed("AC-1102", far).likelihood == 0);
  }
}

TEST_CASE("Separators, case and accents make no difference", "[mechanisms]") {
  CHECK(typed("ab 12/3", "AB.12-4").slip == Slip::wrong_character);
  CHECK(plain_code(" Ñu–12_3 ") == "nu123");
}

TEST_CASE("Neighbouring keys and characters that look alike are likelier", "[mechanisms]") {
  const double far = typed("A5000", "A5900").likelihood;
  CHECK(typed("A5000", "A8000").likelihood > 3 * typed("A5000", "AM000").likelihood);  // number pad
  CHECK(typed("A5000", "A4000").likelihood > 3 * typed("A5000", "A7000").likelihood / 2);
  CHECK(typed("A5000", "AS000").likelihood >
        3 * typed("A5000", "AM000").likelihood);  // looks alike
  CHECK(typed("A5O00", "A5000").likelihood > far / 2);
  CHECK(typed("QA100", "WA100").likelihood > 3 * typed("QA100", "MA100").likelihood);    // keyboard
  CHECK(typed("A5123", "A55123").likelihood > 3 * typed("A5123", "A59123").likelihood);  // doubled
}

TEST_CASE("Swapping neighbours and wrong characters can go either way", "[mechanisms]") {
  for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{
           {"ac1102", "ac1120"}, {"k10234", "k10243"}}) {
    CHECK(typed_for(one, other).likelihood == typed_for(other, one).likelihood);
  }
  CHECK(typed_for("k1023", "k10233").slip == Slip::added);
  CHECK(typed_for("k10233", "k1023").slip == Slip::missing);
}

TEST_CASE("Likelihoods sum to at most 1 over all that can be typed", "[mechanisms]") {
  const std::string alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
  for (const std::string meant : {"7", "ab", "ac1102", "0000", "k92197", "1122"}) {
    std::set<std::string> all;
    for (std::size_t at = 0; at <= meant.size(); ++at) {
      for (const char letter : alphabet) {
        all.insert(meant.substr(0, at) + letter + meant.substr(at));
        if (at < meant.size()) all.insert(meant.substr(0, at) + letter + meant.substr(at + 1));
      }
      if (at < meant.size()) all.insert(meant.substr(0, at) + meant.substr(at + 1));
      std::string swapped = meant;
      if (at + 1 < meant.size()) std::swap(swapped[at], swapped[at + 1]);
      all.insert(swapped);
    }
    double sum = 0;
    for (const std::string& code : all) sum += typed_for(meant, code).likelihood;
    INFO(meant);
    CHECK(sum <= 1 + 1e-9);
    CHECK(sum > 0.7);
  }
}

TEST_CASE("Odd codes are compared without harm", "[mechanisms]") {
  CHECK(typed_for("", "").slip == Slip::none);
  CHECK(typed("\xFF\xFE", "\xFF").slip == Slip::missing);
  CHECK(plain_code(std::string(100'000, '7')).size() == 64);
  CHECK(typed("Код-12", "Код-13").slip == Slip::wrong_character);
}

}  // namespace rastro
