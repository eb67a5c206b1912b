// What is made to harm: it ends with a clear message or a rejection, in bounded memory.
#include <sys/resource.h>
#include <zlib.h>

#include "cli/run_program.h"
#include "sanitized.h"

using namespace rastro;
using Catch::Contains;

namespace {

/// A gzip file of `repeats` times `piece` between a front and a back.
void write_packed(const std::string& path, const std::string& front, const std::string& piece,
                  int repeats, const std::string& back) {
  const gzFile file = ::gzopen(path.c_str(), "wb1");
  REQUIRE(file != nullptr);
  ::gzwrite(file, front.data(), static_cast<unsigned>(front.size()));
  for (int index = 0; index < repeats; ++index) {
    ::gzwrite(file, piece.data(), static_cast<unsigned>(piece.size()));
  }
  ::gzwrite(file, back.data(), static_cast<unsigned>(back.size()));
  REQUIRE(::gzclose(file) == Z_OK);
}

struct Bounded {
  int exit_code = -1;
  std::string out, err;
  long peak_mib = 0;
};

Bounded run_bounded(const Program& program, const Program::Words& words) {
  const pid_t child = program.start(words);
  int status = 0;
  rusage used{};
  REQUIRE(::wait4(child, &status, 0, &used) == child);
  REQUIRE(WIFEXITED(status));
  return {WEXITSTATUS(status), program.read(".out"), program.read(".err"), used.ru_maxrss / 1024};
}

/// The address sanitizer keeps 256 MiB of what was freed and shadows an eighth of all.
constexpr long bound_mib = is_sanitized ? 4000 : 200, kept_mib = is_sanitized ? 300 : 8;

}  // namespace

TEST_CASE("a field of 200 megabytes, packed into one, is one rejection") {
  const Program program;
  write_packed(program.path() + "/orders.csv.gz", "order_id,ordered_at,city\nA1,2026-09-01,",
               std::string(1 << 20, 'x'), 200, "\nA2,2026-09-01,Soria\n");
  const Bounded run = run_bounded(program, {"import", "orders.csv.gz"});
  CHECK(run.exit_code == 3);
  CHECK_THAT(run.out, Contains("2 rows") && Contains("1 new") && Contains("1 rejected") &&
                          Contains("the line is longer than 16 MiB"));
  CHECK(run.peak_mib < bound_mib);
}

TEST_CASE("two hundred megabytes of zeros, packed, are no text") {
  const Program program;
  write_packed(program.path() + "/orders.csv.gz", "order_id,ordered_at\n",
               std::string(1 << 20, '\0'), 200, "");
  const Bounded run = run_bounded(program, {"import", "orders.csv.gz"});
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, Contains("the file is binary, not text (it holds NUL characters)"));
  CHECK(run.peak_mib < bound_mib);
}

TEST_CASE("a packed file that ends too early loads nothing of it") {
  const Program program;
  write_packed(program.path() + "/whole.gz", "order_id,ordered_at\n", "A1,2026-09-01\n", 5000, "");
  const std::string whole = program.read("whole.gz");
  program.write("orders.csv.gz", whole.substr(0, whole.size() / 2));
  const ProgramRun run = program.run({"import", "orders.csv.gz"});
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, Contains("orders.csv.gz"));
  CHECK_THAT(program.done({"check"}), Contains("0 rejected rows"));
}

TEST_CASE("JSON nested a million deep and XML of entities are refused") {
  const Program program;
  program.write("log.jsonocel", "{\"objectTypes\":[],\"eventTypes\":" + std::string(1000000, '['));
  CHECK_THAT(program.run({"import", "log.jsonocel"}).err, Contains("log.jsonocel"));
  program.write("log.xmlocel",
                "<?xml version=\"1.0\"?><!DOCTYPE log [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                "\"&a;&a;&a;&a;&a;&a;&a;&a;\">]><log><object-types/><event-types/><objects>"
                "<object id=\"&b;\" type=\"t\"/></objects></log>");
  const ProgramRun run = program.run({"import", "log.xmlocel"});
  CHECK(run.exit_code == 1);
  CHECK_FALSE(run.err.empty());
}

TEST_CASE("names that lead elsewhere stay names") {
  const Program program;
  program.write("orders.csv",
                "order_id,ordered_at,city\n../../etc/passwd,2026-09-01,$(rm -rf /)\n"
                "\"'); DROP TABLE orders;--\",2026-09-01,\"=cmd|' /C calc'!A0\"\n");
  CHECK_THAT(program.done({"import", "orders.csv"}), Contains("2 new"));
  CHECK_THAT(program.done({"import", "orders.csv"}), Contains("loaded before"));
}

TEST_CASE("an import of many rows holds no more memory than one of few") {
  const Program program;
  const auto peak_of = [&](const std::string& name, int rows) {
    {
      // Line by line: what this process holds counts as a child's peak.
      std::ofstream orders(program.path() + "/" + name + ".csv");
      orders << "order_id,ordered_at\n";
      for (int row = 0; row < rows; ++row) orders << "P-" << 100000 + row << ",2026-09-01\n";
    }
    const Bounded run = run_bounded(program, {"import", name + ".csv", "--db", name + ".db"});
    CHECK_THAT(run.out, Contains(std::to_string(rows) + " new"));
    return run.peak_mib;
  };
  const long few = peak_of("orders-few", 50000), many = peak_of("orders-many", 550000);
  // Beside SQLite's pages, of which it keeps 64 MiB at most.
  const auto bytes = std::filesystem::file_size(program.path() + "/orders-many.db");
  const long pages = std::min<long>(64, static_cast<long>(bytes >> 20));
  INFO("few: " << few << " MiB, many: " << many << ", of pages " << pages);
  CHECK(many < few + pages + kept_mib);
}
