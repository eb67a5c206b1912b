#include "report/flat_review.h"

#include <catch2/catch.hpp>

#include "report/schema_check.h"
#include "tally/flat_tally.h"

using namespace rastro;
using test::Json;

namespace {

/// Four products of two categories at two places; the product P3 fails one time in two there where
/// it stands at "Sur", all else one in fifty.
FlatTable counted_table() {
  FlatTable table;
  table.failed_name = "late";
  table.factors = {{"product", {}, {"", "P1", "P2", "P3", "P4"}},
                   {"category", {}, {"", "A", "B"}},
                   {"place", {}, {"", "Norte", "Sur"}},
                   {"year", {}, {"", "2026"}},
                   {"note", {}, {""}}};
  for (Code product = 1; product <= 4; ++product) {
    for (Code place = 1; place <= 2; ++place) {
      const std::vector<Code> row = {product, 1 + (product - 1) / 2, place, 1, 0};
      for (std::size_t factor = 0; factor < row.size(); ++factor) {
        table.factors[factor].codes.push_back(row[factor]);
      }
      table.exposed.push_back(500);
      table.failed.push_back(product == 3 && place == 2 ? 250 : 10);
      table.units += table.exposed.back();
      table.units_failed += table.failed.back();
    }
  }
  table.records = 10;
  table.rejected = 2;
  return table;
}

FlatReview reviewed(FlatTable table) {
  const FlatStructure structure = settle_factors(table);
  std::vector<std::vector<Code>> codes;
  KindToSearch kind;
  for (const FlatFactor& factor : table.factors) {
    kind.factors.push_back(static_cast<std::uint16_t>(codes.size()));
    codes.push_back(factor.codes);
  }
  FlatTally tally(codes, table.exposed, table.failed);
  kind.tally = &tally;
  kind.may_pair = [&](auto left, auto right) { return !structure.are_nested(left, right); };
  return assemble_flat_review("late.csv", table, structure, find_causes({kind}).front());
}

}  // namespace

TEST_CASE("flat review names the cause, what is nested and what tells nothing") {
  const FlatReview review = reviewed(counted_table());
  REQUIRE(review.causes.size() == 1);
  CHECK(review.causes[0].conditions == ReviewConditions{{"product", "P3"}, {"place", "Sur"}});
  CHECK(review.causes[0].failed == 250);
  CHECK(review.causes[0].exposed == 500);
  CHECK(review.causes[0].attributed == Approx(240).margin(5));
  CHECK(review.failure.explained + review.failure.unexplained == Approx(320));
  CHECK(review.input.accepted == 8);
  CHECK(review.nested == std::vector<std::pair<std::string, std::string>>{{"product", "category"}});
  REQUIRE(review.left_out.size() == 2);
  CHECK(review.left_out[0].name == "year");
  CHECK(review.left_out[0].why == ColumnLeftOut::Why::constant);
  CHECK(review.left_out[1].why == ColumnLeftOut::Why::empty);
  CHECK(review.factors == std::vector<std::string>{"product", "category", "place"});
}

TEST_CASE("flat review's JSON has the keys, order and types of its schema") {
  const FlatReview review = reviewed(counted_table());
  const Json json = Json::parse(flat_review_json(review));
  test::SchemaCheck check("causes");
  check.check(json);
  check.check(Json::parse(flat_review_json(FlatReview())));
  CHECK(check.faults() == std::vector<std::string>());
  CHECK(json["causes"][0]["cost_per_month"].is_null());
  CHECK(json["causes"][0]["trail"][1] == "condition:late/product=P3 & place=Sur");
  CHECK_FALSE(json["cleared"].empty());
}

TEST_CASE("flat review's figures stand under each other whatever is written in them") {
  const FlatReview review = reviewed(counted_table());
  for (const Language language : {Language::en, Language::es}) {
    const std::string text = flat_review_text(review, language);
    INFO(text);
    CHECK(text.find("product = P3") != std::string::npos);
    CHECK(text.find(language == Language::en ? "product in category" : "product en category") !=
          std::string::npos);
    CHECK(text.find('\t') == std::string::npos);
  }
}
