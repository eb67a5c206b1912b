#include "simulate/staging.h"

#include <algorithm>
#include <array>

namespace rastro::simulation {

namespace {

constexpr double random_confusion_share = 0.25;  ///< of the causes of wrong items
constexpr int decoys_a_product = 2;

std::string value_text(const World& world, Factor factor, int value) {
  return to_string(world, {{factor, value}});
}

/// The step of the latest factor, as a picker comes after a product.
std::string_view factor_step(const Cause& cause) {
  const auto latest = std::max_element(
      cause.conditions.begin(), cause.conditions.end(),
      [](const Condition& left, const Condition& right) { return left.factor < right.factor; });
  return step_of(latest->factor);
}

/// Any product comes for what some cause is about.
void confuse_at_random(std::vector<Cause>& causes, Staging& staging, Random& random) {
  for (Cause& cause : causes) {
    if (cause.kind != Kind::wrong_item || !random.chance(random_confusion_share)) continue;
    cause.mechanism = random_confusion;
    cause.step = factor_step(cause);
    staging.decoys.push_back({random_confusion, "", cause.id, cause.conditions, "any product"});
  }
}

/// Plants a decoy of the mechanism beside the cause's product; nothing where none can be made.
void tempt(World& world, const Cause& cause, int product, std::string_view mechanism,
           const std::set<int>& keep, Staging& staging, Random& random) {
  std::set<int>& never = staging.never[product];
  const auto tell = [&](std::string_view name, const std::string& detail) {
    staging.decoys.push_back(
        {name, std::string(mechanism), cause.id, {{Factor::sku, product}}, detail});
  };
  int partner = -1;
  if (mechanism == "alike_descriptions") {
    partner = make_alike(world, product, keep, random);
    if (partner < 0) return;
    staging.alike.emplace_back(product, partner);
    tell("alike_twin", value_text(world, Factor::sku, partner));
  } else if (mechanism == "code_typo") {
    partner = make_near_code(world, product, keep, random);
    if (partner < 0) return;
    for (const int near : near_codes(world, product)) never.insert(near);
    tell("near_code", value_text(world, Factor::sku, partner));
  } else if (mechanism == "same_barcode") {
    partner = share_barcode(world, product, keep, random);
    if (partner < 0) return;
    tell("shared_barcode", value_text(world, Factor::sku, partner));
  } else {
    for (const int neighbour : bin_neighbours(world, product)) never.insert(neighbour);
    tell("bin_mates", value_text(world, Factor::bin, world.products[product].bin));
  }
  if (partner >= 0) never.insert(partner);
}

/// Beside every product that is a cause, partners that would do for other mechanisms.
void tempt_by_products(World& world, const std::vector<Cause>& causes, Staging& staging,
                       Random& random) {
  std::set<int> keep = products_of(causes);
  for (const Cause& cause : causes) {
    const int product = value_in(cause.conditions, Factor::sku);
    if (cause.kind != Kind::wrong_item || product < 0) continue;
    std::array<std::string_view, 4> mechanisms = {"alike_descriptions", "code_typo",
                                                  "neighbouring_bins", "same_barcode"};
    for (int left = 4; left > 1; --left) {
      std::swap(mechanisms[static_cast<std::size_t>(left - 1)],
                mechanisms[static_cast<std::size_t>(random.below(left))]);
    }
    int planted = 0;
    for (const std::string_view mechanism : mechanisms) {
      if (mechanism == cause.mechanism || planted == decoys_a_product) continue;
      tempt(world, cause, product, mechanism, keep, staging, random);
      for (const int other : staging.never[product]) keep.insert(other);
      ++planted;
    }
    staging.never[product].erase(cause.twin);
  }
}

/// The warehouse or carrier that holds most of the cause's orders.
Condition home_of(const World& world, const Book& book, const Cause& cause, Factor factor) {
  std::map<int, int> orders;
  for_each_unit(world, book, UnitKind::order, [&](const Unit& unit) {
    if (meets(world, cause.conditions, unit)) ++orders[value_of(world, factor, unit)];
  });
  const auto most = std::max_element(
      orders.begin(), orders.end(),
      [](const auto& left, const auto& right) { return left.second < right.second; });
  return {factor, most == orders.end() ? 0 : most->first};
}

/// A stage is slow everywhere around a late cause whose delay arises elsewhere. A day may be lost
/// once on the way only, or promises could not be kept; and what is known by the weekday on which
/// it leaves must leave as it is.
void slow_down(const World& world, const Book& book, const std::vector<Cause>& causes,
               Staging& staging, Random& random) {
  bool day_lost = std::any_of(causes.begin(), causes.end(), [](const Cause& cause) {
    return value_in(cause.conditions, Factor::dispatch_weekday) >= 0 ||
           cause.mechanism == "short_promise";
  });
  for (const Cause& cause : causes) {
    if (cause.kind != Kind::late_delivery) continue;
    static constexpr std::array<std::pair<Delay, std::string_view>, 3> stages = {
        {{Delay::packing, "slow_packing"},
         {Delay::dispatch, "slow_dispatch"},
         {Delay::transit, "slow_transit"}}};
    const auto& [stage, mechanism] = random.pick(stages);
    const bool takes_day = stage != Delay::packing;
    if (mechanism == cause.mechanism || (takes_day && day_lost)) continue;
    const Factor factor = stage == Delay::transit ? Factor::carrier : Factor::warehouse;
    const Condition where = home_of(world, book, cause, factor);
    day_lost = day_lost || takes_day;
    staging.slow_stages.push_back({stage, where});
    staging.decoys.push_back({"slow_stage",
                              std::string(mechanism),
                              cause.id,
                              {where},
                              takes_day ? "a working day longer" : "three to five hours longer"});
  }
}

/// A line of some three weeks before the end on which a cause of alike descriptions acts: time
/// enough for three deliveries.
Repeat plan_repeat(const World& world, const Book& book, const std::vector<Cause>& causes,
                   Random& random) {
  std::vector<Repeat> possible;
  for (std::size_t cause = 0; cause < causes.size(); ++cause) {
    if (!causes[cause].reads_alike()) continue;
    for (std::size_t line = 0; line < book.lines.size(); ++line) {
      const Unit unit = line_unit(world, book, static_cast<int>(line));
      const Day before_end = book.until - unit.order->day();
      if (before_end < 21 || before_end > 25 || !applies(world, causes[cause], unit)) continue;
      possible.push_back({book.lines[line].order, static_cast<int>(line), static_cast<int>(cause)});
    }
  }
  return possible.empty() ? Repeat{} : random.pick(possible);
}

}  // namespace

bool Staging::never_comes(int ordered, int received) const {
  const auto found = never.find(ordered);
  return found != never.end() && found->second.contains(received);
}

Staging stage(World& world, const SimulationSettings& settings, const Book& book,
              std::vector<Cause>& causes, Random& random) {
  Staging staging;
  const bool mechanisms = settings.plants("mechanisms");
  if (mechanisms && settings.plants("decoys")) confuse_at_random(causes, staging, random);
  if (mechanisms) set_up_mechanisms(world, book, causes, random);
  if (mechanisms && settings.plants("decoys")) {
    tempt_by_products(world, causes, staging, random);
    slow_down(world, book, causes, staging, random);
  }
  if (settings.plants("repeats")) staging.repeat = plan_repeat(world, book, causes, random);
  return staging;
}

}  // namespace rastro::simulation
