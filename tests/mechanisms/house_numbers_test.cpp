#include "mechanisms/house_numbers.h"

#include <catch2/catch.hpp>

namespace rastro {

namespace {

NumberSlip slip(std::string_view used, std::string_view correct) {
  return compare_numbers(used, correct).slip;
}

}  // namespace

TEST_CASE("Two neighbouring digits that changed places are a swap", "[mechanisms]") {
  CHECK(slip("1243", "1234") == NumberSlip::swapped);
  CHECK(slip("2134", "1234") == NumberSlip::swapped);
  CHECK(slip("45-02", "45-20") == NumberSlip::swapped);
  CHECK(slip("4231", "1234") == NumberSlip::other);
  CHECK(slip("42-50", "45-20") == NumberSlip::other);  // not over the hyphen
}

TEST_CASE("One digit wrong, missing or doubled is one slip", "[mechanisms]") {
  CHECK(slip("1237", "1234") == NumberSlip::one_digit);
  CHECK(slip("124", "1234") == NumberSlip::one_digit);
  CHECK(slip("12234", "1234") == NumberSlip::one_digit);
  CHECK(slip("1299", "1234") == NumberSlip::other);
  CHECK(slip("12", "1234") == NumberSlip::other);
}

TEST_CASE("Leading zeros make no other number", "[mechanisms]") {
  CHECK(slip("0450", "450") == NumberSlip::none);
  CHECK(slip("", "") == NumberSlip::none);
}

TEST_CASE("A swap is rare among long numbers and tells less among short ones", "[mechanisms]") {
  CHECK(compare_numbers("1243", "1234").chance == Approx(3.0 / 9000));
  CHECK(compare_numbers("21", "12").chance == Approx(1.0 / 90));
  CHECK(compare_numbers("1123", "1132").chance == Approx(2.0 / 9000));  // 11 swaps into itself
  CHECK(compare_numbers("1237", "1234").chance == Approx(35.0 / 9000));
  CHECK(compare_numbers("7", "4").chance == Approx(8.0 / 9));
  CHECK(compare_numbers("9", "1234").chance == 1);
}

TEST_CASE("The chance is the share of all numbers that look so", "[mechanisms]") {
  int swaps = 0, one_digit = 0;
  for (int number = 100; number < 1000; ++number) {
    const NumberSlip found = slip(std::to_string(number), "352");
    swaps += found == NumberSlip::swapped ? 1 : 0;
    one_digit += found == NumberSlip::one_digit ? 1 : 0;
  }
  CHECK(compare_numbers("532", "352").chance == Approx(swaps / 900.0));
  CHECK(compare_numbers("353", "352").chance == Approx(one_digit / 900.0));
}

}  // namespace rastro
