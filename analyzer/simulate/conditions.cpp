#include "simulate/conditions.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

namespace rastro::simulation {

namespace {

/// A failed attempt is made again, under the same conditions: above this, failures would multiply.
constexpr double most_added_risk_of_attempts = 0.25;

/// Of the orders whose first attempt failed, a slow second one makes so many late.
constexpr double most_slow_seconds = 0.8;

using Values = std::vector<int>;

/// Days on which the cause acts within the window.
struct Days {
  Day from = 0, until = 0;
  bool hold(const Unit& unit) const {
    return unit.order->day() >= from && unit.order->day() <= until;
  }
};

Days days_in_window(const Book& book, const Cause& cause) {
  return {std::max(cause.from, book.until - window_days + 1), cause.until};
}

/// Mean share of the added risk that acts on the days: 1 but for a drift.
double mean_strength(const Cause& cause, Days days) {
  double sum = 0;
  for (Day day = days.from; day <= days.until; ++day) sum += cause.strength_on(day);
  return sum / (days.until - days.from + 1);
}

/// How many of the units of these days have each combination of the template's factors.
std::map<Values, int> count_values(const World& world, const Book& book, const CauseTemplate& plan,
                                   Days days) {
  std::vector<std::uint64_t> keys;
  for_each_unit(world, book, facts(plan.kind).unit, [&](const Unit& unit) {
    if (!days.hold(unit)) return;
    std::uint64_t key = 0;
    for (const Factor factor : plan.factors) {
      key = key << 20 | static_cast<std::uint64_t>(value_of(world, factor, unit) + 1);
    }
    keys.push_back(key);
  });
  std::sort(keys.begin(), keys.end());
  std::map<Values, int> counts;
  for (std::size_t index = 0; index < keys.size();) {
    const auto end = std::upper_bound(keys.begin() + index, keys.end(), keys[index]);
    Values values(plan.factors.size());
    std::uint64_t key = keys[index];
    for (std::size_t place = values.size(); place-- > 0; key >>= 20) {
      values[place] = static_cast<int>(key & 0xFFFFF) - 1;
    }
    const auto next = static_cast<std::size_t>(end - keys.begin());
    if (std::find(values.begin(), values.end(), -1) == values.end()) {
      counts[values] = static_cast<int>(next - index);
    }
    index = next;
  }
  return counts;
}

/// A condition of several factors must not be one of fewer in disguise: leaving one factor away has
/// to bring in many more units.
bool needs_every_factor(const std::map<Values, int>& counts, const Values& chosen, int count) {
  if (chosen.size() == 1) return true;
  for (std::size_t left_out = 0; left_out < chosen.size(); ++left_out) {
    int wider = 0;
    for (const auto& [values, units] : counts) {
      bool same = true;
      for (std::size_t place = 0; place < chosen.size(); ++place) {
        same = same && (place == left_out || values[place] == chosen[place]);
      }
      wider += same ? units : 0;
    }
    if (wider < 1.8 * count) return false;
  }
  return true;
}

/// Whether the new cause shares more than a sixth of either's units with another of its kind.
bool overlaps(const World& world, const Book& book, const std::vector<Cause>& causes,
              const Cause& cause) {
  for (const Cause& other : causes) {
    if (other.kind != cause.kind) continue;
    int both = 0, own = 0, others = 0;
    for_each_unit(world, book, facts(cause.kind).unit, [&](const Unit& unit) {
      const bool mine = meets(world, cause.conditions, unit);
      const bool theirs = meets(world, other.conditions, unit);
      own += mine ? 1 : 0;
      others += theirs ? 1 : 0;
      both += mine && theirs ? 1 : 0;
    });
    if (6 * both > std::min(own, others)) return true;
  }
  return false;
}

}  // namespace

Limits limits_of(Kind kind, std::string_view mechanism, double rate_factor) {
  Limits limits;
  limits.base = everyday_rate(kind, rate_factor);
  if (kind == Kind::failed_attempt) limits.most_added_risk = most_added_risk_of_attempts;
  if (mechanism == "slow_redelivery") {
    // It can but act on the few whose first attempt failed anyway, so it needs many orders.
    limits.least_extra = 40;
    limits.most_extra = 80;
    limits.least_lift = 0.8;
    limits.most_added_risk = most_slow_seconds * everyday_rate(Kind::failed_attempt, rate_factor);
  }
  return limits;
}

double risk_for(const World& world, const Book& book, const Limits& limits, const Cause& cause,
                double extra) {
  const Days days = days_in_window(book, cause);
  double exposed = 0, acting = 0;
  for_each_unit(world, book, facts(cause.kind).unit, [&](const Unit& unit) {
    if (!days.hold(unit) || !meets(world, cause.conditions, unit)) return;
    exposed += 1;
    acting += cause.strength_on(unit.order->day());
  });
  const double repeated = cause.kind == Kind::failed_attempt ? extra : 0;
  const double risk = extra / ((std::max(1.0, acting) + repeated) * (1 - limits.base));
  const double least =
      limits.least_lift * limits.base * std::max(1.0, exposed) / std::max(1.0, acting);
  const double most = limits.most_added_risk;
  return std::clamp(risk, std::min(least, most), most);
}

bool choose_condition(const World& world, const Book& book, const CauseTemplate& plan,
                      const Limits& limits, double extra, const std::vector<Cause>& causes,
                      Cause& cause, Random& random) {
  const Days days = days_in_window(book, cause);
  const double strongest = limits.most_added_risk * mean_strength(cause, days);
  const double fewest = extra / (strongest * (1 - limits.base));
  const double most = extra / (limits.least_lift * limits.base * (1 - limits.base));
  const auto counts = count_values(world, book, plan, days);
  std::vector<Values> possible;
  for (const auto& [values, count] : counts) {
    if (count >= fewest && count <= most && needs_every_factor(counts, values, count)) {
      possible.push_back(values);
    }
  }
  for (int attempt = 0; attempt < 4 && !possible.empty(); ++attempt) {
    const Values& values = random.pick(possible);
    cause.conditions.clear();
    for (std::size_t place = 0; place < values.size(); ++place) {
      cause.conditions.push_back({plan.factors[place], values[place]});
    }
    if (!overlaps(world, book, causes, cause)) return true;
  }
  return false;
}

}  // namespace rastro::simulation
