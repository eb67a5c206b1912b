// A folder of analyzer/ includes only folders below it. The linker sees wrong calls; this sees
// wrong headers.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "places.h"

namespace {

namespace fs = std::filesystem;

/// Top to bottom.
const std::vector<std::string> folders = {
    "cli",     "simulate", "report",   "tickets", "recovery", "causes",
    "tally",   "intake",   "exchange", "store",   "notes",    "mechanisms",
    "process", "records",  "eventlog", "formats", "base"};

/// Position from the top; folders.size() for an unknown folder.
std::size_t floor_of(const std::string& folder) {
  return static_cast<std::size_t>(std::find(folders.begin(), folders.end(), folder) -
                                  folders.begin());
}

/// What is wrong with an #include "name" in a file of `folder`; "" where nothing is.
std::string fault_of(const std::string& folder, const std::string& name) {
  const auto slash = name.find('/');
  if (slash == std::string::npos) return "'" + name + "' names no folder";
  const std::string included = name.substr(0, slash);
  if (floor_of(included) == folders.size()) return "'" + included + "' is no folder of analyzer";
  if (floor_of(included) < floor_of(folder)) {
    return folder + " must not include " + included + ", which stands above it";
  }
  return "";
}

void check_file(const fs::path& file, const std::string& folder, std::vector<std::string>& faults) {
  static const std::regex include(R"(^\s*#\s*include\s*\"([^\"]+)\")");
  std::ifstream input(file);
  std::string line;
  for (int number = 1; std::getline(input, line); ++number) {
    std::smatch match;
    if (!std::regex_search(line, match, include)) continue;
    const std::string fault = fault_of(folder, match[1]);
    if (fault.empty()) continue;
    faults.push_back(folder + "/" + file.filename().string() + ":" + std::to_string(number) + ": " +
                     fault);
  }
}

/// Every wrong include below `analyzer`, in the order of the file names.
std::vector<std::string> wrong_includes(const fs::path& analyzer) {
  std::vector<std::string> faults;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(analyzer)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".h" && extension != ".cpp") continue;
    const std::string folder = entry.path().lexically_relative(analyzer).begin()->string();
    if (floor_of(folder) == folders.size()) {
      faults.push_back(folder + ": not a folder of the design");
    } else {
      check_file(entry.path(), folder, faults);
    }
  }
  std::sort(faults.begin(), faults.end());
  return faults;
}

/// A made-up analyzer/ with one file, gone with the object.
class MadeUpSource {
 public:
  MadeUpSource(const std::string& file, const std::string& text) {
    std::string name = (fs::temp_directory_path() / "rastro-includes-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root_ = name;
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }
  ~MadeUpSource() { fs::remove_all(root_); }
  MadeUpSource(const MadeUpSource&) = delete;
  MadeUpSource& operator=(const MadeUpSource&) = delete;

  const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("every folder of the analyzer includes only folders below it", "[includes]") {
  for (const std::string& fault : wrong_includes(rastro::in_source("analyzer"))) FAIL_CHECK(fault);
}

TEST_CASE("the include check sees an include from above", "[includes]") {
  const MadeUpSource source("base/text.cpp",
                            "#include \"base/text.h\"\n#include \"report/review.h\"\n");
  CHECK(wrong_includes(source.root()) ==
        std::vector<std::string>{
            "base/text.cpp:2: base must not include report, which stands above it"});
}

TEST_CASE("the include check sees an include that names no known folder", "[includes]") {
  const MadeUpSource source("tally/counts.h", "#include \"util/strings.h\"\n#include \"x.h\"\n");
  CHECK(wrong_includes(source.root()) ==
        std::vector<std::string>{"tally/counts.h:1: 'util' is no folder of analyzer",
                                 "tally/counts.h:2: 'x.h' names no folder"});
}

TEST_CASE("the include check sees a folder that is not of the design", "[includes]") {
  const MadeUpSource source("util/strings.h", "#pragma once\n");
  CHECK(wrong_includes(source.root()) ==
        std::vector<std::string>{"util: not a folder of the design"});
}

TEST_CASE("the include check lets pass what stands below, and system headers", "[includes]") {
  const MadeUpSource source("cli/main.cpp", "#include <vector>\n#include \"base/text.h\"\n");
  CHECK(wrong_includes(source.root()).empty());
}
