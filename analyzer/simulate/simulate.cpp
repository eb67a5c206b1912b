#include "simulate/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/random.h"
#include "base/text.h"
#include "simulate/output.h"

namespace rastro {

namespace {

/// Each part draws from a stream of its own: with nothing planted, the same orders are placed.
enum Stream : std::uint64_t {
  world_stream,
  order_stream,
  cause_stream,
  event_stream,
  desk_stream,
  change_stream,
  circumstance_stream,
  upset_stream,
  staging_stream,
  note_stream
};

void check(const SimulationSettings& settings) {
  if (settings.months < 1 || settings.months > 120) {
    throw Error("months must be 1 to 120, not " + std::to_string(settings.months));
  }
  if (settings.orders_per_month < 1 || settings.orders_per_month > 20'000'000 / settings.months) {
    throw Error("orders a month must be 1 to 20000000 divided by the months, not " +
                std::to_string(settings.orders_per_month));
  }
  if (!(settings.rate_factor >= 0.1 && settings.rate_factor <= 5)) {
    throw Error(fmt::format("the rate factor must be 0.1 to 5, not {}", settings.rate_factor));
  }
  const std::vector<std::string>& known = plantable_names();
  for (const std::string& asked : settings.plant) {
    if (std::find(known.begin(), known.end(), asked) != known.end()) continue;
    const std::string guess = did_you_mean(asked, known);
    throw Error("there is no kind of cause '" + asked + "' to plant", {},
                guess.empty() ? fmt::format("known are {}", fmt::join(known, ", ")) : guess);
  }
}

void make_folder(const std::string& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    throw Error("cannot create the folder: " + failed.message(), {folder, 0, ""},
                "name a folder that may be written to");
  }
}

}  // namespace

const std::vector<Plantable>& plantable() {
  static const std::vector<Plantable> all = {
      {"one_factor", "causes of one factor", true, true},
      {"two_factors", "causes of two factors", true, true},
      {"three_factors", "causes of three factors", true, true},
      {"dated", "a third of the causes begin within the last month, with a logged change", true,
       true},
      {"stand_ins", "some causes share their units with an innocent worker", true, true},
      {"mechanisms", "causes whose failures show how they came about", true, true},
      {"repeats", "a customer gets the same wrong product three times", false, true},
      {"notes", "a third of the incidents say what failed in their note only", false, true},
      {"decoys", "beside mechanisms: twins nobody mixes up, slow stages that harm nobody", false,
       false},
      {"ended", "some causes end within the period, half of them with a logged change", true,
       false},
      {"drift", "the risk of some causes grows day by day", true, false},
      {"confounded", "innocent values within or around causes: their supplier, a carrier", true,
       false},
      {"protective", "a careful worker, a fast carrier: fewer failures than usual", false, false},
      {"episodes", "a broken lorry, a flood and a strike every month", false, false},
      {"swings", "usual rates go up and down with the weekday and the season", false, false},
      {"chains", "failures bring about others; replacements are wrong again", false, false},
  };
  return all;
}

const std::vector<std::string>& usual_plants() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> usual;
    for (const Plantable& thing : plantable()) {
      if (thing.usual) usual.push_back(thing.name);
    }
    return usual;
  }();
  return names;
}

const std::vector<std::string>& plantable_causes() {
  static const std::vector<std::string> names = {"one_factor", "two_factors", "three_factors",
                                                 "dated", "stand_ins"};
  return names;
}

const std::vector<std::string>& plantable_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> every;
    for (const Plantable& thing : plantable()) every.push_back(thing.name);
    return every;
  }();
  return names;
}

bool SimulationSettings::plants(std::string_view name) const {
  return std::find(plant.begin(), plant.end(), name) != plant.end();
}

bool SimulationSettings::plants_causes() const {
  const auto& all = plantable();
  return std::any_of(all.begin(), all.end(),
                     [&](const Plantable& thing) { return thing.is_cause && plants(thing.name); });
}

void simulate(const SimulationSettings& settings, const std::string& folder) {
  using namespace simulation;
  check(settings);
  make_folder(folder + "/truth");
  Random world_random(settings.seed, world_stream), order_random(settings.seed, order_stream);
  Random cause_random(settings.seed, cause_stream), event_random(settings.seed, event_stream);
  Random desk_random(settings.seed, desk_stream), change_random(settings.seed, change_stream);
  Random circumstance_random(settings.seed, circumstance_stream);
  Random upset_random(settings.seed, upset_stream);
  Random staging_random(settings.seed, staging_stream), note_random(settings.seed, note_stream);

  const int customers = std::max(400, settings.orders_per_month * 9 / 25);
  World world = make_world(world_random, customers, settings.until - 30 * settings.months + 1);
  Book book = place_orders(world, settings, order_random);
  std::vector<Cause> causes = plant_causes(world, settings, book, cause_random);
  const Staging staging = stage(world, settings, book, causes, staging_random);
  const Circumstances circumstances =
      draw_circumstances(world, settings, book, causes, circumstance_random);
  Fate fate(world, causes, circumstances, book, event_random, upset_random);
  const History history = let_happen(world, book, fate, staging, event_random);
  Aftermath aftermath = follow_up(book, history, desk_random);
  if (settings.plants("notes")) tell_in_notes(history, staging.repeat, aftermath, note_random);
  const std::vector<Change> changes = change_process(world, book, causes, staging, change_random);

  const Result result{world, book, fate, staging, history, aftermath, changes};
  write_logs(result, folder);
  write_truth(result, folder + "/truth");
}

}  // namespace rastro
