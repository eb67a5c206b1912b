#include <sys/stat.h>

#include <random>

#include "cli/few_orders.h"
#include "cli/review_checks.h"
#include "places.h"

using namespace rastro;
using nlohmann::json;

namespace {

/// 6,000 rows of which "carrier = Andes and region = Sur" fails often; warehouse Puerto serves
/// mostly Sur and looks guilty; each product lies in one category.
std::string made_table(char delimiter = ',', const std::string& yes = "1",
                       const std::string& no = "0") {
  std::mt19937 random(11);
  const auto one_of = [&](std::vector<std::string> words) {
    return words[random() % words.size()];
  };
  std::string text = "id,region,carrier,warehouse,product,category,country,failed\n";
  for (int row = 0; row < 6000; ++row) {
    const std::string region = one_of({"Norte", "Sur", "Este"});
    const std::string carrier = one_of({"Andes", "Uno", "Dos"});
    const std::string warehouse = (random() % 4 != 0) == (region == "Sur") ? "Puerto" : "Central";
    const auto product = random() % 12;
    const bool bad = carrier == "Andes" && region == "Sur";
    const bool failed = random() % 1000 < (bad ? 200 : 30);
    text += "N" + std::to_string(row) + "," + region + "," + carrier + "," + warehouse + ",P" +
            std::to_string(product) + ",K" + std::to_string(product / 3) + ",ES," +
            (failed ? yes : no) + "\n";
  }
  std::replace(text.begin(), text.end(), ',', delimiter);
  return text;
}

json causes_of(const Program& program, Program::Words words) {
  words.insert(words.begin(), "causes");
  words.push_back("--json");
  return json::parse(program.done(words));
}

const std::string small =
    "region,carrier,failed\nSur,Uno,1\nSur,Dos,0\nNorte,Uno,0\nNorte,Dos,1\nSur,Uno,0\n";

}  // namespace

TEST_CASE("causes of a flat table: the planted one, and who looked guilty beside it") {
  const Program program;
  program.write("t.csv", made_table());
  const json said = causes_of(program, {"t.csv", "--failed", "failed"});
  CHECK(said["schema"] == "rastro.causes/1");
  REQUIRE(said["causes"].size() == 1);
  const json& cause = said["causes"][0];
  CHECK(words_of(cause["conditions"]) == "carrier=Andes & region=Sur");
  CHECK(cause["risk_ratio"].get<double>() > 4);
  CHECK(cause["risk_ratio_ci"][0].get<double>() < cause["risk_ratio"].get<double>());
  CHECK(cause["p_adjusted"].get<double>() < 1e-6);
  CHECK(cause["step"].is_null());
  CHECK(said["failures"][0]["explained"].get<double>() +
            said["failures"][0]["unexplained"].get<double>() ==
        Approx(said["failures"][0]["failed"].get<double>()).margin(0.01));
  CHECK(cause["attributed"].get<double>() ==
        Approx(said["failures"][0]["explained"].get<double>()).margin(0.01));
  std::set<std::string> cleared;
  for (const json& suspect : said["cleared"]) {
    cleared.insert(words_of(suspect["conditions"]));
    CHECK(suspect["risk_ratio"].get<double>() > suspect["adjusted_risk_ratio"].get<double>());
    CHECK(suspect["explained_by"] == "C1");
  }
  CHECK(cleared.count("carrier=Andes") == 1);
  CHECK(cleared.count("region=Sur") == 1);
  CHECK(cleared.count("warehouse=Puerto") == 1);
  CHECK(said["nested"] == json::parse(R"([{"inner":"product","outer":"category"}])"));
  CHECK(said["left_out"] == json::parse(R"([{"column":"id","why":"unique"},
                                            {"column":"country","why":"constant"}])"));
}

TEST_CASE("causes of a flat table do not depend on how it is written") {
  const Program program;
  program.write("t.csv", made_table());
  const json plain = causes_of(program, {"t.csv", "--failed", "failed"});
  program.write("t.csv", "\xEF\xBB\xBF" + made_table(';', "sí", "No"));
  CHECK(causes_of(program, {"t.csv", "--failed", "FAILED"}) == plain);
  program.write("t.csv", made_table('\t', "TRUE", "FALSE"));
  CHECK(causes_of(program, {"t.csv", "--failed", "failed"}) == plain);
  program.write("t.csv", made_table(',', "1.0", " 0"));
  CHECK(causes_of(program, {"t.csv", "--failed", "failed"}) == plain);
}

TEST_CASE("causes of a table in Windows-1252 have their accents") {
  const Program program;
  std::string text = made_table();
  for (std::size_t at = 0; (at = text.find("Sur", at)) != std::string::npos;) {
    text.replace(at, 3, "C\xF3rdoba");
  }
  program.write("t.csv", text);
  const std::string said = program.done({"causes", "t.csv", "--failed", "failed"});
  CHECK_THAT(said, Catch::Contains("records were read as Windows-1252") &&
                       Catch::Contains("region = Córdoba and carrier = Andes"));
}

TEST_CASE("causes of counts are those of the single rows") {
  const Program program;
  const std::string text = made_table();
  program.write("rows.csv", text);
  std::map<std::string, std::pair<int, int>> counts;
  const auto records = plain_csv(text);
  for (std::size_t row = 1; row < records.size(); ++row) {
    const auto& record = records[row];
    auto& [exposed, failed] =
        counts[record[1] + "," + record[2] + "," + record[3] + "," + record[4] + "," + record[5]];
    ++exposed;
    failed += record[7] == "1";
  }
  std::string table = "region,carrier,warehouse,product,category,shipped,failed\n";
  for (const auto& [words, count] : counts) {
    table += words + "," + std::to_string(count.first) + "," + std::to_string(count.second) + "\n";
  }
  program.write("counts.csv", table);
  const json rows = causes_of(program, {"rows.csv", "--failed", "failed"});
  const json sums =
      causes_of(program, {"counts.csv", "--failed", "failed", "--exposed", "shipped"});
  CHECK(sums["causes"] == rows["causes"]);
  CHECK(sums["cleared"] == rows["cleared"]);
  CHECK(sums["input"]["rows"].get<std::size_t>() == counts.size());
}

TEST_CASE("causes in the columns named, up to the depth named") {
  const Program program;
  program.write("t.csv", made_table());
  const json two =
      causes_of(program, {"--failed", "failed", "--factors", "warehouse,region", "t.csv"});
  CHECK(two["factors"] == json({"region", "warehouse"}));
  REQUIRE(two["causes"].size() == 1);
  CHECK(words_of(two["causes"][0]["conditions"]) == "region=Sur");
  const json single = causes_of(program, {"t.csv", "--failed", "failed", "--depth", "1"});
  for (const json& cause : single["causes"]) CHECK(cause["conditions"].size() == 1);
  CHECK(single["causes"].size() >= 2);
}

TEST_CASE("causes are told in both languages") {
  const Program program;
  program.write("t.csv", made_table());
  const std::string english = program.done({"causes", "t.csv", "--failed", "failed"});
  for (const char* words :
       {"t.csv: 6,000 rows", "id (another value in nearly every row)", "product in category",
        "region = Sur and carrier = Andes", "Suspects cleared", "warehouse = Puerto", "C1"}) {
    INFO(words << "\n" << english);
    CHECK(english.find(words) != std::string::npos);
  }
  const std::string spanish =
      program.done({"causes", "t.csv", "--failed", "failed", "--lang", "es"});
  for (const char* words : {"t.csv: 6.000 filas", "un solo valor", "region = Sur y carrier = Andes",
                            "Sospechosos descartados"}) {
    INFO(words << "\n" << spanish);
    CHECK(spanish.find(words) != std::string::npos);
  }
}

TEST_CASE("causes of chance: none") {
  const Program program;
  std::mt19937 random(5);
  std::string text = "a,b,c,failed\n";
  for (int row = 0; row < 5000; ++row) {
    for (const unsigned size : {5u, 20u, 300u}) text += std::to_string(random() % size) + ",";
    text += random() % 25 == 0 ? "1\n" : "0\n";
  }
  program.write("t.csv", text);
  const std::string said = program.done({"causes", "t.csv", "--failed", "failed"});
  CHECK_THAT(said, Catch::Contains("No cause stands out") &&
                       Catch::Contains("c holds 300 different numbers"));
}

TEST_CASE("causes of the example that comes along") {
  const Program program;
  const json said = causes_of(program, {in_source("data/examples/late_deliveries.csv"), "--failed",
                                        "late", "--exposed", "deliveries"});
  REQUIRE(said["causes"].size() == 1);
  CHECK(words_of(said["causes"][0]["conditions"]) == "carrier=Andes & region=Sur");
}

TEST_CASE("causes of a table with blank cells and odd headings") {
  const Program program;
  program.write("t.csv", made_table() + "N9,,NULL,-,,,ES,1\n");
  const json said = causes_of(program, {"t.csv", "--failed", "failed"});
  CHECK(said["causes"].size() == 1);
  CHECK(said["nested"].size() == 1);
  program.write("t.csv", "x,x,,failed\na,b,c,1\na,c,c,0\nb,b,d,0\nb,c,d,0\n");
  CHECK(causes_of(program, {"t.csv", "--failed", "failed"})["factors"] ==
        json({"x", "x (2)", "column 3"}));
}

TEST_CASE("causes of a file that cannot be read") {
  const Program program;
  check_ended(program.run({"causes", "none.csv", "--failed", "x"}), 1,
              {"none.csv: no such file", "check the path"});
  check_ended(program.run({"causes", ".", "--failed", "x"}), 1,
              {"this is a folder", "name one CSV file"});
  program.write("t.csv", "");
  check_ended(program.run({"causes", "t.csv", "--failed", "x"}), 1, {"t.csv: the file is empty"});
  program.write("t.csv", "a,failed\n");
  check_ended(program.run({"causes", "t.csv", "--failed", "failed"}), 1,
              {"t.csv: the file holds a heading but no rows"});
  program.write("t.csv", std::string("a,failed\nPK\3\4\0\0,1\n", 19));
  check_ended(program.run({"causes", "t.csv", "--failed", "failed"}), 1,
              {"t.csv: the file is binary, not text", "export it as CSV"});
  REQUIRE(::mkfifo((program.path() + "/pipe").c_str(), 0600) == 0);
  check_ended(program.run({"causes", "pipe", "--failed", "x"}), 1, {"pipe: this is not a file"});
  if (::geteuid() != 0) {
    program.write("t.csv", small);
    ::chmod((program.path() + "/t.csv").c_str(), 0);
    check_ended(program.run({"causes", "t.csv", "--failed", "failed"}), 1,
                {"t.csv: the file cannot be opened: Permission denied"});
  }
}

TEST_CASE("causes with columns that are not there") {
  const Program program;
  program.write("t.csv", small);
  check_ended(program.run({"causes", "t.csv", "--failed", "faild"}), 1,
              {"t.csv: there is no column 'faild' (--failed)", "did you mean 'failed'?"});
  check_ended(program.run({"causes", "t.csv", "--failed", "zzzzzz"}), 1,
              {"its columns are: region, carrier, failed"});
  check_ended(program.run({"causes", "t.csv", "--failed", "failed", "--exposed", "all"}), 1,
              {"there is no column 'all' (--exposed)"});
  check_ended(program.run({"causes", "t.csv", "--failed", "failed", "--factors", "regio,carrier"}),
              1, {"there is no column 'regio' (--factors)", "did you mean 'region'?"});
  check_ended(program.run({"causes", "t.csv", "--failed", "failed", "--factors", "failed"}), 1,
              {"'failed' is what is counted and cannot be a factor"});
  check_ended(program.run({"causes", "t.csv", "--failed", "failed", "--exposed", "failed"}), 1,
              {"'failed' is named both as failed and as exposed"});
}

TEST_CASE("causes with options that make no sense") {
  const Program program;
  program.write("t.csv", small);
  for (const char* depth : {"0", "4", "two"}) {
    check_ended(program.run({"causes", "t.csv", "--failed", "failed", "--depth", depth}), 2,
                {"--depth"});
  }
  check_ended(program.run({"causes", "t.csv"}), 2, {"--failed is required"});
  check_ended(program.run({"causes", "--failed", "failed"}), 2, {"table is required"});
  check_ended(program.run({"causes", "t.csv", "--failed", "failed", "--lang", "fr"}), 2,
              {"--lang"});
}

TEST_CASE("causes of a table with rows that cannot be used") {
  const Program program;
  program.write("t.csv", made_table() +
                             "N1,Sur\nN2,Sur,Uno,Central,P1,K0,ES,maybe\n"
                             "N3,Sur,Uno,Central,P1,K0,ES,\n");
  const ProgramRun few = program.run({"causes", "t.csv", "--failed", "failed"});
  check_ended(few, 0,
              {"rejected: t.csv:6002", "the record has 2 columns, the heading has 8",
               "rejected: t.csv:6003: field 'failed'", "'maybe' is neither 0 nor 1, nor yes or no",
               "rejected: t.csv:6004", "whether it failed is not recorded",
               "3 of 6003 rows left out (0.05 %)", "C1"});
  const ProgramRun as_json = program.run({"causes", "t.csv", "--failed", "failed", "--json"});
  CHECK(json::parse(as_json.out)["input"]["rejected"] == 3);
  CHECK_THAT(as_json.err, Catch::Contains("3 of 6003 rows left out"));
  CHECK(program.run({"causes", "t.csv", "--failed", "failed", "--json", "--quiet"}).err.empty());
  program.write("t.csv", small + "Sur,Uno,7\n");
  check_ended(program.run({"causes", "t.csv", "--failed", "failed"}), 3,
              {"rejected: t.csv:7", "'7' is neither 0 nor 1", "counts need --exposed",
               "That is more than 1.00 %"});
  program.write("t.csv", "region,failed\nSur,7\nNorte,8\n");
  check_ended(
      program.run({"causes", "t.csv", "--failed", "failed"}), 1,
      {"t.csv:2: field 'failed'", "none of the 2 rows can be used", "counts need --exposed"});
}

TEST_CASE("causes of counts that cannot be") {
  const Program program;
  const Program::Words words = {"causes", "t.csv", "--failed", "bad", "--exposed", "all"};
  program.write("t.csv",
                "region,all,bad\nSur,10,11\nSur,-5,0\nSur,5,-1\nSur,ten,1\nSur,1.5,1\n"
                "Sur,99999999999,1\nSur,,0\nNorte,100,3\nEste,50.0,4\nOeste,0,0\n");
  const ProgramRun run = program.run(words);
  check_ended(run, 3,
              {"t.csv:2: field 'bad'", "11 failed of 10 exposed", "t.csv:3: field 'all'",
               "'-5' is negative", "t.csv:4: field 'bad'", "'-1' is negative", "t.csv:5",
               "'ten' is not a whole number", "t.csv:6", "'1.5' is not a whole number",
               "7 of 10 rows left out (70.00 %)", "150 units, 7 of them failed"});
}

TEST_CASE("causes where nothing failed, or everything") {
  const Program program;
  program.write("t.csv", "region,failed\nSur,0\nNorte,no\n");
  check_ended(program.run({"causes", "t.csv", "--failed", "failed"}), 1,
              {"t.csv: nothing failed: 'failed' is 0 in all 2 rows"});
  program.write("t.csv", "region,failed\nSur,1\nNorte,1\nNorte,yes\n");
  check_ended(program.run({"causes", "t.csv", "--failed", "failed"}), 1,
              {"t.csv: everything failed: all 3 units"});
  program.write("t.csv", "id,country,failed\n1,ES,1\n2,ES,0\n3,ES,0\n");
  check_ended(program.run({"causes", "t.csv", "--failed", "failed"}), 1,
              {"no column is left in which causes could be looked for"});
}

TEST_CASE("causes among more columns than can be searched") {
  const Program program;
  std::mt19937 random(3);
  std::string text;
  for (int column = 0; column < 300; ++column) text += "c" + std::to_string(column) + ",";
  text += "failed\n";
  for (int row = 0; row < 400; ++row) {
    for (int column = 0; column < 300; ++column) text += std::to_string(random() % 6) + ",";
    text += row % 9 == 0 ? "1\n" : "0\n";
  }
  program.write("t.csv", text);
  check_ended(program.run({"causes", "t.csv", "--failed", "failed", "--depth", "3"}), 1,
              {"300 columns, up to 3 together, make too many combinations to search",
               "name the columns that matter with --factors"});
  CHECK(causes_of(program, {"t.csv", "--failed", "failed"})["depth"] == 2);
  check_ended(program.run({"causes", "t.csv", "--failed", "failed", "--depth", "1"}), 0,
              {"300 factors", "Most columns in one condition: 1."});
  check_ended(program.run({"causes", "t.csv", "--failed", "failed", "--factors", "c1,c2,c3"}), 0,
              {"3 factors"});
}

TEST_CASE("causes of a table with a huge field and with a quote that is never closed") {
  const Program program;
  const std::string huge(1 << 20, 'x');
  program.write("t.csv", made_table() + "N1,Sur," + huge + ",Central,P1,K0,ES,1\n");
  CHECK(causes_of(program, {"t.csv", "--failed", "failed"})["causes"].size() == 1);
  std::string text = made_table();
  for (std::size_t at = 0; (at = text.find("Sur,Andes", at)) != std::string::npos;) {
    text.replace(at, 3, huge.substr(0, 2000));
  }
  program.write("t.csv", text);
  const std::string said = program.done({"causes", "t.csv", "--failed", "failed"});
  CHECK_THAT(said, Catch::Contains("region = xxx") && Catch::Contains("xxx…"));
  CHECK(said.size() < 10'000);
  program.write("t.csv", made_table() + "N1,\"Sur,Uno,Central,P1,K0,ES,1\n");
  check_ended(program.run({"causes", "t.csv", "--failed", "failed"}), 0,
              {"a quote that opens on line 6002 is not closed", "1 of 6001 rows left out"});
}
