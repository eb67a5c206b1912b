#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <set>

#include "base/error.h"
#include "simulate/logged_units.h"
#include "simulate/told_failures.h"

using namespace rastro;

namespace {

double number(const SimulatedTable& table, std::size_t row, const std::string& column) {
  return std::stod(table.at(row, column));
}

/// Of a sum of independent failures, with room for chance.
void check_near(double observed, double expected) {
  INFO(observed << " against " << expected << " expected");
  CHECK(std::abs(observed - expected) < 4.5 * std::sqrt(expected) + 1);
}

/// Order days of failures by what fired them, from the truth.
std::vector<std::string> days_of(const Simulated& simulated, const std::string& id) {
  const SimulatedTable failures = simulated.truth("failures");
  std::vector<std::string> days;
  for (std::size_t row = 0; row < failures.rows.size(); ++row) {
    if (fired_by(failures.at(row, "fired"), id)) days.push_back(failures.at(row, "day"));
  }
  return days;
}

/// "failure order part" of all failures, or of those fired by an id.
std::set<std::string> failed_units(const Simulated& simulated, const std::string& id = {}) {
  const SimulatedTable failures = simulated.truth("failures");
  std::set<std::string> failed;
  for (std::size_t row = 0; row < failures.rows.size(); ++row) {
    if (!id.empty() && !fired_by(failures.at(row, "fired"), id)) continue;
    failed.insert(failures.at(row, "failure") + ' ' + failures.at(row, "order_id") + ' ' +
                  failures.at(row, "part"));
  }
  return failed;
}

/// The first delivery of every order: row numbers by order.
std::map<std::string, std::size_t> first_deliveries(const SimulatedTable& deliveries) {
  std::map<std::string, std::size_t> first;
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    if (deliveries.at(row, "reason") == "original" && deliveries.at(row, "attempt") == "1") {
      first[deliveries.at(row, "order_id")] = row;
    }
  }
  return first;
}

const Simulated& chained_month() {
  static const Simulated simulated(month(51, {"chains"}));
  return simulated;
}

}  // namespace

TEST_CASE(
    "episodes: a lorry, a flood and a strike make orders of their days late, and only these") {
  const Simulated simulated(month(52, {"episodes"}));
  CHECK(simulated.truth("causes").rows.empty());
  const SimulatedTable episodes = simulated.truth("episodes");
  const SimulatedTable deliveries = simulated.table("deliveries");
  const auto first = first_deliveries(deliveries);
  const LoggedUnits units(simulated);
  std::set<std::string> kinds;
  for (std::size_t row = 0; row < episodes.rows.size(); ++row) {
    const std::string& id = episodes.at(row, "episode_id");
    INFO(id << " " << episodes.at(row, "kind") << " " << episodes.at(row, "conditions"));
    kinds.insert(episodes.at(row, "kind"));
    check_near(number(episodes, row, "fired"), number(episodes, row, "expected"));
    const auto struck = failed_units(simulated, id);
    CHECK(struck.size() == static_cast<std::size_t>(number(episodes, row, "fired")));
    const Fields conditions = read_conditions(episodes.at(row, "conditions"));
    units.each("late_delivery", [&](const Fields& unit, const std::string&) {
      if (!struck.contains("late_delivery " + unit.at("order") + ' ')) return;
      REQUIRE(meets(conditions, unit));
      REQUIRE(unit.at("day") >= episodes.at(row, "from"));
      REQUIRE(unit.at("day") <= episodes.at(row, "to"));
      const std::string left = deliveries.at(first.at(unit.at("order")), "dispatched_at");
      REQUIRE(left.substr(0, 10) >= episodes.at(row, "dispatch_from"));
      REQUIRE(left.substr(0, 10) <= episodes.at(row, "dispatch_to"));
    });
  }
  CHECK(kinds == std::set<std::string>{"broken_lorry", "flood", "strike"});
}

TEST_CASE("swings: failures follow the weekday and the season as the truth says") {
  SimulationSettings settings = month(54, {"swings"});
  settings.months = 3;
  const Simulated simulated(settings);
  CHECK(simulated.truth("causes").rows.empty());
  const SimulatedTable orders = simulated.table("orders");
  std::map<std::string, double> orders_on, lines_on;
  for (std::size_t row = 0; row < orders.rows.size(); ++row) {
    ++orders_on[orders.at(row, "ordered_at").substr(0, 10)];
  }
  const SimulatedTable lines = simulated.table("order_lines");
  const auto order_rows = orders.index_by("order_id");
  for (std::size_t row = 0; row < lines.rows.size(); ++row) {
    const std::size_t order = order_rows.at(lines.at(row, "order_id"));
    ++lines_on[orders.at(order, "ordered_at").substr(0, 10)];
  }
  const SimulatedTable rates = simulated.truth("rates");
  const auto rate_rows = rates.index_by("failure");
  const SimulatedTable swings = simulated.truth("swings");
  const SimulatedTable failures = simulated.truth("failures");
  const std::vector<std::string> weekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  int checked = 0;
  for (std::size_t row = 0; row < swings.rows.size(); ++row) {
    const std::string& kind = swings.at(row, "failure");
    if (kind == "failed_attempt" || kind == "late_installation") continue;
    INFO(kind);
    const double weekly = number(swings, row, "weekday_amplitude");
    const double seasonal = number(swings, row, "season_amplitude");
    const auto peak = std::find(weekdays.begin(), weekdays.end(), swings.at(row, "weekday_peak"));
    double expected_high = 0, expected_low = 0;
    std::set<std::string> high;
    for (const auto& [day, count] : kind.ends_with("_item") ? lines_on : orders_on) {
      double factor = 1;
      if (weekly > 0) {
        const auto away = static_cast<double>(weekday(*parse_day(day)) - (peak - weekdays.begin()));
        factor *= 1 + weekly * std::cos(2 * std::numbers::pi * away / 7);
      }
      if (seasonal > 0) {
        const double away = *parse_day(day) - *parse_day(swings.at(row, "season_peak"));
        factor *= 1 + seasonal * std::cos(2 * std::numbers::pi * away /
                                          number(swings, row, "season_days"));
      }
      if (factor >= 1) high.insert(day);
      (factor >= 1 ? expected_high : expected_low) +=
          factor * count * number(rates, rate_rows.at(kind), "base_rate");
    }
    double failed_high = 0, failed_low = 0;
    for (std::size_t failure = 0; failure < failures.rows.size(); ++failure) {
      if (failures.at(failure, "failure") != kind) continue;
      (high.contains(failures.at(failure, "day")) ? failed_high : failed_low) += 1;
    }
    check_near(failed_high, expected_high);
    check_near(failed_low, expected_low);
    ++checked;
  }
  CHECK(checked >= 4);
}

TEST_CASE("chains: as many failures are brought about by others as are to be expected") {
  const SimulatedTable chains = chained_month().truth("chains");
  const SimulatedTable failures = chained_month().truth("failures");
  REQUIRE(chains.rows.size() == 4);
  for (std::size_t row = 0; row < chains.rows.size(); ++row) {
    INFO(chains.at(row, "from") << " to " << chains.at(row, "to"));
    check_near(number(chains, row, "fired"), number(chains, row, "expected"));
    double told = 0;
    for (std::size_t failure = 0; failure < failures.rows.size(); ++failure) {
      const bool brought_about = fired_by(failures.at(failure, "fired"), chains.at(row, "link_id"));
      if (!brought_about) continue;
      CHECK(failures.at(failure, "upstream") == chains.at(row, "from"));
      CHECK(failures.at(failure, "failure") == chains.at(row, "to"));
      ++told;
    }
    CHECK(told == number(chains, row, "fired"));
    CHECK(told > 10);
  }
}

TEST_CASE("chains: the upstream failure of the same order comes first, as the logs tell") {
  const SimulatedTable failures = chained_month().truth("failures");
  const SimulatedTable orders = chained_month().table("orders");
  const SimulatedTable deliveries = chained_month().table("deliveries");
  const auto order_rows = orders.index_by("order_id");
  const auto failed = failed_units(chained_month());
  std::map<std::string, std::string> first_failed_attempt;
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    if (deliveries.at(row, "outcome") != "failed") continue;
    if (deliveries.at(row, "reason") != "original") continue;
    first_failed_attempt.emplace(deliveries.at(row, "order_id"),
                                 deliveries.at(row, "attempted_at"));
  }
  int checked = 0;
  for (std::size_t row = 0; row < failures.rows.size(); ++row) {
    const std::string& order = failures.at(row, "order_id");
    const std::string& upstream = failures.at(row, "upstream");
    if (failures.at(row, "seen") != "1" || upstream.empty()) continue;
    INFO(order << ": " << failures.at(row, "failure") << " after " << upstream);
    if (upstream == "wrong_address" || upstream == "late_delivery") {
      REQUIRE(failed.contains(upstream + ' ' + order + ' '));
    } else if (upstream == "failed_attempt") {
      const std::string promised = orders.at(order_rows.at(order), "promised_at");
      REQUIRE(first_failed_attempt.at(order).substr(0, 10) <= promised);
    }
    ++checked;
  }
  CHECK(checked > 100);
}

TEST_CASE("chains: a replacement that is wrong again is reported after it was delivered") {
  const SimulatedTable failures = chained_month().truth("failures");
  const SimulatedTable incidents = chained_month().table("incidents");
  const SimulatedTable deliveries = chained_month().table("deliveries");
  std::multimap<std::string, std::string> replaced, reported;
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    if (deliveries.at(row, "reason") != "replacement") continue;
    replaced.emplace(deliveries.at(row, "order_id"), deliveries.at(row, "delivered_at"));
  }
  for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
    if (incidents.at(row, "failure") != "wrong_item") continue;
    reported.emplace(incidents.at(row, "order_id") + ' ' + incidents.at(row, "line"),
                     incidents.at(row, "reported_at"));
  }
  int checked = 0;
  for (std::size_t row = 0; row < failures.rows.size(); ++row) {
    if (failures.at(row, "upstream") != "wrong_item" || failures.at(row, "seen") != "1") continue;
    const std::string& order = failures.at(row, "order_id");
    INFO(order);
    const auto [begin, end] = reported.equal_range(order + ' ' + failures.at(row, "part"));
    const auto [arrived, last] = replaced.equal_range(order);
    const bool told_after = std::any_of(arrived, last, [&, begin = begin, end = end](auto& parcel) {
      return !parcel.second.empty() && std::any_of(begin, end, [&](const auto& report) {
        return report.second >= parcel.second;
      });
    });
    REQUIRE(told_after);
    REQUIRE(std::distance(begin, end) >= 2);
    ++checked;
  }
  CHECK(checked > 10);
}

TEST_CASE("ended causes stop after nine days or more, half of them with a logged change",
          "[statistics]") {
  int ended = 0, logged = 0;
  for (std::uint64_t seed = 60; seed < 68; ++seed) {
    SimulationSettings settings = month(seed, usual_and({"ended"}));
    const Simulated simulated(settings);
    const SimulatedTable causes = simulated.truth("causes");
    const SimulatedTable changes = simulated.table("changes");
    for (std::size_t row = 0; row < causes.rows.size(); ++row) {
      INFO("seed " << seed << " " << causes.at(row, "conditions"));
      const std::string& until = causes.at(row, "until");
      CHECK((causes.at(row, "course") == "ended") == (until < "2026-09-30"));
      CHECK((causes.at(row, "course") == "step") == (causes.at(row, "from") > "2026-09-01"));
      if (causes.at(row, "course") != "ended") continue;
      ++ended;
      CHECK(until >= "2026-09-11");
      CHECK(until <= "2026-09-27");
      CHECK(number(causes, row, "expected_extra") >= 12);
      for (const std::string& day : days_of(simulated, causes.at(row, "cause_id"))) {
        CHECK(day <= until);
      }
      const std::string next = format_day(*parse_day(until) + 1);
      const std::string conditions = causes.at(row, "conditions");
      const std::string factor = conditions.substr(0, conditions.find(';'));
      for (std::size_t entry = 0; entry < changes.rows.size(); ++entry) {
        logged += changes.at(entry, "at").substr(0, 10) == next &&
                          changes.at(entry, "factor") + '=' + changes.at(entry, "value") == factor
                      ? 1
                      : 0;
      }
    }
  }
  CHECK(ended >= 8);
  CHECK(logged * 5 > ended);
  CHECK(logged * 5 < ended * 4);
}

TEST_CASE("drifting causes act more from day to day", "[statistics]") {
  int drifting = 0;
  double early = 0, late = 0;
  for (std::uint64_t seed = 70; seed < 76; ++seed) {
    const Simulated simulated(month(seed, usual_and({"drift"})));
    const SimulatedTable causes = simulated.truth("causes");
    for (std::size_t row = 0; row < causes.rows.size(); ++row) {
      if (causes.at(row, "course") != "drift") continue;
      INFO("seed " << seed << " " << causes.at(row, "conditions"));
      ++drifting;
      CHECK(number(causes, row, "expected_extra") >= 12);
      check_near(number(causes, row, "fired"), number(causes, row, "expected_extra"));
      for (const std::string& day : days_of(simulated, causes.at(row, "cause_id"))) {
        (day <= "2026-09-15" ? early : late) += 1;
      }
    }
  }
  CHECK(drifting >= 6);
  // A linear rise from nothing puts three quarters into the second half.
  CHECK(late / (early + late) > 0.65);
  CHECK(late / (early + late) < 0.85);
}

TEST_CASE("confounded: innocents lie within or around the cause's units, as the logs tell",
          "[statistics]") {
  std::map<std::string, int> relations, factors;
  for (std::uint64_t seed = 80; seed < 90; ++seed) {
    const Simulated simulated(month(seed, usual_and({"confounded"})));
    const LoggedUnits units(simulated);
    const SimulatedTable causes = simulated.truth("causes");
    const auto cause_rows = causes.index_by("cause_id");
    const SimulatedTable innocents = simulated.truth("standins");
    for (std::size_t row = 0; row < innocents.rows.size(); ++row) {
      const std::string& relation = innocents.at(row, "relation");
      ++relations[relation];
      const Fields innocent = read_conditions(innocents.at(row, "conditions"));
      ++factors[innocent.begin()->first];
      const std::size_t cause = cause_rows.at(innocents.at(row, "cause_id"));
      INFO("seed " << seed << " " << innocents.at(row, "conditions") << " " << relation << " "
                   << causes.at(cause, "conditions"));
      CHECK(causes.at(cause, "conditions").find(innocents.at(row, "conditions")) ==
            std::string::npos);
      if (relation == "handed_over") continue;
      const Fields conditions = read_conditions(causes.at(cause, "conditions"));
      // A carrier of the bad region carries orders of other days and channels too.
      const bool by_region = innocent.contains("carrier") && conditions.contains("region");
      int both = 0, only_cause = 0, only_innocent = 0;
      units.each(causes.at(cause, "failure"), [&](const Fields& unit, const std::string&) {
        Fields wanted = conditions;
        if (by_region) wanted = {{"region", conditions.at("region")}};
        const bool theirs = meets(wanted, unit), its = meets(innocent, unit);
        both += theirs && its ? 1 : 0;
        only_cause += theirs && !its ? 1 : 0;
        only_innocent += !theirs && its ? 1 : 0;
      });
      CHECK(both > 10);
      if (relation == "within") {
        CHECK(only_innocent == 0);
        CHECK(only_cause > 10);
      } else {
        CHECK(only_cause == 0);
        CHECK(only_innocent > both);
      }
    }
  }
  CHECK(relations["within"] >= 3);
  CHECK(relations["around"] >= 10);
  CHECK(factors["supplier"] >= 5);
}

TEST_CASE("protective: units of the careful value fail less often, and it is no cause") {
  const Simulated simulated(month(54, usual_and({"protective"})));
  const SimulatedTable protective = simulated.truth("protective");
  const SimulatedTable causes = simulated.truth("causes");
  const SimulatedTable rates = simulated.truth("rates");
  const auto rate_rows = rates.index_by("failure");
  const auto failed = failed_units(simulated);
  const LoggedUnits units(simulated);
  REQUIRE(protective.rows.size() == 2);
  for (std::size_t row = 0; row < protective.rows.size(); ++row) {
    const std::string& kind = protective.at(row, "failure");
    const Fields careful = read_conditions(protective.at(row, "conditions"));
    INFO(kind << " " << protective.at(row, "conditions"));
    CHECK(number(protective, row, "risk_ratio") < 0.4);
    double exposed = 0, failures = 0;
    units.each(kind, [&](const Fields& unit, const std::string& part) {
      if (!meets(careful, unit)) return;
      for (std::size_t cause = 0; cause < causes.rows.size(); ++cause) {
        const bool same_kind = causes.at(cause, "failure") == kind;
        if (same_kind && meets(read_conditions(causes.at(cause, "conditions")), unit)) return;
      }
      ++exposed;
      failures += failed.contains(kind + ' ' + unit.at("order") + ' ' + part) ? 1 : 0;
    });
    const double usual = exposed * number(rates, rate_rows.at(kind), "base_rate");
    check_near(failures, usual * number(protective, row, "risk_ratio"));
    CHECK(failures < 0.6 * usual);
    for (std::size_t cause = 0; cause < causes.rows.size(); ++cause) {
      CHECK(causes.at(cause, "conditions").find(protective.at(row, "conditions")) ==
            std::string::npos);
    }
  }
}

TEST_CASE("the rate factor makes everyday failures rarer or commoner") {
  for (const double factor : {0.3, 3.0}) {
    SimulationSettings settings = month(55, {});
    settings.rate_factor = factor;
    const Simulated simulated(settings);
    const SimulatedTable rates = simulated.truth("rates");
    const auto row = rates.index_by("failure").at("late_delivery");
    CHECK(number(rates, row, "base_rate") == Approx(0.03 * factor));
    double late = 0;
    const SimulatedTable failures = simulated.truth("failures");
    for (std::size_t failure = 0; failure < failures.rows.size(); ++failure) {
      late += failures.at(failure, "failure") == "late_delivery" ? 1 : 0;
    }
    check_near(late, 18000 * 0.03 * factor);
  }
  SimulationSettings settings = month(55, {});
  settings.rate_factor = 7;
  CHECK_THROWS_WITH(simulate(settings, "/nonexistent/never"),
                    Catch::Contains("the rate factor must be 0.1 to 5, not 7"));
}

TEST_CASE("what is planted besides leaves the orders as they are") {
  SimulationSettings settings = month(56, {});
  settings.orders_per_month = 3000;
  const Simulated plain(settings);
  settings.plant = {"chains", "episodes", "swings", "protective"};
  const Simulated moved(settings);
  CHECK(moved.truth("causes").rows.empty());
  for (const char* table : {"customers", "products", "order_lines"}) {
    CHECK(plain.bytes(table) == moved.bytes(table));
  }
  CHECK(plain.bytes("deliveries") != moved.bytes("deliveries"));
}
