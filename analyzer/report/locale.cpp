#include "report/locale.h"

#include <algorithm>

#include "base/text.h"

namespace rastro {

namespace {

struct Known {
  Locale locale;
  const char* tag;
  const char* name;
};

const std::vector<Known>& known() {
  static const std::vector<Known> all = {
      {Language::en, "en", "English"},
      {Language::es, "es", "Español"},
      {{Language::en, Country::us}, "en-US", "English (United States)"},
      {{Language::es, Country::ar}, "es-AR", "Español (Argentina)"},
      {{Language::es, Country::es}, "es-ES", "Español (España)"},
      {{Language::es, Country::mx}, "es-MX", "Español (México)"}};
  return all;
}

const Known& known_of(const Locale& locale) {
  return *std::find_if(known().begin(), known().end(),
                       [&](const Known& each) { return each.locale == locale; });
}

}  // namespace

const std::vector<Locale>& all_locales() {
  static const std::vector<Locale> all = [] {
    std::vector<Locale> locales;
    for (const Known& each : known()) locales.push_back(each.locale);
    return locales;
  }();
  return all;
}

std::string_view to_string(Language language) { return language == Language::es ? "es" : "en"; }

std::string tag_of(const Locale& locale) { return known_of(locale).tag; }

std::string name_of(const Locale& locale) { return known_of(locale).name; }

std::optional<Locale> find_locale(std::string_view tag) {
  std::string wanted = fold(tag);
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  for (const Known& each : known()) {
    if (fold(each.tag) == wanted) return each.locale;
  }
  return std::nullopt;
}

Locale locale_of_environment(std::string_view value) {
  const std::string_view tag = value.substr(0, value.find_first_of(".@"));
  if (const auto found = find_locale(tag)) return *found;
  const auto language = find_locale(tag.substr(0, tag.find_first_of("_-")));
  return language.value_or(Language::en);
}

}  // namespace rastro
