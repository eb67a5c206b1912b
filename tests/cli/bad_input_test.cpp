#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <cstdlib>

#include "cli/few_orders.h"
#include "cli/review_checks.h"
#include "places.h"

using namespace rastro;
using nlohmann::json;

namespace {

const Program::Words review_logs = {"review", "logs", "--out", "r"};

/// The default model, spoilt by replacing a text that stands in it.
std::string spoilt_model(const std::string& from, const std::string& to) {
  std::string text = content_of(in_source("data/process.toml"));
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// "process.toml:12" for the line on which a text stands first.
std::string place_of(const std::string& model, const std::string& text) {
  const auto end = model.begin() + static_cast<std::ptrdiff_t>(model.find(text));
  return "process.toml:" + std::to_string(1 + std::count(model.begin(), end, '\n'));
}

}  // namespace

TEST_CASE("review of a missing folder") {
  const FewOrders program;
  check_ended(program.run({"review", "nowhere"}), 1,
              {"nowhere: no such file or folder", "check the path"});
  check_ended(program.run({"import", "nowhere"}), 1, {"nowhere: no such file or folder"});
  CHECK_FALSE(program.holds("rastro.db"));
}

TEST_CASE("review of an empty folder") {
  const FewOrders program;
  program.folder("empty");
  check_ended(program.run({"review", "empty"}), 1,
              {"empty: the folder is empty", "name the folder into which the logs were exported"});
}

TEST_CASE("review with an empty file says that it was left out") {
  const FewOrders program;
  program.write("logs/products.csv", "");
  check_ended(program.run(review_logs), 0, {"products.csv", "left out: the file is empty"});
  CHECK(program.holds("r/review.html"));
}

TEST_CASE("review of orders that are a heading only") {
  const FewOrders program;
  program.remove("logs/deliveries.csv");
  program.write("logs/orders.csv", "order_id,ordered_at\n");
  const ProgramRun run = program.run(review_logs);
  check_ended(run, 1, {"rastro.db: no orders have been loaded", "name a folder of log files"});
  CHECK_THAT(run.out, Catch::Contains("the file holds a heading but no rows"));
}

TEST_CASE("review with unknown columns") {
  const FewOrders program;
  program.write("logs/orders.csv", "order_id,ordered_at,mood,weather\nA1,2026-09-01,good,rain\n");
  program.remove("logs/deliveries.csv");
  check_ended(program.run(review_logs), 0, {"columns not used: mood, weather"});
  program.write("logs/orders.csv", "order_id,orderd_at\nA1,2026-09-01\n");
  check_ended(
      program.run(review_logs), 1,
      {"orders.csv", "table orders needs the column ordered_at", "did you mean 'orderd_at'?"});
  program.write("logs/orders.csv", "employee,salary\nx,1\n");
  std::filesystem::rename(program.path() + "/logs/orders.csv", program.path() + "/logs/pay.csv");
  check_ended(
      program.run(review_logs), 1,
      {"there is nothing to load", "pay.csv: neither its name nor its headings fit a table"});
}

TEST_CASE("review with a wrong column count") {
  const FewOrders program;
  program.add("logs/orders.csv", "A4,C1\nA5,C2,2026-09-03,2026-09-05,web,too,many\n");
  check_ended(program.run(review_logs), 3,
              {"rejected: orders.csv:5", "the record has 2 columns, the heading has 5",
               "rejected: orders.csv:6", "2 of 7 rows rejected"});
  CHECK(program.holds("r/review.html"));
}

TEST_CASE("review with a field of 1 MB") {
  const FewOrders program;
  program.write("logs/deliveries.csv", "delivery_id,order_id,carrier,delivered_at\nD1,A1," +
                                           std::string(1 << 20, 'x') + ",2026-09-08\n");
  check_ended(program.run(review_logs), 0, {"Failures: 2,"});
  CHECK(program.read("r/review.html").size() < 5'000'000);
}

TEST_CASE("review with a binary file loads nothing") {
  const FewOrders program;
  program.write("logs/surveys.csv", std::string("\x7F"
                                                "ELF\0\0\0\0order_id,at\n",
                                                20));
  check_ended(program.run(review_logs), 1,
              {"logs/surveys.csv: the file is binary, not text", "export it as CSV"});
  program.write("logs/surveys.csv", std::string("PK\3\4\0\0\0\0order_id,at\n", 20));
  check_ended(program.run(review_logs), 1,
              {"logs/surveys.csv: the file is damaged or not complete", "copy the file again"});
  CHECK_FALSE(program.holds("r"));
}

TEST_CASE("review with a duplicate key of other content keeps the first") {
  const FewOrders program;
  program.add("logs/orders.csv", "A1,C1,2026-09-01T10:00,2026-09-03,fax\n");
  check_ended(program.run(review_logs), 3,
              {"rejected: orders.csv:5: field 'channel'",
               "order_id 'A1' stands already on line 2, there with another channel"});
  CHECK_THAT(program.done({"trace", "order", "A1"}), Catch::Contains("channel: web"));
}

TEST_CASE("review with an order line without its order") {
  const FewOrders program;
  program.write("logs/order_lines.csv", "order_id,line,sku\nA1,1,S1\nA9,1,S1\n");
  check_ended(program.run(review_logs), 3,
              {"rejected: order_lines.csv:3: field 'order_id'",
               "no row of orders has the order_id 'A9': load it first, or correct it"});
}

TEST_CASE("review with times out of order") {
  const FewOrders program;
  program.add("logs/deliveries.csv",
              "D3,A3,1,Uno,2026-09-11T10:00,2026-09-11T12:00,2026-09-11T11:00,delivered\n");
  check_ended(program.run(review_logs), 3,
              {"rejected: deliveries.csv:4: field 'delivered_at'",
               "times out of order: delivered_at 2026-09-11T11:00:00 lies before dispatched_at "
               "2026-09-11T12:00:00"});
}

TEST_CASE("review by a model with a cycle") {
  const FewOrders program;
  const std::string text =
      spoilt_model("caused_by = [\"wrong_address\"]", "caused_by = [\"late_delivery\"]");
  program.write("process.toml", text);
  check_ended(program.run({"review", "logs", "--model", "process.toml"}), 1,
              {place_of(text, "caused_by = [\"late_delivery\"]") + ": field 'caused_by'",
               "failed_attempt → late_delivery → failed_attempt", "take one of these out"});
  CHECK_FALSE(program.holds("rastro.db"));
}

TEST_CASE("review by a model that does not exist") {
  const FewOrders program;
  check_ended(program.run({"review", "logs", "--model", "nowhere.toml"}), 1,
              {"nowhere.toml: cannot read the process model", "'rastro init' writes one"});
}

TEST_CASE("review by a model with an unknown key") {
  const FewOrders program;
  const std::string text = spoilt_model("\nowner =", "\nownr =");
  program.write("process.toml", text);
  check_ended(
      program.run({"review", "logs", "--model", "process.toml"}), 1,
      {place_of(text, "ownr =") + ": field 'ownr'", "unknown key 'ownr'", "did you mean 'owner'?"});
}

TEST_CASE("review as of what is no date loads nothing") {
  const FewOrders program;
  for (const std::string day : {"yesterday", "2026-02-30", "2026-9-1", ""}) {
    const ProgramRun run = program.run({"review", "logs", "--as-of=" + day});
    INFO("'" << day << "': " << run.err);
    CHECK((run.exit_code == 1 || run.exit_code == 2));
    CHECK_THAT(run.err, Catch::Contains("--as-of"));
  }
  CHECK_FALSE(program.holds("rastro.db"));
}

TEST_CASE("review as of a day before all orders") {
  const FewOrders program;
  check_ended(program.run({"review", "logs", "--as-of", "2020-01-01"}), 1,
              {"no order was placed from 2019-12-05 to 2020-01-01",
               "choose other days with --as-of and --weeks"});
}

TEST_CASE("review of 0 weeks") {
  const FewOrders program;
  for (const std::string weeks : {"0", "-1", "x", "99999999999999999999"}) {
    check_ended(program.run({"review", "logs", "--weeks=" + weeks}), 2,
                {"--weeks", "not in range 1 to 5200"});
  }
}

TEST_CASE("an unknown command is named, with the nearest one") {
  const FewOrders program;
  check_ended(program.run({"rewiev", "logs"}), 2,
              {"no command 'rewiev'", "did you mean 'review'?"});
  check_ended(program.run({"zzz"}), 2, {"no command 'zzz'", "rastro --help"});
  check_ended(program.run({}), 2, {"A subcommand is required", "--help"});
}

TEST_CASE("an unknown option is named") {
  const FewOrders program;
  check_ended(program.run({"review", "logs", "--colour"}), 2, {"--colour"});
  check_ended(program.run({"--colour"}), 2, {"no option '--colour'"});
  check_ended(program.run({"review", "logs", "--lang", "fr"}), 2,
              {"--lang", "'fr' is none of en, es, "});
  check_ended(program.run({"review", "logs", "--lang", "es,en,ES"}), 2,
              {"--lang", "'ES' is named twice"});
  check_ended(program.run({"review", "logs", "--lang", "es,"}), 2, {"--lang", "'' is none of"});
  check_ended(program.run({"trace", "order", "A1", "--lang", "es,en"}), 2,
              {"--lang", "one language only"});
  check_ended(program.run({"graph", "--format", "png"}), 2, {"--format", "png not in"});
}

TEST_CASE("an out folder that holds other files is not touched") {
  const FewOrders program;
  program.folder("letters");
  program.write("letters/tickets.csv", "mine");
  check_ended(program.run({"review", "logs", "--out", "letters"}), 1,
              {"letters: the folder is not a review: it holds other files and no review.json",
               "choose another folder with --out"});
  CHECK(contents_of(program.path() + "/letters") ==
        std::map<std::string, std::string>{{"tickets.csv", "mine"}});
  check_ended(program.run({"review", "logs", "--out", "logs"}), 1, {"the folder is not a review"});
  CHECK(program.read("logs/orders.csv") == three_orders);
}

TEST_CASE("a note that someone left in the review folder survives the next review") {
  const FewOrders program;
  program.done(review_logs);
  program.write("r/minutes.txt", "to do");
  program.done(review_logs);
  CHECK(program.read("r/minutes.txt") == "to do");
}

TEST_CASE("a review that was killed while it was written is cleared away, notes are kept") {
  const FewOrders program;
  program.done(review_logs);
  program.folder("r.partial/tickets");
  program.folder("r.old");
  program.write("r.old/review.json", "{}");
  program.write("r.old/minutes.txt", "to do");
  program.done(review_logs);
  CHECK_FALSE(program.holds("r.partial"));
  CHECK_FALSE(program.holds("r.old"));
  CHECK(program.read("r/minutes.txt") == "to do");

  std::filesystem::rename(program.path() + "/r", program.path() + "/r.old");
  program.done(review_logs);
  CHECK(program.read("r/minutes.txt") == "to do");

  program.folder("r.old");
  program.write("r.old/tickets.csv", "half cleared");
  program.done(review_logs);
  CHECK_FALSE(program.holds("r.old"));

  program.folder("r.partial");
  program.write("r.partial/letter.txt", "mine");
  check_ended(program.run(review_logs), 1, {"r.partial: the folder is not a review"});
  CHECK(program.read("r.partial/letter.txt") == "mine");
}

TEST_CASE("an out folder that cannot be written") {
  const FewOrders program;
  program.write("file", "mine");
  check_ended(program.run({"review", "logs", "--out", "file/r"}), 1,
              {"file/r: cannot write", "choose another with --out"});
  check_ended(program.run({"review", "logs", "--out", "file"}), 1,
              {"file: a file stands where the review folder should be"});
  check_ended(program.run({"review", "logs", "--out", "/proc/r"}), 1, {"/proc/r: cannot write"});
  CHECK(program.read("file") == "mine");
}

TEST_CASE("a database that is no database") {
  const FewOrders program;
  const std::string text = "dear diary " + std::string(2000, '.');
  program.write("diary.db", text);
  for (const Program::Words& words : {Program::Words{"review", "logs", "--db", "diary.db"},
                                      {"import", "logs", "--db", "diary.db"},
                                      {"check", "--db", "diary.db"},
                                      {"graph", "--db", "diary.db"},
                                      {"trace", "order", "A1", "--db", "diary.db"}}) {
    INFO(words[0]);
    check_ended(program.run(words), 1,
                {"diary.db: the file is not a database", "name another file with --db"});
  }
  CHECK(program.read("diary.db") == text);
  check_ended(program.run({"review", "logs", "--db", "no/where.db"}), 1,
              {"no/where.db: the folder 'no' does not exist", "create it first"});
  check_ended(program.run({"review", "logs", "--db", "logs"}), 1,
              {"logs: the database cannot be opened"});
}

TEST_CASE("a database of another program") {
  const FewOrders program;
  SQLite::Database(program.path() + "/other.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE orders (mine TEXT)");
  const std::string before = program.read("other.db");
  check_ended(program.run({"review", "logs", "--db", "other.db"}), 1,
              {"other.db: the file is a database of another program"});
  CHECK((program.read("other.db") == before));
}

TEST_CASE("a database of a newer schema") {
  const FewOrders program;
  program.done({"import", "logs"});
  SQLite::Database(program.path() + "/rastro.db", SQLite::OPEN_READWRITE)
      .exec("PRAGMA user_version = 99");
  check_ended(
      program.run(review_logs), 1,
      {"rastro.db: the file was written by a newer Rastro (schema 99", "use the newer Rastro"});
}

TEST_CASE("a database that does not exist is not made by commands that only read") {
  const FewOrders program;
  for (const Program::Words& words : {Program::Words{"review", "--db", "none.db"},
                                      {"graph", "--db", "none.db"},
                                      {"trace", "order", "A1", "--db", "none.db"}}) {
    INFO(words[0]);
    check_ended(program.run(words), 1, {"none.db: no such database", "rastro review FOLDER"});
  }
  CHECK_THAT(program.done({"check", "--db", "none.db"}), Catch::Contains("no such database yet"));
  CHECK_FALSE(program.holds("none.db"));
}

TEST_CASE("orders without any source of failures") {
  const FewOrders program;
  program.remove("logs/deliveries.csv");
  const ProgramRun run = program.run(review_logs);
  check_ended(run, 0, {"No failure can be measured"});
  CHECK(run.out.find("No cause stands out") == std::string::npos);
  CHECK(program.review("r")["failures"].empty());
}

TEST_CASE("orders that all bear the same date") {
  const FewOrders program;
  std::string orders = "order_id,ordered_at,promised_at\n", deliveries =
                                                                "delivery_id,order_id,"
                                                                "delivered_at\n";
  for (int order = 100; order < 200; ++order) {
    const std::string id = std::to_string(order);
    orders += id + ",2026-09-01,2026-09-01\n";
    deliveries += id + "," + id + ",2026-09-01\n";
  }
  program.write("logs/orders.csv", orders);
  program.write("logs/deliveries.csv", deliveries);
  check_ended(program.run(review_logs), 0, {"No cause stands out"});
  const json failure = program.review("r")["failures"][0];
  CHECK(failure["exposed"] == 100);
  CHECK(failure["failed"] == 0);
}

TEST_CASE("values and file names in Cyrillic, Arabic and Chinese") {
  const FewOrders program;
  program.folder("журнал");
  program.write("журнал/orders.csv",
                "order_id,customer_id,ordered_at,promised_at,channel\n"
                "А1,Клиент,2026-09-01T10:00,2026-09-03,почта\n"
                "ب2,زبون,2026-09-02T10:00,2026-09-04,هاتف\n"
                "订3,客户,2026-09-10T10:00,2026-09-12,网络\n");
  program.write("журнал/deliveries.csv",
                "delivery_id,order_id,carrier,delivered_at\nД1,А1,Курьер,2026-09-08\n"
                "D2,ب2,ناقل,2026-09-03\nD3,订3,快递,2026-09-11\n");
  check_ended(program.run({"review", "журнал", "--out", "обзор"}), 0, {"Failures: 1,"});
  CHECK_THAT(program.read("обзор/failures.csv"), Catch::Contains("late_delivery,А1,"));
  CHECK_THAT(program.done({"trace", "order", "А1"}), Catch::Contains("Д1 delivered"));
  CHECK_THAT(program.done({"trace", "order", "ب2"}), Catch::Contains("هاتف"));
  CHECK_THAT(program.done({"trace", "order", "订3"}), Catch::Contains("网络"));
}

TEST_CASE("values that are markup, quotes or SQL stay what they are") {
  const FewOrders program;
  const std::string script = "<script>alert(1)</script>", sql = "x'; DROP TABLE orders; --",
                    quotes = "O\"\"Hara & <b>";
  std::string orders = "order_id,customer_id,ordered_at,promised_at,channel,city\n";
  std::string deliveries = "delivery_id,order_id,carrier,delivered_at\n";
  // All orders of one channel and city are late, so that these words reach the page.
  for (int order = 0; order < 400; ++order) {
    const bool bad = order % 8 == 0;
    const std::string id = "N" + std::to_string(order);
    const std::string day = std::to_string(10 + order % 18);
    orders += id + ",\"" + script + "\",2026-08-" + day + ",2026-08-" + day + ",\"" +
              (bad ? script : "web") + "\",\"" + (bad ? sql : quotes) + "\"\n";
    deliveries += id + "," + id + ",\"" + (bad ? script : "ok") + "\",2026-0" +
                  (bad ? "9-05" : "8-" + day) + "\n";
  }
  program.write("logs/orders.csv", orders);
  program.write("logs/deliveries.csv", deliveries);
  check_ended(program.run({"review", "logs", "--as-of", "2026-09-10", "--out", "r"}), 0, {script});
  const json review = program.review("r");
  REQUIRE(review["causes"].size() >= 1);
  CHECK(program.read("r/review.html").find(script) == std::string::npos);
  CHECK_THAT(program.read("r/review.html"), Catch::Contains("&lt;script&gt;alert(1)"));
  CHECK_THAT(program.done({"trace", "order", "N0", "--as-of", "2026-09-10"}), Catch::Contains(sql));
  CHECK_THAT(program.done({"check"}), Catch::Contains("orders                  400 rows"));
}

TEST_CASE("far too many rejected rows: exit code 3, and the review is still written") {
  const FewOrders program;
  std::string rows;
  for (int row = 0; row < 20000; ++row) rows += "B" + std::to_string(row) + ",C,no date,,\n";
  program.add("logs/orders.csv", rows);
  const ProgramRun run = program.run(review_logs);
  check_ended(run, 3,
              {"rejected: orders.csv:5: field 'ordered_at'", "'no date' is not a time like",
               "20000 of 20005 rows rejected", "more than the 1.00 % the model allows"});
  CHECK(run.out.size() < 5000);
  CHECK(program.review("r")["inputs"][0]["rejected"] == 20000);
  check_ended(program.run({"review", "logs", "--out", "r", "--quiet"}), 3, {});
  CHECK_THAT(program.done({"check"}), Catch::Contains("orders.csv:20004: field 'ordered_at'"));
}

TEST_CASE("a folder of logs that may only be read is left as it is") {
  namespace fs = std::filesystem;
  const FewOrders program;
  const fs::path logs = program.path() + "/logs";
  const auto may_read = fs::perms::owner_read | fs::perms::owner_exec;
  for (const char* file : {"orders.csv", "deliveries.csv"}) {
    fs::permissions(logs / file, fs::perms::owner_read);
  }
  fs::permissions(logs, may_read);
  check_ended(program.run(review_logs), 0, {"Failures: 1,"});
  CHECK(contents_of(logs).size() == 2);
  fs::permissions(logs, fs::perms::owner_all);
}

TEST_CASE("a damaged database") {
  const FewOrders program;
  program.done({"import", "logs"});
  std::string bytes = program.read("rastro.db");
  for (std::size_t place = 9000; place < bytes.size(); ++place) bytes[place] = '#';
  program.write("rastro.db", bytes);
  for (const Program::Words& words :
       {Program::Words{"review", "logs"}, {"check"}, {"graph"}, {"trace", "order", "A1"}}) {
    INFO(words[0]);
    check_ended(program.run(words), 1,
                {"rastro.db: the database is damaged", "load the logs again"});
  }
  program.write("rastro.db", bytes.substr(0, 20000));
  check_ended(program.run({"review"}), 1, {"rastro.db: the database is damaged"});
}

TEST_CASE("a database that another program holds") {
  const FewOrders program;
  program.done({"import", "logs"});
  SQLite::Database other(program.path() + "/rastro.db", SQLite::OPEN_READWRITE);
  other.exec("BEGIN EXCLUSIVE");
  check_ended(program.run(review_logs), 1,
              {"rastro.db: the database is locked by another program", "wait until"});
  other.exec("ROLLBACK");
  program.done(review_logs);
}

TEST_CASE("a pipe, a link to nothing and a device are no logs, and nothing waits for them") {
  const FewOrders program;
  REQUIRE(::mkfifo((program.path() + "/pipe.csv").c_str(), 0600) == 0);
  check_ended(program.run({"import", "pipe.csv"}), 1, {"pipe.csv: this is not a file"});
  check_ended(program.run({"import", "/dev/null"}), 1, {"/dev/null: this is not a file"});
  std::filesystem::create_symlink("nowhere", program.path() + "/logs/products.csv");
  check_ended(program.run(review_logs), 0,
              {"products.csv", "left out: not a file, or a link to none"});
  check_ended(program.run({"import", "logs/products.csv"}), 1, {"no such file or folder"});
}

TEST_CASE("simulate does not write over real logs") {
  const FewOrders program;
  check_ended(program.run({"simulate", "logs", "--orders", "100"}), 1,
              {"logs: the folder holds other files", "choose an empty folder"});
  CHECK(program.read("logs/orders.csv") == three_orders);
  program.done({"simulate", "made", "--orders", "100"});
  program.done({"simulate", "made", "--orders", "100"});
  check_ended(program.run({"simulate", "made", "--until", "2026-13-01"}), 1,
              {"--until '2026-13-01' is not a date"});
}

TEST_CASE("output that cannot be written is no success") {
  const FewOrders program;
  program.done({"import", "logs"});
  const std::string graph =
      "'" + std::string(program_file) + "' graph --db '" + program.path() + "/rastro.db'";
  const int to_full_disk = std::system((graph + " >/dev/full 2>/dev/null").c_str());
  CHECK(WEXITSTATUS(to_full_disk) == 1);
  check_ended(program.run({"graph", "--out", "/dev/full"}), 1, {"/dev/full: cannot be written"});
}
