#include "cli/options.h"

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "base/error.h"

namespace rastro {

ProcessModel chosen_model(const Options& options) {
  return options.model.empty() ? default_model() : load_model(options.model);
}

void require_database(const Options& options) {
  if (std::filesystem::exists(options.database)) return;
  throw Error("no such database", {options.database},
              "load logs into it first (rastro import FILE…, or rastro review FOLDER), or name "
              "another file with --db");
}

Language chosen_language(const Options& options) {
  if (!options.lang.empty()) return options.lang == "es" ? Language::es : Language::en;
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("es") ? Language::es : Language::en;
  }
  return Language::en;
}

Day day_option(const std::string& option, const std::string& text) {
  if (const auto day = parse_day(text)) return *day;
  throw Error(option + " '" + text + "' is not a date", {}, "write it as 2026-09-30");
}

}  // namespace rastro
