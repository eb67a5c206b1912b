#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>

#include "base/random.h"
#include "bench/bench.h"
#include "bench/child.h"

namespace rastro::bench {

namespace {

namespace fs = std::filesystem;

constexpr int kills = 100;
constexpr int pairs = 20;
constexpr const char* sample = RASTRO_SOURCE_DIR "/data/sample";

using RowsByTable = std::map<std::string, std::int64_t>;

/// Rows against those of an import that nobody disturbed.
struct Damage {
  std::int64_t lost = 0, doubled = 0;
  int half_files = 0, broken_databases = 0;
  int cut_short = 0;  ///< runs that were killed before their end
};

std::string import_command(const std::string& database) {
  return fmt::format("{} import {} --db {} --quiet", RASTRO_PROGRAM, sample, database);
}

/// Does not wait.
pid_t start_import(const std::string& database) {
  const std::string line = "exec " + import_command(database) + " > /dev/null 2> /dev/null";
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process could be started");
  if (child > 0) return child;
  execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
  _exit(127);
}

int wait_for(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child) throw std::runtime_error("a child is not to be found");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Opening it plays an interrupted transaction back.
RowsByTable rows_of(const std::string& file, Damage& damage) {
  RowsByTable rows;
  SQLite::Database database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  if (database.execAndGet("PRAGMA integrity_check").getString() != "ok") ++damage.broken_databases;
  SQLite::Statement table(database, "SELECT name FROM sqlite_master WHERE type = 'table'");
  while (table.executeStep()) {
    const std::string name = table.getColumn(0).getString();
    rows[name] = database.execAndGet("SELECT count(*) FROM \"" + name + "\"").getInt64();
  }
  return rows;
}

/// In the sample each file fills one table. The import log has a row a file.
void look_for_half_files(const RowsByTable& rows, const RowsByTable& wanted, Damage& damage) {
  bool is_whole = rows.size() == wanted.size();
  for (const auto& [table, count] : rows) {
    is_whole = is_whole && count == wanted.at(table);
    if (table != "imports" && count != 0 && count != wanted.at(table)) ++damage.half_files;
  }
  if (!is_whole) ++damage.cut_short;
}

void compare(const RowsByTable& rows, const RowsByTable& wanted, Damage& damage) {
  for (const auto& [table, count] : wanted) {
    const auto found = rows.find(table);
    const std::int64_t there = found == rows.end() ? 0 : found->second;
    damage.lost += std::max<std::int64_t>(0, count - there);
    damage.doubled += std::max<std::int64_t>(0, there - count);
  }
}

void clear(const std::string& database) {
  for (const char* tail : {"", "-journal"}) fs::remove(database + tail);
}

Damage kill_imports(const std::string& database, const RowsByTable& wanted, double whole,
                    std::uint64_t seed) {
  Damage damage;
  Random random(seed);
  for (int moment = 0; moment < kills; ++moment) {
    clear(database);
    const pid_t import = start_import(database);
    std::this_thread::sleep_for(std::chrono::duration<double>(whole * random.uniform()));
    ::kill(import, SIGKILL);
    wait_for(import);
    look_for_half_files(rows_of(database, damage), wanted, damage);
    run_child(import_command(database));
    compare(rows_of(database, damage), wanted, damage);
  }
  return damage;
}

/// One of two may be told that the database is locked; run again, it completes. Returns how many
/// were told so.
int import_at_once(const std::string& database, const RowsByTable& wanted, Damage& damage) {
  int refused = 0;
  for (int pair = 0; pair < pairs; ++pair) {
    clear(database);
    const pid_t imports[] = {start_import(database), start_import(database)};
    for (const pid_t import : imports) refused += static_cast<int>(wait_for(import) != 0);
    look_for_half_files(rows_of(database, damage), wanted, damage);
    run_child(import_command(database));
    compare(rows_of(database, damage), wanted, damage);
  }
  return refused;
}

void print_row(const char* what, int times, const Damage& damage) {
  fmt::print("| {:<36} | {} | {} | {} | {} | {} | {} |\n", what, times, damage.cut_short,
             damage.lost, damage.doubled, damage.half_files, damage.broken_databases);
}

}  // namespace

void run_killed(const Settings& settings) {
  const fs::path folder = fs::temp_directory_path() / "rastro-bench-killed";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const std::string database = (folder / "rastro.db").string();
  run_child(import_command(database));  // warms up
  clear(database);
  const double whole = run_child(import_command(database)).seconds;
  Damage none;
  const RowsByTable wanted = rows_of(database, none);

  const Damage killed = kill_imports(database, wanted, whole, settings.seed);
  Damage crowded;
  const int refused = import_at_once(database, wanted, crowded);
  fmt::print("\nImports of the sample month, disturbed and then run once more\n\n");
  fmt::print(
      "| what | times | cut short | rows lost | rows twice | half files | broken databases |\n");
  fmt::print("| --- | --- | --- | --- | --- | --- | --- |\n");
  print_row("killed at a random moment (SIGKILL)", kills, killed);
  print_row("two at once", pairs, crowded);
  fmt::print("\nOf the two at once {} in all were told that the database is locked.\n", refused);
  fs::remove_all(folder);
}

}  // namespace rastro::bench
