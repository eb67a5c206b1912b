#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "bench/bench.h"
#include "bench/child.h"
#include "bench/planted_table.h"

namespace rastro::bench {

namespace {

using nlohmann::json;

constexpr std::size_t rows = 1'000'000;
constexpr double same_units = 0.8;

struct Score {
  int tables = 0, exact = 0;
  int silent_tables = 0, silent_reporting = 0;
  double planted = 0, found = 0;
  double reported = 0, reported_true = 0;
  std::vector<double> seconds, processor_seconds, megabytes;
};

/// What the program says of one table, as it says it to a machine.
struct Answer {
  json said;
  Child child;
};

Answer ask(const PlantedTable& table, const std::string& folder) {
  const std::string file = folder + "/table.csv", out = folder + "/causes.json";
  table.write(file);
  Answer answer;
  const std::string command =
      fmt::format("{} causes {} --failed failed --json", RASTRO_PROGRAM, file);
  run_child(command, out);  // warms up: the file is read from memory then
  answer.child = run_child(command, out);
  std::ifstream text(out);
  answer.said = json::parse(text);
  return answer;
}

PlantedCondition condition_of(const json& conditions, const PlantedTable& table) {
  PlantedCondition condition;
  for (const json& pair : conditions) {
    const auto name = std::find(table.names.begin(), table.names.end(), pair["factor"]);
    const auto column = static_cast<std::size_t>(name - table.names.begin());
    for (std::uint16_t value = 0; value < 2000; ++value) {
      if (table.text(column, value) == pair["value"]) condition.push_back({column, value});
    }
  }
  return condition;
}

/// The planted condition itself, or the same rows to 80 %.
bool matches(const PlantedCondition& planted, const PlantedCondition& reported,
             const PlantedTable& table) {
  double shared = 0, either = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool one = table.meets(row, planted), other = table.meets(row, reported);
    shared += one && other;
    either += one || other;
  }
  return shared >= same_units * either;
}

void score_table(const PlantedTable& table, const Answer& answer, bool verbose, Score& score) {
  std::vector<bool> found(table.causes.size(), false);
  double is_true = 0;
  for (const json& cause : answer.said["causes"]) {
    const PlantedCondition reported = condition_of(cause["conditions"], table);
    bool any = false;
    for (std::size_t index = 0; index < table.causes.size(); ++index) {
      if (!matches(table.causes[index], reported, table)) continue;
      found[index] = any = true;
    }
    is_true += any;
    if (!any && verbose) fmt::print("  false: {}\n", table.words(reported));
  }
  for (std::size_t index = 0; index < found.size(); ++index) {
    score.found += found[index];
    if (!found[index] && verbose) fmt::print("  missed: {}\n", table.words(table.causes[index]));
  }
  const auto reported = static_cast<double>(answer.said["causes"].size());
  const bool all = std::find(found.begin(), found.end(), false) == found.end();
  score.exact += all && reported == static_cast<double>(found.size());
  score.planted += static_cast<double>(found.size());
  score.reported += reported;
  score.reported_true += is_true;
  ++score.tables;
  score.seconds.push_back(answer.child.seconds);
  score.processor_seconds.push_back(answer.child.processor_seconds);
  score.megabytes.push_back(answer.child.megabytes);
}

std::string spread(std::vector<double> values, const char* format) {
  std::sort(values.begin(), values.end());
  const auto text = [&](double value) { return fmt::format(fmt::runtime(format), value); };
  return fmt::format("{} ({} to {})", text(values[values.size() / 2]), text(values.front()),
                     text(values.back()));
}

void print_score(const Score& score, const Settings& settings) {
  fmt::print(
      "\n{} tables with five causes and {} without, a million rows of ten columns each, "
      "seeds from {}\n\n",
      score.tables, score.silent_tables, settings.seed);
  const auto row = [](const char* what, const std::string& figure, const std::string& aim) {
    fmt::print("| {:<56} | {:<34} | {:<6} |\n", what, figure, aim);
  };
  row("what", "figure", "aim");
  row("---", "---", "---");
  row("tables of which exactly the five are reported", share_text(score.exact, score.tables),
      "all");
  row("planted causes found", share_text(score.found, score.planted), "");
  row("reported causes that are true", share_text(score.reported_true, score.reported), "≥ 95 %");
  row("tables with nothing planted that report any cause",
      share_text(score.silent_reporting, score.silent_tables), "≤ 5 %");
  row("seconds from the CSV file to the answer, median (range)", spread(score.seconds, "{:.2f}"),
      "≤ 1.6");
  row("of the processors, seconds", spread(score.processor_seconds, "{:.2f}"), "");
  row("peak MB", spread(score.megabytes, "{:.0f}"), "≤ 500");
}

}  // namespace

void run_tables(const Settings& settings) {
  const auto folder = std::filesystem::temp_directory_path() / "rastro-bench-table";
  std::filesystem::create_directories(folder);
  Score score;
  for (int index = 0; index < settings.tables; ++index) {
    const std::uint64_t seed = settings.seed + static_cast<std::uint64_t>(index);
    const PlantedTable table = plant_table(rows, seed);
    if (settings.verbose) fmt::print("seed {}\n", seed);
    score_table(table, ask(table, folder.string()), settings.verbose, score);
    const PlantedTable silent = plant_table(rows, seed + 1'000'000, 0);
    const Answer answer = ask(silent, folder.string());
    ++score.silent_tables;
    score.silent_reporting += !answer.said["causes"].empty();
  }
  std::filesystem::remove_all(folder);
  print_score(score, settings);
}

}  // namespace rastro::bench
