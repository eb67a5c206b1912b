#include "simulate/circumstances.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace rastro::simulation {

namespace {

constexpr double least_amplitude = 0.3, most_amplitude = 0.6;
constexpr int protections_wanted = 2;
/// Three episodes a month, each in days of its own; the last days are left free, as what is late
/// then shows only later.
constexpr Day days_of_an_episode = 8;

/// A cosine wave around 1.
double wave(double amplitude, double position, double length) {
  return 1 + amplitude * std::cos(2 * std::numbers::pi * position / length);
}

void draw_swings(const Book& book, Circumstances& all, Random& random) {
  for (Swing& swing : all.swings) {
    // Of four kinds one stays as it is, one goes with the weekday, one with the season, one both.
    const int roll = random.below(4);
    if (roll == 1 || roll == 3) {
      swing.weekday_amplitude = random.uniform(least_amplitude, most_amplitude);
      swing.weekday_peak = random.below(7);
    }
    if (roll >= 2) {
      swing.season_amplitude = random.uniform(least_amplitude, most_amplitude);
      swing.season_days = random.between(25, 90);
      swing.season_peak = book.from + random.below(swing.season_days);
    }
  }
}

/// What a careful worker, a fast carrier or a good form may spare the customers. Not a warehouse:
/// of two values one is as much worse as the other is better.
const std::vector<std::pair<Kind, Factor>>& protectable() {
  static const std::vector<std::pair<Kind, Factor>> all = {
      {Kind::missing_item, Factor::packer},    {Kind::damaged_item, Factor::packer},
      {Kind::damaged_item, Factor::carrier},   {Kind::wrong_item, Factor::picker},
      {Kind::wrong_address, Factor::channel},  {Kind::billing_error, Factor::channel},
      {Kind::late_delivery, Factor::carrier},  {Kind::failed_attempt, Factor::carrier},
      {Kind::late_installation, Factor::team},
  };
  return all;
}

int count_values(const World& world, Factor factor) {
  const auto size = factor == Factor::packer    ? world.packers.size()
                    : factor == Factor::picker  ? world.pickers.size()
                    : factor == Factor::carrier ? world.carriers.size()
                    : factor == Factor::channel ? world.channels.size()
                                                : world.teams.size();
  return static_cast<int>(size);
}

void draw_protections(const World& world, const std::vector<Cause>& causes, Circumstances& all,
                      Random& random) {
  for (int attempt = 0; attempt < 40; ++attempt) {
    if (all.protections.size() == protections_wanted) return;
    const auto [kind, factor] = random.pick(protectable());
    const Condition careful{factor, random.below(count_values(world, factor))};
    const bool again = std::any_of(all.protections.begin(), all.protections.end(),
                                   [kind = kind](const auto& other) { return other.kind == kind; });
    if (again || takes_part(causes, careful)) continue;
    all.protections.push_back({kind, careful, random.uniform(0.15, 0.35)});
  }
}

int count_dispatched(const World& world, const Book& book, Day day, const Condition& condition) {
  int count = 0;
  for_each_unit(world, book, UnitKind::order, [&](const Unit& unit) {
    count += unit.handling->dispatch_day == day && meets(world, {condition}, unit) ? 1 : 0;
  });
  return count;
}

/// A lorry that is well loaded on that day, by its route or its driver.
Condition draw_lorry(const World& world, const Book& book, Day day, Random& random) {
  const Factor factor = random.chance(0.5) ? Factor::route : Factor::driver;
  const auto lorries = factor == Factor::route ? world.routes.size() : world.drivers.size();
  Condition fullest{factor, 0};
  int most = -1;
  for (int attempt = 0; attempt < 4; ++attempt) {
    const Condition lorry{factor, random.below(static_cast<int>(lorries))};
    const int parcels = count_dispatched(world, book, day, lorry);
    if (parcels <= most) continue;
    most = parcels;
    fullest = lorry;
  }
  return fullest;
}

Episode draw_episode(const World& world, const Book& book, int which, Day earliest,
                     Random& random) {
  Episode episode;
  const Day first = earliest + random.below(2);
  episode.from = working_days_after(first - 1, 1);  // nothing leaves on a Sunday
  episode.until = episode.from;
  if (which == 0) {
    episode.name = "broken_lorry";
    episode.conditions = {draw_lorry(world, book, episode.from, random)};
    episode.added_risk = random.uniform(0.7, 0.95);
  } else if (which == 1) {
    episode.name = "flood";
    episode.until += random.below(2);
    const bool everywhere = random.chance(0.4);
    if (!everywhere) episode.conditions = {{Factor::region, random.below(8)}};
    episode.added_risk = everywhere ? random.uniform(0.2, 0.5) : random.uniform(0.4, 0.8);
  } else {
    episode.name = "strike";
    episode.until =
        std::min(episode.from + random.between(4, 6), earliest + days_of_an_episode - 1);
    episode.conditions = {{Factor::carrier, random.below(world.national_carriers)}};
    episode.added_risk = random.uniform(0.3, 0.6);
  }
  return episode;
}

void draw_episodes(const World& world, const Book& book, Circumstances& all, Random& random) {
  for (Day month = book.from; month + 29 <= book.until; month += 30) {
    std::array<int, 3> kinds = {0, 1, 2};
    std::swap(kinds[0], kinds[static_cast<std::size_t>(random.below(3))]);
    std::swap(kinds[1], kinds[static_cast<std::size_t>(random.between(1, 2))]);
    Day earliest = month + 3;
    for (const int kind : kinds) {
      Episode episode = draw_episode(world, book, kind, earliest, random);
      episode.id = fmt::format("E{}", all.episodes.size() + 1);
      all.episodes.push_back(std::move(episode));
      earliest += days_of_an_episode;
    }
  }
}

void draw_links(Circumstances& all, Random& random) {
  const std::vector<std::pair<Kind, Kind>> pairs = {
      {Kind::wrong_address, Kind::failed_attempt},
      {Kind::failed_attempt, Kind::late_delivery},
      {Kind::late_delivery, Kind::late_installation},
      {Kind::wrong_item, Kind::wrong_item},
  };
  for (const auto& [from, to] : pairs) {
    const std::string id = fmt::format("L{}", all.links.size() + 1);
    all.links.push_back({id, from, to, random.uniform(0.25, 0.5)});
  }
}

}  // namespace

double Swing::factor(Day day) const {
  return wave(weekday_amplitude, weekday(day) - weekday_peak, 7) *
         wave(season_amplitude, day - season_peak, season_days);
}

Circumstances draw_circumstances(const World& world, const SimulationSettings& settings,
                                 const Book& book, const std::vector<Cause>& causes,
                                 Random& random) {
  Circumstances all;
  all.rate_factor = settings.rate_factor;
  if (settings.plants("swings")) draw_swings(book, all, random);
  if (settings.plants("protective")) draw_protections(world, causes, all, random);
  if (settings.plants("episodes")) draw_episodes(world, book, all, random);
  if (settings.plants("chains")) draw_links(all, random);
  return all;
}

}  // namespace rastro::simulation
