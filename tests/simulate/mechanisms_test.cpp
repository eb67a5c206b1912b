#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>

#include "base/text.h"
#include "process/model.h"
#include "simulate/logged_units.h"
#include "simulate/told_failures.h"

using namespace rastro;

namespace {

constexpr int months_looked_at = 16;

const Simulated& month_with_mechanisms(int which) {
  static std::vector<std::unique_ptr<Simulated>> months;
  while (static_cast<int>(months.size()) <= which) {
    months.push_back(
        std::make_unique<Simulated>(month(900 + months.size(), usual_and({"mechanisms"}))));
  }
  return *months[static_cast<std::size_t>(which)];
}

/// How many of the failures of all causes with a mechanism show it.
struct Seen {
  int causes = 0;
  double failures = 0, shown = 0;
};

/// Calls `shows` for each failure of a cause that has a mechanism of the kind.
template <class Shows>
std::map<std::string, Seen> look_at(const std::string& kind, Shows witness_of) {
  std::map<std::string, Seen> seen;
  for (int which = 0; which < months_looked_at; ++which) {
    const Simulated& simulated = month_with_mechanisms(which);
    const auto shows = witness_of(simulated);
    const SimulatedTable causes = simulated.truth("causes");
    const SimulatedTable failures = simulated.truth("failures");
    for (std::size_t cause = 0; cause < causes.rows.size(); ++cause) {
      if (causes.at(cause, "failure") != kind) continue;
      const std::string& mechanism = causes.at(cause, "mechanism");
      Seen& entry = seen[mechanism];
      ++entry.causes;
      for (const std::size_t row : failures_of(failures, causes.at(cause, "cause_id"))) {
        if (failures.at(row, "seen") != "1") continue;
        ++entry.failures;
        entry.shown += shows(mechanism, failures, row) ? 1 : 0;
      }
    }
  }
  return seen;
}

void check_shown(const std::map<std::string, Seen>& seen, std::size_t mechanisms, double share) {
  CHECK(seen.size() == mechanisms);
  for (const auto& [mechanism, entry] : seen) {
    INFO(mechanism << ": " << entry.shown << " of " << entry.failures << " failures of "
                   << entry.causes << " causes");
    CHECK(entry.failures > 20);
    CHECK(entry.shown >= share * entry.failures);
  }
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::size_t words_that_differ(const std::string& left, const std::string& right) {
  const auto one = words_of(left), other = words_of(right);
  if (one.size() != other.size()) return std::max(one.size(), other.size());
  std::size_t count = 0;
  for (std::size_t place = 0; place < one.size(); ++place) count += one[place] != other[place];
  return count;
}

bool one_typo_apart(std::string left, const std::string& right) {
  if (edit_distance(left, right) <= 1) return true;
  for (std::size_t place = 0; place + 1 < left.size(); ++place) {
    std::swap(left[place], left[place + 1]);
    if (left == right) return true;
    std::swap(left[place], left[place + 1]);
  }
  return false;
}

/// "B-03-2" and "B-03-3", or the same.
bool bins_are_near(const std::string& left, const std::string& right) {
  const auto aisle = [](const std::string& bin) { return bin.substr(0, bin.rfind('-')); };
  const auto place = [](const std::string& bin) {
    return std::stoi(bin.substr(bin.rfind('-') + 1));
  };
  return aisle(left) == aisle(right) && std::abs(place(left) - place(right)) <= 1;
}

/// The texts in force at last, by sku.
std::map<std::string, std::string> last_texts(const Simulated& simulated) {
  const SimulatedTable descriptions = simulated.table("descriptions");
  std::map<std::string, std::string> texts;
  for (std::size_t row = 0; row < descriptions.rows.size(); ++row) {
    texts[descriptions.at(row, "sku")] = descriptions.at(row, "text");
  }
  return texts;
}

auto item_witness(const Simulated& simulated) {
  const auto ordered = ordered_items(simulated), received = received_items(simulated);
  const auto texts = last_texts(simulated);
  const SimulatedTable products = simulated.table("products");
  const auto rows = products.index_by("sku");
  return [=](const std::string& mechanism, const SimulatedTable& failures, std::size_t row) {
    const std::string line = failures.at(row, "order_id") + ' ' + failures.at(row, "part");
    const std::string &one = ordered.at(line), &other = received.at(line);
    const auto same = [&](const char* column) {
      return products.at(rows.at(one), column) == products.at(rows.at(other), column);
    };
    if (mechanism == "alike_descriptions") {
      return words_that_differ(texts.at(one), texts.at(other)) == 1;
    }
    if (mechanism == "code_typo") return one_typo_apart(one, other);
    if (mechanism == "neighbouring_bins") {
      return bins_are_near(products.at(rows.at(one), "bin"), products.at(rows.at(other), "bin"));
    }
    return same(mechanism == "same_barcode" ? "barcode" : "supplier");
  };
}

struct Milestones {
  Seconds ordered = 0, promised = 0, picked = 0, packed = 0, dispatched = 0, attempted = 0;
  bool failed_at_first = false;
};

std::map<std::string, Milestones> milestones_of(const Simulated& simulated) {
  const SimulatedTable orders = simulated.table("orders");
  const SimulatedTable deliveries = simulated.table("deliveries");
  const auto time = [](const std::string& text) {
    // What has not happened yet has taken so long at least.
    return text.empty() ? end_of(*parse_day("2026-09-30")) : parse_iso_time(text)->local;
  };
  std::map<std::string, Milestones> all;
  for (std::size_t row = 0; row < orders.rows.size(); ++row) {
    Milestones& order = all[orders.at(row, "order_id")];
    order.ordered = time(orders.at(row, "ordered_at"));
    order.promised = end_of(*parse_day(orders.at(row, "promised_at")));
  }
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    if (deliveries.at(row, "reason") != "original" || deliveries.at(row, "attempt") != "1")
      continue;
    Milestones& order = all[deliveries.at(row, "order_id")];
    order.picked = time(deliveries.at(row, "picked_at"));
    order.packed = time(deliveries.at(row, "packed_at"));
    order.dispatched = time(deliveries.at(row, "dispatched_at"));
    order.attempted = time(deliveries.at(row, "attempted_at"));
    order.failed_at_first = deliveries.at(row, "outcome") == "failed";
  }
  return all;
}

/// Whether that stage took two days or more, and the others what they take. A Sunday may lie
/// within.
auto delay_witness(const Simulated& simulated) {
  const auto all = milestones_of(simulated);
  return [=](const std::string& mechanism, const SimulatedTable& failures, std::size_t row) {
    const Milestones& order = all.at(failures.at(row, "order_id"));
    const Seconds day = 24 * 3600;
    const std::map<std::string, Seconds> took = {
        {"slow_picking", order.picked - order.ordered},
        {"slow_packing", order.packed - order.picked},
        {"slow_dispatch", order.dispatched - order.packed},
        {"slow_transit", order.attempted - order.dispatched},
    };
    const bool in_time = order.attempted <= order.promised;
    if (mechanism == "slow_redelivery") return in_time && order.failed_at_first;
    if (mechanism == "short_promise") return order.promised - order.ordered < 3 * day;
    return !in_time && std::all_of(took.begin(), took.end(), [&](const auto& stage) {
      return stage.first == mechanism ? stage.second > day : stage.second < 3 * day + 3600;
    });
  };
}

struct AddressParts {
  std::string street, number, flat, postal_code, city;
};

/// "Calle Los Talas 1243, Piso 3 Dpto B, 1406 Villa Serena"
AddressParts parts_of(const std::string& text) {
  AddressParts parts;
  const auto first = text.find(", "), last = text.rfind(", ");
  const std::string line = text.substr(0, first), town = text.substr(last + 2);
  parts.street = line.substr(0, line.rfind(' '));
  parts.number = line.substr(line.rfind(' ') + 1);
  if (first != last) parts.flat = text.substr(first + 2, last - first - 2);
  parts.postal_code = town.substr(0, town.find(' '));
  parts.city = town.substr(town.find(' ') + 1);
  return parts;
}

bool shows_mistake(const std::string& mechanism, const AddressParts& used,
                   const AddressParts& right) {
  const bool other_name =
      used.street.substr(used.street.find(' ')) != right.street.substr(right.street.find(' '));
  const bool other_number = used.number != right.number;
  const bool permuted = std::is_permutation(used.number.begin(), used.number.end(),
                                            right.number.begin(), right.number.end());
  if (mechanism == "missing_unit") {
    return used.flat.size() < right.flat.size() && !other_number && used.street == right.street;
  }
  if (mechanism == "swapped_digits") return other_number && permuted;
  if (mechanism == "wrong_number") return other_number && !permuted && used.street == right.street;
  if (mechanism == "old_address") return other_name && other_number;
  if (mechanism == "same_street_name") {
    return !other_name && used.street != right.street && !other_number;
  }
  if (mechanism == "wrong_street") return other_name && !other_number;
  if (mechanism == "wrong_locality") return used.city != right.city && !other_name;
  return used.city == right.city && used.postal_code != right.postal_code;
}

/// The address used and the right one, by order.
std::map<std::string, std::pair<std::string, std::string>> addresses_of(
    const Simulated& simulated) {
  std::map<std::string, std::pair<std::string, std::string>> all;
  const SimulatedTable deliveries = simulated.table("deliveries");
  for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
    if (deliveries.at(row, "reason") != "original") continue;
    all[deliveries.at(row, "order_id")].first = deliveries.at(row, "address_used");
  }
  const SimulatedTable incidents = simulated.table("incidents");
  for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
    if (incidents.at(row, "correct_address").empty()) continue;
    all[incidents.at(row, "order_id")].second = incidents.at(row, "correct_address");
  }
  return all;
}

auto address_witness(const Simulated& simulated) {
  const auto all = addresses_of(simulated);
  return [=](const std::string& mechanism, const SimulatedTable& failures, std::size_t row) {
    const auto& [used, right] = all.at(failures.at(row, "order_id"));
    return shows_mistake(mechanism, parts_of(used), parts_of(right));
  };
}

void check_steps() {
  std::size_t all = 0, with_mechanism = 0;
  for (int which = 0; which < months_looked_at; ++which) {
    const SimulatedTable causes = month_with_mechanisms(which).truth("causes");
    CHECK(causes.rows.size() <= 8);
    all += causes.rows.size();
    for (std::size_t row = 0; row < causes.rows.size(); ++row) {
      const std::string& failure = causes.at(row, "failure");
      const std::string& mechanism = causes.at(row, "mechanism");
      INFO(failure << " " << causes.at(row, "conditions") << " " << mechanism);
      const bool telling = failure == "wrong_item" || failure == "late_delivery" ||
                           failure == "wrong_address" || failure == "late_installation";
      CHECK(telling == !mechanism.empty());
      if (mechanism.empty()) continue;
      ++with_mechanism;
      const ProcessModel& model = default_model();
      std::size_t factor_step = 0;
      for (const auto& [factor, value] : read_conditions(causes.at(row, "conditions"))) {
        const auto known = model.find_factor(factor);
        if (known) factor_step = std::max(factor_step, model.factors[*known].step);
      }
      const auto step =
          model.step_of_mechanism(*model.find_failure(failure), mechanism, factor_step);
      REQUIRE(step);
      CHECK(causes.at(row, "step") == model.steps[*step].id);
    }
  }
  CHECK(all >= 6 * months_looked_at);
  CHECK(with_mechanism * 10 >= all * 7);
}

void check_items() { check_shown(look_at("wrong_item", item_witness), 5, 0.8); }

void check_delays() { check_shown(look_at("late_delivery", delay_witness), 6, 0.9); }

void check_addresses() { check_shown(look_at("wrong_address", address_witness), 8, 0.75); }

void check_old_addresses() {
  int still_on_file = 0, corrected = 0;
  for (int which = 0; which < months_looked_at; ++which) {
    const Simulated& simulated = month_with_mechanisms(which);
    const auto addresses = addresses_of(simulated);
    const SimulatedTable orders = simulated.table("orders");
    const SimulatedTable customers = simulated.table("customers");
    const auto order_rows = orders.index_by("order_id");
    const auto customer_rows = customers.index_by("customer_id");
    const SimulatedTable causes = simulated.truth("causes");
    const SimulatedTable failures = simulated.truth("failures");
    for (std::size_t cause = 0; cause < causes.rows.size(); ++cause) {
      if (causes.at(cause, "mechanism") != "old_address") continue;
      for (const std::size_t row : failures_of(failures, causes.at(cause, "cause_id"))) {
        if (failures.at(row, "seen") != "1") continue;
        const std::string& id = failures.at(row, "order_id");
        const auto& [used, right] = addresses.at(id);
        const std::size_t order = order_rows.at(id);
        const std::size_t customer = customer_rows.at(orders.at(order, "customer_id"));
        const std::string& on_file = customers.at(customer, "address");
        if (used.starts_with(on_file + ",")) {
          ++still_on_file;
        } else {
          CHECK(right.starts_with(on_file + ","));
          corrected +=
              customers.at(customer, "address_updated_at") > orders.at(order, "ordered_at");
        }
      }
    }
  }
  CHECK(still_on_file > 10);
  CHECK(corrected > 10);
}

void check_second_attempts() {
  double attempts = 0, failed = 0;
  for (int which = 0; which < months_looked_at; ++which) {
    const Simulated& simulated = month_with_mechanisms(which);
    const SimulatedTable causes = simulated.truth("causes");
    const SimulatedTable deliveries = simulated.table("deliveries");
    const LoggedUnits units(simulated);
    for (std::size_t cause = 0; cause < causes.rows.size(); ++cause) {
      if (causes.at(cause, "mechanism") != "slow_redelivery") continue;
      const Fields conditions = read_conditions(causes.at(cause, "conditions"));
      std::set<std::string> affected;
      units.each("late_delivery", [&](const Fields& unit, const std::string&) {
        if (meets(conditions, unit)) affected.insert(unit.at("order"));
      });
      for (std::size_t row = 0; row < deliveries.rows.size(); ++row) {
        const bool first = deliveries.at(row, "attempt") == "1" &&
                           deliveries.at(row, "reason") == "original" &&
                           !deliveries.at(row, "outcome").empty();
        if (!first || !affected.contains(deliveries.at(row, "order_id"))) continue;
        ++attempts;
        failed += deliveries.at(row, "outcome") == "failed" ? 1 : 0;
      }
    }
  }
  INFO(failed << " of " << attempts);
  REQUIRE(attempts > 1000);
  CHECK(failed / attempts > 0.032);
  CHECK(failed / attempts < 0.048);
}

void check_short_promises() {
  int routes = 0;
  for (int which = 0; which < months_looked_at; ++which) {
    const Simulated& simulated = month_with_mechanisms(which);
    const SimulatedTable causes = simulated.truth("causes");
    for (std::size_t cause = 0; cause < causes.rows.size(); ++cause) {
      if (causes.at(cause, "mechanism") != "short_promise") continue;
      ++routes;
      const auto all = milestones_of(simulated);
      const LoggedUnits units(simulated);
      const std::string route = read_conditions(causes.at(cause, "conditions")).at("route");
      units.each("late_delivery", [&](const Fields& unit, const std::string&) {
        if (unit.at("route") != route) return;
        const Milestones& order = all.at(unit.at("order"));
        const bool settled = day_of(order.ordered) <= *parse_day("2026-09-20");
        if (settled) CHECK(day_of(order.attempted) >= day_of(order.ordered) + 3);
      });
    }
  }
  CHECK(routes >= 2);
}

}  // namespace

// One case, so that the months are simulated once.
TEST_CASE("a simulated month with mechanisms shows them", "[simulate][statistics]") {
  SECTION("with mechanisms, most causes have one, and its step") { check_steps(); }
  SECTION("wrong items by a mechanism: what came shows it") { check_items(); }
  SECTION("late deliveries by a mechanism: the time was lost in its stage") { check_delays(); }
  SECTION("wrong addresses by a mechanism: the mistake is of its sort") { check_addresses(); }
  SECTION("an old address was on file when the order was placed") { check_old_addresses(); }
  SECTION("a slow second attempt makes no more attempts fail than usual") {
    check_second_attempts();
  }
  SECTION("a route with short promises is reached by nobody in time for them") {
    check_short_promises();
  }
}
