#include "cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "base/error.h"
#include "base/text.h"

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

namespace {

Locale usual_locale() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return locale_of_environment(value);
  }
  return Language::en;
}

std::vector<std::string> split_list(const std::string& list) {
  std::vector<std::string> parts;
  std::istringstream text(list + ",");
  for (std::string part; std::getline(text, part, ',');) parts.emplace_back(trim(part));
  return parts;
}

}  // namespace

std::string fault_of_languages(const std::string& list, std::size_t most) {
  std::vector<Locale> locales;
  for (const std::string& tag : split_list(list)) {
    const auto locale = find_locale(tag);
    if (!locale) {
      std::vector<std::string> tags;
      for (const Locale& each : all_locales()) tags.push_back(tag_of(each));
      return fmt::format("'{}' is none of {}", tag, fmt::join(tags, ", "));
    }
    if (std::find(locales.begin(), locales.end(), *locale) != locales.end()) {
      return fmt::format("'{}' is named twice", tag);
    }
    locales.push_back(*locale);
  }
  return locales.size() > most ? "one language only" : "";
}

std::vector<Locale> chosen_locales(const Options& options) {
  if (options.lang.empty()) return {usual_locale()};
  const std::string fault = fault_of_languages(options.lang, all_locales().size());
  if (!fault.empty()) throw Error("--lang: " + fault);
  std::vector<Locale> locales;
  for (const std::string& tag : split_list(options.lang)) locales.push_back(*find_locale(tag));
  return locales;
}

Locale chosen_locale(const Options& options) { return chosen_locales(options).front(); }

Day day_option(const std::string& option, const std::string& text) {
  if (const auto day = parse_day(text)) return *day;
  throw Error(option + " '" + text + "' is not a date", {}, "write it as 2026-09-30");
}

}  // namespace rastro
