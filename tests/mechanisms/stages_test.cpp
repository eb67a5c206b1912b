#include "mechanisms/stages.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.h"
#include "mechanisms/made_course.h"

using namespace rastro;
using namespace rastro::test;

namespace {

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Promised for Thursday 10 September 2026, delivered on Friday.
UnitTimes late_on_friday(const Milestones& times) {
  return late_order("2026-09-07T10:00", "2026-09-10", times);
}

}  // namespace

TEST_CASE("The stage that held a late order back is named", "[mechanisms]") {
  const Deliveries usual;
  SECTION("picking, though it was noticed on the way") {
    const auto signs =
        usual.signs(late_on_friday({"2026-09-10T15:00", "2026-09-10T16:00", "2026-09-11T06:30",
                                    "2026-09-11T15:00", "2026-09-11T15:00"}));
    CHECK(signs.given[picking] > 0.95);
    CHECK(signs.by_chance == Approx(1.0 / 6));
    CHECK(sum_of(signs.given) == Approx(1));
  }
  SECTION("packing") {
    const auto signs =
        usual.signs(late_on_friday({"2026-09-07T13:00", "2026-09-10T16:00", "2026-09-11T06:30",
                                    "2026-09-11T15:00", "2026-09-11T15:00"}));
    CHECK(signs.given[packing] > 0.95);
  }
  SECTION("dispatch") {
    const auto signs =
        usual.signs(late_on_friday({"2026-09-07T13:00", "2026-09-07T14:00", "2026-09-11T06:30",
                                    "2026-09-11T15:00", "2026-09-11T15:00"}));
    CHECK(signs.given[dispatch] > 0.95);
  }
  SECTION("the way") {
    const auto signs =
        usual.signs(late_on_friday({"2026-09-07T13:00", "2026-09-07T14:00", "2026-09-08T06:30",
                                    "2026-09-11T15:00", "2026-09-11T15:00"}));
    CHECK(signs.given[transit] > 0.95);
  }
  SECTION("a second attempt, where the first one came in time and failed") {
    const auto signs =
        usual.signs(late_on_friday({"2026-09-07T13:00", "2026-09-07T14:00", "2026-09-08T06:30",
                                    "2026-09-09T15:00", "2026-09-11T15:00"}));
    CHECK(signs.given[redelivery] > 0.95);
  }
  SECTION("none after the goods were there") {
    const auto signs =
        usual.signs(late_on_friday({"2026-09-10T15:00", "2026-09-10T16:00", "2026-09-11T06:30",
                                    "2026-09-11T15:00", "2026-09-11T15:00"}));
    CHECK(signs.given[installation] == 0);
  }
}

TEST_CASE("A weekend or a holiday between two stages is no delay", "[mechanisms]") {
  const Deliveries usual;
  SECTION("packed on Friday evening, dispatched on Monday morning") {
    const auto signs =
        usual.signs(late_order("2026-09-11T10:00", "2026-09-16",
                               {"2026-09-11T15:00", "2026-09-11T17:30", "2026-09-14T06:30",
                                "2026-09-17T16:00", "2026-09-17T16:00"}));
    CHECK(signs.given[transit] > 0.95);
    CHECK(signs.given[dispatch] < 0.02);
  }
  SECTION("with the holiday of Monday 12 October") {
    const auto signs =
        usual.signs(late_order("2026-10-09T10:00", "2026-10-15",
                               {"2026-10-09T15:00", "2026-10-09T17:30", "2026-10-13T06:30",
                                "2026-10-16T16:00", "2026-10-16T16:00"}));
    CHECK(signs.given[transit] > 0.95);
    CHECK(signs.given[dispatch] < 0.02);
  }
}

TEST_CASE("A promise shorter than the lane ever takes is the mistake", "[mechanisms]") {
  std::vector<UnitTimes> units = usual_orders(6);
  const auto far = usual_orders(6, 1, 3, 2);  // four or five days
  units.insert(units.end(), far.begin(), far.end());
  const Deliveries usual(units);
  UnitTimes unit = late_order("2026-09-07T16:00", "2026-09-09",
                              {"2026-09-07T17:30", "2026-09-08T09:30", "2026-09-08T12:30",
                               "2026-09-11T15:00", "2026-09-11T15:00"});
  SECTION("where no stage took longer than it may") {
    unit.lane = 2;
    CHECK(usual.signs(unit).given[promise] > 0.9);
  }
  SECTION("not on a lane that can do it") {
    unit.lane = 1;
    CHECK(usual.signs(unit).given[promise] < 0.2);
  }
  SECTION("a lane of few units goes by all lanes together") {
    unit.lane = 3;
    const auto signs = usual.signs(unit);
    unit.lane = 0;
    CHECK(usual.signs(unit).given == signs.given);
    CHECK(signs.given[promise] > 0.2);  // every second order is from the far lane
  }
  SECTION("in hours, where the promise names an hour") {
    unit.lane = 2;
    unit.due = at("2026-09-09T12:00");
    CHECK(usual.signs(unit).given[promise] > 0.9);
  }
  SECTION("and never where the kind promises nothing") {
    unit.lane = 2;
    const auto signs = stage_signs(usual.course, {&usual.stages, nullptr}, unit, unit.done);
    CHECK(signs.given[promise] == 0);
    CHECK(signs.by_chance == Approx(0.2));
  }
}

TEST_CASE("A slow stage on a lane does not make its promises short", "[mechanisms]") {
  // On half the orders of lane 2 the way takes four days more than on all others.
  std::vector<UnitTimes> units = usual_orders(6);
  for (UnitTimes& unit : usual_orders(6, 1, 0, 2)) {
    if (units.size() % 2 == 0) {
      unit.done = unit.to[redelivery] = unit.to[transit] += 6 * seconds_per_day;
      unit.from[redelivery] = unit.done;
      unit.late = true;
    }
    units.push_back(unit);
  }
  const Deliveries usual(units);
  for (const UnitTimes& unit : units) {
    if (!unit.late) continue;
    CHECK(usual.signs(unit).given[promise] < 0.05);
    CHECK(usual.signs(unit).given[transit] > 0.9);
  }
}

TEST_CASE("The way to a far town is not slow", "[mechanisms]") {
  std::vector<UnitTimes> units = usual_orders(60);
  const auto far = usual_orders(6, 1, 3, 2);
  units.insert(units.end(), far.begin(), far.end());
  const Deliveries usual(units);
  // Picking took two days; the way took the four days that it takes there.
  UnitTimes unit = late_order("2026-09-07T10:00", "2026-09-11",
                              {"2026-09-09T11:00", "2026-09-09T12:00", "2026-09-09T13:00",
                               "2026-09-14T15:00", "2026-09-14T15:00"});
  unit.lane = 2;
  CHECK(usual.signs(unit).given[picking] > 0.9);
  unit.lane = 1;
  CHECK(usual.signs(unit).given[picking] < 0.5);
}

TEST_CASE("For people: how long the named stage took, and what is usual", "[mechanisms]") {
  const Deliveries usual;
  const auto unit = late_on_friday({"2026-09-07T13:00", "2026-09-07T14:00", "2026-09-08T06:30",
                                    "2026-09-11T15:00", "2026-09-11T15:00"});
  const auto detail = stage_detail(usual.course, usual.stages, unit, transit, unit.done);
  REQUIRE(detail);
  CHECK(detail->hours == 33);
  CHECK_FALSE(detail->open);
  REQUIRE(detail->allowance);
  CHECK(detail->allowance->usual < 9);
  CHECK(detail->allowance->allowed == 18);  // the carrier's standard
  CHECK_FALSE(stage_detail(usual.course, usual.stages, unit, installation, unit.done));
}

TEST_CASE("A stage that is as slow in orders that come on time is not blamed", "[mechanisms]") {
  // Every order of one packing table takes 6 hours there, and comes on time.
  std::vector<UnitTimes> units = usual_orders(6);
  const Deliveries usual(units);
  const std::vector<UnitTimes> table = usual_orders(6, 6);
  const StageReference at_table(usual.course, table, all_of(table), &usual.stages);
  SECTION("where another one made the order late") {
    const auto unit = late_on_friday({"2026-09-07T11:00", "2026-09-07T17:00", "2026-09-08T06:30",
                                      "2026-09-11T15:00", "2026-09-11T15:00"});
    const auto signs = stage_signs(usual.course, {&at_table, &usual.promises}, unit, unit.done);
    CHECK(signs.given[transit] > 0.95);
    CHECK(signs.given[packing] < 0.02);
  }
  SECTION("where nothing else stands out either") {
    const auto unit = late_order("2026-09-07T11:00", "2026-09-08",
                                 {"2026-09-07T12:00", "2026-09-07T18:00", "2026-09-08T06:30",
                                  "2026-09-09T09:30", "2026-09-09T09:30"});
    CHECK(usual.signs(unit).given[packing] > 0.9);
    const auto signs = stage_signs(usual.course, {&at_table, &usual.promises}, unit, unit.done);
    CHECK(signs.given[packing] < 0.25);
  }
  SECTION("too few orders of the table go by all") {
    const std::vector<UnitTimes> few(table.begin(), table.begin() + fewest_for_stages - 1);
    const StageReference reference(usual.course, few, all_of(few), &usual.stages);
    CHECK(reference.allowance(packing, packing, 1)->allowed ==
          usual.stages.allowance(packing, packing, 1)->allowed);
  }
}

TEST_CASE("Of two slow stages that would each do alone, the slower comes first", "[mechanisms]") {
  const Deliveries usual;
  const auto signs =
      usual.signs(late_on_friday({"2026-09-09T10:00", "2026-09-09T11:00", "2026-09-09T13:00",
                                  "2026-09-14T15:00", "2026-09-14T15:00"}));
  CHECK(signs.given[transit] > signs.given[picking]);
  CHECK(signs.given[picking] > signs.by_chance);
}

TEST_CASE("A stage that is slow by less than the delay does not explain it", "[mechanisms]") {
  const Deliveries usual;
  // Packing took four hours instead of one; the way took a week.
  const auto signs =
      usual.signs(late_on_friday({"2026-09-07T13:00", "2026-09-07T17:00", "2026-09-08T06:30",
                                  "2026-09-15T15:00", "2026-09-15T15:00"}));
  CHECK(signs.given[transit] > 0.95);
  CHECK(signs.given[packing] < 0.01);
}

TEST_CASE("Where no stage stands out, none is named", "[mechanisms]") {
  const Deliveries usual;
  const auto signs =
      usual.signs(late_order("2026-09-07T16:00", "2026-09-09",
                             {"2026-09-08T10:00", "2026-09-08T11:30", "2026-09-08T14:30",
                              "2026-09-10T10:00", "2026-09-10T10:00"}));
  for (const double given : signs.given) CHECK(given < 0.34);
  CHECK(sum_of(signs.given) == Approx(1));
}

TEST_CASE("An order that is not finished is stuck where it is", "[mechanisms]") {
  const Deliveries usual;
  const auto unit = late_on_friday({"2026-09-07T13:00", "", "", "", ""});
  const auto signs = usual.signs(unit, "2026-09-14T12:00");
  CHECK(signs.given[packing] > 0.95);
  CHECK(signs.given[transit] == 0);
  const auto detail =
      stage_detail(usual.course, usual.stages, unit, packing, at("2026-09-14T12:00"));
  REQUIRE(detail);
  CHECK(detail->open);
  CHECK(detail->hours == 44);
  CHECK_FALSE(stage_detail(usual.course, usual.stages, unit, dispatch, at("2026-09-14T12:00")));
}

TEST_CASE("Between milestones that are missing no stage is named alone", "[mechanisms]") {
  const Deliveries usual;
  const auto signs = usual.signs(late_on_friday(
      {"2026-09-07T13:00", "", "2026-09-11T06:30", "2026-09-11T15:00", "2026-09-11T15:00"}));
  CHECK(signs.given[packing] == Approx(signs.given[dispatch]));
  CHECK(signs.given[packing] + signs.given[dispatch] > 0.95);
  SECTION("an order with none of them shows nothing") {
    const auto blank = usual.signs(late_on_friday({"", "", "", "", "2026-09-11T15:00"}));
    for (std::size_t stage = picking; stage <= redelivery; ++stage) {
      CHECK(blank.given[stage] == Approx(blank.given[picking]));
    }
  }
  SECTION("nor is one that nobody records, in an order that is stuck") {
    std::vector<UnitTimes> units = usual_orders(6);
    for (UnitTimes& unit : units) unit.to[packing] = unit.from[dispatch] = no_time;
    const auto stuck = Deliveries(units).signs(late_on_friday({"2026-09-07T13:00", "", "", "", ""}),
                                               "2026-09-14T12:00");
    CHECK(stuck.given[packing] == Approx(0.5).margin(0.02));
    CHECK(stuck.given[dispatch] == Approx(0.5).margin(0.02));
  }
}

TEST_CASE("Times out of order are not believed", "[mechanisms]") {
  const Deliveries usual;
  SECTION("one wrong year goes alone") {
    const auto signs =
        usual.signs(late_on_friday({"2062-09-07T13:00", "2026-09-07T14:00", "2026-09-08T06:30",
                                    "2026-09-11T15:00", "2026-09-11T15:00"}));
    CHECK(signs.given[transit] > 0.95);
  }
  SECTION("of two that are exchanged both go") {
    const auto unit = late_on_friday({"2026-09-10T16:00", "2026-09-10T12:00", "2026-09-11T06:30",
                                      "2026-09-11T15:00", "2026-09-11T15:00"});
    const auto signs = usual.signs(unit);
    CHECK(signs.given[picking] == Approx(signs.given[packing]));
    CHECK(signs.given[picking] == Approx(signs.given[dispatch]));
    const auto detail = stage_detail(usual.course, usual.stages, unit, packing, unit.done);
    REQUIRE(detail);
    CHECK(detail->first == picking);
    CHECK(detail->last == dispatch);
  }
  SECTION("whatever the times, the signs stay sound") {
    Random random(11);
    for (int round = 0; round < 2000; ++round) {
      std::array<Seconds, 5> times{};
      for (Seconds& time : times) {
        time = random.chance(0.2) ? no_time : random.between(1'780'000'000, 1'790'000'000);
      }
      UnitTimes unit = unit_of(1'785'000'000, times);
      unit.due = random.chance(0.1) ? no_time : random.between(1'780'000'000, 1'790'000'000);
      const auto signs = usual.signs(unit);
      REQUIRE(sum_of(signs.given) == Approx(1));
      for (const double given : signs.given) REQUIRE((given >= 0 && given <= 1));
    }
  }
}

TEST_CASE("Without usual orders the standard hours speak", "[mechanisms]") {
  const Deliveries nobody(std::vector<UnitTimes>{});
  const auto signs =
      nobody.signs(late_on_friday({"2026-09-10T15:00", "2026-09-10T16:00", "2026-09-11T06:30",
                                   "2026-09-11T15:00", "2026-09-11T15:00"}));
  CHECK(signs.given[picking] > 0.9);
}

TEST_CASE("A late installation arose before it where the goods came too late", "[mechanisms]") {
  const StageCourse course(default_model(), kind_of("late_installation"));
  // Every usual order is installed on the day after its promise, in two hours.
  std::vector<UnitTimes> units = usual_orders(6);
  for (UnitTimes& unit : units) {
    unit.from[installation] = unit.due + 10 * 3600;
    unit.done = unit.to[installation] = unit.from[installation] + 2 * 3600;
  }
  const StageReference stages(course, units, all_of(units));
  const auto signs_of = [&](UnitTimes unit, const char* appointment, const char* completed) {
    unit.from[installation] = at(appointment);
    unit.due = at(appointment) + 4 * 3600;
    unit.done = unit.to[installation] = at(completed);
    return stage_signs(course, {&stages, nullptr}, unit, at("2026-09-18T12:00"));
  };
  const auto slow_way = late_on_friday({"2026-09-07T13:00", "2026-09-07T14:00", "2026-09-08T06:30",
                                        "2026-09-11T15:00", "2026-09-11T15:00"});
  SECTION("in transit, where the goods came after the appointment") {
    const auto signs = signs_of(slow_way, "2026-09-11T10:00", "2026-09-11T17:00");
    CHECK(signs.given[transit] > 0.9);
  }
  SECTION("in the installation, where they came before it") {
    const auto signs = signs_of(slow_way, "2026-09-14T10:00", "2026-09-16T12:00");
    CHECK(signs.given[installation] == Approx(1));
    CHECK(signs.given[transit] == 0);
  }
  SECTION("mostly in the installation, where they came an hour late and it took two days") {
    const auto signs = signs_of(slow_way, "2026-09-11T14:00", "2026-09-15T17:00");
    CHECK(signs.given[installation] > 0.9);
    CHECK(signs.given[transit] < 0.05);
  }
  SECTION("where the goods are, as long as they have not come") {
    const auto stuck =
        late_on_friday({"2026-09-07T13:00", "2026-09-07T14:00", "2026-09-08T06:30", "", ""});
    const auto signs = signs_of(stuck, "2026-09-11T10:00", "");
    CHECK(signs.given[transit] > 0.95);
    CHECK(signs.given[installation] == 0);
  }
}
