#include "recovery/calls.h"

#include "recovery/care_store.h"

namespace rastro {

namespace {

using test::CareStore;

std::vector<Call> calls_of(CareStore& made, const std::vector<KnownFailure>& failures) {
  return find_calls(made.log(), failures, {}, RecoveryTargets{});
}

}  // namespace

TEST_CASE("Unanswered reports are called about, the oldest first, once an order") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.order("O2", "", "2026-09-02 09:00");
  made.incident("I1", "O1", "2026-09-20 10:00", "wrong_item", "email");
  made.incident("I2", "O1", "2026-09-21 10:00");
  made.incident("I3", "O2", "2026-09-10 10:00");
  made.incident("I4", "O2", "2026-09-27 22:30");  // two hours have not passed
  made.incident("I5", "O2", "2026-09-11 10:00");
  made.action("I5", "2026-09-11 10:30", "contacted");
  const auto calls = calls_of(made, {{"wrong_item", "O1", 0, 1, "C2", 0.8}});
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].order_id == "O2");
  CHECK(calls[0].customer_id.empty());
  CHECK(calls[0].why == "unacknowledged");
  CHECK(calls[0].cause.empty());
  CHECK(calls[0].incident == "I3");
  CHECK(calls[0].source == "call");
  CHECK(calls[0].told.empty());
  CHECK(calls[0].reported_at == start_of(*day_of(2026, 9, 10)) + 10 * 3600);
  CHECK(calls[1].customer_id == "A");
  CHECK(calls[1].cause == "C2");
  CHECK(calls[1].incident == "I1");
  CHECK(calls[1].source == "email");
  REQUIRE(calls[1].told.size() == 1);
  CHECK(calls[1].told[0].failure == "wrong_item");
}

TEST_CASE("Without a recovery log nobody is said to be unanswered") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-20 10:00");
  CHECK(calls_of(made, {}).empty());
}

TEST_CASE("Customers hit by a cause who never complained are called, the surest first") {
  CareStore made;
  for (const char* id : {"O1", "O2", "O3", "O4", "O5"}) made.order(id, "A", "2026-09-01 09:00");
  made.incident("I1", "O4", "2026-09-20 10:00");
  const auto calls = calls_of(made, {{"late_delivery", "O1", 0, 0, "C1", 0.6},
                                     {"late_delivery", "O2", 0, 0, "C1", 0.9},
                                     {"late_delivery", "O3", 0, 0, "C1", 0.49},
                                     {"late_delivery", "O4", 0, 0, "C1", 0.9},
                                     {"late_delivery", "O5", 0, 2, "C1", 0.9}});
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].order_id == "O2");
  CHECK(calls[0].why == "unreported_failure");
  CHECK(calls[0].cause == "C1");
  REQUIRE(calls[0].told.size() == 1);
  CHECK(calls[0].told[0].failure == "late_delivery");
  CHECK(calls[0].share == Approx(0.9));
  CHECK(calls[1].order_id == "O1");
}

TEST_CASE("Where nothing is ever reported, silence says nothing") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  CHECK(calls_of(made, {{"late_delivery", "O1", 0, 0, "C1", 0.9}}).empty());
}

TEST_CASE("Every escalation leads to a call, about its newest order") {
  CareStore made;
  const Escalation repeated{
      "A", {"O1", "O7"}, {"I1", "I2"}, {{0, "A", {"wrong_item"}, {"O1", "O7"}, {}, 2, 100, 130}}};
  const Escalation grave{"B", {"O2"}, {"I4"}, {{0, "B", {"injury"}, {"O2"}, {"I4"}, 1, 120, 120}}};
  const std::vector<KnownFailure> failures = {{"wrong_item", "O7", 120, 1, "C1", 0.4},
                                              {"injury", "O2", 120, 1, "C3", 0.7},
                                              {"late_delivery", "O2", 120, 1, "C2", 0.9}};
  const auto calls = find_calls(made.log(), failures, {grave, repeated}, RecoveryTargets{});
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].order_id == "O2");
  CHECK(calls[0].cause == "C3");
  CHECK(calls[1].order_id == "O7");
  CHECK(calls[1].customer_id == "A");
  CHECK(calls[1].why == "escalated");
  CHECK(calls[1].escalation == 1);
  CHECK(calls[1].cause.empty());
}

TEST_CASE("Who is called because of an escalation is not called about the same order again") {
  CareStore made;
  for (const char* id : {"O1", "O2", "O3", "O4"}) made.order(id, "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-20 10:00", "wrong_item");
  made.incident("I2", "O2", "2026-09-20 10:00", "wrong_item");
  made.other_answered_report();
  const std::vector<KnownFailure> failures = {{"late_delivery", "O3", 0, 0, "C1", 0.9},
                                              {"late_delivery", "O4", 0, 0, "C1", 0.9}};
  const Escalation escalation{
      "A", {"O1", "O3"}, {"I1"}, {{0, "A", {"wrong_item"}, {"O1", "O3"}, {}, 2, 100, 130}}};
  const auto calls = find_calls(made.log(), failures, {escalation}, RecoveryTargets{});
  REQUIRE(calls.size() == 3);
  CHECK(calls[0].why == "escalated");
  CHECK(calls[1].why == "unacknowledged");
  CHECK(calls[1].order_id == "O2");
  CHECK(calls[2].why == "unreported_failure");
  CHECK(calls[2].order_id == "O4");
}

TEST_CASE("A call about a report whose kind was read from its note says so") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-20 10:00");
  made.other_answered_report();
  CareLog log = made.log();
  log.incidents.back().told = {{"wrong_item", true, "otro producto"}};
  const auto calls = find_calls(log, {}, {}, RecoveryTargets{});
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].told[0].inferred);
  CHECK(calls[0].told[0].words == "otro producto");
}

}  // namespace rastro
