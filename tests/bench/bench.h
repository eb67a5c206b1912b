#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace rastro::bench {

struct Settings {
  std::optional<int> months{};  ///< of every sort; unless set, each table takes its own number
  /// Of the first month or table; each sort of months has a range of its own from there. These
  /// seeds are used for nothing else: nothing was tuned on them.
  std::uint64_t seed = 7'300'000;
  int tables = 20;       ///< flat ones
  std::string group;     ///< of the silent months; empty: all
  std::string plot;      ///< where the cost is drawn, as SVG; empty: nowhere
  bool verbose = false;  ///< tell every miss and every false cause
};

/// Found, true, silent, attributed: what was planted in simulated months against what is reported.
void run_causes(const Settings& settings);

/// Wall time and memory of loading a month and a million orders, and of a review, beside the
/// sqlite3 shell importing the same files, and DuckDB where it is installed.
void run_speed(const Settings& settings);

/// Imports that are killed at random moments, and two imports at once: what is lost or doubled.
void run_killed(const Settings& settings);

/// `rastro causes` on flat tables of a million rows with five planted causes and with none.
void run_tables(const Settings& settings);

/// How often months in which nothing recurs report a cause: steady ones, with swings of the rates,
/// with failure kinds that move together, with bursts.
void run_silence(const Settings& settings);

/// Months in which the innocent look guilty: who is reported.
void run_confounding(const Settings& settings);

/// Processor time of the analysis against orders, factors and distinct values.
void run_cost(const Settings& settings);

/// Months whose failures show how they came about: which mechanism and step is named.
void run_mechanisms(const Settings& settings);

/// Control charts of made-up weeks: false signals of each rule, and how soon a rise is seen.
void run_charts(const Settings& settings);

/// What the lexicon and plain keywords read in comments that were labelled by hand.
void run_notes(const Settings& settings);

/// A share with its 95 % interval (Wilson 1927).
std::string share_text(double hits, double of);

}  // namespace rastro::bench
