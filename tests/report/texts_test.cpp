#include "report/texts.h"
#include "places.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "report/figures.h"

using namespace rastro;

namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

/// Every key that a template or the code names.
std::set<std::string> keys_asked_for() {
  const std::filesystem::path root = in_source("");
  std::set<std::string> keys;
  const auto collect = [&](const std::filesystem::path& path, const std::regex& pattern) {
    const std::string content = content_of(path);
    for (std::sregex_iterator at(content.begin(), content.end(), pattern), end; at != end; ++at) {
      if (!(*at)[1].str().ends_with(".csv")) keys.insert((*at)[1]);
    }
  };
  const std::regex in_template(R"(\{\{t\.([a-z_0-9.]+)\}\})");
  collect(root / "reports/page.html", in_template);
  collect(root / "reports/tickets/ticket.md", in_template);
  const std::regex in_code(
      "\"((?:common|summary|failures|steps|causes|cleared|tickets|effects|recovery|method|ticket|"
      "terminal|why_count|table|how|confusions|chart_rules|point_rules|marks|weekly_change|xlsx)"
      "\\.[a-z_0-9]+)\"");
  for (const auto& entry : std::filesystem::directory_iterator(root / "analyzer/report")) {
    if (entry.path().extension() == ".cpp") collect(entry.path(), in_code);
  }
  return keys;
}

std::size_t places(const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find("{}"); at != std::string::npos; at = text.find("{}", at + 2)) ++count;
  return count;
}

}  // namespace

TEST_CASE("both languages have the same texts with the same number of places") {
  const Texts english(Language::en), spanish(Language::es);
  for (const auto& [key, text] : english.all()) {
    INFO(key);
    REQUIRE(spanish.has(key));
    CHECK(places(text) == places(spanish.get(key)));
    CHECK_FALSE(spanish.get(key).empty());
  }
  CHECK(english.all().size() == spanish.all().size());
}

TEST_CASE("no text that the report asks for is missing") {
  const Texts english(Language::en);
  const auto keys = keys_asked_for();
  CHECK(keys.size() > 100);
  for (const std::string& key : keys) {
    INFO(key);
    CHECK(english.has(key));
  }
}

TEST_CASE("an unknown text is a fault that names it") {
  CHECK_THROWS_WITH(Texts(Language::es).get("page.nothing"),
                    "reports/texts/es.toml lacks 'page.nothing'");
}

TEST_CASE("a note with fewer values than places still shows its values") {
  CHECK(Texts(Language::en).fill_all("notes.table_missing", {}).empty());
  CHECK(Texts(Language::en).fill_all("notes.table_missing", {"surveys"}).find("surveys") !=
        std::string::npos);
}

TEST_CASE("figures are written as each language writes them") {
  const Texts en(Language::en), es(Language::es);
  const Figures english(en, "EUR"), spanish(es, "EUR");
  CHECK(english.count(1234567) == "1,234,567");
  CHECK(spanish.count(1234567) == "1.234.567");
  CHECK(english.count(-999) == "−999");
  CHECK(english.decimal(1234.5, 1) == "1,234.5");
  CHECK(spanish.decimal(1234.5, 1) == "1.234,5");
  CHECK(english.decimal(-0.001, 1) == "0.0");
  CHECK(english.money(1840.75) == "€1,841");
  CHECK(english.percent(0.0041) == "0.41%");
  CHECK(spanish.percent(0.125) == "12,5\u00A0%");
  CHECK(english.percent(std::stod("nan")) == "no data");
  CHECK(english.p_value(1e-9) == "<\u00A00.0001");
  CHECK(english.day(*day_of(2026, 9, 10)) == "10 Sep 2026");
  CHECK(spanish.day(*day_of(2026, 9, 10)) == "10/09/2026");
}

TEST_CASE("an estimate shows no more digits than it has") {
  const Texts en(Language::en), es(Language::es);
  const Figures english(en, "USD"), spanish(es, "USD"), euros(es, "EUR");
  CHECK(english.rough_money(901.01) == "≈\u00A0$900");
  CHECK(english.rough_money(4551.2) == "≈\u00A0$4,600");
  CHECK(english.rough_money(0.4) == "<\u00A0$1");
  CHECK(spanish.rough_money(4551.2) == "≈\u00A0US$\u00A04.600");
  CHECK(euros.rough_money(874) == "≈\u00A0870\u00A0€");
  CHECK(english.rough_money(std::stod("nan")) == "no data");
  CHECK(english.rough_count(20.014) == "≈\u00A020");
  CHECK(english.rough_count(0.2) == "<\u00A01");
  CHECK(english.rough_ratio(29.91) == "30");
  CHECK(english.rough_ratio(3.79) == "3.8");
  CHECK(english.rough_ratio(128.4) == "130");
}
