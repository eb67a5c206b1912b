#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <csignal>
#include <optional>

#include "cli/run_program.h"
#include "eventlog/recognise_log.h"
#include "places.h"

using namespace rastro;
using Catch::Contains;

namespace {

constexpr const char* orders = "order_id,ordered_at\nA1,2026-09-01\nA2,soon\n";

/// While it lives, temporary files go there.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& folder) {
    if (const char* const before = std::getenv("TMPDIR")) before_ = before;
    ::setenv("TMPDIR", folder.c_str(), 1);
  }
  ~TemporaryFolder() { before_ ? ::setenv("TMPDIR", before_->c_str(), 1) : ::unsetenv("TMPDIR"); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

 private:
  std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("import reads standard input and calls it as it is told") {
  const Program program;
  const std::string input = program.write("input", orders);
  const ProgramRun run = program.run({"import", "-", "--name", "orders.csv"}, input);
  CHECK(run.exit_code == 3);  // half of the rows are rejected
  CHECK_THAT(run.out, Contains("orders.csv") && Contains("2 rows") && Contains("1 rejected"));
  CHECK_THAT(program.done({"check"}), Contains("orders.csv:3: field 'ordered_at'") &&
                                          Contains("'soon' is not a time") &&
                                          Contains("into orders: 2 rows, 1 accepted, 1 rejected"));
}

TEST_CASE("standard input is called by its name, never by that of a temporary file") {
  const Program program;
  const std::string input = program.write("input", orders);
  program.run({"import", "-"}, input);
  CHECK_THAT(program.done({"check"}), Contains("  standard input into orders"));
  program.write("input", "order_id,when\nA1,2026-09-01\n");
  const ProgramRun named = program.run({"import", "-", "--name", "orders.csv"}, input);
  CHECK_THAT(named.err, Contains("rastro: orders.csv:1: table orders needs the column ordered_at"));
  CHECK_THAT(named.err, !Contains("/proc") && !Contains("/tmp"));
  program.write("input", "SQLite format 3 and no more");
  const ProgramRun broken = program.run({"import", "-", "--name", "log.sqlite"}, input);
  CHECK(broken.exit_code == 1);
  CHECK_THAT(broken.err, Contains("log.sqlite") && !Contains("/proc"));
}

TEST_CASE("of an import from standard input that is killed nothing stays in the temporary folder") {
  const Program program;
  const std::string pipe = program.path() + "/pipe", temporary = program.path() + "/tmp";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::filesystem::create_directory(temporary);
  const TemporaryFolder used(temporary);
  const pid_t import = program.start({"import", "-", "--name", "orders.csv"}, pipe);
  const int end = ::open(pipe.c_str(), O_WRONLY | O_CLOEXEC);
  REQUIRE(end >= 0);
  // More than a pipe holds: when it has been taken, most of it has been laid down.
  const std::string text(std::size_t{1} << 20, 'x');
  CHECK(::write(end, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  ::kill(import, SIGKILL);
  int status = 0;
  REQUIRE(::waitpid(import, &status, 0) == import);
  CHECK(WIFSIGNALED(status));
  ::close(end);
  CHECK(std::filesystem::is_empty(temporary));
}

TEST_CASE("import without a file says what it takes") {
  const Program program;
  const ProgramRun run = program.run({"import"});
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, Contains("no file is named") && Contains("- for standard input"));
  CHECK(program.run({"import", "x.csv", "--rejected"}).exit_code == 2);
}

TEST_CASE("rejected rows are tried again without the file, by a corrected model") {
  const Program program;
  program.write("orders.csv", orders);
  program.run({"import", "orders.csv"});
  std::filesystem::remove(program.path() + "/orders.csv");
  CHECK_THAT(program.done({"import", "--rejected"}),
             Contains("1 rejected rows tried again: 0 taken, 1 still rejected"));
  program.done({"init", "."});
  std::string model = program.read("process.toml");
  const std::string plain = "\nempty_values = [";
  model.replace(model.find(plain), plain.size(), "\nempty_values = [\"soon\", ");
  const std::string mapping =
      "\n[[import.file]]\nmatch = \"orders.csv\"\n[[import.file.table]]\ninto = \"orders\"\n"
      "columns = { order_id = \"order_id\", ordered_at = { constant = \"2026-09-02\" } }\n";
  program.write("process.toml", model + mapping);
  CHECK_THAT(program.done({"import", "--rejected", "--model", "process.toml"}),
             Contains("1 taken, 0 still rejected"));
  CHECK_THAT(program.done({"check"}), Contains("2 rows, 2 accepted, 0 rejected"));
}

TEST_CASE("explaining tells dialect, sureness, columns and the first rows, and loads nothing") {
  const Program program;
  program.write("Pedidos.csv",
                "Informe;;\nN\xBA pedido;Fecha;Clima\nA1;15/9/2026;sol\nA2;16/9/2026;\xF1\n");
  const std::string out = program.done({"import", "Pedidos.csv", "--explain"});
  CHECK_THAT(out, Contains("read as text in Windows-1252, fields parted by ';' (100 % of the first "
                           "rows agree); the heading stands on line 2"));
  CHECK_THAT(out, Contains("order_id             from 'Nº pedido' (text)"));
  CHECK_THAT(out, Contains("columns not used: Clima"));
  CHECK_THAT(out, Contains("dates of 'Fecha' are day/month/year"));
  CHECK_THAT(out, Contains("line 3 as read:") && Contains("A1"));
  CHECK_FALSE(program.holds("rastro.db"));
}

TEST_CASE("a database of another model is refused with a sentence") {
  const Program program;
  program.write("orders.csv", "order_id,ordered_at\nA1,2026-09-01\n");
  program.done({"import", "orders.csv"});
  const ProgramRun run = program.run({"check", "--model", in_source("data/examples/scms.toml")});
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, Contains("the database belongs to the model 'retail', not to 'scms'"));
}

TEST_CASE("what was loaded is exported as an event log") {
  const Program program;
  program.write("orders.csv", "order_id,ordered_at\nA1,2026-09-01\n");
  program.done({"import", "orders.csv"});
  CHECK_THAT(program.done({"export", "log.jsonocel"}), Contains("1 events, "));
  CHECK(read_log(program.path() + "/log.jsonocel").events.size() == 1);
  CHECK(program.run({"export", "log.pdf"}).exit_code == 1);
  CHECK_THAT(program.run({"export", "rastro.db"}).err, Contains("this is the database itself"));
}

TEST_CASE("two imports at once: neither loses nor doubles a row") {
  const Program program;
  std::string text = "order_id,ordered_at\n";
  for (int order = 0; order < 30000; ++order) {
    text += "A" + std::to_string(order) + ",2026-09-01\n";
  }
  program.write("orders.csv", text);
  for (int round = 0; round < 5; ++round) {
    std::filesystem::remove(program.path() + "/rastro.db");
    const pid_t first = program.start({"import", "orders.csv", "--quiet"});
    const pid_t second = program.start({"import", "orders.csv", "--quiet"});
    for (const pid_t child : {first, second}) {
      int status = 0;
      REQUIRE(::waitpid(child, &status, 0) == child);
      // The one that found the database locked says so; the next run goes on.
      CHECK(WIFEXITED(status));
      CHECK(WEXITSTATUS(status) <= 1);
    }
    program.done({"import", "orders.csv", "--quiet"});
    SQLite::Database database(program.path() + "/rastro.db");
    CHECK(database.execAndGet("SELECT count(*) FROM orders").getInt() == 30000);
    CHECK(database.execAndGet("SELECT sum(rows) FROM imports").getInt() == 30000);
  }
}

TEST_CASE("real input: an event log of orders, items and packages (OCEL 2.0)") {
  const std::string log = in_source("../shared/real/ocel/order-management.sqlite");
  if (!std::filesystem::exists(log)) {
    WARN("skipped: no data");
    return;
  }
  const Program program;
  const std::string model = in_source("data/examples/order_management.toml");
  const std::string out = program.done({"import", log, "--model", model});
  CHECK_THAT(out, Contains("tables belong to no listed type and were left out (1): 'object_'"));
  SQLite::Database database(program.path() + "/rastro.db");
  const auto count = [&](const std::string& what) {
    return database.execAndGet("SELECT count(*) FROM " + what).getInt();
  };
  CHECK(count("orders") == 2000);
  CHECK(count("order_lines") == 7670);
  CHECK(count("products") == 20);
  CHECK(count("packages WHERE packer IS NOT NULL AND shipper IS NOT NULL") == 320);
  CHECK(count("incidents WHERE failure = 'out_of_stock'") == 1508);
  CHECK(count("incidents WHERE failure = 'late_payment'") == 2484);
  CHECK(count("rejections") == 0);
  CHECK_THAT(program.done({"review", "--model", model, "--weeks", "52", "--out", "r"}),
             Contains("Failures: "));
}
