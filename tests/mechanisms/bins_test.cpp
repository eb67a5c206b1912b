#include "mechanisms/bins.h"

#include <catch2/catch.hpp>

namespace rastro {

namespace {

BinRelation between(std::string_view one, std::string_view other) {
  const auto left = read_bin(one), right = read_bin(other);
  REQUIRE(left);
  REQUIRE(right);
  CHECK(relation_of(*left, *right) == relation_of(*right, *left));
  return relation_of(*left, *right);
}

}  // namespace

TEST_CASE("The same bin may be written in several ways", "[mechanisms]") {
  CHECK(between("A-01-3", "A-01-3") == BinRelation::same);
  CHECK(between("A-01-3", "a1-03") == BinRelation::same);
  CHECK(between("P3.E2.N1", "P3 E2 N1") == BinRelation::same);
}

TEST_CASE("The next place on the shelf is a neighbour", "[mechanisms]") {
  CHECK(between("A-01-3", "A-01-4") == BinRelation::next);
  CHECK(between("A1-9", "A1-10") == BinRelation::next);
  CHECK(between("12-B-04", "12-B-03") == BinRelation::next);
  CHECK(between("P3.E2.N1", "P3.E2.N2") == BinRelation::next);
  CHECK(between("12-04-B", "12-04-C") == BinRelation::next);
}

TEST_CASE("Other places, shelves and aisles are apart", "[mechanisms]") {
  CHECK(between("A-01-3", "A-01-5") == BinRelation::apart);
  CHECK(between("A-01-3", "A-02-3") == BinRelation::apart);
  CHECK(between("A-01-3", "B-01-3") == BinRelation::apart);
  CHECK(between("A-01-3", "A-0103") == BinRelation::apart);
  CHECK(between("12-04-B", "12-05-B") == BinRelation::apart);
  CHECK(between("A-1", "A-A") == BinRelation::apart);
  CHECK(between("A-1-1", "A-11") == BinRelation::apart);
}

TEST_CASE("What names no place has no neighbours", "[mechanisms]") {
  for (const std::string& name : {std::string(), std::string("-"), std::string("depósito"),
                                  std::string("A-01-arriba"), std::string("A-99999999999999999999"),
                                  std::string(100'000, '1'), std::string("\xFF\xC3")}) {
    INFO(name.substr(0, 80));
    CHECK_FALSE(read_bin(name));
  }
}

}  // namespace rastro
