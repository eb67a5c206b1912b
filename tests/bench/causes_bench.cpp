#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <optional>

#include "bench/bench.h"
#include "bench/truth.h"
#include "causes/analysis.h"
#include "causes/significance.h"
#include "intake/importer.h"
#include "report/assemble.h"
#include "simulate/simulate.h"
#include "tally/memory_tally.h"

namespace rastro::bench {

namespace {

constexpr double countable = 12;  ///< extra failures from which a cause must be found
constexpr double same_units = 0.8;

struct Score {
  double planted = 0, found = 0, found_step = 0;
  double reported = 0, reported_true = 0;
  double stand_ins = 0, stand_ins_reported = 0;
  double silent_months = 0, silent_reporting = 0;
  std::vector<double> attribution_errors;
  std::vector<double> seconds;
};

struct Month {
  std::string folder;
  Units units;
  Analysis analysis;
  double seconds = 0;
};

Month analyse_month(std::uint64_t seed, bool with_causes) {
  Month month;
  month.folder =
      (std::filesystem::temp_directory_path() / fmt::format("rastro-bench-{}", seed)).string();
  SimulationSettings settings;
  settings.seed = seed;
  settings.until = *parse_day("2026-09-30");
  if (with_causes) settings.plant = plantable_causes();
  simulate(settings, month.folder);
  const ProcessModel& model = default_model();
  Store store(":memory:", model.tables);
  import_files(store, model, {month.folder});
  ReviewSettings review;
  review.as_of = review.seen_until = settings.until;
  month.units = load_review_units(store, model, review);
  const auto begin = std::chrono::steady_clock::now();
  month.analysis = analyse(month.units, model, review_window(review));
  month.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return month;
}

Words words_of(const Condition& condition, const UnitTable& table) {
  Words words;
  for (const Pair& pair : condition.pairs) {
    words[default_model().factors[pair.factor].id] =
        table.factors[pair.factor].dictionary[pair.value];
  }
  return words;
}

std::optional<Condition> condition_of(const Words& words, const UnitTable& table) {
  Condition condition;
  for (const auto& [name, value] : words) {
    const auto factor = default_model().find_factor(name);
    if (!factor) return std::nullopt;
    const auto& dictionary = table.factors[*factor].dictionary;
    const auto found = std::find(dictionary.begin(), dictionary.end(), value);
    if (found == dictionary.end()) return std::nullopt;
    condition.pairs.push_back(
        {static_cast<std::uint16_t>(*factor), static_cast<Code>(found - dictionary.begin())});
  }
  std::sort(condition.pairs.begin(), condition.pairs.end());
  return condition;
}

/// The planted condition itself, or the units on which it acted to 80 %: the revision of a
/// description that began with the cause is the cause.
bool matches(const PlantedCause& planted, const Condition& reported, const UnitTable& table,
             const Tally& tally, std::size_t kind) {
  if (planted.conditions == words_of(reported, table)) return true;
  auto condition = condition_of(planted.conditions, table);
  if (!condition) return false;
  condition->days = {planted.from, planted.until};
  const auto joined = both(*condition, reported);
  if (!joined) return false;
  const auto counts = tally.count(kind, std::vector<Condition>{*condition, reported, *joined});
  const auto shared = static_cast<double>(counts[2].exposed);
  const auto either = static_cast<double>(counts[0].exposed + counts[1].exposed) - shared;
  return shared >= same_units * either;
}

std::string text_of(const Words& words) {
  std::string text;
  for (const auto& [factor, value] : words) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " & ", factor, value);
  }
  return text;
}

/// One failure kind of a month against the truth.
class KindScorer {
 public:
  KindScorer(const KindFindings& findings, const Month& month, bool verbose, Score& score)
      : findings_(findings),
        kind_(default_model().failures[findings.kind]),
        table_(month.units.of(kind_.unit)),
        tally_(table_, month.analysis.window),
        verbose_(verbose),
        score_(score),
        is_true_(findings.causes.size(), false) {}

  void run(const Truth& truth) {
    for (const PlantedCause& planted : truth.causes) {
      if (planted.failure == kind_.id) score_planted(planted);
    }
    score_reported();
    for (const StandIn& stand_in : truth.stand_ins) {
      if (stand_in.failure == kind_.id) score_stand_in(stand_in);
    }
  }

 private:
  void score_planted(const PlantedCause& planted) {
    std::optional<std::size_t> match;
    for (std::size_t index = 0; index < findings_.causes.size(); ++index) {
      const Condition& reported = findings_.causes[index].condition;
      if (!matches(planted, reported, table_, tally_, findings_.kind)) continue;
      is_true_[index] = true;
      match = index;
    }
    if (planted.expected_extra < countable) return;
    ++score_.planted;
    if (!match) {
      if (verbose_) print_missed(planted);
      return;
    }
    ++score_.found;
    const Cause& cause = findings_.causes[*match];
    if (default_model().steps[cause.step].id == planted.step) ++score_.found_step;
    if (planted.fired == 0) return;
    score_.attribution_errors.push_back(std::abs(cause.attributed - planted.fired) / planted.fired);
  }

  void print_missed(const PlantedCause& planted) const {
    const auto condition = condition_of(planted.conditions, table_);
    if (!condition) return;
    const auto counts = tally_.count(findings_.kind, {&*condition, 1}).front();
    const auto failed = static_cast<double>(findings_.total.failed_orders);
    const double expected = failed * counts.exposure / findings_.total.exposure;
    fmt::print(
        "  missed {} {} ({:.1f} expected, {} fired; {} of {} failed, {:.1f} usual, p {:.2g})\n",
        kind_.id, text_of(planted.conditions), planted.expected_extra, planted.fired, counts.failed,
        counts.exposed, expected,
        upper_tail(counts.failed_orders, expected, findings_.total.failed_orders));
    for (const Episode& episode : findings_.episodes) {
      fmt::print("    episode: {} from {} to {}\n", text_of(words_of(episode.condition, table_)),
                 format_day(episode.condition.days->from), format_day(episode.condition.days->to));
    }
  }

  void score_reported() {
    for (std::size_t index = 0; index < findings_.causes.size(); ++index) {
      const Cause& cause = findings_.causes[index];
      ++score_.reported;
      score_.reported_true += is_true_[index];
      if (is_true_[index] || !verbose_) continue;
      fmt::print("  false {} {} ({} of {}, p {:.2g})\n", kind_.id,
                 text_of(words_of(cause.condition, table_)), cause.counts.failed,
                 cause.counts.exposed, cause.p_adjusted);
    }
  }

  void score_stand_in(const StandIn& stand_in) {
    ++score_.stand_ins;
    score_.stand_ins_reported +=
        std::any_of(findings_.causes.begin(), findings_.causes.end(), [&](const Cause& cause) {
          return words_of(cause.condition, table_) == stand_in.conditions;
        });
  }

  const KindFindings& findings_;
  const FailureKind& kind_;
  const UnitTable& table_;
  MemoryTally tally_;
  bool verbose_;
  Score& score_;
  std::vector<bool> is_true_;
};

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void print_score(const Score& score, const Settings& settings) {
  fmt::print("\n{} months with causes and {} without, 18,000 orders each, seeds from {}\n\n",
             settings.months, settings.months, settings.seed);
  const auto row = [](const char* what, const std::string& figure, const std::string& aim) {
    fmt::print("| {:<60} | {:<32} | {:<6} |\n", what, figure, aim);
  };
  row("what", "figure (95 % interval)", "aim");
  row("---", "---", "---");
  row("planted causes found (12 or more extra failures expected)",
      share_text(score.found, score.planted), "≥ 95 %");
  row("reported causes that are true", share_text(score.reported_true, score.reported), "≥ 95 %");
  row("months with nothing planted that report any cause",
      share_text(score.silent_reporting, score.silent_months), "≤ 5 %");
  row("confounded stand-ins reported as causes",
      share_text(score.stand_ins_reported, score.stand_ins), "≤ 2 %");
  row("attributed failures against the true number, median error",
      fmt::format("{:.1f} % ({} causes)", 100 * median(score.attribution_errors),
                  score.attribution_errors.size()),
      "≤ 15 %");
  row("found causes laid to the planted step", share_text(score.found_step, score.found), "");
  row("analysis of a month, median seconds", fmt::format("{:.3f}", median(score.seconds)), "< 0.5");
}

}  // namespace

std::string share_text(double hits, double of) {
  if (of == 0) return "none";
  const double z = 1.96, share = hits / of;
  const double centre = (share + z * z / (2 * of)) / (1 + z * z / of);
  const double half =
      z / (1 + z * z / of) * std::sqrt(share * (1 - share) / of + z * z / (4 * of * of));
  return fmt::format("{:.1f} % ({:.1f} to {:.1f}) of {}", 100 * share,
                     100 * std::max(0.0, centre - half), 100 * std::min(1.0, centre + half), of);
}

void run_causes(const Settings& settings) {
  Score score;
  for (int month = 0; month < settings.months; ++month) {
    const std::uint64_t seed = settings.seed + static_cast<std::uint64_t>(month);
    const Month loud = analyse_month(seed, true);
    if (settings.verbose) fmt::print("seed {}\n", seed);
    const Truth truth =
        read_truth(loud.folder + "/truth", loud.analysis.window.from, loud.analysis.window.to);
    for (const KindFindings& findings : loud.analysis.kinds) {
      KindScorer(findings, loud, settings.verbose, score).run(truth);
    }
    score.seconds.push_back(loud.seconds);
    std::filesystem::remove_all(loud.folder);

    const Month silent = analyse_month(seed + 1'000'000, false);
    ++score.silent_months;
    score.silent_reporting +=
        std::any_of(silent.analysis.kinds.begin(), silent.analysis.kinds.end(),
                    [](const KindFindings& findings) { return !findings.causes.empty(); });
    std::filesystem::remove_all(silent.folder);
  }
  print_score(score, settings);
}

}  // namespace rastro::bench
