#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/parallel.h"
#include "bench/bench.h"
#include "bench/made_weeks.h"
#include "causes/control_chart.h"
#include "causes/gap_chart.h"
#include "causes/run_rules.h"

namespace rastro::bench {

namespace {

constexpr int looks = 104;  // weeks looked at, one after the other
constexpr int history = weeks_on_chart;
constexpr int weeks_of_shift = 26;  // looked at after a shift

constexpr Process processes[] = {
    {"4,000 units, 1.4 % fail", 4000, 0.014, 0},
    {"the same, rates that swing by 15 %", 4000, 0.014, 0.15},
    {"the same, by 30 %", 4000, 0.014, 0.3},
    {"the same, by 30 %, on 12 weeks", 4000, 0.014, 0.3, 12},
    {"4,000 units, 10 %, by 10 %", 4000, 0.1, 0.1},
    {"4,000 units, 0.1 %", 4000, 0.001, 0},
    {"300 units, 2 %", 300, 0.02, 0},
};

constexpr Process rare_processes[] = {
    {"4,000 units, one failure a week", 4000, 0.00025, 0},
    {"4,000 units, one in two weeks", 4000, 0.000125, 0},
};

/// The textbook's p-chart: three binomial sigma around the mean of all weeks, the newest as well.
/// 1 above them, −1 below, 0 inside.
int plain_signal(const std::vector<ChartPoint>& weeks) {
  double exposed = 0, failed = 0;
  for (const ChartPoint& week : weeks) {
    exposed += static_cast<double>(week.exposed);
    failed += static_cast<double>(week.failed);
  }
  const double mean = failed / exposed;
  const auto units = static_cast<double>(weeks.back().exposed);
  const double above = static_cast<double>(weeks.back().failed) / units - mean;
  if (std::abs(above) <= 3 * std::sqrt(mean * (1 - mean) / units)) return 0;
  return above > 0 ? 1 : -1;
}

/// What each rule says of the newest week: 1 more than usual, −1 less, 0 nothing.
struct Said {
  int plain = 0, limits = 0, run = 0;
  bool few_crossings = false;

  bool high() const { return limits > 0 || run > 0; }
};

/// At the end of `last`.
Said look_at(const std::vector<ChartPoint>& weeks, const Process& process, int last) {
  const auto end = weeks.begin() + last + 1;
  std::vector<ChartPoint> seen(end - std::min(process.weeks, last + 1), end);
  Said said;
  said.plain = plain_signal(seen);
  const ControlChart chart = judge_weeks(std::move(seen));
  if (chart.weeks.back().signal == ChartPoint::Signal::high) said.limits = 1;
  if (chart.weeks.back().signal == ChartPoint::Signal::low) said.limits = -1;
  const RunRules rules = run_rules(sides(chart.weeks));
  if (!rules.runs.empty() && rules.runs.back().last + 1 == chart.weeks.size()) {
    said.run = rules.runs.back().above ? 1 : -1;
  }
  said.few_crossings = rules.few_crossings();
  return said;
}

/// Weeks in which a rule begins to speak.
struct Begins {
  int plain = 0, limits = 0, run = 0, crossings = 0;
};

Begins false_signals(const Process& process, std::uint64_t seed) {
  Random random(seed);
  const auto weeks = draw_weeks(random, process, history + looks, 0, 1);
  Begins begins;
  Said before = look_at(weeks, process, history - 1);
  for (int week = history; week < history + looks; ++week) {
    const Said now = look_at(weeks, process, week);
    begins.plain += now.plain != 0;
    begins.limits += now.limits != 0;
    begins.run += now.run != 0 && before.run == 0;
    begins.crossings += now.few_crossings && !before.few_crossings;
    before = now;
  }
  return begins;
}

/// The week after a shift, from 1, in which it is first seen; beyond the last where it is not.
struct Seen {
  int plain = weeks_of_shift + 1, limits = weeks_of_shift + 1, either = weeks_of_shift + 1;
};

Seen see_shift(const Process& process, double factor, std::uint64_t seed) {
  Random random(seed);
  const auto weeks = draw_weeks(random, process, history, weeks_of_shift, factor);
  Seen seen;
  for (int week = 1; week <= weeks_of_shift; ++week) {
    const Said now = look_at(weeks, process, history + week - 1);
    if (now.plain > 0) seen.plain = std::min(seen.plain, week);
    if (now.limits > 0) seen.limits = std::min(seen.limits, week);
    if (now.high()) seen.either = std::min(seen.either, week);
  }
  return seen;
}

/// What the g-chart says at the end of a week.
struct GapsSaid {
  bool short_gap = false, long_gap = false;  ///< that ended in the week
  bool open_gap = false;
  int run = 0;  ///< 1 more failures than usual, −1 fewer

  bool high() const { return short_gap || run > 0; }
};

GapsSaid look_at_gaps(const std::vector<double>& places, const Process& process, int last) {
  const double units = process.units;
  const double end = (last + 1) * units, from = end - process.weeks * units;
  std::vector<Gap> gaps;
  double before = -1;
  std::size_t newest = 0;  // the first gap that ended in the last week
  for (const double place : places) {
    if (place <= from || place > end) continue;
    if (before >= 0) {
      if (place <= end - units) newest = gaps.size() + 1;
      gaps.push_back({0, 0, place - before, false, Gap::Signal::none});
    }
    before = place;
  }
  if (before >= 0 && end > before) gaps.push_back({0, 0, end - before, true, Gap::Signal::none});
  const GapChart chart = judge_gaps(std::move(gaps));
  GapsSaid said;
  for (std::size_t index = newest; index < chart.gaps.size(); ++index) {
    const Gap& gap = chart.gaps[index];
    if (gap.open) {
      said.open_gap = gap.signal == Gap::Signal::long_gap;
      continue;
    }
    said.short_gap = said.short_gap || gap.signal == Gap::Signal::short_gap;
    said.long_gap = said.long_gap || gap.signal == Gap::Signal::long_gap;
  }
  const auto side = sides(chart);
  const RunRules rules = run_rules(side);
  if (!rules.runs.empty() &&
      std::all_of(side.begin() + static_cast<std::ptrdiff_t>(rules.runs.back().last), side.end(),
                  [&](int each) { return each == 0 || (each > 0) == rules.runs.back().above; })) {
    said.run = rules.runs.back().above ? -1 : 1;
  }
  return said;
}

struct GapBegins {
  int short_gap = 0, long_gap = 0, run = 0;
};

GapBegins false_gap_signals(const Process& process, std::uint64_t seed) {
  Random random(seed);
  const auto places = draw_places(random, process, history + looks, 0, 1);
  GapBegins begins;
  GapsSaid before = look_at_gaps(places, process, history - 1);
  for (int week = history; week < history + looks; ++week) {
    const GapsSaid now = look_at_gaps(places, process, week);
    begins.short_gap += now.short_gap;
    // What was told while it was open is not told anew when it ends.
    begins.long_gap += (now.open_gap || now.long_gap) && !before.open_gap;
    begins.run += now.run != 0 && before.run == 0;
    before = now;
  }
  return begins;
}

int see_shift_in_gaps(const Process& process, double factor, std::uint64_t seed) {
  Random random(seed);
  const auto places = draw_places(random, process, history, weeks_of_shift, factor);
  for (int week = 1; week <= weeks_of_shift; ++week) {
    if (look_at_gaps(places, process, history + week - 1).high()) return week;
  }
  return weeks_of_shift + 1;
}

/// One result a series, each from a seed of its own.
template <typename Result, typename Make>
std::vector<Result> run_series(const Settings& settings, std::uint64_t range, Make make) {
  const auto count = static_cast<std::size_t>(settings.months.value_or(100));
  std::vector<Result> results(count);
  in_parallel(count, [&](std::size_t index) {
    results[index] = make(settings.seed + range + static_cast<std::uint64_t>(index));
  });
  return results;
}

template <typename Result>
double per_100_weeks(const std::vector<Result>& series, int Result::*what) {
  double sum = 0;
  for (const Result& each : series) sum += each.*what;
  return 100 * sum / (static_cast<double>(series.size()) * looks);
}

std::string within(const std::vector<int>& seen, int weeks) {
  const auto hits =
      std::count_if(seen.begin(), seen.end(), [&](int week) { return week <= weeks; });
  return fmt::format("{:.0f} %",
                     100.0 * static_cast<double>(hits) / static_cast<double>(seen.size()));
}

std::string median_week(std::vector<int> seen) {
  std::sort(seen.begin(), seen.end());
  const int middle = seen[seen.size() / 2];
  return middle > weeks_of_shift ? fmt::format("> {}", weeks_of_shift) : std::to_string(middle);
}

std::vector<int> weeks_of(const std::vector<Seen>& series, int Seen::*what) {
  std::vector<int> weeks;
  for (const Seen& each : series) weeks.push_back(each.*what);
  return weeks;
}

void print_false(const Settings& settings) {
  fmt::print(
      "False signals per 100 weeks in which nothing changes\n\n"
      "| weeks of | plain p-chart | p′-chart | run of weeks | few crossings |\n"
      "|---|---|---|---|---|\n");
  std::uint64_t range = 0;
  for (const Process& process : processes) {
    range += 10'000;
    const auto series = run_series<Begins>(
        settings, range, [&](std::uint64_t seed) { return false_signals(process, seed); });
    fmt::print("| {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |\n", process.name,
               per_100_weeks(series, &Begins::plain), per_100_weeks(series, &Begins::limits),
               per_100_weeks(series, &Begins::run), per_100_weeks(series, &Begins::crossings));
  }
  fmt::print(
      "\n| rare kinds | plain p-chart | short gap | long gap | run of gaps |\n"
      "|---|---|---|---|---|\n");
  for (const Process& process : rare_processes) {
    range += 10'000;
    const auto weeks = run_series<Begins>(
        settings, range, [&](std::uint64_t seed) { return false_signals(process, seed); });
    const auto gaps = run_series<GapBegins>(
        settings, range, [&](std::uint64_t seed) { return false_gap_signals(process, seed); });
    fmt::print("| {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |\n", process.name,
               per_100_weeks(weeks, &Begins::plain), per_100_weeks(gaps, &GapBegins::short_gap),
               per_100_weeks(gaps, &GapBegins::long_gap), per_100_weeks(gaps, &GapBegins::run));
  }
}

void print_shifts(const Settings& settings) {
  fmt::print(
      "\nRises of the rate, from one week to the next: seen within 4 and 8 weeks, and the "
      "median week\n\n"
      "| weeks of | times | plain p-chart | p′-chart | p′-chart or run | rare: short gap or "
      "run |\n|---|---|---|---|---|---|\n");
  const auto told = [](const std::vector<int>& seen) {
    return fmt::format("{}, {}; {}", within(seen, 4), within(seen, 8), median_week(seen));
  };
  std::uint64_t range = 500'000;
  const auto row = [&](const Process& process, double factor, bool rare) {
    range += 10'000;
    const auto series = run_series<Seen>(
        settings, range, [&](std::uint64_t seed) { return see_shift(process, factor, seed); });
    std::string gaps;
    if (rare) {
      gaps = told(run_series<int>(settings, range, [&](std::uint64_t seed) {
        return see_shift_in_gaps(process, factor, seed);
      }));
    }
    fmt::print("| {} | {} | {} | {} | {} | {} |\n", process.name, factor,
               told(weeks_of(series, &Seen::plain)), told(weeks_of(series, &Seen::limits)),
               told(weeks_of(series, &Seen::either)), gaps);
  };
  for (const double factor : {1.5, 2.0}) {
    for (const Process& process : processes) row(process, factor, false);
    for (const Process& process : rare_processes) row(process, factor, true);
  }
  row(rare_processes[0], 4, true);
}

}  // namespace

void run_charts(const Settings& settings) {
  print_false(settings);
  print_shifts(settings);
}

}  // namespace rastro::bench
