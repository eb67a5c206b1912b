#include <SQLiteCpp/SQLiteCpp.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <cstdlib>
#include <regex>
#include <set>
#include <sstream>

#include "cli/few_orders.h"
#include "cli/review_checks.h"
#include "places.h"

using namespace rastro;
using Catch::Contains;
using nlohmann::json;

namespace {

const std::string sample = in_source("data/sample");

/// Every value of some columns that is not empty.
std::set<std::string> values_of(SQLite::Database& database, const std::string& table,
                                const std::vector<std::string>& columns) {
  std::set<std::string> values;
  for (const std::string& column : columns) {
    SQLite::Statement row(
        database, "SELECT DISTINCT " + column + " FROM " + table + " WHERE " + column + " <> ''");
    while (row.executeStep()) values.insert(row.getColumn(0).getString());
  }
  return values;
}

/// A page without the chart library that is built into it.
std::string without_library(std::string page) {
  std::size_t at = 0;
  while ((at = page.find("<script", at)) != std::string::npos) {
    const std::size_t end = page.find("</script>", at);
    REQUIRE(end != std::string::npos);
    if (end - at > 300'000) {
      page.erase(at, end - at);
    } else {
      at = end;
    }
  }
  return page;
}

/// A failed order with one failure, shared out over causes.
std::string blamed_order(const std::string& failures_csv) {
  std::map<std::string, int> failures;
  std::string found;
  const auto records = plain_csv(failures_csv);
  for (const auto& record : records) ++failures[record[1]];
  for (std::size_t row = 1; row < records.size(); ++row) {
    if (!records[row][6].empty() && failures[records[row][1]] == 1) found = records[row][1];
  }
  REQUIRE_FALSE(found.empty());
  return found;
}

}  // namespace

TEST_CASE("option --help of every command lists its options") {
  const Program program;
  const std::vector<std::string> data = {"--db", "--model"}, window = {"--as-of", "--weeks"},
                                 language = {"--lang", "--redact"};
  const auto all = [](std::initializer_list<std::vector<std::string>> lists) {
    std::vector<std::string> joined;
    for (const auto& list : lists) joined.insert(joined.end(), list.begin(), list.end());
    return joined;
  };
  const std::map<std::string, std::vector<std::string>> options = {
      {"review", all({data, window, language, {"--out", "--quiet", "folder"}})},
      {"import", all({data, {"--explain", "--quiet", "file"}})},
      {"trace", {"order", "incident", "ticket"}},
      {"graph", all({data, window, {"--format", "--out", "--redact"}})},
      {"check", data},
      {"init", {"folder"}},
      {"simulate",
       {"--seed", "--months", "--orders", "--until", "--rate-factor", "--plant", "--no-causes",
        "one_factor*", "episodes", "swings", "chains", "folder"}}};
  const std::string help = program.done({"--help"});
  CHECK_THAT(help, Contains("Exit codes: 0 done, 1 failed, 2 usage, 3 too many rejected rows"));
  for (const auto& [command, names] : options) {
    CHECK_THAT(help, Contains("\n  " + command + " "));
    const std::string own = program.done({command, "--help"});
    for (const std::string& name : names) CHECK_THAT(own, Contains(name));
  }
  for (const std::string what : {"order", "incident", "ticket"}) {
    const std::string own = program.done({"trace", what, "--help"});
    for (const std::string& name : all({data, window, language})) CHECK_THAT(own, Contains(name));
  }
}

TEST_CASE("option --version tells name and version") {
  CHECK(std::regex_match(Program().done({"--version"}), std::regex(R"(rastro \d+\.\d+\.\d+\n)")));
}

TEST_CASE("init writes a model that check accepts, and overwrites nothing") {
  const Program program;
  CHECK_THAT(program.done({"init", "work"}), Contains("work/process.toml"));
  CHECK(std::filesystem::is_directory(program.path() + "/work/logs"));
  CHECK_THAT(program.done({"check", "--model", "work/process.toml"}),
             Contains("12 steps, 23 factors, 12 failure kinds: in order"));
  program.write("work/process.toml", "# mine");
  check_ended(program.run({"init", "work"}), 1,
              {"work/process.toml: is there already, and is left as it is"});
  CHECK(program.read("work/process.toml") == "# mine");
}

TEST_CASE("import --explain loads nothing") {
  const FewOrders program;
  const std::string said = program.done({"import", "logs", "--explain"});
  for (const char* words :
       {"orders.csv", "feeds orders", "feeds deliveries", "promised_at", "from 'delivered_at'"}) {
    CHECK_THAT(said, Contains(words));
  }
  CHECK_FALSE(program.holds("rastro.db"));
}

TEST_CASE("import: the same rows change nothing, a corrected row replaces the old one") {
  const FewOrders program;
  CHECK_THAT(program.done({"import", "logs"}),
             Contains("3 rows         3 new         0 unchanged       0 rejected"));
  const std::string database = program.read("rastro.db");
  CHECK_THAT(program.done({"import", "logs"}),
             Contains("3 rows         0 new         3 unchanged       0 rejected"));
  CHECK_THAT(program.done({"import", "logs/deliveries.csv"}), Contains("2 unchanged"));
  std::string corrected = three_orders;
  corrected.replace(corrected.find("phone"), 5, "store");
  program.write("logs/orders.csv", corrected);
  CHECK_THAT(program.done({"import", "logs"}),
             Contains("3 rows         1 new         2 unchanged       0 rejected"));
  CHECK_THAT(program.done({"trace", "order", "A2"}), Contains("channel: store"));
}

TEST_CASE("import of the same files leaves the same database, byte for byte") {
  const FewOrders one, other;
  // Only the import log bears a time.
  ::setenv("SOURCE_DATE_EPOCH", "1788000000", 1);
  for (const FewOrders* program : {&one, &other}) program->done({"import", "logs"});
  ::unsetenv("SOURCE_DATE_EPOCH");
  CHECK((one.read("rastro.db") == other.read("rastro.db")));
}

TEST_CASE("option --quiet prints nothing") {
  const FewOrders program;
  CHECK(program.done({"import", "logs", "--quiet"}).empty());
  CHECK(program.done({"review", "logs", "--quiet"}).empty());
  CHECK(program.holds("review-2026-09-10/review.html"));
}

TEST_CASE("review with --as-of does not see what came later") {
  const FewOrders program;
  program.done({"review", "logs", "--as-of", "2026-09-04", "--out", "r"});
  const json early = program.review("r")["failures"];
  program.done({"review", "--as-of", "2026-09-05", "--out", "r"});
  const json review = program.review("r");
  for (const auto& failure : early) {
    if (failure["kind"] != "late_delivery") continue;
    // A2 is promised for the 4th and has not come by its end.
    CHECK(failure["exposed"] == 2);
    CHECK(failure["failed"] == 1);
  }
  CHECK(review["as_of"] == "2026-09-05");
  for (const auto& week : review["failures"][0]["weekly"]) CHECK(week["exposed"] <= 2);
}

TEST_CASE("graph as DOT, GraphML and JSON can be read and tells the same") {
  const Program program;
  program.done({"import", sample});
  const json graph = json::parse(program.done({"graph", "--format", "json"}));
  CHECK(graph["nodes"].size() > 10);
  CHECK(graph["edges"].size() > 10);

  std::istringstream xml(program.done({"graph", "--format", "graphml"}));
  boost::property_tree::ptree tree;
  REQUIRE_NOTHROW(boost::property_tree::read_xml(xml, tree));
  CHECK(tree.get_child("graphml.graph").count("node") == graph["nodes"].size());
  CHECK(tree.get_child("graphml.graph").count("edge") == graph["edges"].size());

  CHECK(program.done({"graph", "--out", "causes.dot"}).empty());
  const std::string dot = program.read("causes.dot");
  CHECK(dot == program.done({"graph", "--format", "dot"}));
  CHECK(dot.rfind("digraph ", 0) == 0);
  std::size_t arrows = 0;
  for (auto at = dot.find(" -> "); at != std::string::npos; at = dot.find(" -> ", at + 1)) ++arrows;
  CHECK(arrows == graph["edges"].size());
  if (std::system("command -v dot >/dev/null 2>&1") != 0) return;
  CHECK(std::system(("dot -Tsvg -o /dev/null " + program.path() + "/causes.dot").c_str()) == 0);
}

TEST_CASE("trace order: the shares of blame sum to 100 %") {
  const Program program;
  program.done({"review", sample, "--out", "r", "--quiet"});
  const std::string order = blamed_order(program.read("r/failures.csv"));
  const std::string said = program.done({"trace", "order", order});
  INFO(said);
  const std::regex share("\n +([0-9]+) %");
  int sum = 0, shares = 0;
  for (std::sregex_iterator found(said.begin(), said.end(), share), end; found != end; ++found) {
    sum += std::stoi((*found)[1]);
    ++shares;
  }
  CHECK(shares >= 2);
  // Rounded to whole percents one by one.
  CHECK(std::abs(sum - 100) <= shares - 1);
  CHECK_THAT(said, Contains("everyday rate"));
  CHECK_THAT(said, Contains("←"));
}

TEST_CASE("trace of an order that does not exist names the nearest") {
  const FewOrders program;
  program.done({"import", "logs"});
  check_ended(program.run({"trace", "order", "A22"}), 1,
              {"there is no order 'A22'", "the nearest are A2"});
  check_ended(program.run({"trace", "order", "Q"}), 1, {"there is no order 'Q'"});
  check_ended(program.run({"trace", "order", "A3", "--as-of", "2026-09-05"}), 1,
              {"order 'A3' was placed on 2026-09-10, after the last day seen (2026-09-05)"});
  check_ended(program.run({"trace", "order"}), 2, {"id is required"});
  check_ended(program.run({"trace"}), 2, {"subcommand is required"});
}

TEST_CASE("trace of an incident or a ticket that does not exist names those that do") {
  const FewOrders program;
  program.write("logs/incidents.csv",
                "incident_id,order_id,reported_at,source,failure\n"
                "IN-7,A2,2026-09-06T18:00,call,late_delivery\n");
  program.done({"import", "logs"});
  CHECK_THAT(program.done({"trace", "incident", "IN-7"}), Contains("\nOrder A2\n"));
  check_ended(program.run({"trace", "incident", "IN-8"}), 1,
              {"there is no incident 'IN-8'", "the nearest are IN-7"});
  check_ended(program.run({"trace", "incident", "IN-7", "--as-of", "2026-09-05"}), 1,
              {"incident 'IN-7' was reported on 2026-09-06, after the last day seen (2026-09-05)"});
  check_ended(program.run({"trace", "ticket", "T-1"}), 1,
              {"there is no ticket 'T-1'", "that review has no tickets"});
}

TEST_CASE("trace of a ticket of the review tells its example orders") {
  const Program program;
  program.done({"review", sample, "--out", "r", "--quiet"});
  const json review = program.review("r");
  std::set<std::string> steps;  // one ticket of each: every trace analyses the month again
  for (const json& ticket : review["tickets"]) {
    if (!steps.insert(ticket["step"]).second) continue;
    const std::string id = ticket["id"];
    const std::string said = program.done({"trace", "ticket", id});
    INFO(said);
    CHECK_THAT(said, Contains("Ticket " + id + ": "));
    for (const json& cause : review["causes"]) {
      if (cause["ticket"] != id) continue;
      for (const std::string order : cause["orders"]) CHECK_THAT(said, Contains("  " + order));
    }
  }
  check_ended(program.run({"trace", "ticket", "T-00000000"}), 1,
              {"there is no ticket 'T-00000000' in the review as of ",
               review["tickets"][0]["id"].get<std::string>()});
}

TEST_CASE("option --redact: no customer's name, address or number is in any file") {
  const Program program;
  program.done({"review", sample, "--redact", "--out", "r", "--quiet"});
  SQLite::Database database(program.path() + "/rastro.db");
  auto secrets = values_of(database, "customers", {"customer_id", "name", "address"});
  secrets.merge(values_of(database, "orders", {"address"}));
  secrets.merge(values_of(database, "deliveries", {"address_used"}));
  secrets.merge(values_of(database, "incidents", {"correct_address"}));
  REQUIRE(secrets.size() > 10000);
  auto files = contents_of(program.path() + "/r");
  files["trace"] =
      program.done({"trace", "order", blamed_order(files.at("failures.csv")), "--redact"});
  for (const auto& [name, content] : files) {
    const std::string text = without_library(content);
    std::vector<std::string> told;
    for (const std::string& secret : secrets) {
      if (text.find(secret) != std::string::npos) told.push_back(secret);
    }
    INFO(name);
    CHECK(told == std::vector<std::string>{});
  }
  CHECK_THAT(files.at("calls.csv"), Contains("customer-"));
}

TEST_CASE(
    "option --lang chooses the language of page, lists and tickets, never that of review.json") {
  const FewOrders program;
  for (const std::string language : {"en", "es"}) {
    program.done({"review", "logs", "--lang", language, "--out", language, "--quiet"});
  }
  CHECK_THAT(program.read("en/review.html"), Contains("lang=\"en\""));
  CHECK_THAT(program.read("es/review.html"), Contains("lang=\"es\""));
  CHECK_THAT(program.read("en/review.html"), Contains("Late delivery"));
  CHECK_THAT(program.read("es/review.html"), Contains("Entrega tardía"));
  json en = program.review("en"), es = program.review("es");
  en.erase("inputs");
  es.erase("inputs");
  CHECK(en == es);
  CHECK_THAT(program.done({"trace", "order", "A2", "--lang", "es"}), Contains("Pedido A2"));
  CHECK_THAT(program.done({"trace", "order", "A2"}), Contains("Order A2"));
}

TEST_CASE("option --lang takes a country, and several languages at once") {
  const FewOrders program;
  const std::string said = program.done({"review", "logs", "--lang", "ES_ar,en-us", "--out", "r"});
  CHECK_THAT(said, Contains("r/review.html"));
  CHECK_THAT(program.read("r/review.html"),
             Contains("lang=\"es-AR\"") && Contains("href=\"en-US/review.html\""));
  CHECK_THAT(program.read("r/en-US/review.html"), Contains("lang=\"en-US\"") &&
                                                      Contains("href=\"../review.html\"") &&
                                                      Contains("Sep 10, 2026"));
  CHECK_FALSE(std::filesystem::exists(program.path() + "/r/en-US/review.json"));
}

TEST_CASE("simulate writes the same retailer for the same seed, and another for another") {
  const Program program;
  const auto simulate = [&](const std::string& folder, const std::string& seed) {
    program.done({"simulate", folder, "--seed", seed, "--orders", "200"});
    return contents_of(program.path() + "/" + folder);
  };
  const auto first = simulate("a", "7");
  CHECK(first.count("orders.csv") == 1);
  CHECK(first.count("truth/causes.csv") == 1);
  CHECK((simulate("b", "7") == first));
  CHECK((simulate("c", "8") != first));
  CHECK(program.run({"review", "a"}).exit_code == 0);
}
