#include "simulate/causes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>

#include "simulate/templates.h"

namespace rastro::simulation {

namespace {

/// The window of a review: causes are scaled so that they show in it.
constexpr Day window_days = 28;
constexpr double least_extra = 18, most_extra = 55;
/// Risk ratio within the condition is at least 1 + least_lift (nearly).
constexpr double least_lift = 2.2;
constexpr double most_added_risk = 0.5;
/// A failed attempt is made again, under the same conditions: above this, failures would multiply.
constexpr double most_added_risk_of_attempts = 0.25;

double most_added_risk_of(Kind kind) {
  return kind == Kind::failed_attempt ? most_added_risk_of_attempts : most_added_risk;
}

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

/// Added risk at which `extra` failures are expected in the window, over and above the base. Within
/// the window a drift adds as much on the average as any other cause.
double risk_for(const World& world, const Book& book, double base, const Cause& cause,
                double extra) {
  const Days days = days_in_window(book, cause);
  double exposed = 0, acting = 0;
  for_each_unit(world, book, facts(cause.kind).unit, [&](const Unit& unit) {
    if (!days.hold(unit) || !meets(world, cause.conditions, unit)) return;
    exposed += 1;
    acting += cause.strength_on(unit.order->day());
  });
  const double repeated = cause.kind == Kind::failed_attempt ? extra : 0;
  const double risk = extra / ((std::max(1.0, acting) + repeated) * (1 - base));
  const double least = least_lift * base * std::max(1.0, exposed) / std::max(1.0, acting);
  const double most = most_added_risk_of(cause.kind);
  return std::clamp(risk, std::min(least, most), most);
}

/// Gives the cause a random condition under which it can show; says whether there is one.
bool choose_condition(const World& world, const Book& book, const CauseTemplate& plan, double base,
                      double extra, const std::vector<Cause>& causes, Cause& cause,
                      Random& random) {
  const Days days = days_in_window(book, cause);
  const double strongest = most_added_risk_of(plan.kind) * mean_strength(cause, days);
  const double fewest = extra / (strongest * (1 - base));
  const double most = extra / (least_lift * base * (1 - base));
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

/// What the settings ask for, in the terms of this file.
struct Wishes {
  std::vector<std::size_t> sizes;   ///< numbers of factors, taken in turn
  std::array<Course, 6> courses{};  ///< taken in turn
};

Wishes read_wishes(const SimulationSettings& settings, int first_dated) {
  Wishes wishes;
  const std::array<const char*, 3> names = {"one_factor", "two_factors", "three_factors"};
  // One factor is the commonest in real life, three the rarest.
  for (const std::size_t size : {1, 2, 3, 1, 2}) {
    if (settings.plants(names[size - 1])) wishes.sizes.push_back(size);
  }
  if (wishes.sizes.empty()) wishes.sizes.push_back(1);
  // Of every six causes two begin, one ends and one drifts within the period.
  const auto turn = [&](int offset) -> Course& {
    return wishes.courses[(first_dated + offset) % 6];
  };
  if (settings.plants("dated")) turn(0) = turn(3) = Course::step;
  if (settings.plants("ended")) turn(1) = Course::ended;
  if (settings.plants("drift")) turn(2) = Course::drift;
  return wishes;
}

std::vector<const CauseTemplate*> usable_templates(std::size_t size,
                                                   const std::vector<Cause>& causes) {
  std::vector<const CauseTemplate*> usable;
  for (const CauseTemplate& plan : cause_templates()) {
    if (plan.factors.size() != size) continue;
    const auto same_kind = std::count_if(
        causes.begin(), causes.end(), [&](const Cause& cause) { return cause.kind == plan.kind; });
    // The first cause of one factor is the badly described product.
    if (size == 1 && causes.empty() && plan.factors[0] != Factor::sku) continue;
    if (same_kind < 2) usable.push_back(&plan);
  }
  return usable;
}

void draw_course(const Book& book, Course course, Cause& cause, Random& random) {
  cause.course = course;
  cause.from = book.from;
  cause.until = book.until;
  if (course == Course::step) {
    // In the window, so that a weekly review meets it while it is news.
    const Day earliest = std::max(book.from + 7, book.until - window_days + 6);
    cause.from = random.between(earliest, book.until - 10);
  }
  if (course == Course::ended) {
    // It acts on at least nine days of the window, and is seen to have stopped for three.
    cause.until = random.between(book.until - window_days + 9, book.until - 3);
    cause.end_logged = random.chance(0.5);
  }
}

/// Plants a cause and notes how many extra failures it is to bring.
bool plant_one(const World& world, const Book& book, double rate_factor, std::size_t size,
               Course course, std::vector<Cause>& causes, std::vector<double>& extras,
               Random& random) {
  for (int attempt = 0; attempt < 12; ++attempt) {
    const auto usable = usable_templates(size, causes);
    if (usable.empty()) return false;
    const CauseTemplate& plan = *random.pick(usable);
    Cause cause;
    cause.id = fmt::format("K{}", causes.size() + 1);
    cause.kind = plan.kind;
    cause.step = plan.step;
    draw_course(book, course, cause, random);
    const double base = everyday_rate(plan.kind, rate_factor);
    const double extra = std::exp(random.uniform(std::log(least_extra), std::log(most_extra)));
    if (!choose_condition(world, book, plan, base, extra, causes, cause, random)) continue;
    if (plan.step == "product_description") {
      cause.twin = world.products[cause.conditions[0].value].twin;
    }
    causes.push_back(std::move(cause));
    extras.push_back(extra);
    return true;
  }
  return false;
}

}  // namespace

std::string to_string(const World& world, const std::vector<Condition>& conditions) {
  std::string text;
  for (const Condition& condition : conditions) {
    if (!text.empty()) text += ';';
    text += name(condition.factor);
    text += '=' + value_name(world, condition.factor, condition.value);
  }
  return text;
}

bool meets(const World& world, const std::vector<Condition>& conditions, const Unit& unit) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
    return value_of(world, condition.factor, unit) == condition.value;
  });
}

bool applies(const World& world, const Cause& cause, const Unit& unit) {
  const Day day = unit.order->day();
  return day >= cause.from && day <= cause.until && meets(world, cause.conditions, unit);
}

std::string_view name(Course course) {
  static constexpr std::array<std::string_view, 4> names = {"steady", "step", "ended", "drift"};
  return names[static_cast<std::size_t>(course)];
}

double Cause::strength_on(Day day) const {
  if (course != Course::drift) return 1;
  return static_cast<double>(day - from + 1) / (until - from + 1);
}

std::vector<Cause> plant_causes(World& world, const SimulationSettings& settings, Book& book,
                                Random& random) {
  std::vector<Cause> causes;
  if (!settings.plants_causes()) return causes;
  const int wanted = random.between(6, 8);
  const Wishes wishes = read_wishes(settings, random.below(3));
  std::vector<double> extras;
  for (int turn = 0; turn < wanted; ++turn) {
    plant_one(world, book, settings.rate_factor, wishes.sizes[turn % wishes.sizes.size()],
              wishes.courses[turn % wishes.courses.size()], causes, extras, random);
  }
  if (settings.plants("stand_ins")) {
    int made = 0;
    for (Cause& cause : causes) {
      if (made > 0 && !random.chance(0.5)) continue;
      made += add_stand_in(world, causes, cause, book, random) ? 1 : 0;
    }
  }
  if (settings.plants("confounded")) confound(world, causes, book, random);
  for (std::size_t index = 0; index < causes.size(); ++index) {
    const double base = everyday_rate(causes[index].kind, settings.rate_factor);
    causes[index].added_risk = risk_for(world, book, base, causes[index], extras[index]);
  }
  return causes;
}

}  // namespace rastro::simulation
