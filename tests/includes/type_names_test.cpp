// Two types of one name in one namespace are taken for each other by the linker, and crash.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>

#include "places.h"

TEST_CASE("no two headers define a type of the same name", "[includes]") {
  namespace fs = std::filesystem;
  const std::regex space(R"(^namespace (rastro[a-z:]*) \{)");
  const std::regex type(R"(^(?:struct|class|enum class) (\w+)(?: [:{].*|)$)");
  std::map<std::string, std::string> defined;
  for (const auto& entry : fs::recursive_directory_iterator(rastro::in_source("analyzer"))) {
    if (entry.path().extension() != ".h") continue;
    std::ifstream header(entry.path());
    std::string line, inside;
    while (std::getline(header, line)) {
      std::smatch match;
      if (std::regex_search(line, match, space)) inside = match[1].str() + "::";
      if (!std::regex_match(line, match, type)) continue;
      const auto [known, added] = defined.emplace(inside + match[1].str(), entry.path().string());
      INFO(known->first << " in " << known->second << " and in " << entry.path().string());
      CHECK(added);
    }
  }
  CHECK(defined.size() > 200);
}
