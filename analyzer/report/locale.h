#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rastro {

/// In which the report has words of its own.
enum class Language { en, es };

/// Whose way of writing numbers, dates and money is kept; none: the language's own, as Rastro
/// writes it.
enum class Country { none, us, ar, mx, es };

/// A language, perhaps as one country writes it.
struct Locale {
  Language language = Language::en;
  Country country = Country::none;

  Locale() = default;
  Locale(Language of) : language(of) {}  // NOLINT(*-explicit-*): a language alone is a locale
  Locale(Language of, Country in) : language(of), country(in) {}
  bool operator==(const Locale&) const = default;
};

/// All that there are: en, en-US, es, es-AR, es-ES, es-MX.
const std::vector<Locale>& all_locales();

/// "en" or "es"
std::string_view to_string(Language language);
/// As HTML and BCP 47 write it: "es-AR".
std::string tag_of(const Locale& locale);
/// In its own words, for a reader to choose: "Español (Argentina)".
std::string name_of(const Locale& locale);

/// Of a tag; case does not matter, and _ stands for - too. Nothing where there is no such locale.
std::optional<Locale> find_locale(std::string_view tag);
/// Of what LC_ALL and its like hold: "es_AR.UTF-8", "es_CL@euro" (Spanish alone), "C" (English).
Locale locale_of_environment(std::string_view value);

}  // namespace rastro
