#include "recovery/figures.h"

#include "recovery/care_log.h"
#include "recovery/care_store.h"

namespace rastro {

namespace {

using test::CareStore;

/// Five customers: A failed and was helped, B failed and was not, C and D were served well, E was
/// rung up before complaining. One order names nobody.
void fill(CareStore& made) {
  made.order("O0", "A", "2026-08-01 09:00");
  made.order("O1", "A", "2026-09-01 09:00");
  made.order("O2", "A", "2026-09-12 09:00");
  made.order("O3", "B", "2026-09-02 09:00");
  made.order("O4", "C", "2026-09-03 09:00");
  made.order("O5", "C", "2026-09-20 09:00");
  made.order("O6", "D", "2026-09-04 09:00");
  made.order("O7", "", "2026-09-05 09:00");
  made.order("O8", "E", "2026-09-06 09:00");
  made.incident("I0", "O0", "2026-08-02 10:00");
  made.action("I0", "2026-08-05 10:00", "refunded", 99);
  made.incident("I1", "O1", "2026-09-03 10:00");
  made.action("I1", "2026-09-03 11:00", "acknowledged");
  made.action("I1", "2026-09-04 11:00", "resolved");
  made.action("I1", "2026-09-08 11:00", "follow_up_call");
  made.action("I1", "2026-09-26 11:00", "compensated", 5.5);
  made.incident("I2", "O3", "2026-09-05 10:00");
  made.action("I2", "2026-09-05 13:00", "acknowledged");
  made.incident("I3", "O7", "2026-09-06 10:00");
  made.incident("I4", "O8", "2026-09-27 23:00");
  made.incident("I5", "O8", "2026-09-07 09:00", "", "verification_call");
  made.action("I5", "2026-09-07 09:30", "acknowledged");
  made.action("I5", "2026-09-08 09:30", "refunded", 20);
  made.incident("I6", "O8", "2026-09-24 10:00");
  made.action("I6", "2026-09-24 12:00", "acknowledged");
  made.action("I6", "2026-09-25 12:00", "resolved");
}

const std::vector<KnownFailure> failures = {{"wrong_item", "O1", 0, 1, "", 0},
                                            {"wrong_item", "O3", 0, 1, "", 0},
                                            {"late_delivery", "O7", 0, 0, "", 0},
                                            {"late_delivery", "O8", 0, 0, "", 0}};

RecoveryFigures figures_of(CareStore& made) {
  return recovery_figures(made.log(), failures, RecoveryTargets{});
}

/// Of a month in which nothing failed but what was reported.
ByFate repurchase_of(CareStore& made) {
  return recovery_figures(made.log(), {}, RecoveryTargets{}).repurchase;
}

}  // namespace

TEST_CASE("Hours to the answer are those of the reports whose time has run out") {
  CareStore made;
  fill(made);
  const Promptness answered = figures_of(made).acknowledged;
  CHECK(answered.median.value() == Approx(1.5));  // of 0.5, 1, 2 and 3
  CHECK(answered.p90.value() == Approx(2.7));     // 2 + 0.7 × 1
  // I1, I5 and I6 in time; I2 late, I3 never; I4 still has an hour.
  CHECK(answered.within_target.count == 5);
  CHECK(answered.done == 4);
  CHECK(answered.within_target.value.value() == Approx(0.6));
  CHECK(answered.within_target.low.value() == Approx(0.2307).margin(1e-4));
  CHECK(answered.within_target.high.value() == Approx(0.8824).margin(1e-4));
  CHECK(answered.target == 2);
}

TEST_CASE("A report that was answered at once does not count before its time has run out") {
  CareStore made;
  made.order("O1", "A", "2026-09-27 09:00");
  made.incident("I1", "O1", "2026-09-27 23:00");
  made.action("I1", "2026-09-27 23:10", "acknowledged");
  const Promptness answered = figures_of(made).acknowledged;
  CHECK(answered.within_target.count == 0);
  CHECK_FALSE(answered.median.has_value());
  CHECK_FALSE(answered.within_target.value.has_value());
}

TEST_CASE("An action without an acknowledgement answers too, but never before the report") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-03 10:00");
  made.action("I1", "2026-09-03 14:00", "contacted");
  made.incident("I2", "O1", "2026-09-04 10:00");
  made.action("I2", "2026-09-04 09:00", "acknowledged");
  const RecoveryFigures figures = figures_of(made);
  CHECK(figures.acknowledged.median.value() == Approx(2));  // of 4 and 0
}

TEST_CASE("Spoken to is who was contacted, not who got an acknowledgement") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-03 10:00");  // 6 h
  made.action("I1", "2026-09-03 10:10", "acknowledged");
  made.action("I1", "2026-09-03 16:00", "apologised");
  made.action("I1", "2026-09-03 18:00", "contacted");
  made.incident("I2", "O1", "2026-09-04 10:00");  // 30 h: late
  made.action("I2", "2026-09-05 16:00", "contacted");
  made.incident("I3", "O1", "2026-09-06 10:00");  // never
  made.action("I3", "2026-09-06 10:30", "acknowledged");
  made.incident("I4", "O1", "2026-09-27 11:00");  // its 24 h are not over
  made.action("I4", "2026-09-27 12:00", "contacted");
  made.incident("I5", "O1", "2026-09-07 10:00", "", "verification_call");  // a word already
  const Promptness contacted = figures_of(made).contacted;
  CHECK(contacted.target == 24);
  CHECK(contacted.within_target.count == 3);
  CHECK(contacted.done == 2);
  CHECK(contacted.median.value() == Approx(18));
  CHECK(contacted.within_target.value.value() == Approx(1.0 / 3));
}

TEST_CASE("What the log never records is not known to be missing") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-03 10:00");
  made.action("I1", "2026-09-03 11:00", "acknowledged");
  made.action("I1", "2026-09-04 11:00", "resolved");
  const RecoveryFigures figures = figures_of(made);
  CHECK(figures.acknowledged.within_target.value.value() == 1);
  CHECK(figures.contacted.within_target.count == 0);
  CHECK_FALSE(figures.contacted.median.has_value());
  CHECK_FALSE(figures.contacted_first.value.has_value());
  CHECK_FALSE(figures.follow_up.value.has_value());
  CHECK_FALSE(figures.compensation.has_value());
  CHECK(figures.by_person.empty());
}

TEST_CASE("Reports are grouped by source, the largest group first") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  for (const std::string id : {"I1", "I2", "I3"}) {
    made.incident(id, "O1", "2026-09-03 10:00", "", id == "I3" ? "call" : "email");
    made.action(id, id == "I2" ? "2026-09-03 15:00" : "2026-09-03 11:00", "contacted");
  }
  made.incident("I4", "O1", "2026-09-03 10:00", "", "email");
  made.incident("I5", "O1", "2026-09-03 10:00", "", "verification_call");
  const auto groups = figures_of(made).by_source;
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].name == "email");
  CHECK(groups[0].acknowledged.within_target.count == 3);
  CHECK(groups[0].acknowledged.done == 2);
  CHECK(groups[0].acknowledged.median.value() == Approx(3));  // of 1 and 5
  CHECK(groups[0].acknowledged.within_target.value.value() == Approx(1.0 / 3));
  CHECK(groups[0].contacted.within_target.value.value() == Approx(2.0 / 3));
  CHECK(groups[1].name == "call");
  CHECK(groups[2].name == "verification_call");
  CHECK(groups[2].contacted.within_target.count == 0);
  CHECK(groups[2].contacted.target == 24);
}

TEST_CASE("Persons answer for what they did, and what nobody answered is nobody's") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  const auto report = [&](const std::string& id, const std::string& answered,
                          const std::string& by) {
    made.incident(id, "O1", "2026-09-03 10:00");
    if (!answered.empty()) made.action(id, "2026-09-03 " + answered, "acknowledged", {}, by);
  };
  report("I1", "11:00", "Luz");
  report("I2", "13:00", "Luz");
  report("I3", "10:30", "Ana");
  report("I4", "10:30", "");
  report("I5", "", "");
  made.action("I1", "2026-09-03 12:00", "contacted", {}, "Ana");
  const auto people = figures_of(made).by_person;
  REQUIRE(people.size() == 3);
  CHECK(people[0].name == "Luz");
  CHECK(people[0].acknowledged.within_target.count == 2);
  CHECK(people[0].acknowledged.within_target.value.value() == Approx(0.5));
  CHECK(people[0].contacted.within_target.count == 0);
  CHECK(people[1].name.empty());
  CHECK(people[1].acknowledged.within_target.count == 1);
  CHECK(people[2].name == "Ana");
  CHECK(people[2].acknowledged.within_target.count == 1);
  CHECK(people[2].contacted.median.value() == Approx(2));
}

TEST_CASE("One person makes one group") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-03 10:00");
  made.action("I1", "2026-09-03 11:00", "acknowledged", {}, "Luz");
  const auto people = figures_of(made).by_person;
  REQUIRE(people.size() == 1);
  CHECK(people[0].name == "Luz");
}

TEST_CASE("Contacted first means before the customer's own report") {
  CareStore made;
  fill(made);
  const Estimate first = figures_of(made).contacted_first;
  CHECK(first.value.value() == Approx(0.25));  // O8 of O1, O3, O7, O8
  CHECK(first.count == 4);
}

TEST_CASE("Contacted first is of the orders of the window only") {
  CareStore made;
  fill(made);
  auto with_old = failures;
  with_old.push_back({"wrong_item", "O0", 0, 1, "", 0});
  CHECK(recovery_figures(made.log(), with_old, RecoveryTargets{}).contacted_first.count == 4);
}

TEST_CASE("A follow-up call counts once it is due") {
  CareStore made;
  fill(made);
  // I1 was called, I5 was not, I6 still has time.
  const Estimate called = figures_of(made).follow_up;
  CHECK(called.value.value() == Approx(0.5));
  CHECK(called.count == 2);
}

TEST_CASE("Compensation is what was paid in the window") {
  CareStore made;
  fill(made);
  const RecoveryFigures figures = figures_of(made);
  CHECK(figures.compensation.value() == Approx(25.5));
  CHECK(figures.payments == 2);
  CHECK(figures.payments_without_amount == 0);
}

TEST_CASE("A payment without an amount is counted, and not in the sum") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-03 10:00");
  made.action("I1", "2026-09-04 10:00", "refunded");
  CHECK_FALSE(figures_of(made).compensation.has_value());
  made.action("I1", "2026-09-05 10:00", "compensated", 7);
  const RecoveryFigures figures = figures_of(made);
  CHECK(figures.compensation.value() == Approx(7));
  CHECK(figures.payments == 2);
  CHECK(figures.payments_without_amount == 1);
}

TEST_CASE("Nothing paid in the window is 0 where payments are recorded at all") {
  CareStore made;
  made.order("O1", "A", "2026-08-01 09:00");
  made.incident("I1", "O1", "2026-08-03 10:00");
  made.action("I1", "2026-08-04 10:00", "refunded", 12);
  CHECK(figures_of(made).compensation.value() == 0);
}

TEST_CASE("Customers who order again are told apart by what had become of their first order") {
  // The cohort ordered from 10 August to 6 September; 7 days to solve, then 14 to order again.
  CareStore made;
  fill(made);
  // A's O1 is reported on 3 September and solved on the 4th: followed from the 10th 10:00 to the
  // 24th; O2 of the 12th is within. B's O3: reported on the 5th, never solved, no later order. C's
  // O4 of the 3rd goes well: followed from the 10th to the 24th, O5 of the 20th. D: O6, no more.
  // E's O8 of the 6th is reported on the 7th: until the 28th E cannot be followed.
  const RecoveryFigures figures = figures_of(made);
  const ByFate& again = figures.repurchase;
  CHECK(format_day(figures.repurchase_from) == "2026-08-10");
  CHECK(format_day(figures.repurchase_to) == "2026-09-06");
  CHECK(again.recovered.value.value() == 1);  // A
  CHECK(again.recovered.count == 1);
  CHECK(again.not_recovered.value.value() == Approx(0.0));  // B
  CHECK(again.not_recovered.count == 1);
  CHECK(again.no_failure.value.value() == Approx(0.5));  // C yes, D no
  CHECK(again.no_failure.count == 2);
  REQUIRE(again.gain.has_value());
  CHECK(again.gain->value == Approx(1));
  CHECK(again.gain->low < 0);
}

TEST_CASE("Whoever had no time to order again is not counted as lost") {
  CareStore made;
  made.order("O1", "A", "2026-09-06 09:00");  // the last day of the cohort
  made.order("O2", "B", "2026-09-07 09:00");  // one day too late
  made.order("O3", "C", "2026-09-05 09:00");
  made.incident("I3", "O3", "2026-09-10 09:00");  // followed until 1 October: too late
  made.action("I3", "2026-09-11 09:00", "resolved");
  const ByFate again = repurchase_of(made);
  CHECK(again.no_failure.count == 1);
  CHECK(again.no_failure.value.value() == 0);
  CHECK(again.recovered.count == 0);
}

TEST_CASE("An order within the days for solving, or after the last day of all, is none again") {
  CareStore made;
  made.order("O1", "A", "2026-08-20 09:00");
  made.order("O2", "A", "2026-08-25 09:00");  // within 7 days
  made.order("O3", "A", "2026-09-10 10:00");  // an hour after 7 + 14 days
  made.order("O4", "B", "2026-08-20 09:00");
  made.order("O5", "B", "2026-09-10 09:00");  // just within
  const ByFate again = repurchase_of(made);
  CHECK(again.no_failure.count == 2);
  CHECK(again.no_failure.value.value() == Approx(0.5));
}

TEST_CASE("A failure solved after the landmark does not make its customer recovered") {
  CareStore made;
  made.order("O1", "A", "2026-08-20 09:00");
  made.incident("I1", "O1", "2026-08-21 09:00");
  made.action("I1", "2026-08-29 09:00", "resolved");  // eight days later
  const ByFate again = repurchase_of(made);
  CHECK(again.recovered.count == 0);
  CHECK(again.not_recovered.count == 1);
}

TEST_CASE("Each customer is followed from one order, and from none where another one failed") {
  CareStore made;
  made.order("O1", "A", "2026-08-20 09:00");  // untouched, though the next one fails
  made.order("O2", "A", "2026-08-30 09:00");
  made.incident("I2", "O2", "2026-08-31 09:00");
  made.order("O3", "B", "2026-08-20 09:00");  // the next one had failed by the landmark
  made.order("O4", "B", "2026-08-22 09:00");
  made.incident("I4", "O4", "2026-08-23 09:00");
  made.other_answered_report();
  const ByFate again = repurchase_of(made);
  CHECK(again.no_failure.count == 1);  // A
  CHECK(again.no_failure.value.value() == 1);
  CHECK(again.not_recovered.count == 1);  // OTHER
}

TEST_CASE("The days of the cohort are the model's") {
  CareStore made;
  made.order("O1", "A", "2026-09-20 09:00");
  made.order("O2", "A", "2026-09-24 09:00");
  made.other_answered_report();
  RecoveryTargets targets;
  targets.solve_days = 2;
  targets.repurchase_days = 5;
  const RecoveryFigures figures = recovery_figures(made.log(), {}, targets);
  CHECK(figures.repurchase_to == test::day("2026-09-20"));
  CHECK(figures.repurchase.no_failure.value.value() == 1);
  CHECK(figures.solve_days == 2);
}

TEST_CASE("Survey scores are told apart by whether the solution came before the survey") {
  CareStore made;
  fill(made);
  made.survey("O1", "2026-09-04 09:00", 2);  // A's older one
  made.survey("O1", "2026-09-09 09:00", 5);
  made.survey("O2", "2026-09-20 09:00", 1);  // A's, on an order that went well
  made.survey("O3", "2026-09-09 09:00", 1);
  made.survey("O4", "2026-09-09 09:00", 4);
  made.survey("O6", "2026-09-09 09:00", 3);
  made.survey("O6", "2026-09-28 09:00", 1);  // after the last day
  const ByFate score = figures_of(made).score;
  CHECK(score.recovered.value.value() == Approx(5));
  CHECK(score.recovered.count == 1);
  CHECK_FALSE(score.recovered.low.has_value());
  CHECK(score.not_recovered.value.value() == Approx(1));
  CHECK(score.no_failure.value.value() == Approx(3.5));
  CHECK(score.no_failure.count == 2);
  // 3.5 ± 12.706 × 0.5, cut to the scale.
  CHECK(score.no_failure.low.value() == 1);
  CHECK(score.no_failure.high.value() == 5);
  CHECK_FALSE(score.gain.has_value());
}

TEST_CASE("Nothing after the last day is seen") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.order("O2", "A", "2026-09-28 09:00");
  made.incident("I1", "O1", "2026-09-03 10:00");
  made.action("I1", "2026-09-28 10:00", "acknowledged");
  made.incident("I2", "O1", "2026-09-28 10:00");
  const CareLog log = made.log();
  CHECK(log.orders.size() == 1);
  CHECK(log.incidents.size() == 1);
  CHECK_FALSE(log.has_actions);
}

TEST_CASE("Without a recovery log its figures are missing, not zero") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-03 10:00");
  made.order("O2", "B", "2026-09-01 09:00");
  made.survey("O1", "2026-09-04 09:00", 2);
  const RecoveryFigures figures = figures_of(made);
  CHECK_FALSE(figures.recorded);
  CHECK_FALSE(figures.acknowledged.median.has_value());
  CHECK_FALSE(figures.acknowledged.within_target.value.has_value());
  CHECK_FALSE(figures.contacted.within_target.value.has_value());
  CHECK_FALSE(figures.contacted_first.value.has_value());
  CHECK_FALSE(figures.follow_up.value.has_value());
  CHECK_FALSE(figures.compensation.has_value());
  CHECK_FALSE(figures.repurchase.not_recovered.value.has_value());
  CHECK_FALSE(figures.score.not_recovered.value.has_value());
  CHECK(figures.by_source.empty());
  CHECK(figures.repurchase.no_failure.value.value() == 0);
}

TEST_CASE("An empty store has no recovery figures") {
  CareStore made;
  const RecoveryFigures figures = recovery_figures(made.log(), {}, RecoveryTargets{});
  CHECK_FALSE(figures.acknowledged.p90.has_value());
  CHECK_FALSE(figures.contacted_first.value.has_value());
  CHECK_FALSE(figures.repurchase.no_failure.value.has_value());
  CHECK_FALSE(figures.score.no_failure.value.has_value());
}

}  // namespace rastro
