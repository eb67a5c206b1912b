#include "recovery/escalations.h"

#include "recovery/care_store.h"

namespace rastro {

namespace {

using test::CareStore;
using When = EscalationRule::When;
using Same = EscalationRule::Same;
using Texts = std::vector<std::string>;

EscalationRule rule(const std::string& id, When when) {
  EscalationRule rule;
  rule.id = id;
  rule.when = when;
  return rule;
}

/// The care model with these rules.
ProcessModel model_with(std::vector<EscalationRule> rules) {
  ProcessModel model = test::care_model();
  model.escalations = std::move(rules);
  return model;
}

std::vector<Escalation> escalations_of(CareStore& made, const ProcessModel& model,
                                       const std::vector<KnownFailure>& failures = {}) {
  return find_escalations(made.log(model), failures, model);
}

/// Two wrong items for customer A, in two orders.
CareStore two_mistakes(const std::string& first, const std::string& second,
                       const std::string& other_customer = "A") {
  CareStore made;
  made.order("O1", "A", "2026-05-01 09:00");
  made.order("O2", other_customer, "2026-05-02 09:00");
  made.incident("I1", "O1", first, "wrong_item");
  made.incident("I2", "O2", second, "wrong_item");
  return made;
}

/// Order O1: wrong, and wrong again after each of `replacements`.
CareStore wrong_order(int replacements) {
  CareStore made;
  made.order("O1", "A", "2026-08-20 09:00");
  made.incident("I0", "O1", "2026-09-01 10:00", "wrong_item");
  for (int index = 1; index <= replacements; ++index) {
    const std::string day = "2026-09-0" + std::to_string(1 + 2 * index);
    made.replacement("D" + std::to_string(index), "O1", day + " 10:00");
    made.incident("I" + std::to_string(index), "O1", day + " 18:00", "wrong_item");
  }
  return made;
}

}  // namespace

TEST_CASE("The same mistake twice for one customer is escalated", "[recovery]") {
  const ProcessModel model = model_with({rule("twice", When::repeated)});
  SECTION("in two orders") {
    CareStore made = two_mistakes("2026-07-05 10:00", "2026-09-05 10:00");
    const auto found = escalations_of(made, model);
    REQUIRE(found.size() == 1);
    CHECK(found[0].customer_id == "A");
    CHECK(found[0].orders == Texts{"O1", "O2"});
    CHECK(found[0].incidents == Texts{"I1", "I2"});
    REQUIRE(found[0].met.size() == 1);
    const MetRule& met = found[0].met[0];
    CHECK(met.kinds == Texts{"wrong_item"});
    CHECK(met.count == 2);
    CHECK(met.first == test::day("2026-07-05"));
    CHECK(met.last == test::day("2026-09-05"));
    CHECK(detail_of(met, model) == "2 × wrong_item, 2026-07-05 to 2026-09-05");
  }
  SECTION("90 days apart") {
    CareStore made = two_mistakes("2026-06-07 10:00", "2026-09-05 18:00");
    CHECK(escalations_of(made, model).size() == 1);
  }
  SECTION("not 91 days apart") {
    CareStore made = two_mistakes("2026-06-06 18:00", "2026-09-05 10:00");
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("not for two customers") {
    CareStore made = two_mistakes("2026-09-04 10:00", "2026-09-05 10:00", "B");
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("not for two orders that name no customer") {
    CareStore made;
    made.order("O1", "", "2026-09-01 09:00");
    made.order("O2", "", "2026-09-01 09:00");
    made.incident("I1", "O1", "2026-09-04 10:00", "wrong_item");
    made.incident("I2", "O2", "2026-09-04 10:00", "wrong_item");
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("not when both lie before the window") {
    CareStore made = two_mistakes("2026-08-20 10:00", "2026-08-29 10:00");
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("not when one of them is of another kind") {
    CareStore made;
    made.order("O1", "A", "2026-09-01 09:00");
    made.incident("I1", "O1", "2026-09-04 10:00", "wrong_item");
    made.incident("I2", "O1", "2026-09-05 10:00", "late_delivery");
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("also where nobody reported them") {
    CareStore made;
    made.order("O1", "A", "2026-08-01 09:00");
    made.order("O2", "A", "2026-09-02 09:00");
    const auto found = escalations_of(made, model,
                                      {{"late_delivery", "O1", test::day("2026-08-01"), 0, "", 0},
                                       {"late_delivery", "O2", test::day("2026-09-02"), 0, "", 0}});
    REQUIRE(found.size() == 1);
    CHECK(found[0].incidents.empty());
  }
}

TEST_CASE("A rule that looks back further reads what lies further back", "[recovery]") {
  EscalationRule year = rule("twice", When::repeated);
  year.within_days = 300;
  CareStore made = two_mistakes("2026-01-05 10:00", "2026-09-05 10:00");
  CHECK(escalations_of(made, model_with({year})).size() == 1);
}

TEST_CASE("Three mistakes early in the window are not hidden by a later one", "[recovery]") {
  EscalationRule week = rule("three_in_a_week", When::repeated);
  week.count = 3;
  week.within_days = 7;
  CareStore made = wrong_order(2);
  made.order("O2", "A", "2026-09-20 09:00");
  made.incident("I9", "O2", "2026-09-25 10:00", "wrong_item");
  const auto found = escalations_of(made, model_with({week}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].orders == Texts{"O1"});
  CHECK(found[0].met[0].last == test::day("2026-09-05"));
}

TEST_CASE("Three wrong deliveries of one order are escalated", "[recovery]") {
  EscalationRule three = rule("three_wrong", When::repeated);
  three.same = Same::order;
  three.count = 3;
  three.failures = {0, 2};  // wrong item or injury
  const ProcessModel model = model_with({three});
  SECTION("the first parcel and two replacements") {
    CareStore made = wrong_order(2);
    const auto found = escalations_of(made, model);
    REQUIRE(found.size() == 1);
    CHECK(found[0].orders == Texts{"O1"});
    CHECK(found[0].incidents == Texts{"I0", "I1", "I2"});
    CHECK(found[0].met[0].count == 3);
  }
  SECTION("also where the third fails in another of these kinds") {
    CareStore made = wrong_order(1);
    made.replacement("D9", "O1", "2026-09-08 10:00");
    made.incident("I9", "O1", "2026-09-08 12:00", "injury");
    const auto found = escalations_of(made, model);
    REQUIRE(found.size() == 1);
    CHECK(found[0].met[0].kinds == Texts{"wrong_item", "injury"});
  }
  SECTION("not the first parcel and one replacement") {
    CareStore made = wrong_order(1);
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("not one parcel that is wrong in two ways, and one replacement") {
    CareStore made = wrong_order(1);
    made.incident("I9", "O1", "2026-09-01 12:00", "injury");
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("not three orders of one customer") {
    CareStore made = wrong_order(0);
    for (const char* id : {"O2", "O3"}) {
      made.order(id, "A", "2026-09-01 09:00");
      made.incident(std::string("I") + id, id, "2026-09-04 10:00", "wrong_item");
    }
    CHECK(escalations_of(made, model).empty());
  }
}

TEST_CASE("A customer with failures of several kinds is escalated", "[recovery]") {
  ProcessModel model = model_with({rule("several", When::several_kinds)});
  CareStore made;
  made.order("O1", "A", "2026-07-01 09:00");
  made.order("O2", "A", "2026-09-01 09:00");
  made.incident("I1", "O1", "2026-07-04 10:00", "wrong_item");
  SECTION("of two kinds") {
    made.incident("I2", "O2", "2026-09-04 10:00", "late_delivery");
    const auto found = escalations_of(made, model);
    REQUIRE(found.size() == 1);
    CHECK(found[0].met[0].count == 2);
    CHECK(found[0].met[0].kinds == Texts{"wrong_item", "late_delivery"});
    CHECK(detail_of(found[0].met[0], model) ==
          "wrong_item, late_delivery, 2026-07-04 to 2026-09-04");
  }
  SECTION("not of one kind twice") {
    made.incident("I2", "O2", "2026-09-04 10:00", "wrong_item");
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("not where one follows from the other in the same order") {
    model.failures[1].caused_by = {2};
    model.failures[2].caused_by = {0};
    made.incident("I2", "O1", "2026-09-04 10:00", "late_delivery");
    CHECK(escalations_of(made, model).empty());
    made.incident("I3", "O2", "2026-09-05 10:00", "late_delivery");
    CHECK(escalations_of(made, model).size() == 1);
  }
}

TEST_CASE("A single grave failure is escalated", "[recovery]") {
  EscalationRule grave = rule("grave", When::grave);
  grave.severity = 9;
  CareStore made;
  made.order("O1", "A", "2026-08-20 09:00");
  SECTION("one, in the whole data") {
    made.incident("I1", "O1", "2026-09-05 10:00", "injury");
    const auto found = escalations_of(made, model_with({grave}));
    REQUIRE(found.size() == 1);
    CHECK(detail_of(found[0].met[0], model_with({grave})) == "injury, 2026-09-05");
  }
  SECTION("not one that was known before the window") {
    made.incident("I1", "O1", "2026-08-30 10:00", "injury");
    CHECK(escalations_of(made, model_with({grave})).empty());
  }
  SECTION("not one that is less grave") {
    made.incident("I1", "O1", "2026-09-05 10:00", "wrong_item");
    CHECK(escalations_of(made, model_with({grave})).empty());
  }
}

TEST_CASE("A report that nobody answered for a day is escalated", "[recovery]") {
  const ProcessModel model = model_with({rule("silence", When::unacknowledged)});
  CareStore made;
  made.order("O1", "A", "2026-09-01 09:00");
  made.order("O2", "A", "2026-09-01 09:00");
  made.other_answered_report();
  SECTION("one case for a customer, whatever was reported") {
    made.incident("I1", "O1", "2026-09-20 10:00");
    made.incident("I2", "O2", "2026-09-22 10:00", "wrong_item");
    const auto found = escalations_of(made, model);
    REQUIRE(found.size() == 1);
    CHECK(found[0].orders == Texts{"O1", "O2"});
    CHECK(found[0].met[0].count == 2);
    CHECK(found[0].met[0].kinds == Texts{"wrong_item"});
    CHECK(detail_of(found[0].met[0], model) ==
          "2 without an answer, reported 2026-09-20 to 2026-09-22");
  }
  SECTION("also before the window, as far as the rule looks back from the last day") {
    made.incident("I1", "O1", "2026-06-29 10:00");
    CHECK(escalations_of(made, model).size() == 1);
    made.action("I1", "2026-09-27 10:00", "contacted");
    made.incident("I2", "O2", "2026-06-28 10:00");
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("not within the day") {
    made.incident("I1", "O1", "2026-09-27 01:00");
    CHECK(escalations_of(made, model).empty());
  }
  SECTION("not where nobody records what is done") {
    made.store.database().exec("DELETE FROM recovery");
    made.incident("I1", "O1", "2026-09-20 10:00");
    CHECK(escalations_of(made, model).empty());
  }
}

TEST_CASE("A case that meets several rules is one case, led by the first rule", "[recovery]") {
  EscalationRule in_order = rule("again_in_order", When::repeated);
  in_order.same = Same::order;
  EscalationRule grave = rule("grave", When::grave);
  grave.severity = 9;
  CareStore made = wrong_order(1);
  made.order("O2", "A", "2026-09-01 09:00");
  made.order("O3", "B", "2026-09-01 09:00");
  made.incident("I8", "O2", "2026-09-08 10:00", "late_delivery");
  made.incident("I9", "O3", "2026-09-09 10:00", "injury");
  const auto found =
      escalations_of(made, model_with({grave, in_order, rule("again", When::repeated),
                                       rule("several", When::several_kinds)}));
  REQUIRE(found.size() == 2);
  CHECK(found[0].customer_id == "B");
  CHECK(found[1].customer_id == "A");
  CHECK(found[1].orders == Texts{"O1", "O2"});
  REQUIRE(found[1].met.size() == 3);
  CHECK(found[1].met[0].rule == 1);
  CHECK(found[1].met[0].orders == Texts{"O1"});
  CHECK(found[1].met[2].rule == 3);
}

TEST_CASE("An inferred kind is marked in the detail, with its words", "[recovery]") {
  const ProcessModel model = model_with({rule("twice", When::repeated)});
  CareStore made = two_mistakes("2026-09-04 10:00", "2026-09-05 10:00");
  CareLog log = made.log(model);
  log.incidents[1].told = {{"wrong_item", true, "me mandaron otro"}};
  const auto found = find_escalations(log, {}, model);
  REQUIRE(found.size() == 1);
  CHECK(detail_of(found[0].met[0], model) ==
        "2 × wrong_item, 2026-09-04 to 2026-09-05; kind of I2 inferred from “me mandaron otro”");
}

TEST_CASE("Without rules, and without failures, nothing is escalated", "[recovery]") {
  CareStore made = wrong_order(2);
  CHECK(escalations_of(made, model_with({})).empty());
  CareStore quiet;
  quiet.order("O1", "A", "2026-09-02 09:00");
  CHECK(escalations_of(quiet, default_model()).empty());
}

}  // namespace rastro
