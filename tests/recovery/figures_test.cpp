#include "recovery/figures.h"

#include "recovery/care_store.h"

namespace rastro {

namespace {

using test::CareStore;

/// Five customers: A failed and was helped, B failed and was not, C and D were served well, E was
/// rung up before complaining. One order names nobody.
void fill(CareStore& made) {
  made.order("O0", "A", "2026-08-01 09:00");
  made.order("O1", "A", "2026-09-01 09:00");
  made.order("O2", "A", "2026-09-10 09:00");
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

}  // namespace

TEST_CASE("Hours to the answer count answered incidents, the share also the unanswered ones due") {
  CareStore made;
  fill(made);
  const RecoveryFigures figures = figures_of(made);
  CHECK(figures.acknowledge_median.value() == Approx(1.5));  // of 0.5, 1, 2 and 3
  CHECK(figures.acknowledge_p90.value() == Approx(2.7));     // 2 + 0.7 × 1
  // I1, I5 and I6 in time; I2 late, I3 never; I4 still has an hour.
  CHECK(figures.acknowledge_within_target.value() == Approx(0.6));
  CHECK(figures.unacknowledged.value() == 1);
}

TEST_CASE("An action without an acknowledgement answers too, but never before the report") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-03 10:00");
  made.action("I1", "2026-09-03 14:00", "contacted");
  made.incident("I2", "O1", "2026-09-04 10:00");
  made.action("I2", "2026-09-04 09:00", "acknowledged");
  const RecoveryFigures figures = figures_of(made);
  CHECK(figures.acknowledge_median.value() == Approx(2));  // of 4 and 0
}

TEST_CASE("Contacted first means before the customer's own report") {
  CareStore made;
  fill(made);
  CHECK(figures_of(made).contacted_first.value() == Approx(0.25));  // O8 of O1, O3, O7, O8
}

TEST_CASE("A follow-up call counts once it is due") {
  CareStore made;
  fill(made);
  // I1 was called, I5 was not, I6 still has time.
  CHECK(figures_of(made).follow_up.value() == Approx(0.5));
}

TEST_CASE("Compensation is what was paid in the window") {
  CareStore made;
  fill(made);
  CHECK(figures_of(made).compensation.value() == Approx(25.5));
}

TEST_CASE("A payment without an amount leaves the compensation unknown") {
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-09-03 10:00");
  made.action("I1", "2026-09-04 10:00", "refunded");
  CHECK_FALSE(figures_of(made).compensation.has_value());
}

TEST_CASE("Customers who came back are told apart by what became of their failure") {
  CareStore made;
  fill(made);
  const RecoveryFigures figures = figures_of(made);
  CHECK(figures.repurchase.recovered.value() == Approx(0.5));      // A yes, E no
  CHECK(figures.repurchase.not_recovered.value() == Approx(0.0));  // B
  CHECK(figures.repurchase.no_failure.value() == Approx(0.5));     // C yes, D no
}

TEST_CASE("Survey scores are told apart by whether the solution came before the survey") {
  CareStore made;
  fill(made);
  made.survey("O1", "2026-09-04 09:00", 2);
  made.survey("O1", "2026-09-09 09:00", 5);
  made.survey("O3", "2026-09-09 09:00", 1);
  made.survey("O4", "2026-09-09 09:00", 4);
  made.survey("O6", "2026-09-09 09:00", 3);
  made.survey("O6", "2026-09-28 09:00", 1);  // after the last day
  const RecoveryFigures figures = figures_of(made);
  CHECK(figures.score.recovered.value() == Approx(5));
  CHECK(figures.score.not_recovered.value() == Approx(1.5));
  CHECK(figures.score.no_failure.value() == Approx(3.5));
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
  const RecoveryFigures figures = figures_of(made);
  CHECK_FALSE(figures.acknowledge_median.has_value());
  CHECK_FALSE(figures.acknowledge_within_target.has_value());
  CHECK_FALSE(figures.unacknowledged.has_value());
  CHECK_FALSE(figures.contacted_first.has_value());
  CHECK_FALSE(figures.follow_up.has_value());
  CHECK_FALSE(figures.compensation.has_value());
  CHECK_FALSE(figures.repurchase.not_recovered.has_value());
  CHECK(figures.repurchase.no_failure.value() == 0);
}

TEST_CASE("An empty store has no recovery figures") {
  CareStore made;
  const RecoveryFigures figures = recovery_figures(made.log(), {}, RecoveryTargets{});
  CHECK_FALSE(figures.acknowledge_p90.has_value());
  CHECK_FALSE(figures.contacted_first.has_value());
  CHECK_FALSE(figures.repurchase.no_failure.has_value());
  CHECK_FALSE(figures.score.no_failure.has_value());
}

}  // namespace rastro
