#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <set>

#include "simulate/simulated.h"

using namespace rastro;

namespace {

const Simulated& planted_month() {
  static const Simulated simulated(month(7, plantable_causes()));
  return simulated;
}

const Simulated& silent_month() {
  static const Simulated simulated(month(11, {}));
  return simulated;
}

/// "kind order part" of every failure of the kinds asked for.
std::set<std::string> seen_in_truth(const Simulated& simulated,
                                    const std::set<std::string>& kinds) {
  const SimulatedTable failures = simulated.truth("failures");
  std::set<std::string> seen;
  for (std::size_t row = 0; row < failures.rows.size(); ++row) {
    const std::string& kind = failures.at(row, "failure");
    if (!kinds.contains(kind) || failures.at(row, "seen") != "1") continue;
    seen.insert(kind + ' ' + failures.at(row, "order_id") + ' ' + failures.at(row, "part"));
  }
  return seen;
}

std::set<std::string> seen_in_incidents(const Simulated& simulated,
                                        const std::set<std::string>& kinds) {
  const SimulatedTable incidents = simulated.table("incidents");
  std::set<std::string> seen;
  for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
    const std::string& kind = incidents.at(row, "failure");
    if (!kinds.contains(kind)) continue;
    seen.insert(kind + ' ' + incidents.at(row, "order_id") + ' ' + incidents.at(row, "line"));
  }
  return seen;
}

/// From the times alone, as seen at the end of the last day.
std::set<std::string> late_orders(const Simulated& simulated) {
  const SimulatedTable orders = simulated.table("orders");
  const SimulatedTable deliveries = simulated.table("deliveries");
  std::map<std::string, std::string> delivered;
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    const bool original = deliveries.at(row, "reason") == "original";
    if (original && !deliveries.at(row, "delivered_at").empty()) {
      delivered[deliveries.at(row, "order_id")] = deliveries.at(row, "delivered_at");
    }
  }
  std::set<std::string> late;
  for (std::size_t row = 0; row < orders.rows.size(); ++row) {
    const std::string& id = orders.at(row, "order_id");
    const std::string due = orders.at(row, "promised_at") + "T23:59:59";
    if (due > "2026-09-30T23:59:59") continue;
    if (!delivered.contains(id) || delivered[id] > due) late.insert("late_delivery " + id + ' ');
  }
  return late;
}

std::set<std::string> failed_attempts(const Simulated& simulated) {
  const SimulatedTable deliveries = simulated.table("deliveries");
  std::set<std::string> failed;
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    if (deliveries.at(row, "outcome") != "failed") continue;
    failed.insert("failed_attempt " + deliveries.at(row, "order_id") + ' ' +
                  deliveries.at(row, "delivery_id"));
  }
  return failed;
}

std::set<std::string> late_installations(const Simulated& simulated) {
  const SimulatedTable installations = simulated.table("installations");
  const Seconds end = end_of(*parse_day("2026-09-30"));
  std::set<std::string> late;
  for (std::size_t row = 0; row < installations.rows.size(); ++row) {
    const Seconds due = parse_iso_time(installations.at(row, "scheduled_at"))->local + 4 * 3600;
    const std::string& completed = installations.at(row, "completed_at");
    const Seconds done = completed.empty() ? end + 1 : parse_iso_time(completed)->local;
    if (due <= end && done > due) {
      late.insert("late_installation " + installations.at(row, "order_id") + ' ' +
                  installations.at(row, "installation_id"));
    }
  }
  return late;
}

std::map<std::string, int> count_by(const SimulatedTable& table, const std::string& column) {
  std::map<std::string, int> counts;
  for (std::size_t row = 0; row < table.rows.size(); ++row) ++counts[table.at(row, column)];
  return counts;
}

const std::set<std::string> reported_kinds = {
    "wrong_item",    "missing_item",  "damaged_item",   "order_entry_error",
    "wrong_address", "billing_error", "rude_treatment", "misdirected_message"};

}  // namespace

TEST_CASE("a reported failure is seen in truth exactly when an incident names it") {
  CHECK(seen_in_truth(planted_month(), reported_kinds) ==
        seen_in_incidents(planted_month(), reported_kinds));
  CHECK(seen_in_truth(silent_month(), reported_kinds) ==
        seen_in_incidents(silent_month(), reported_kinds));
}

TEST_CASE("a derived failure is seen in truth exactly when times and outcomes show it") {
  for (const Simulated* simulated : {&planted_month(), &silent_month()}) {
    CHECK(seen_in_truth(*simulated, {"late_delivery"}) == late_orders(*simulated));
    CHECK(seen_in_truth(*simulated, {"failed_attempt"}) == failed_attempts(*simulated));
    CHECK(seen_in_truth(*simulated, {"late_installation"}) == late_installations(*simulated));
  }
}

TEST_CASE("with nothing planted, failures come at the base rates and by nothing else") {
  const Simulated& simulated = silent_month();
  CHECK(simulated.truth("causes").rows.empty());
  CHECK(simulated.truth("daily").rows.empty());
  CHECK(simulated.truth("standins").rows.empty());
  const SimulatedTable failures = simulated.truth("failures");
  CHECK(count_by(failures, "fired").size() == 1);
  auto failed = count_by(failures, "failure");
  const auto orders = static_cast<double>(simulated.table("orders").rows.size());
  const auto lines = static_cast<double>(simulated.table("order_lines").rows.size());
  const auto installed = static_cast<double>(simulated.table("installations").rows.size());
  const SimulatedTable rates = simulated.truth("rates");
  CHECK(rates.rows.size() == 11);
  for (std::size_t row = 0; row < rates.rows.size(); ++row) {
    const std::string& kind = rates.at(row, "failure");
    const double rate = std::stod(rates.at(row, "base_rate"));
    const double units = kind.ends_with("_item")       ? lines
                         : kind == "late_installation" ? installed
                         : kind == "failed_attempt"    ? orders * 1.08
                                                       : orders;
    INFO(kind << ": " << failed[kind] << " of " << units << " at " << rate);
    CHECK(std::abs(failed[kind] - units * rate) < 4 * std::sqrt(units * rate));
  }
}

TEST_CASE("daily truth adds up to the causes' and to the failures'") {
  const Simulated& simulated = planted_month();
  const SimulatedTable causes = simulated.truth("causes");
  const SimulatedTable daily = simulated.truth("daily");
  const SimulatedTable failures = simulated.truth("failures");
  std::map<std::string, int> exposed, fired, seen, logged, logged_seen;
  std::map<std::string, double> extra;
  for (std::size_t row = 0; row < daily.rows.size(); ++row) {
    const std::string& cause = daily.at(row, "cause_id");
    exposed[cause] += std::stoi(daily.at(row, "exposed"));
    extra[cause] += std::stod(daily.at(row, "expected_extra"));
    fired[cause] += std::stoi(daily.at(row, "fired"));
    seen[cause] += std::stoi(daily.at(row, "fired_seen"));
    CHECK(std::stod(daily.at(row, "expected_extra_seen")) <=
          std::stod(daily.at(row, "expected_extra")) + 1e-6);
  }
  for (std::size_t row = 0; row < failures.rows.size(); ++row) {
    std::istringstream ids(failures.at(row, "fired"));
    for (std::string id; std::getline(ids, id, ';');) {
      ++logged[id];
      if (failures.at(row, "seen") == "1") ++logged_seen[id];
    }
  }
  for (std::size_t row = 0; row < causes.rows.size(); ++row) {
    const std::string& cause = causes.at(row, "cause_id");
    INFO(cause << " " << causes.at(row, "conditions"));
    CHECK(exposed[cause] == std::stoi(causes.at(row, "exposed")));
    CHECK(fired[cause] == std::stoi(causes.at(row, "fired")));
    CHECK(extra[cause] == Approx(std::stod(causes.at(row, "expected_extra"))).epsilon(1e-3));
    CHECK(fired[cause] == logged[cause]);
    CHECK(seen[cause] == logged_seen[cause]);
  }
}

TEST_CASE("planted causes are as many and as strong as promised, over many seeds", "[statistics]") {
  int dated = 0, all = 0, stand_ins = 0;
  std::set<std::string> steps;
  for (std::uint64_t seed = 100; seed < 106; ++seed) {
    const Simulated simulated(month(seed, plantable_causes()));
    const SimulatedTable causes = simulated.truth("causes");
    INFO("seed " << seed);
    CHECK(causes.rows.size() >= 6);
    CHECK(causes.rows.size() <= 8);
    for (std::size_t row = 0; row < causes.rows.size(); ++row) {
      INFO(causes.at(row, "failure") << " " << causes.at(row, "conditions"));
      const double extra = std::stod(causes.at(row, "expected_extra"));
      const double fired = std::stod(causes.at(row, "fired"));
      CHECK(extra >= 12);
      CHECK(extra <= 80);
      CHECK(std::abs(fired - extra) < 5 * std::sqrt(extra));
      CHECK(std::stod(causes.at(row, "added_risk")) <= 0.5);
      dated += causes.at(row, "from") > "2026-09-01" ? 1 : 0;
      CHECK(causes.at(row, "from") <= "2026-09-20");
      ++all;
      steps.insert(causes.at(row, "step"));
    }
    const SimulatedTable innocents = simulated.truth("standins");
    stand_ins += static_cast<int>(innocents.rows.size());
    for (std::size_t row = 0; row < innocents.rows.size(); ++row) {
      CHECK(std::stod(innocents.at(row, "share")) > 0.7);
    }
  }
  CHECK(dated * 5 > all);
  CHECK(dated * 2 < all);
  CHECK(stand_ins >= 6);
  CHECK(steps.size() >= 5);
}

TEST_CASE("a dated cause has its entry in the change log") {
  const Simulated& simulated = planted_month();
  const SimulatedTable causes = simulated.truth("causes");
  const SimulatedTable changes = simulated.table("changes");
  int found = 0;
  for (std::size_t row = 0; row < causes.rows.size(); ++row) {
    if (causes.at(row, "from") == "2026-09-01") continue;
    const std::string& conditions = causes.at(row, "conditions");
    const std::string first = conditions.substr(0, conditions.find(';'));
    bool logged = false;
    for (std::size_t entry = 0; entry < changes.rows.size(); ++entry) {
      logged = logged || (changes.at(entry, "at").substr(0, 10) == causes.at(row, "from") &&
                          changes.at(entry, "factor") + '=' + changes.at(entry, "value") == first);
    }
    INFO(conditions);
    CHECK(logged);
    ++found;
  }
  CHECK(found >= 1);
}

TEST_CASE("the badly described product is mixed up with its twin, whose text reads alike") {
  const Simulated& simulated = planted_month();
  const SimulatedTable causes = simulated.truth("causes");
  REQUIRE(causes.at(0, "step") == "product_description");
  const std::string sku = causes.at(0, "conditions").substr(4);
  const SimulatedTable lines = simulated.table("order_lines");
  std::set<std::string> of_sku;
  for (std::size_t row = 0; row < lines.rows.size(); ++row) {
    if (lines.at(row, "sku") != sku) continue;
    of_sku.insert(lines.at(row, "order_id") + ' ' + lines.at(row, "line"));
  }
  const SimulatedTable incidents = simulated.table("incidents");
  std::map<std::string, int> received;
  int all = 0;
  for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
    if (!of_sku.contains(incidents.at(row, "order_id") + ' ' + incidents.at(row, "line"))) continue;
    if (incidents.at(row, "failure") != "wrong_item") continue;
    ++received[incidents.at(row, "received_sku")];
    ++all;
  }
  std::string twin;
  for (const auto& [other, count] : received) {
    CHECK(other != sku);
    if (count > received[twin]) twin = other;
  }
  CHECK(received[twin] * 10 > all * 7);
  const SimulatedTable products = simulated.table("products");
  const auto rows = products.index_by("sku");
  CHECK(products.at(rows.at(sku), "category") == products.at(rows.at(twin), "category"));
}

TEST_CASE("wrong addresses differ from the right ones and are used for the delivery") {
  const Simulated& simulated = planted_month();
  const SimulatedTable incidents = simulated.table("incidents");
  const SimulatedTable deliveries = simulated.table("deliveries");
  std::map<std::string, std::string> used;
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    if (deliveries.at(row, "reason") != "original") continue;
    used[deliveries.at(row, "order_id")] = deliveries.at(row, "address_used");
  }
  int checked = 0;
  for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
    const bool astray = incidents.at(row, "failure") == "wrong_address";
    CHECK(astray == !incidents.at(row, "correct_address").empty());
    if (!astray) continue;
    CHECK(used.at(incidents.at(row, "order_id")) != incidents.at(row, "correct_address"));
    ++checked;
  }
  CHECK(checked > 30);
}
