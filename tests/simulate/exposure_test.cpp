#include <catch2/catch.hpp>
#include <set>

#include "sanitized.h"
#include "simulate/logged_units.h"

using namespace rastro;

namespace {

/// Orders of later days may have attempts, or days of dispatch, that the logs do not hold yet.
const std::string last_settled_day = "2026-09-17";

constexpr std::uint64_t last_seed = 20 + repetitions(3);

}  // namespace

TEST_CASE("the logs hold the exposed units that truth counts, and these fail more often") {
  for (std::uint64_t seed = 21; seed <= last_seed; ++seed) {
    const Simulated simulated(month(seed, plantable_causes()));
    const LoggedUnits units(simulated);
    const SimulatedTable causes = simulated.truth("causes");
    const SimulatedTable daily = simulated.truth("daily");
    const SimulatedTable failures = simulated.truth("failures");
    std::set<std::string> failed;
    for (std::size_t row = 0; row < failures.rows.size(); ++row) {
      failed.insert(failures.at(row, "failure") + ' ' + failures.at(row, "order_id") + ' ' +
                    failures.at(row, "part"));
    }
    for (std::size_t row = 0; row < causes.rows.size(); ++row) {
      const std::string& failure = causes.at(row, "failure");
      INFO("seed " << seed << ": " << failure << " " << causes.at(row, "conditions"));
      const Fields conditions = read_conditions(causes.at(row, "conditions"));
      int settled = 0, exposed = 0, exposed_failed = 0, others = 0, others_failed = 0;
      units.each(failure, [&](const Fields& unit, const std::string& part) {
        const std::string& day = unit.at("day");
        const bool fails = failed.contains(failure + ' ' + unit.at("order") + ' ' + part);
        const bool meant = day >= causes.at(row, "from") && meets(conditions, unit);
        settled += meant && day <= last_settled_day ? 1 : 0;
        (meant ? exposed : others) += 1;
        (meant ? exposed_failed : others_failed) += fails ? 1 : 0;
      });
      int in_truth = 0;
      for (std::size_t entry = 0; entry < daily.rows.size(); ++entry) {
        const bool counted = daily.at(entry, "cause_id") == causes.at(row, "cause_id") &&
                             daily.at(entry, "day") <= last_settled_day;
        in_truth += counted ? std::stoi(daily.at(entry, "exposed")) : 0;
      }
      CHECK(settled == in_truth);
      REQUIRE(exposed > 0);
      INFO(exposed_failed << " of " << exposed << ", else " << others_failed << " of " << others);
      CHECK(static_cast<double>(exposed_failed) / exposed >
            1.8 * static_cast<double>(others_failed) / others);
    }
  }
}

TEST_CASE("only the kinds of cause that are asked for are planted") {
  const std::map<std::string, int> factors = {
      {"one_factor", 1}, {"two_factors", 2}, {"three_factors", 3}};
  for (const auto& [kind, count] : factors) {
    INFO(kind);
    const Simulated simulated(month(31, {kind}));
    const SimulatedTable causes = simulated.truth("causes");
    CHECK(causes.rows.size() >= 5);
    for (std::size_t row = 0; row < causes.rows.size(); ++row) {
      CHECK(read_conditions(causes.at(row, "conditions")).size() ==
            static_cast<std::size_t>(count));
      CHECK(causes.at(row, "from") == "2026-09-01");
    }
    CHECK(simulated.truth("standins").rows.empty());
  }
}

TEST_CASE("a period of any size can be simulated") {
  for (const auto& [months, orders] : {std::pair{1, 1}, std::pair{1, 150}, std::pair{3, 2000}}) {
    INFO(months << " months of " << orders);
    SimulationSettings settings = month(41, plantable_names());
    settings.months = months;
    settings.orders_per_month = orders;
    const Simulated simulated(settings);
    CHECK(simulated.table("orders").rows.size() == static_cast<std::size_t>(months * orders));
  }
}
