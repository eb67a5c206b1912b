#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

#include "bench/bench.h"
#include "bench/child.h"
#include "process/model.h"
#include "simulate/simulate.h"
#include "store/store.h"

namespace rastro::bench {

namespace {

constexpr int runs = 7;

/// A command with what must be cleared away before each run.
struct Contender {
  std::string name;
  std::string command;
  std::function<void()> prepare;
  std::vector<Child> runs;
};

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double median_seconds(const Contender& contender) {
  std::vector<double> seconds;
  for (const Child& run : contender.runs) seconds.push_back(run.seconds);
  return median_of(seconds);
}

/// Median of the ratios of runs that stood side by side.
double median_ratio(const Contender& contender, const Contender& against) {
  std::vector<double> ratios;
  for (std::size_t index = 0; index < contender.runs.size(); ++index) {
    ratios.push_back(contender.runs[index].seconds / against.runs[index].seconds);
  }
  return median_of(ratios);
}

/// The sqlite3 shell's commands that import the same files into empty tables of the same schema.
void write_import_script(const std::string& folder, const std::string& script) {
  std::ofstream file(script);
  file << ".mode csv\n";
  for (const TableSpec& table : standard_tables()) {
    file << ".import --skip 1 " << folder << "/" << table.name << ".csv " << table.name << "\n";
  }
}

void print_table(const std::vector<Contender>& contenders) {
  fmt::print("\n18,000 orders, {} runs side by side, medians\n\n", runs);
  fmt::print("| {:<62} | seconds | against sqlite3 | peak MB |\n", "what");
  fmt::print("| --- | --- | --- | --- |\n");
  for (const Contender& contender : contenders) {
    std::vector<double> megabytes;
    for (const Child& run : contender.runs) megabytes.push_back(run.megabytes);
    fmt::print("| {:<62} | {:.3f} | {:.2f} | {:.0f} |\n", contender.name, median_seconds(contender),
               median_ratio(contender, contenders.front()), median_of(megabytes));
  }
}

}  // namespace

void run_speed(const Settings& settings) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "rastro-bench-speed";
  fs::remove_all(folder);
  SimulationSettings month;
  month.seed = settings.seed;
  month.until = *parse_day("2026-09-30");
  month.plant = plantable_causes();
  const std::string logs = (folder / "logs").string();
  fs::create_directories(folder);
  simulate(month, logs);
  fs::remove_all(folder / "logs" / "truth");

  const std::string empty = (folder / "empty.db").string();
  { Store store(empty, standard_tables()); }
  const std::string shell_db = (folder / "shell.db").string();
  const std::string script = (folder / "import.sql").string();
  write_import_script(logs, script);
  const std::string own_db = (folder / "own.db").string();
  const std::string out = (folder / "review").string();
  const auto clear_own = [&] {
    for (const char* tail : {"", "-wal", "-shm", "-journal"}) fs::remove(own_db + tail);
    fs::remove_all(out);
  };
  const std::string program = RASTRO_PROGRAM;
  std::vector<Contender> contenders = {
      {"sqlite3 shell, .import of the same files into the same tables",
       fmt::format("sqlite3 {} < {}", shell_db, script),
       [&] { fs::copy_file(empty, shell_db, fs::copy_options::overwrite_existing); },
       {}},
      {"rastro import",
       fmt::format("{} import {} --db {} --quiet", program, logs, own_db),
       clear_own,
       {}},
      {"rastro review (load, analyse, write)",
       fmt::format("{} review {} --db {} --out {} --quiet", program, logs, own_db, out),
       clear_own,
       {}}};
  for (int run = 0; run <= runs; ++run) {
    for (Contender& contender : contenders) {
      contender.prepare();
      const Child result = run_child(contender.command);
      if (run > 0) contender.runs.push_back(result);  // the first one warms up
    }
  }
  print_table(contenders);
  fs::remove_all(folder);
}

}  // namespace rastro::bench
