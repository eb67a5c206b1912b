#include "bench/made_month.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "bench/made_factors.h"
#include "tally/dated_days.h"
#include "tally/maturity.h"

namespace rastro::bench {

namespace {

constexpr Day first_day = 20000;
/// As in the program: below this share of its failures known, a unit tells nothing yet.
constexpr double least_maturity = 0.1;

/// Streams of the seed: more draws for one purpose do not shift the others.
enum Stream : std::uint64_t {
  retailer_stream,
  orders_stream,
  failures_stream,
  bursts_stream,
  causes_stream = 1000
};

class MonthMaker {
 public:
  explicit MonthMaker(const MonthRecipe& recipe) : recipe_(recipe) {}

  MadeMonth make() {
    make_lines();
    show_columns();
    for (const BurstKind what : recipe_.bursts) draw_burst(what);
    draw_causes();
    make_failures();
    return std::move(month_);
  }

 private:
  void make_lines() {
    Random traits_random(recipe_.seed, retailer_stream), random(recipe_.seed, orders_stream);
    const MadeRetailer retailer(traits_random, recipe_.products, recipe_.days);
    UnitTable& table = month_.table;
    table.unit = UnitKind::order_line;
    table.as_of = table.seen_until = first_day + recipe_.days - 1;
    // Fewer orders at the weekend.
    const auto volume = [](Day day) { return weekday(day) >= 5 ? 0.6 : 1.0; };
    double all = 0, so_far = 0;
    for (Day day = first_day; day <= table.as_of; ++day) all += volume(day);
    std::uint32_t order = 0;
    for (Day day = first_day; day <= table.as_of; ++day) {
      so_far += volume(day);
      const double goal = static_cast<double>(recipe_.lines) * so_far / all;
      while (static_cast<double>(lines_.size()) < goal) {
        const Day dispatched = day + lag(random);
        add_order(order++, day, dispatched,
                  retailer.draw_order(random, day - first_day, weekday(day), weekday(dispatched)));
      }
    }
  }

  int lag(Random& random) const {
    if (random.chance(recipe_.same_day)) return 0;
    return random.chance(0.75) ? 1 : 2;
  }

  void add_order(std::uint32_t order, Day day, Day dispatched, const std::vector<Line>& lines) {
    UnitTable& table = month_.table;
    for (std::size_t index = 0; index < lines.size(); ++index) {
      lines_.push_back(lines[index]);
      dispatched_.push_back(dispatched);
      table.day.push_back(day);
      table.order.push_back(order);
      table.order_id.push_back(fmt::format("P-{}", order));
      table.part.push_back(fmt::format("{}", index + 1));
    }
  }

  void show_columns() {
    Random random(recipe_.seed, bursts_stream + 1);
    shown_ = choose_columns(random, recipe_.factors);
    for (const int column : shown_) {
      FactorColumn& shown = month_.table.factors.emplace_back();
      Code most = 0;
      for (const Line& line : lines_) {
        shown.codes.push_back(line[static_cast<std::size_t>(column)]);
        most = std::max(most, shown.codes.back());
      }
      shown.dictionary.push_back("");
      for (Code code = 1; code <= most; ++code) shown.dictionary.push_back(fmt::format("{}", code));
      month_.factors.push_back(traits(column).name);
      auto& row = month_.pairs.emplace_back();
      for (const int other : shown_) row.push_back(may_stand_together(column, other) ? 1 : 0);
    }
  }

  Pair pair_of(int column, std::size_t line) const {
    const auto place = std::find(shown_.begin(), shown_.end(), column) - shown_.begin();
    return {static_cast<std::uint16_t>(place), lines_[line][static_cast<std::size_t>(column)]};
  }

  /// Where and when a random line was: so large routes break down more often, as they do.
  void draw_burst(BurstKind what) {
    Random random(recipe_.seed, bursts_stream + 16 * (month_.bursts.size() + 1));
    MadeBurst burst;
    burst.what = what;
    const auto line = static_cast<std::size_t>(random.below(static_cast<int>(lines_.size())));
    int length = 1;
    if (what == BurstKind::lorry) {
      burst.where = {pair_of(route, line)};
      burst.risk = random.uniform(0.7, 0.95);
    } else if (what == BurstKind::flood) {
      if (random.chance(0.7)) burst.where = {pair_of(region, line)};
      length = random.between(1, 2);
      burst.risk = random.uniform(0.3, 0.7);
    } else {
      burst.where = {pair_of(carrier, line)};
      length = random.between(5, 7);
      burst.risk = random.uniform(0.3, 0.7);
    }
    // A strike is over before the month is: one that goes on cannot be told from a cause.
    const Day last = month_.table.as_of - (what == BurstKind::strike ? 4 : 0);
    burst.dispatched.from = std::min(dispatched_[line], last - length + 1);
    burst.dispatched.to = burst.dispatched.from + length - 1;
    month_.bursts.push_back(burst);
  }

  void draw_causes() {
    Random random(recipe_.seed, causes_stream);
    for (int attempt = 0; attempt < 1000; ++attempt) {
      if (static_cast<int>(month_.causes.size()) >= recipe_.causes) return;
      const auto line = static_cast<std::size_t>(random.below(static_cast<int>(lines_.size())));
      const int left = random.pick(shown_), right = random.pick(shown_);
      MadeCause cause{month_.causes.size() % recipe_.kinds.size(), {{pair_of(left, line)}, {}}, 0};
      if (random.chance(0.3) && may_stand_together(left, right)) {
        cause.condition.pairs.push_back(pair_of(right, line));
        std::sort(cause.condition.pairs.begin(), cause.condition.pairs.end());
      }
      // Neither a handful of lines, which cannot tell, nor most of the month.
      const double share = share_of_lines(cause.condition);
      if (share < 0.002 || share > 0.2) continue;
      cause.risk = std::min(0.5, random.uniform(0.002, 0.005) / share);
      month_.causes.push_back(cause);
    }
  }

  bool meets(std::size_t line, const std::vector<Pair>& pairs) const {
    return std::all_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
      return month_.table.factors[pair.factor].codes[line] == pair.value;
    });
  }

  double share_of_lines(const Condition& condition) const {
    std::size_t met = 0;
    for (std::size_t line = 0; line < lines_.size(); ++line) met += meets(line, condition.pairs);
    return static_cast<double>(met) / static_cast<double>(lines_.size());
  }

  /// What the calendar does to the rates, by day of the month; 1 on the average.
  std::vector<double> calendar(Random& random) const {
    std::vector<double> by_weekday;
    for (int index = 0; index < 7; ++index) by_weekday.push_back(random.uniform(-1, 1));
    const double phase = random.uniform(0, 2 * std::numbers::pi);
    const double period = random.uniform(20, 60);
    std::vector<double> rates;
    for (int day = 0; day < recipe_.days; ++day) {
      const double season = std::sin(phase + 2 * std::numbers::pi * day / period);
      const int of_week = weekday(first_day + day);
      rates.push_back(
          std::exp(recipe_.weekday_swing * by_weekday[static_cast<std::size_t>(of_week)] +
                   recipe_.seasonal_swing * season + recipe_.daily_noise * random.normal()));
    }
    const double mean =
        std::accumulate(rates.begin(), rates.end(), 0.0) / static_cast<double>(rates.size());
    for (double& rate : rates) rate /= mean;
    return rates;
  }

  bool in_burst(const MadeBurst& burst, std::size_t line) const {
    if (dispatched_[line] < burst.dispatched.from || dispatched_[line] > burst.dispatched.to) {
      return false;
    }
    return meets(line, burst.where);
  }

  /// Chances of one line: of its own and with its order, by kind.
  struct Chances {
    std::vector<double> own, with_order;
  };

  void draw_chances(Random& random, std::vector<double>& chances) const {
    chances.clear();
    for (std::size_t kind = 0; kind < recipe_.kinds.size(); ++kind) {
      chances.push_back(random.uniform());
      if (kind == 1 && random.chance(recipe_.moving_together)) chances[1] = chances[0];
    }
  }

  void make_failures() {
    Random random(recipe_.seed, failures_stream);
    std::vector<std::vector<double>> rates;
    for (std::size_t kind = 0; kind < recipe_.kinds.size(); ++kind) {
      rates.push_back(calendar(random));
      FailureColumn& column = month_.table.failures.emplace_back();
      column.measurable = true;
      column.exposed.assign(lines_.size(), 1);
      column.failed.assign(lines_.size(), 0);
    }
    // A swing of one kind is a swing of the kind that moves with it.
    if (recipe_.moving_together > 0) rates[1] = rates[0];
    Chances chances;
    double hit = 1;
    for (std::size_t line = 0; line < lines_.size(); ++line) {
      if (line == 0 || month_.table.order[line] != month_.table.order[line - 1]) {
        draw_chances(random, chances.with_order);
        hit = random.uniform();
      }
      draw_chances(random, chances.own);
      for (std::size_t kind = 0; kind < recipe_.kinds.size(); ++kind) {
        const KindRecipe& of_kind = recipe_.kinds[kind];
        const auto day = static_cast<std::size_t>(month_.table.day[line] - first_day);
        const double rate = of_kind.rate * rates[kind][day];
        const bool fails = chances.own[kind] < rate * (1 - of_kind.share_together) ||
                           chances.with_order[kind] < rate * of_kind.share_together;
        if (fails && is_known(random, line)) month_.table.failures[kind].failed[line] = 1;
      }
      for (const MadeCause& cause : month_.causes) {
        if (!meets(line, cause.condition.pairs) || !random.chance(cause.risk)) continue;
        if (is_known(random, line)) month_.table.failures[cause.kind].failed[line] = 1;
      }
      for (MadeBurst& burst : month_.bursts) suffer(burst, line, hit, random);
    }
    for (FailureColumn& column : month_.table.failures) finish(column);
    std::vector<Seconds> times;
    for (const Day day : dispatched_) times.push_back(start_of(day));
    const auto dated = dated_days(month_.table.day, times);
    for (FailureColumn& column : month_.table.failures) column.dated = dated;
  }

  void suffer(MadeBurst& burst, std::size_t line, double hit, Random& random) {
    std::uint8_t& failed = month_.table.failures[0].failed[line];
    if (failed != 0 || hit >= burst.risk || !in_burst(burst, line) || !is_known(random, line)) {
      return;
    }
    failed = 1;
    burst.failed.push_back(line);
  }

  /// Whether the report of a failure has come in by now.
  bool is_known(Random& random, std::size_t line) {
    if (recipe_.report_delay <= 0) return true;
    const auto delay = static_cast<Day>(random.exponential(recipe_.report_delay));
    const Day age = month_.table.seen_until - month_.table.day[line];
    if (delay <= age) delays_.push_back({delay, age});
    return delay <= age;
  }

  void finish(FailureColumn& column) {
    column.incidents.assign(column.failed.begin(), column.failed.end());
    column.inferred.assign(column.failed.size(), 0);
    if (recipe_.report_delay <= 0) return;
    column.maturity = maturity();
    for (std::size_t line = 0; line < lines_.size(); ++line) {
      const Day age = month_.table.seen_until - month_.table.day[line];
      if (column.maturity_at(age) >= least_maturity) continue;
      column.exposed[line] = column.failed[line] = 0;
      column.incidents[line] = 0;
    }
  }

  /// Estimated as the program does, from the reports of this month and of some before it.
  std::vector<double> maturity() const {
    Random random(recipe_.seed, bursts_stream + 2);
    std::vector<ReportDelay> delays = delays_;
    for (int older = 0; older < 300; ++older) {
      const auto delay = static_cast<Day>(random.exponential(recipe_.report_delay));
      const Day age = random.between(recipe_.days, 4 * recipe_.days);
      if (delay <= age) delays.push_back({delay, age});
    }
    return estimate_maturity(delays);
  }

  const MonthRecipe& recipe_;
  MadeMonth month_;
  std::vector<Line> lines_;
  std::vector<Day> dispatched_;
  std::vector<int> shown_;
  std::vector<ReportDelay> delays_;
};

}  // namespace

std::string MadeMonth::words(const Condition& condition) const {
  std::string words;
  for (const Pair& pair : condition.pairs) {
    if (!words.empty()) words += " & ";
    words += factors[pair.factor] + "=" + table.factors[pair.factor].dictionary[pair.value];
  }
  if (words.empty()) words = "everything";
  if (!condition.days) return words;
  return words + fmt::format(" @{}..{}", condition.days->from - table.day.front(),
                             condition.days->to - table.day.front());
}

MadeMonth make_month(const MonthRecipe& recipe) { return MonthMaker(recipe).make(); }

std::vector<KindToSearch> kinds_to_search(const MadeMonth& month, Tally& tally) {
  std::vector<std::uint16_t> factors(month.factors.size());
  std::iota(factors.begin(), factors.end(), static_cast<std::uint16_t>(0));
  std::vector<KindToSearch> kinds;
  for (std::size_t kind = 0; kind < month.table.failures.size(); ++kind) {
    kinds.push_back({&tally, kind, factors,
                     [&month](auto left, auto right) { return month.may_pair(left, right); }});
  }
  return kinds;
}

}  // namespace rastro::bench
