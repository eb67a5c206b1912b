#include "simulate/fate.h"

#include <algorithm>

namespace rastro::simulation {

namespace {

void add(CauseDay& entry, double extra, bool fired, bool seen) {
  ++entry.exposed;
  entry.expected_extra += extra;
  entry.fired += fired ? 1 : 0;
  if (seen) {
    entry.expected_extra_seen += extra;
    entry.fired_seen += fired ? 1 : 0;
  }
}

void add(Effect& effect, Day day, double extra, bool fired, bool seen) {
  const bool first = effect.sum.exposed == 0;
  effect.from = first ? day : std::min(effect.from, day);
  effect.until = first ? day : std::max(effect.until, day);
  add(effect.sum, extra, fired, seen);
}

}  // namespace

Fate::Fate(const World& world, const std::vector<Cause>& causes, const Circumstances& circumstances,
           const Book& book, Random& random, Random& upsets)
    : world_(world),
      causes_(causes),
      circumstances_(circumstances),
      from_(book.from),
      random_(random),
      upsets_(upsets),
      episodes_(circumstances.episodes.size()),
      links_(circumstances.links.size()),
      spared_(circumstances.protections.size()) {
  for (std::size_t index = 0; index < causes.size(); ++index) {
    const Cause& cause = causes[index];
    causes_of_kind_[static_cast<std::size_t>(cause.kind)].push_back(
        static_cast<std::uint32_t>(index));
    by_dispatch_day_.push_back(std::any_of(
        cause.conditions.begin(), cause.conditions.end(),
        [](const Condition& condition) { return condition.factor == Factor::dispatch_weekday; }));
    days_.emplace_back(static_cast<std::size_t>(book.until - book.from + 1));
  }
  for (std::size_t index = 0; index < circumstances.protections.size(); ++index) {
    const auto kind = static_cast<std::size_t>(circumstances.protections[index].kind);
    protections_of_kind_[kind].push_back(static_cast<std::uint32_t>(index));
  }
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    const Swing& swing = circumstances.swings[kind];
    const double rate = everyday_rate(static_cast<Kind>(kind), circumstances.rate_factor);
    for (Day day = book.from; day <= book.until; ++day) {
      everyday_[kind].push_back(swing.moves() ? std::min(0.5, rate * swing.factor(day)) : rate);
    }
  }
}

void Fate::draw_base(Kind kind, const Unit& unit, Draw& draw) {
  const auto index = static_cast<std::size_t>(kind);
  draw.base_risk = everyday_[index][static_cast<std::size_t>(unit.order->day() - from_)];
  for (const std::uint32_t place : protections_of_kind_[index]) {
    const Protection& protection = circumstances_.protections[place];
    if (!meets(world_, {protection.condition}, unit)) continue;
    ++spared_[place].exposed;
    spared_[place].prevented += draw.base_risk * (1 - protection.risk_ratio);
    draw.base_risk *= protection.risk_ratio;
  }
  draw.base = random_.chance(draw.base_risk);
}

void Fate::draw_causes(Kind kind, const Unit& unit, bool by_dispatch_day, Draw& draw) {
  for (const std::uint32_t index : causes_of_kind_[static_cast<std::size_t>(kind)]) {
    if (by_dispatch_day_[index] != by_dispatch_day || !applies(world_, causes_[index], unit)) {
      continue;
    }
    draw.exposed |= 1u << index;
    if (random_.chance(causes_[index].risk_on(unit.order->day()))) draw.fired |= 1u << index;
  }
}

Draw Fate::draw(Kind kind, const Unit& unit) {
  Draw draw;
  draw_base(kind, unit, draw);
  draw_causes(kind, unit, false, draw);
  draw_causes(kind, unit, true, draw);
  return draw;
}

void Fate::draw_episode(const Unit& unit, Draw& draw) {
  const auto& episodes = circumstances_.episodes;
  const Day day = unit.handling->dispatch_day;
  for (std::size_t index = 0; index < episodes.size(); ++index) {
    const Episode& episode = episodes[index];
    if (day < episode.from || day > episode.until) continue;
    if (!meets(world_, episode.conditions, unit)) continue;
    draw.episode = static_cast<int>(index);
    draw.by_episode = upsets_.chance(episode.added_risk);
  }
}

void Fate::draw_link(Kind from, Kind kind, Draw& draw) {
  draw.link = find_link(from, kind);
  if (draw.link < 0) return;
  draw.by_link =
      upsets_.chance(circumstances_.links[static_cast<std::size_t>(draw.link)].added_risk);
}

int Fate::find_link(Kind from, Kind kind) const {
  for (std::size_t index = 0; index < circumstances_.links.size(); ++index) {
    const Link& link = circumstances_.links[index];
    if (link.from == from && link.to == kind) return static_cast<int>(index);
  }
  return -1;
}

/// P(the unit does not fail) by the causes given, the everyday risk and, where asked, the others.
double Fate::chance_without(const Draw& draw, Day day, std::uint32_t causes, bool episode,
                            bool link) const {
  double chance = 1 - draw.base_risk;
  for (std::size_t index = 0; index < causes_.size(); ++index) {
    if ((causes >> index & 1) != 0) chance *= 1 - causes_[index].risk_on(day);
  }
  if (episode && draw.episode >= 0) {
    chance *= 1 - circumstances_.episodes[static_cast<std::size_t>(draw.episode)].added_risk;
  }
  if (link && draw.link >= 0) {
    chance *= 1 - circumstances_.links[static_cast<std::size_t>(draw.link)].added_risk;
  }
  return chance;
}

void Fate::book(Kind kind, Day day, const Draw& draw, bool seen) {
  for (const std::uint32_t index : causes_of_kind_[static_cast<std::size_t>(kind)]) {
    const std::uint32_t bit = 1u << index;
    if ((draw.exposed & bit) == 0) continue;
    const double extra =
        causes_[index].risk_on(day) * chance_without(draw, day, draw.exposed & ~bit, true, true);
    add(days_[index][static_cast<std::size_t>(day - from_)], extra, (draw.fired & bit) != 0, seen);
  }
  if (draw.episode >= 0) {
    const auto index = static_cast<std::size_t>(draw.episode);
    const double extra = circumstances_.episodes[index].added_risk *
                         chance_without(draw, day, draw.exposed, false, true);
    add(episodes_[index], day, extra, draw.by_episode, seen);
  }
  if (draw.link >= 0) {
    const auto index = static_cast<std::size_t>(draw.link);
    const double extra = circumstances_.links[index].added_risk *
                         chance_without(draw, day, draw.exposed, true, false);
    add(links_[index], day, extra, draw.by_link, seen);
  }
}

}  // namespace rastro::simulation
