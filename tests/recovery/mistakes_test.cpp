#include "recovery/mistakes.h"

#include "recovery/care_store.h"

namespace rastro {

namespace {

using test::CareStore;

std::vector<Mistake> mistakes_of(CareStore& made, const std::vector<KnownFailure>& failures = {}) {
  return find_mistakes(made.log(), failures, test::care_model());
}

/// Order O1, whose first line is reported wrong three times.
CareStore three_reports() {
  CareStore made;
  made.order("O1", "A", "2026-08-20 09:00");
  made.incident("I1", "O1", "2026-09-01 10:00", "wrong_item", "call", "1");
  made.incident("I2", "O1", "2026-09-05 10:00", "wrong_item", "email", "1");
  made.incident("I3", "O1", "2026-09-10 10:00", "wrong_item", "call", "1");
  return made;
}

}  // namespace

TEST_CASE("Three reports about one parcel are one mistake", "[recovery]") {
  CareStore made = three_reports();
  const auto mistakes = mistakes_of(made);
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].customer_id == "A");
  CHECK(mistakes[0].at == test::at("2026-09-01 10:00"));
  CHECK(mistakes[0].incidents == std::vector<std::string>{"I1", "I2", "I3"});
}

TEST_CASE("A replacement that is wrong again is a mistake of its own", "[recovery]") {
  CareStore made = three_reports();
  made.replacement("D2", "O1", "2026-09-04 10:00");
  made.action("I2", "2026-09-08 10:00", "replaced");
  const auto mistakes = mistakes_of(made);
  REQUIRE(mistakes.size() == 3);
  CHECK(mistakes[0].parcel == 0);
  CHECK(mistakes[2].parcel == 2);
}

TEST_CASE("A replacement that was sent is not there before it arrives", "[recovery]") {
  CareStore made = three_reports();
  made.action("I1", "2026-09-02 10:00", "replaced");
  SECTION("reported again while it was on its way") {
    made.replacement("D2", "O1", "2026-09-12 10:00");
    CHECK(mistakes_of(made).size() == 1);
  }
  SECTION("reported again after it arrived, twice") {
    made.replacement("D2", "O1", "2026-09-04 10:00");
    CHECK(mistakes_of(made).size() == 2);
  }
  SECTION("not delivered yet, where others are seen to arrive") {
    made.store.database().exec(
        "INSERT INTO deliveries(delivery_id, order_id, reason) VALUES ('D2', 'O1', 'replacement')");
    made.order("O9", "B", "2026-08-20 09:00");
    made.replacement("D3", "O9", "2026-09-12 10:00");
    CHECK(mistakes_of(made).size() == 1);
  }
  SECTION("nobody records when replacements arrive") {
    made.store.database().exec(
        "INSERT INTO deliveries(delivery_id, order_id, reason) VALUES ('D2', 'O1', 'replacement')");
    CHECK(mistakes_of(made).size() == 2);
  }
}

TEST_CASE("A mistake after a replacement is of the kind that means again", "[recovery]") {
  CareStore made = three_reports();
  made.replacement("D2", "O1", "2026-09-04 10:00");
  ProcessModel model = test::care_model();
  FailureKind again = test::kind("wrong_again", UnitKind::order_line, 8);
  again.detection.how = Detection::How::again;
  model.failures.push_back(again);
  const auto mistakes = find_mistakes(made.log(), {{"wrong_again", "O1", 0, 2, "", 0}}, model);
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0].kind == 0);
  CHECK(mistakes[1].kind == 3);
  CHECK(mistakes[1].first_kind == 0);
}

TEST_CASE("Several lines wrong in one parcel are one mistake", "[recovery]") {
  CareStore made;
  made.order("O1", "A", "2026-08-20 09:00");
  made.incident("I1", "O1", "2026-09-01 10:00", "wrong_item", "call", "1");
  made.incident("I2", "O1", "2026-09-01 10:00", "wrong_item", "call", "2");
  made.incident("I3", "O1", "2026-09-01 10:00", "late_delivery");
  CHECK(mistakes_of(made).size() == 2);  // wrong, and late
}

TEST_CASE("Failures that only the data show count on the day of the order", "[recovery]") {
  CareStore made;
  made.order("O1", "A", "2026-09-02 09:00");
  made.order("O2", "A", "2026-09-03 09:00");
  made.incident("I1", "O1", "2026-09-05 10:00", "late_delivery");
  const auto mistakes =
      mistakes_of(made, {{"late_delivery", "O1", test::day("2026-09-02"), 1, "", 0},
                         {"late_delivery", "O2", test::day("2026-09-03"), 0, "", 0}});
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0].order_id == "O2");
  CHECK(mistakes[0].at == test::at("2026-09-03 00:00"));
  CHECK(mistakes[0].incidents.empty());
  CHECK(mistakes[1].order_id == "O1");
}

TEST_CASE("Every failed delivery of an order is a mistake of its own", "[recovery]") {
  CareStore made;
  made.order("O1", "A", "2026-09-02 09:00");
  const KnownFailure failed{"injury", "O1", test::day("2026-09-02"), 0, "", 0};
  CHECK(mistakes_of(made, {failed, failed}).size() == 2);
  const KnownFailure late{"late_delivery", "O1", test::day("2026-09-02"), 0, "", 0};
  CHECK(mistakes_of(made, {late, late}).size() == 1);
}

TEST_CASE("An inferred kind counts, and is marked until somebody states it", "[recovery]") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-05 10:00");
  made.incident("I2", "O1", "2026-09-06 10:00");
  CareLog log = made.log();
  log.incidents[0].told = {{"wrong_item", true, "otro producto"}, {"late_delivery", true, "tarde"}};
  auto mistakes = find_mistakes(log, {}, test::care_model());
  REQUIRE(mistakes.size() == 2);
  REQUIRE(mistakes[0].inferred.size() == 1);
  CHECK(mistakes[0].inferred[0].incident == "I1");
  CHECK(mistakes[0].inferred[0].words == "otro producto");
  log.incidents[1].told = {{"wrong_item"}};
  mistakes = find_mistakes(log, {}, test::care_model());
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0].inferred.empty());
  CHECK(mistakes[0].incidents.size() == 2);
}

TEST_CASE("Reports of what the model lacks, or of nothing, are no mistakes", "[recovery]") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-05 10:00");
  made.incident("I2", "O1", "2026-09-05 10:00", "bad_weather");
  CHECK(mistakes_of(made).empty());
}

}  // namespace rastro
