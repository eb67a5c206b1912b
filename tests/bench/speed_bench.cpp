#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "bench/bench.h"
#include "bench/child.h"
#include "bench/contest.h"
#include "process/model.h"
#include "simulate/simulate.h"
#include "store/store.h"

namespace rastro::bench {

namespace {

namespace fs = std::filesystem;

/// How many orders are loaded, how often.
struct Load {
  const char* title;
  int months;
  int runs;
  bool is_reviewed;  ///< else it is loaded only
};
constexpr Load loads[] = {{"18,000 orders", 1, 7, true}, {"1,008,000 orders", 56, 3, false}};

/// In a process of its own: what this one holds would count as a child's peak.
void simulate_logs(const Load& load, std::uint64_t seed, const std::string& logs) {
  std::string plants;
  for (const std::string& plant : plantable_causes()) plants += (plants.empty() ? "" : ",") + plant;
  run_child(fmt::format("{} simulate {} --seed {} --months {} --until 2026-09-30 --plant {}",
                        RASTRO_PROGRAM, logs, seed, load.months, plants));
  fs::remove_all(fs::path(logs) / "truth");
}

/// The sqlite3 shell's commands that import the same files into empty tables of the same schema.
void write_import_script(const std::string& folder, const std::string& script) {
  std::ofstream file(script);
  file << ".mode csv\n";
  for (const TableSpec& table : standard_tables()) {
    file << ".import --skip 1 " << folder << "/" << table.name << ".csv " << table.name << "\n";
  }
}

void remove_database(const std::string& path) {
  for (const char* tail : {"", "-wal", "-shm", "-journal", ".wal"}) fs::remove(path + tail);
}

Contender shell(const fs::path& folder, const std::string& logs) {
  const std::string empty = (folder / "empty.db").string();
  remove_database(empty);
  { const Store store(empty, standard_tables()); }
  const std::string database = (folder / "shell.db").string();
  const std::string script = (folder / "import.sql").string();
  write_import_script(logs, script);
  return {"sqlite3 shell, .import of the same files into the same tables",
          fmt::format("sqlite3 {} < {}", database, script),
          [=] { fs::copy_file(empty, database, fs::copy_options::overwrite_existing); }};
}

Contender own(const char* name, const std::string& words, const fs::path& folder) {
  const std::string database = (folder / "own.db").string();
  const std::string out = (folder / "review").string();
  return {name, fmt::format("{} {} --db {} --quiet", RASTRO_PROGRAM, words, database), [=] {
            remove_database(database);
            fs::remove_all(out);
          }};
}

/// Empty where it is not installed.
std::vector<Contender> duckdb(const fs::path& folder, const std::string& logs) {
  const std::string script = RASTRO_SOURCE_DIR "/tests/bench/duckdb/load.mjs";
  const std::string database = (folder / "duck.db").string();
  if (!fs::exists(RASTRO_SOURCE_DIR "/tests/bench/duckdb/node_modules/@duckdb/node-api")) return {};
  return {{"DuckDB, types detected, 2 threads, no keys and no references",
           fmt::format("node {} {} {}", script, logs, database),
           [=] { remove_database(database); }}};
}

/// Returns the peak of `rastro import` in megabytes.
double run_load(const Load& load, std::uint64_t seed, const fs::path& folder) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  const std::string logs = (folder / "logs").string();
  simulate_logs(load, seed, logs);
  std::vector<Contender> contenders = {shell(folder, logs),
                                       own("rastro import", "import " + logs, folder)};
  const std::vector<Contender> others = duckdb(folder, logs);
  contenders.insert(contenders.end(), others.begin(), others.end());
  if (load.is_reviewed) {
    const std::string words = fmt::format("review {} --out {}", logs, (folder / "review").string());
    contenders.push_back(own("rastro review (load, analyse, write)", words, folder));
  }
  compete(contenders, load.runs);
  print_contest(load.title, contenders);
  if (others.empty()) fmt::print("\nskipped: no DuckDB\n");
  fs::remove_all(folder);
  return median_megabytes(contenders[1]);
}

}  // namespace

void run_speed(const Settings& settings) {
  const fs::path folder = fs::temp_directory_path() / "rastro-bench-speed";
  std::string peaks;
  for (const Load& load : loads) {
    const double megabytes = run_load(load, settings.seed, folder);
    peaks += fmt::format("{}{:.0f} MB for {}", peaks.empty() ? "" : ", ", megabytes, load.title);
  }
  fmt::print(
      "\npeak memory of rastro import: {}. Of a file it holds a few batches of records, at most\n"
      "64 MB of SQLite's pages, and 5 MB a table for the keys that it has had: more of them are\n"
      "laid in a temporary file.\n",
      peaks);
}

}  // namespace rastro::bench
