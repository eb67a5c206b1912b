#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <thread>

#include "cli/run_program.h"
#include "places.h"

using namespace rastro;

namespace {

const std::string sample = in_source("data/sample");
const Program::Words import_sample = {"import", sample, "--quiet"};

/// Rows by table. Opening it plays an interrupted transaction back.
std::map<std::string, std::int64_t> rows_of(const std::string& file) {
  std::map<std::string, std::int64_t> rows;
  SQLite::Database database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  CHECK(database.execAndGet("PRAGMA integrity_check").getString() == "ok");
  SQLite::Statement table(database, "SELECT name FROM sqlite_master WHERE type = 'table'");
  while (table.executeStep()) {
    const std::string name = table.getColumn(0).getString();
    rows[name] = database.execAndGet("SELECT count(*) FROM \"" + name + "\"").getInt64();
  }
  return rows;
}

}  // namespace

TEST_CASE("an import that is killed at any moment loses nothing and doubles nothing") {
  const Program clean;
  const auto begin = std::chrono::steady_clock::now();
  clean.done(import_sample);
  const auto whole = std::chrono::steady_clock::now() - begin;
  const auto wanted = rows_of(clean.path() + "/rastro.db");
  REQUIRE(wanted.at("orders") == 18000);

  int cut_short = 0;
  for (int moment = 0; moment < 10; ++moment) {
    INFO("killed after " << moment << " tenths of an import");
    const Program program;
    const pid_t import = program.start(import_sample);
    std::this_thread::sleep_for(whole * moment / 10);
    ::kill(import, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(import, &status, 0) == import);
    for (const auto& [table, rows] : rows_of(program.path() + "/rastro.db")) {
      INFO(table);
      // In the sample each file fills one table. The import log has a row a file.
      if (table == "imports") continue;
      CHECK((rows == 0 || rows == wanted.at(table)));
      cut_short += static_cast<int>(rows != wanted.at(table));
    }
    program.done(import_sample);
    CHECK(rows_of(program.path() + "/rastro.db") == wanted);
  }
  CHECK(cut_short > 0);
}
