#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <set>

#include "simulate/logged_units.h"
#include "simulate/told_failures.h"

using namespace rastro;

namespace {

/// Months with decoys, and causes of which any product comes.
const Simulated& tempting_month(int which) {
  static std::vector<std::unique_ptr<Simulated>> months;
  while (static_cast<int>(months.size()) <= which) {
    months.push_back(std::make_unique<Simulated>(
        month(1500 + months.size(), usual_and({"mechanisms", "decoys"}))));
  }
  return *months[static_cast<std::size_t>(which)];
}
constexpr int months_looked_at = 6;

std::string value_of(const std::string& condition) {
  return condition.substr(condition.find('=') + 1);
}

SimulationSettings small_month(std::vector<std::string> plant) {
  SimulationSettings settings = month(77, std::move(plant));
  settings.orders_per_month = 6000;
  return settings;
}

/// Median of the hours that a stage of the first delivery takes, by the warehouse or carrier.
std::map<std::string, double> hours_by(const Simulated& simulated, const std::string& column,
                                       const std::string& from, const std::string& to) {
  const SimulatedTable deliveries = simulated.table("deliveries");
  std::map<std::string, std::vector<double>> hours;
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    const std::string &begin = deliveries.at(row, from), &end = deliveries.at(row, to);
    if (deliveries.at(row, "attempt") != "1" || begin.empty() || end.empty()) continue;
    const Seconds took = parse_iso_time(end)->local - parse_iso_time(begin)->local;
    hours[deliveries.at(row, column)].push_back(static_cast<double>(took) / 3600);
  }
  std::map<std::string, double> medians;
  for (auto& [value, all] : hours) {
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2),
                     all.end());
    medians[value] = all[all.size() / 2];
  }
  return medians;
}

}  // namespace

TEST_CASE("decoys of products lie beside a cause of another mechanism, and never come",
          "[simulate]") {
  std::map<std::string, int> planted;
  for (int which = 0; which < months_looked_at; ++which) {
    const Simulated& simulated = tempting_month(which);
    const SimulatedTable decoys = simulated.truth("decoys");
    const SimulatedTable causes = simulated.truth("causes");
    const SimulatedTable products = simulated.table("products");
    const auto product_rows = products.index_by("sku");
    const auto cause_rows = causes.index_by("cause_id");
    const auto ordered = ordered_items(simulated), received = received_items(simulated);
    for (std::size_t row = 0; row < decoys.rows.size(); ++row) {
      const std::string& name = decoys.at(row, "decoy");
      ++planted[name];
      const std::size_t cause = cause_rows.at(decoys.at(row, "cause_id"));
      INFO(name << " " << decoys.at(row, "conditions") << " " << decoys.at(row, "detail"));
      if (name == "slow_stage" || name == "random_confusion") continue;
      CHECK(causes.at(cause, "mechanism") != decoys.at(row, "mechanism"));
      CHECK(causes.at(cause, "conditions").find(decoys.at(row, "conditions")) != std::string::npos);
      const std::string sku = value_of(decoys.at(row, "conditions"));
      const std::string other = value_of(decoys.at(row, "detail"));
      int came = 0, of_product = 0;
      for (const auto& [line, instead] : received) {
        if (ordered.at(line) != sku) continue;
        ++of_product;
        came += instead == other || products.at(product_rows.at(instead), "bin") == other ? 1 : 0;
      }
      CHECK(of_product > 5);
      CHECK(came == 0);
      if (name != "shared_barcode") continue;
      CHECK(products.at(product_rows.at(sku), "barcode") ==
            products.at(product_rows.at(other), "barcode"));
    }
  }
  for (const char* name : {"alike_twin", "near_code", "bin_mates", "shared_barcode"}) {
    INFO(name);
    CHECK(planted[name] > 0);
  }
}

TEST_CASE("a cause of random confusion has no mechanism, and no product stands out", "[simulate]") {
  int causes_seen = 0;
  for (int which = 0; which < months_looked_at; ++which) {
    const Simulated& simulated = tempting_month(which);
    const SimulatedTable decoys = simulated.truth("decoys");
    const SimulatedTable causes = simulated.truth("causes");
    const SimulatedTable failures = simulated.truth("failures");
    const auto cause_rows = causes.index_by("cause_id");
    const auto received = received_items(simulated);
    for (std::size_t row = 0; row < decoys.rows.size(); ++row) {
      if (decoys.at(row, "decoy") != "random_confusion") continue;
      ++causes_seen;
      const std::string& id = decoys.at(row, "cause_id");
      CHECK(causes.at(cause_rows.at(id), "mechanism").empty());
      std::map<std::string, int> came;
      int most = 0;
      for (const std::size_t failure : failures_of(failures, id)) {
        if (failures.at(failure, "seen") != "1") continue;
        const std::string line =
            failures.at(failure, "order_id") + ' ' + failures.at(failure, "part");
        most = std::max(most, ++came[received.at(line)]);
      }
      INFO(causes.at(cause_rows.at(id), "conditions"));
      CHECK(came.size() > 10);
      CHECK(most <= 3);
    }
  }
  CHECK(causes_seen > 0);
}

TEST_CASE("a decoy stage is slow for all orders there, and harms nobody", "[simulate]") {
  const std::map<std::string, std::pair<const char*, const char*>> times = {
      {"slow_packing", {"picked_at", "packed_at"}},
      {"slow_dispatch", {"packed_at", "dispatched_at"}},
      {"slow_transit", {"dispatched_at", "attempted_at"}}};
  int stages = 0;
  double late = 0, expected = 0;
  for (int which = 0; which < months_looked_at; ++which) {
    const Simulated& simulated = tempting_month(which);
    const SimulatedTable decoys = simulated.truth("decoys");
    const SimulatedTable failures = simulated.truth("failures");
    std::set<std::string> slow_places;
    for (std::size_t row = 0; row < decoys.rows.size(); ++row) {
      if (decoys.at(row, "decoy") != "slow_stage") continue;
      slow_places.insert(decoys.at(row, "mechanism") + ' ' + decoys.at(row, "conditions"));
    }
    for (std::size_t row = 0; row < decoys.rows.size(); ++row) {
      if (decoys.at(row, "decoy") != "slow_stage") continue;
      const std::string& mechanism = decoys.at(row, "mechanism");
      const std::string& place = decoys.at(row, "conditions");
      const std::string factor = place.substr(0, place.find('='));
      INFO(mechanism << " " << place);
      const auto medians =
          hours_by(simulated, factor, times.at(mechanism).first, times.at(mechanism).second);
      for (const auto& [value, hours] : medians) {
        if (slow_places.contains(mechanism + ' ' + factor + '=' + value)) continue;
        CHECK(medians.at(value_of(place)) > hours + 2);
      }
      ++stages;
    }
    if (slow_places.empty()) continue;
    expected += 0.03 * 18000;
    for (std::size_t row = 0; row < failures.rows.size(); ++row) {
      const bool by_nothing = failures.at(row, "fired") == "base";
      late += by_nothing && failures.at(row, "failure") == "late_delivery" ? 1 : 0;
    }
  }
  CHECK(stages >= 3);
  // Failures of a cause that would have happened anyway are not "base".
  CHECK(late < 1.1 * expected);
  CHECK(late > 0.9 * expected);
}

TEST_CASE("decoys and notes leave everything else as it is", "[simulate]") {
  const Simulated plain(small_month(usual_and({"mechanisms"})));
  const Simulated noted(small_month(usual_and({"mechanisms", "notes"})));
  for (const std::string& table : log_tables()) {
    INFO(table);
    CHECK((plain.bytes(table) == noted.bytes(table)) == (table != "incidents"));
  }
  CHECK(plain.bytes("truth/failures") == noted.bytes("truth/failures"));
  CHECK(plain.truth("notes").rows.empty());
  CHECK(plain.truth("decoys").rows.empty());
  CHECK(plain.truth("repeats").rows.empty());
}

TEST_CASE("notes: a third of the incidents tell in their own words what failed", "[simulate]") {
  const Simulated simulated(small_month({"notes"}));
  const SimulatedTable incidents = simulated.table("incidents");
  const SimulatedTable notes = simulated.truth("notes");
  const auto told = notes.index_by("incident_id");
  std::map<std::string, std::set<std::string>> wordings;
  for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
    const auto note = told.find(incidents.at(row, "incident_id"));
    CHECK(incidents.at(row, "failure").empty() == (note != told.end()));
    if (note == told.end()) continue;
    CHECK_FALSE(incidents.at(row, "note").empty());
    wordings[notes.at(note->second, "failure")].insert(incidents.at(row, "note"));
  }
  const double share =
      static_cast<double>(notes.rows.size()) / static_cast<double>(incidents.rows.size());
  CHECK(share > 0.25);
  CHECK(share < 0.4);
  for (const char* kind : {"wrong_item", "damaged_item", "late_delivery", "wrong_address"}) {
    INFO(kind);
    CHECK(wordings[kind].size() >= 5);
  }
}

TEST_CASE("repeats: one customer gets the same wrong product three times, and says so",
          "[simulate]") {
  const Simulated simulated(month(78, usual_and({"mechanisms", "repeats"})));
  const SimulatedTable repeats = simulated.truth("repeats");
  REQUIRE(repeats.rows.size() == 1);
  const std::string& order = repeats.at(0, "order_id");
  const SimulatedTable causes = simulated.truth("causes");
  CHECK(causes.at(0, "mechanism") == "alike_descriptions");
  CHECK(causes.at(0, "conditions").find("sku=" + repeats.at(0, "sku")) != std::string::npos);
  std::set<std::string> reported, delivered;
  const SimulatedTable incidents = simulated.table("incidents");
  for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
    if (incidents.at(row, "order_id") != order || incidents.at(row, "failure") != "wrong_item" ||
        incidents.at(row, "line") != repeats.at(0, "line")) {
      continue;
    }
    CHECK(incidents.at(row, "received_sku") == repeats.at(0, "received_sku"));
    reported.insert(incidents.at(row, "reported_at"));
  }
  const SimulatedTable deliveries = simulated.table("deliveries");
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    if (deliveries.at(row, "order_id") != order || deliveries.at(row, "delivered_at").empty()) {
      continue;
    }
    delivered.insert(deliveries.at(row, "delivered_at"));
  }
  REQUIRE(delivered.size() >= 3);
  CHECK(reported.size() >= 3);
  // Each of the three deliveries is reported before the next one comes.
  auto report = reported.begin();
  auto delivery = delivered.begin();
  for (int time = 0; time < 3; ++time, ++delivery) {
    report = std::find_if(report, reported.end(), [&](const auto& at) { return at > *delivery; });
    REQUIRE(report != reported.end());
    if (std::next(delivery) != delivered.end()) CHECK(*report < *std::next(delivery));
  }
}
