#include "simulate/fate.h"

#include <algorithm>

namespace rastro::simulation {

Fate::Fate(const World& world, const std::vector<Cause>& causes, Day from, Day until,
           Random& random)
    : world_(world), causes_(causes), from_(from), random_(random) {
  for (std::size_t index = 0; index < causes.size(); ++index) {
    const Cause& cause = causes[index];
    causes_of_kind_[static_cast<std::size_t>(cause.kind)].push_back(
        static_cast<std::uint32_t>(index));
    by_dispatch_day_.push_back(std::any_of(
        cause.conditions.begin(), cause.conditions.end(),
        [](const Condition& condition) { return condition.factor == Factor::dispatch_weekday; }));
    days_.emplace_back(static_cast<std::size_t>(until - from + 1));
  }
}

void Fate::draw_base(Kind kind, Draw& draw) { draw.base = random_.chance(facts(kind).base_rate); }

void Fate::draw_causes(Kind kind, const Unit& unit, bool by_dispatch_day, Draw& draw) {
  for (const std::uint32_t index : causes_of_kind_[static_cast<std::size_t>(kind)]) {
    if (by_dispatch_day_[index] != by_dispatch_day || !applies(world_, causes_[index], unit)) {
      continue;
    }
    draw.exposed |= 1u << index;
    if (random_.chance(causes_[index].added_risk)) draw.fired |= 1u << index;
  }
}

Draw Fate::draw(Kind kind, const Unit& unit) {
  Draw draw;
  draw_base(kind, draw);
  draw_causes(kind, unit, false, draw);
  draw_causes(kind, unit, true, draw);
  return draw;
}

void Fate::book(Kind kind, Day day, const Draw& draw, bool seen) {
  if (draw.exposed == 0) return;
  for (const std::uint32_t index : causes_of_kind_[static_cast<std::size_t>(kind)]) {
    if ((draw.exposed >> index & 1) == 0) continue;
    double extra = causes_[index].added_risk * (1 - facts(kind).base_rate);
    for (const std::uint32_t other : causes_of_kind_[static_cast<std::size_t>(kind)]) {
      if (other != index && (draw.exposed >> other & 1) != 0)
        extra *= 1 - causes_[other].added_risk;
    }
    const int fired = static_cast<int>(draw.fired >> index & 1);
    CauseDay& entry = days_[index][static_cast<std::size_t>(day - from_)];
    ++entry.exposed;
    entry.expected_extra += extra;
    entry.fired += fired;
    if (seen) {
      entry.expected_extra_seen += extra;
      entry.fired_seen += fired;
    }
  }
}

}  // namespace rastro::simulation
