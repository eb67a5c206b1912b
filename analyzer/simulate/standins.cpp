#include <algorithm>

#include "simulate/causes.h"

namespace rastro::simulation {

namespace {

constexpr double handed_over = 0.8;

const Condition* find(const Cause& cause, Factor factor) {
  for (const Condition& condition : cause.conditions) {
    if (condition.factor == factor) return &condition;
  }
  return nullptr;
}

/// Factors whose value can be changed on a unit without touching the cause's own conditions.
std::vector<Factor> exchangeable_factors(const Cause& cause) {
  std::vector<Factor> factors;
  const UnitKind unit = facts(cause.kind).unit;
  if (unit == UnitKind::order_line || cause.kind == Kind::late_delivery) {
    if (!find(cause, Factor::picker)) factors.push_back(Factor::picker);
    if (!find(cause, Factor::packer)) factors.push_back(Factor::packer);
  }
  const bool driven = cause.kind == Kind::late_delivery || cause.kind == Kind::failed_attempt ||
                      cause.kind == Kind::damaged_item;
  if (driven && find(cause, Factor::carrier)) factors.push_back(Factor::driver);
  const Condition* channel = find(cause, Factor::channel);
  if (channel && channel->value != channel_web && !find(cause, Factor::taken_by)) {
    factors.push_back(Factor::taken_by);
  }
  if (unit == UnitKind::installation && !find(cause, Factor::team)) {
    factors.push_back(Factor::team);
  }
  return factors;
}

/// The group to which the innocent must belong to leave the conditions alone; -1: any.
int required_group(const World& world, const Cause& cause, Factor factor) {
  if (factor == Factor::driver) return find(cause, Factor::carrier)->value;
  if (factor == Factor::taken_by) return find(cause, Factor::channel)->value;
  if (factor == Factor::team) return -1;
  if (const Condition* warehouse = find(cause, Factor::warehouse)) return warehouse->value;
  if (const Condition* picker = find(cause, Factor::picker)) {
    return world.pickers[picker->value].group;
  }
  if (const Condition* packer = find(cause, Factor::packer)) {
    return world.packers[packer->value].group;
  }
  return -1;
}

int draw_innocent(const World& world, Factor factor, int group, Random& random) {
  if (factor == Factor::team) return random.below(static_cast<int>(world.teams.size()));
  const auto& workers = factor == Factor::picker   ? world.pickers
                        : factor == Factor::packer ? world.packers
                        : factor == Factor::driver ? world.drivers
                                                   : world.takers;
  return draw_worker(workers, group >= 0 ? group : random.below(2), random);
}

/// The innocent's other work must outweigh what it gets of the cause, or the two cannot be told
/// apart.
bool has_work_of_its_own(const World& world, const Book& book, const Cause& cause,
                         const Condition& innocent) {
  int own = 0, of_cause = 0;
  for_each_unit(world, book, facts(cause.kind).unit, [&](const Unit& unit) {
    const bool meets_cause = meets(world, cause.conditions, unit);
    of_cause += meets_cause ? 1 : 0;
    own += !meets_cause && meets(world, {innocent}, unit) ? 1 : 0;
  });
  return own >= 1.2 * of_cause * handed_over;
}

void hand_over(const World& world, Order& order, const Condition& innocent, Random& random) {
  Handling& handling = order.handling;
  switch (innocent.factor) {
    case Factor::picker:
      handling.picker = innocent.value;
      if (handling.warehouse != world.pickers[innocent.value].group) {
        handling.warehouse = world.pickers[innocent.value].group;
        handling.packer = draw_worker(world.packers, handling.warehouse, random);
      }
      break;
    case Factor::packer:
      handling.packer = innocent.value;
      if (handling.warehouse != world.packers[innocent.value].group) {
        handling.warehouse = world.packers[innocent.value].group;
        handling.picker = draw_worker(world.pickers, handling.warehouse, random);
      }
      break;
    case Factor::driver:
      handling.driver = innocent.value;
      break;
    default:
      order.taken_by = innocent.value;
      break;
  }
}

/// Hands over the cause's units and returns the share that the innocent has of them afterwards.
double hand_over_units(const World& world, const Cause& cause, const Condition& innocent,
                       Book& book, Random& random) {
  int units = 0, with_innocent = 0;
  const Order* decided = nullptr;  // lines of one order go together
  for_each_unit(world, book, facts(cause.kind).unit, [&](const Unit& unit) {
    if (!meets(world, cause.conditions, unit)) return;
    ++units;
    const bool same_order = unit.order == decided;
    decided = unit.order;
    if (!same_order && random.chance(handed_over)) {
      if (innocent.factor == Factor::team) {
        book.installations[unit.installation - book.installations.data()].team = innocent.value;
      } else {
        hand_over(world, book.orders[unit.order - book.orders.data()], innocent, random);
      }
    }
    with_innocent += meets(world, {innocent}, unit) ? 1 : 0;
  });
  return units == 0 ? 0 : static_cast<double>(with_innocent) / units;
}

}  // namespace

bool takes_part(const std::vector<Cause>& causes, const Condition& value) {
  const auto same = [&](const Condition& other) {
    return other.factor == value.factor && other.value == value.value;
  };
  return std::any_of(causes.begin(), causes.end(), [&](const Cause& cause) {
    return std::any_of(cause.conditions.begin(), cause.conditions.end(), same) ||
           std::any_of(cause.stand_ins.begin(), cause.stand_ins.end(),
                       [&](const StandIn& stand_in) { return same(stand_in.condition); });
  });
}

bool add_stand_in(const World& world, const std::vector<Cause>& causes, Cause& cause, Book& book,
                  Random& random) {
  const std::vector<Factor> factors = exchangeable_factors(cause);
  if (factors.empty()) return false;
  for (int attempt = 0; attempt < 6; ++attempt) {
    Condition innocent{random.pick(factors), 0};
    const int group = required_group(world, cause, innocent.factor);
    innocent.value = draw_innocent(world, innocent.factor, group, random);
    if (takes_part(causes, innocent) || !has_work_of_its_own(world, book, cause, innocent))
      continue;
    const double share = hand_over_units(world, cause, innocent, book, random);
    cause.stand_ins.push_back({innocent, share});
    return true;
  }
  return false;
}

}  // namespace rastro::simulation
