#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <numeric>

#include "base/parallel.h"
#include "bench/bench.h"
#include "bench/silent_months.h"
#include "causes/findings.h"
#include "tally/memory_tally.h"

namespace rastro::bench {

namespace {

/// One month in which nothing recurs, and what was said of it.
struct Outcome {
  MonthRecipe recipe;
  std::vector<int> false_causes = std::vector<int>(4, 0);  ///< by number of factors
  int calendar_causes = 0;                                 ///< of them, weekdays alone
  int episodes = 0;
  std::vector<std::string> details;
  double least_p = 1;
  double seconds = 0;
  /// Bursts with enough failures to be seen; listed: those whose failures one episode holds; in
  /// pieces: several together; told as a cause: one cause holds them.
  std::vector<int> bursts = std::vector<int>(3, 0), listed = std::vector<int>(3, 0),
                   in_pieces = std::vector<int>(3, 0), told_as_cause = std::vector<int>(3, 0);

  int causes() const { return std::accumulate(false_causes.begin(), false_causes.end(), 0); }
};

/// Failures from which a burst must be listed, and the share of them its episodes must hold.
constexpr std::size_t countable = 20;
constexpr double held = 0.8;

const char* name_of(BurstKind kind) {
  if (kind == BurstKind::lorry) return "broken lorry (one route, one day)";
  if (kind == BurstKind::flood) return "flood (one region or all, 1 to 2 days)";
  return "strike (one carrier, 5 to 7 days)";
}

bool is_calendar(const MadeMonth& month, const Condition& condition) {
  return std::all_of(condition.pairs.begin(), condition.pairs.end(), [&](const Pair& pair) {
    return month.factors[pair.factor].ends_with("_weekday");
  });
}

/// A condition in words, with what was counted: overall, and on the worst days.
std::string tell(const MadeMonth& month, const MemoryTally& tally, std::size_t kind,
                 const Cause& cause) {
  auto days = tally.count_by_day(kind, {&cause.condition, 1}, Clock::dated).front();
  std::stable_sort(days.begin(), days.end(), [](const DayCounts& left, const DayCounts& right) {
    return left.counts.failed > right.counts.failed;
  });
  std::string worst;
  for (std::size_t index = 0; index < std::min<std::size_t>(3, days.size()); ++index) {
    worst += fmt::format(" {}/{}@{}", days[index].counts.failed, days[index].counts.exposed,
                         days[index].day - month.table.day.front());
  }
  return fmt::format(
      "kind {} {}: {} of {} failed ({} orders), {:.1f} expected, p {:.3g}; worst days{}", kind,
      month.words(cause.condition), cause.counts.failed, cause.counts.exposed,
      cause.counts.failed_orders, cause.baseline_rate * static_cast<double>(cause.counts.exposed),
      cause.p_adjusted, worst);
}

bool meets(const MadeMonth& month, std::size_t line, const Condition& condition) {
  const Day day = month.table.dated(0)[line];
  if (condition.days && (day < condition.days->from || day > condition.days->to)) return false;
  return std::all_of(condition.pairs.begin(), condition.pairs.end(), [&](const Pair& pair) {
    return month.table.factors[pair.factor].codes[line] == pair.value;
  });
}

/// Whether enough of these lines meet one of the conditions.
bool hold(const MadeMonth& month, const std::vector<std::size_t>& lines,
          const std::vector<Condition>& conditions) {
  const auto met = std::count_if(lines.begin(), lines.end(), [&](std::size_t line) {
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const Condition& condition) { return meets(month, line, condition); });
  });
  return static_cast<double>(met) >= held * static_cast<double>(lines.size());
}

bool one_holds(const MadeMonth& month, const std::vector<std::size_t>& lines,
               const std::vector<Condition>& conditions) {
  return std::any_of(conditions.begin(), conditions.end(),
                     [&](const Condition& condition) { return hold(month, lines, {condition}); });
}

void judge_bursts(const MadeMonth& month, const KindFindings& findings, Outcome& outcome) {
  std::vector<Condition> episodes, causes;
  for (const Episode& episode : findings.episodes) episodes.push_back(episode.condition);
  for (const Cause& cause : findings.causes) causes.push_back(cause.condition);
  for (const MadeBurst& burst : month.bursts) {
    if (burst.failed.size() < countable) continue;
    const auto what = static_cast<std::size_t>(burst.what);
    const bool listed = one_holds(month, burst.failed, episodes);
    ++outcome.bursts[what];
    outcome.listed[what] += listed ? 1 : 0;
    outcome.in_pieces[what] += !listed && hold(month, burst.failed, episodes) ? 1 : 0;
    outcome.told_as_cause[what] += one_holds(month, burst.failed, causes) ? 1 : 0;
    if (listed) continue;
    std::string told =
        fmt::format("seed {} not listed: {}, {} @{}..{}, {} failures; but", outcome.recipe.seed,
                    name_of(burst.what), month.words({burst.where, {}}),
                    burst.dispatched.from - month.table.day.front(),
                    burst.dispatched.to - month.table.day.front(), burst.failed.size());
    for (const Condition& episode : episodes) told += " [" + month.words(episode) + "]";
    outcome.details.push_back(told);
  }
}

/// The smallest adjusted p that any candidate of any kind has, alone.
double least_p(const std::vector<KindToSearch>& kinds) {
  std::vector<CauseQuestion> questions;
  std::vector<SearchSpace> spaces;
  for (const KindToSearch& kind : kinds) {
    CauseQuestion& question = questions.emplace_back();
    question.kind = kind.kind;
    question.factors = kind.factors;
    question.may_pair = kind.may_pair;
    spaces.push_back(search_space(*kind.tally, question));
  }
  std::vector<const ChanceCurves*> curves;
  for (const SearchSpace& space : spaces) curves.push_back(&space.curves);
  const auto parts = share_out(curves, SearchLimits{}.level);
  double least = 1;
  for (std::size_t index = 0; index < kinds.size(); ++index) {
    const auto candidates =
        find_candidates(*kinds[index].tally, questions[index], spaces[index], parts);
    for (const Candidate& candidate : candidates) least = std::min(least, candidate.p_adjusted);
  }
  return least;
}

Outcome run_month(const MonthRecipe& recipe, bool with_least_p) {
  Outcome outcome;
  outcome.recipe = recipe;
  const MadeMonth month = make_month(recipe);
  MemoryTally tally(month.table, month.window(), month.table.dated(0));
  const auto kinds = kinds_to_search(month, tally);
  const auto begin = std::chrono::steady_clock::now();
  const auto found = find_causes(kinds);
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  for (const KindFindings& findings : found) {
    outcome.episodes += static_cast<int>(findings.episodes.size());
    for (const Cause& cause : findings.causes) {
      ++outcome.false_causes[cause.condition.pairs.size()];
      outcome.calendar_causes += is_calendar(month, cause.condition) ? 1 : 0;
      outcome.details.push_back(fmt::format("seed {} ", recipe.seed) +
                                tell(month, tally, findings.kind, cause));
    }
  }
  if (!recipe.bursts.empty()) judge_bursts(month, found.front(), outcome);
  if (with_least_p) outcome.least_p = least_p(kinds);
  return outcome;
}

using Maker = MonthRecipe (*)(std::uint64_t);

std::vector<Outcome> run_months(Maker maker, std::uint64_t seed, int months, bool with_least_p) {
  std::vector<Outcome> outcomes(static_cast<std::size_t>(months));
  in_parallel(outcomes.size(), [&](std::size_t index) {
    outcomes[index] = run_month(maker(seed + index), with_least_p);
  });
  return outcomes;
}

void print_head() {
  fmt::print("| {:<40} | {:<32} | {:<20} | {} | {} | {} |\n", "months with nothing that recurs",
             "that report a cause (95 %)", "causes, 1/2/3 factors", "weekdays", "episodes",
             "slowest s");
  fmt::print("| --- | --- | --- | --- | --- | --- |\n");
}

template <typename Wanted>
void print_row(const std::string& name, const std::vector<Outcome>& outcomes, Wanted wanted) {
  int months = 0, reporting = 0, calendar = 0, episodes = 0;
  std::vector<int> causes(4, 0);
  double slowest = 0;
  for (const Outcome& outcome : outcomes) {
    if (!wanted(outcome)) continue;
    ++months;
    reporting += outcome.causes() > 0 ? 1 : 0;
    calendar += outcome.calendar_causes;
    episodes += outcome.episodes;
    slowest = std::max(slowest, outcome.seconds);
    for (std::size_t size = 0; size < causes.size(); ++size) {
      causes[size] += outcome.false_causes[size];
    }
  }
  fmt::print("| {:<40} | {:<32} | {:<20} | {:>8} | {:>8} | {:.2f} |\n", name,
             share_text(reporting, months),
             fmt::format("{} / {} / {}", causes[1], causes[2], causes[3]), calendar, episodes,
             slowest);
  std::fflush(stdout);
}

void print_steady(const std::vector<Outcome>& outcomes) {
  print_row("all steady months", outcomes, [](const Outcome&) { return true; });
  print_row("  30 factors", outcomes,
            [](const Outcome& month) { return month.recipe.factors == 30; });
  print_row("  3,000 products", outcomes,
            [](const Outcome& month) { return month.recipe.products == 3000; });
  print_row("  fewer than 8,000 lines", outcomes,
            [](const Outcome& month) { return month.recipe.lines < 8000; });
  print_row("  each line fails by itself", outcomes,
            [](const Outcome& month) { return month.recipe.kinds.front().share_together == 0; });
  print_row("  failures still being reported", outcomes,
            [](const Outcome& month) { return month.recipe.report_delay > 0; });
}

void print_details(const std::vector<Outcome>& outcomes) {
  for (const Outcome& outcome : outcomes) {
    if (outcome.seconds > 10) {
      fmt::print("  seed {} slow: {:.1f} s for {} lines, {} factors, {} kinds\n",
                 outcome.recipe.seed, outcome.seconds, outcome.recipe.lines, outcome.recipe.factors,
                 outcome.recipe.kinds.size());
    }
    for (const std::string& detail : outcome.details) fmt::print("  {}\n", detail);
  }
}

void print_bursts(const std::vector<Outcome>& outcomes) {
  fmt::print(
      "\n| bursts of {} or more failures | listed as an episode | as several | told as a cause |\n",
      countable);
  fmt::print("| --- | --- | --- | --- |\n");
  for (std::size_t what = 0; what < 3; ++what) {
    int bursts = 0, listed = 0, in_pieces = 0, told = 0;
    for (const Outcome& outcome : outcomes) {
      bursts += outcome.bursts[what];
      listed += outcome.listed[what];
      in_pieces += outcome.in_pieces[what];
      told += outcome.told_as_cause[what];
    }
    fmt::print("| {:<40} | {} | {} | {} |\n", name_of(static_cast<BurstKind>(what)),
               share_text(listed, bursts), in_pieces, share_text(told, bursts));
  }
}

/// Were the adjusted p-values exact, the least would lie below x in a share x of the months.
void print_least_p(const std::vector<Outcome>& outcomes) {
  std::vector<double> least;
  for (const Outcome& outcome : outcomes) least.push_back(outcome.least_p);
  std::sort(least.begin(), least.end());
  fmt::print("\n| smallest adjusted p of a month, alone |");
  for (const double share : {0.01, 0.025, 0.05, 0.1, 0.25, 0.5}) {
    const auto place = static_cast<std::size_t>(share * static_cast<double>(least.size()));
    fmt::print(" {} %: {:.4g} |", 100 * share, least[place]);
  }
  fmt::print("\n| months with one below |");
  for (const double limit : {0.01, 0.025, 0.05, 0.1, 0.2, 0.5}) {
    const auto below = std::upper_bound(least.begin(), least.end(), limit) - least.begin();
    fmt::print(" {}: {:.1f} % |", limit,
               100 * static_cast<double>(below) / static_cast<double>(least.size()));
  }
  fmt::print("\n");
}

}  // namespace

void run_silence(const Settings& settings) {
  const auto all = [](const Outcome&) { return true; };
  const auto wants = [&](const char* group) {
    return settings.group.empty() || settings.group == group;
  };
  const int months = settings.months.value_or(200);
  fmt::print("\n{} made months, seeds from {}; half as many of each other sort\n\n", months,
             settings.seed);
  print_head();
  const int half = (months + 1) / 2;
  std::vector<Outcome> steady, swings, twins, bursts;
  if (wants("steady")) {
    steady = run_months(plain_month, settings.seed, months, true);
    print_steady(steady);
  }
  if (wants("swings")) {
    swings = run_months(month_with_swings, settings.seed + 100'000, half, false);
    print_row("rates that swing by weekday and season", swings, all);
  }
  if (wants("twins")) {
    twins = run_months(month_with_twins, settings.seed + 200'000, half, false);
    print_row("two kinds that move together", twins, all);
  }
  if (wants("bursts")) {
    bursts = run_months(month_with_bursts, settings.seed + 300'000, half, false);
    print_row("bursts", bursts, all);
    print_bursts(bursts);
  }
  if (!steady.empty()) print_least_p(steady);
  if (!settings.verbose) return;
  fmt::print("\nfalse causes, and bursts that were not listed\n");
  for (const auto* outcomes : {&steady, &swings, &twins, &bursts}) print_details(*outcomes);
}

}  // namespace rastro::bench
