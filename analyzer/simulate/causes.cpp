#include "simulate/causes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "simulate/conditions.h"

namespace rastro::simulation {

namespace {

constexpr double least_extra = 18, most_extra = 55;

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
