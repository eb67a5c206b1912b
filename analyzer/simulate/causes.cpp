#include "simulate/causes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "simulate/conditions.h"

namespace rastro::simulation {

namespace {

/// What the settings ask for, in the terms of this file.
struct Wishes {
  std::vector<std::size_t> sizes;   ///< numbers of factors, taken in turn
  std::array<Course, 6> courses{};  ///< taken in turn
  bool mechanisms = false;
  std::array<int, 3> first_mechanism{};  ///< by telling kind
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
  wishes.mechanisms = settings.plants("mechanisms");
  if (settings.plants("dated")) turn(0) = turn(3) = Course::step;
  if (settings.plants("ended")) turn(1) = Course::ended;
  if (settings.plants("drift")) turn(2) = Course::drift;
  return wishes;
}

/// The kinds whose failures show in which of several ways they come about.
constexpr std::array<Kind, 3> telling_kinds = {Kind::wrong_item, Kind::late_delivery,
                                               Kind::wrong_address};
constexpr int turns_with_mechanism = 7;  ///< the last of them is a late installation's

using Templates = std::vector<const CauseTemplate*>;

Templates usable_templates(std::size_t size, const Wishes& wishes,
                           const std::vector<Cause>& causes) {
  Templates usable;
  for (const CauseTemplate& plan : cause_templates()) {
    if (plan.factors.size() != size) continue;
    const bool telling =
        std::find(telling_kinds.begin(), telling_kinds.end(), plan.kind) != telling_kinds.end();
    if (wishes.mechanisms && (telling || plan.kind == Kind::late_installation)) continue;
    const auto same_kind = std::count_if(
        causes.begin(), causes.end(), [&](const Cause& cause) { return cause.kind == plan.kind; });
    // The first cause of one factor is the badly described product.
    if (size == 1 && causes.empty() && plan.factors[0] != Factor::sku) continue;
    if (same_kind < 2) usable.push_back(&plan);
  }
  return usable;
}

/// The conditions for a mechanism of the turn's kind; by and by, every one has its turn.
Templates templates_of_turn(int turn, int first_mechanism, const Wishes& wishes) {
  const auto& all = mechanism_templates(turn < 6 ? telling_kinds[static_cast<std::size_t>(turn) % 3]
                                                 : Kind::late_installation);
  std::vector<std::string_view> mechanisms;
  for (const CauseTemplate& plan : all) {
    if (mechanisms.empty() || mechanisms.back() != plan.mechanism) {
      mechanisms.push_back(plan.mechanism);
    }
  }
  const auto place = static_cast<std::size_t>(first_mechanism + turn / 3) % mechanisms.size();
  Templates of_sizes, any;
  for (const CauseTemplate& plan : all) {
    if (plan.mechanism != mechanisms[place]) continue;
    any.push_back(&plan);
    const auto size = std::find(wishes.sizes.begin(), wishes.sizes.end(), plan.factors.size());
    if (size != wishes.sizes.end()) of_sizes.push_back(&plan);
  }
  return of_sizes.empty() ? any : of_sizes;
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
bool plant_one(const World& world, const Book& book, double rate_factor, const Templates& usable,
               Course course, std::vector<Cause>& causes, std::vector<double>& extras,
               Random& random) {
  for (int attempt = 0; attempt < 12 && !usable.empty(); ++attempt) {
    const CauseTemplate& plan = *random.pick(usable);
    Cause cause;
    cause.id = fmt::format("K{}", causes.size() + 1);
    cause.kind = plan.kind;
    cause.step = plan.step;
    cause.mechanism = plan.mechanism;
    draw_course(book, course, cause, random);
    const Limits limits = limits_of(plan.kind, plan.mechanism, rate_factor);
    const double extra =
        std::exp(random.uniform(std::log(limits.least_extra), std::log(limits.most_extra)));
    if (!choose_condition(world, book, plan, limits, extra, causes, cause, random)) continue;
    if (plan.mechanism.empty() && plan.step == "product_description") {
      cause.twin = world.products[cause.conditions[0].value].twin;
    }
    causes.push_back(std::move(cause));
    extras.push_back(extra);
    return true;
  }
  return false;
}

}  // namespace

int value_in(const std::vector<Condition>& conditions, Factor factor) {
  for (const Condition& condition : conditions) {
    if (condition.factor == factor) return condition.value;
  }
  return -1;
}

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

bool Cause::reads_alike() const {
  return twin >= 0 && (mechanism.empty() || mechanism == "alike_descriptions");
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
  Wishes wishes = read_wishes(settings, random.below(3));
  if (wishes.mechanisms) {
    for (int& first : wishes.first_mechanism) first = random.below(120);  // 5, 6 and 8 divide it
    if (settings.plants("repeats")) {
      // Alike descriptions, for long enough that a product can come wrong three times.
      wishes.first_mechanism[0] = 0;
      if (wishes.courses[0] == Course::step) std::swap(wishes.courses[0], wishes.courses[1]);
    }
  }
  std::vector<double> extras;
  for (int turn = 0; turn < wanted; ++turn) {
    const bool telling = wishes.mechanisms && turn < turns_with_mechanism;
    plant_one(world, book, settings.rate_factor,
              telling ? templates_of_turn(turn, wishes.first_mechanism[turn % 3], wishes)
                      : usable_templates(wishes.sizes[turn % wishes.sizes.size()], wishes, causes),
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
    Cause& cause = causes[index];
    const Limits limits = limits_of(cause.kind, cause.mechanism, settings.rate_factor);
    cause.added_risk = risk_for(world, book, limits, cause, extras[index]);
  }
  return causes;
}

}  // namespace rastro::simulation
