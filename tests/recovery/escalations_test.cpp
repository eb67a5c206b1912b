#include "recovery/escalations.h"

#include "recovery/care_store.h"

namespace rastro {

namespace {

using test::CareStore;

std::vector<Escalation> escalations_of(CareStore& made,
                                       const std::vector<KnownFailure>& failures = {}) {
  return find_escalations(made.log(), failures, test::care_model());
}

}  // namespace

TEST_CASE("The third identical mistake for one customer is escalated") {
  CareStore made;
  made.order("O1", "A", "2026-07-01 09:00");
  made.order("O2", "A", "2026-08-01 09:00");
  made.order("O3", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-07-05 10:00", "wrong_item");
  made.incident("I2", "O2", "2026-08-05 10:00", "wrong_item");
  SECTION("two are not enough, however often they are reported") {
    made.incident("I3", "O2", "2026-09-05 10:00", "wrong_item");
    CHECK(escalations_of(made).empty());
  }
  SECTION("another kind does not count") {
    made.incident("I3", "O3", "2026-09-05 10:00", "late_delivery");
    CHECK(escalations_of(made).empty());
  }
  SECTION("the third does") {
    made.incident("I3", "O3", "2026-09-05 10:00", "wrong_item");
    const auto found = escalations_of(made);
    REQUIRE(found.size() == 1);
    CHECK(found[0].rule == "repeated_failure");
    CHECK(found[0].customer_id == "A");
    CHECK(found[0].orders == std::vector<std::string>{"O1", "O2", "O3"});
    CHECK(found[0].incidents == std::vector<std::string>{"I1", "I2", "I3"});
    CHECK(found[0].detail == "3 × wrong_item, 2026-07-05 to 2026-09-05");
    CHECK(found[0].mistakes == 3);
    CHECK(found[0].first == *day_of(2026, 7, 5));
    CHECK(found[0].last == *day_of(2026, 9, 5));
  }
  SECTION("more than 90 days apart it does not") {
    made.incident("I3", "O3", "2026-10-04 10:00", "wrong_item");
    CHECK(find_escalations(
              read_care_log(made.store, {test::day("2026-09-07"), test::day("2026-10-04")}), {},
              test::care_model())
              .empty());
  }
}

TEST_CASE("A replacement that is wrong again is a mistake of its own") {
  CareStore made;
  made.order("O1", "A", "2026-08-20 09:00");
  made.incident("I1", "O1", "2026-09-01 10:00", "wrong_item", "call", "1");
  made.incident("I2", "O1", "2026-09-05 10:00", "wrong_item", "call", "1");
  made.incident("I3", "O1", "2026-09-10 10:00", "wrong_item", "call", "1");
  SECTION("without a replacement three reports are one failure") {
    CHECK(escalations_of(made).empty());
  }
  SECTION("with one before each report they are three") {
    made.replacement("D2", "O1", "2026-09-04 10:00");
    made.action("I2", "2026-09-08 10:00", "replaced");
    const auto found = escalations_of(made);
    REQUIRE(found.size() == 1);
    CHECK(found[0].orders == std::vector<std::string>{"O1"});
    CHECK(found[0].incidents.size() == 3);
  }
}

TEST_CASE("Three failed lines of an order without customer are its own repetition") {
  CareStore made;
  made.order("O1", "", "2026-08-20 09:00");
  made.order("O2", "", "2026-08-20 09:00");
  made.incident("I1", "O1", "2026-09-01 10:00", "wrong_item", "call", "1");
  made.incident("I2", "O1", "2026-09-01 10:00", "wrong_item", "call", "2");
  made.incident("I3", "O2", "2026-09-01 10:00", "wrong_item", "call", "1");
  CHECK(escalations_of(made).empty());
  made.incident("I4", "O1", "2026-09-01 10:00", "wrong_item", "call", "3");
  const auto found = escalations_of(made);
  REQUIRE(found.size() == 1);
  CHECK(found[0].customer_id.empty());
  CHECK(found[0].orders == std::vector<std::string>{"O1"});
}

TEST_CASE("Failures that only the data show count as mistakes, reported ones once") {
  CareStore made;
  for (const char* id : {"O1", "O2", "O3"}) made.order(id, "A", "2026-09-02 09:00");
  made.incident("I1", "O1", "2026-09-05 10:00", "late_delivery");
  const Day day = test::day("2026-09-02");
  CHECK(escalations_of(
            made, {{"late_delivery", "O1", day, 1, "", 0}, {"late_delivery", "O2", day, 0, "", 0}})
            .empty());
  const auto found = escalations_of(made, {{"late_delivery", "O1", day, 1, "", 0},
                                           {"late_delivery", "O2", day, 0, "", 0},
                                           {"late_delivery", "O3", day, 0, "", 0}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].orders == std::vector<std::string>{"O2", "O3", "O1"});
  CHECK(found[0].incidents == std::vector<std::string>{"I1"});
}

TEST_CASE("A single grave failure is escalated, and stands first") {
  CareStore made;
  made.order("O1", "B", "2026-09-02 09:00");
  made.order("O2", "A", "2026-09-02 09:00");
  made.incident("I0", "O1", "2026-08-30 10:00", "injury");  // before the window
  made.incident("I1", "O2", "2026-09-05 10:00", "injury");
  made.incident("I2", "O1", "2026-09-05 10:00", "wrong_item", "call", "1");
  made.incident("I3", "O1", "2026-09-05 10:00", "wrong_item", "call", "2");
  made.incident("I4", "O1", "2026-09-05 10:00", "wrong_item", "call", "3");
  const auto found = escalations_of(made);
  REQUIRE(found.size() == 2);
  CHECK(found[0].rule == "grave_failure");
  CHECK(found[0].orders == std::vector<std::string>{"O2"});
  CHECK(found[0].incidents == std::vector<std::string>{"I1"});
  CHECK(found[0].detail == "injury, 2026-09-05");
  CHECK(found[1].rule == "repeated_failure");
}

TEST_CASE("Without incidents nothing is escalated") {
  CareStore made;
  made.order("O1", "A", "2026-09-02 09:00");
  CHECK(escalations_of(made).empty());
}

}  // namespace rastro
