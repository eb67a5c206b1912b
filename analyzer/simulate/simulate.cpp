#include "simulate/simulate.h"

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
  change_stream
};

void check(const SimulationSettings& settings) {
  if (settings.months < 1 || settings.months > 120) {
    throw Error("months must be 1 to 120, not " + std::to_string(settings.months));
  }
  if (settings.orders_per_month < 1 || settings.orders_per_month > 20'000'000 / settings.months) {
    throw Error("orders a month must be 1 to 20000000 divided by the months, not " +
                std::to_string(settings.orders_per_month));
  }
  const std::vector<std::string>& known = plantable_causes();
  for (const std::string& asked : settings.plant) {
    if (std::find(known.begin(), known.end(), asked) != known.end()) continue;
    const std::string guess = did_you_mean(asked, known);
    throw Error("there is no kind of cause '" + asked + "' to plant", {},
                guess.empty() ? "known are one_factor, two_factors, three_factors, dated, stand_ins"
                              : guess);
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

const std::vector<std::string>& plantable_causes() {
  static const std::vector<std::string> kinds = {"one_factor", "two_factors", "three_factors",
                                                 "dated", "stand_ins"};
  return kinds;
}

void simulate(const SimulationSettings& settings, const std::string& folder) {
  using namespace simulation;
  check(settings);
  make_folder(folder + "/truth");
  Random world_random(settings.seed, world_stream), order_random(settings.seed, order_stream);
  Random cause_random(settings.seed, cause_stream), event_random(settings.seed, event_stream);
  Random desk_random(settings.seed, desk_stream), change_random(settings.seed, change_stream);

  const int customers = std::max(400, settings.orders_per_month * 9 / 25);
  World world = make_world(world_random, customers, settings.until - 30 * settings.months + 1);
  Book book = place_orders(world, settings, order_random);
  const std::vector<Cause> causes = plant_causes(world, settings, book, cause_random);
  Fate fate(world, causes, book.from, book.until, event_random);
  const History history = let_happen(world, book, fate, event_random);
  const Aftermath aftermath = follow_up(book, history, desk_random);
  const std::vector<Change> changes = change_process(world, book, causes, change_random);

  const Result result{world, book, fate, history, aftermath, changes};
  write_logs(result, folder);
  write_truth(result, folder + "/truth");
}

}  // namespace rastro
