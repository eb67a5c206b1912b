#include "report/locale.h"

#include <catch2/catch.hpp>

#include "report/figures.h"

using namespace rastro;

namespace {

/// One figure of each sort as a locale writes it, a no-break space as ~.
std::vector<std::string> written(const Locale& locale, const std::string& currency) {
  const Texts texts(locale);
  const Figures figures(texts, currency);
  std::vector<std::string> all = {
      figures.decimal(1234.5, 1),       figures.decimal(12345.6, 1),
      figures.count(-1234567),          figures.percent(0.125),
      figures.rough_percent(0.12),      figures.money(1234),
      figures.day(*day_of(2026, 9, 1)), figures.short_day(*day_of(2026, 9, 10))};
  for (std::string& each : all) {
    for (auto at = each.find("\u00A0"); at != std::string::npos; at = each.find("\u00A0")) {
      each.replace(at, 2, "~");
    }
  }
  return all;
}

std::string money(const Locale& locale, const std::string& currency, double amount = 500) {
  const Texts texts(locale);
  std::string text = Figures(texts, currency).money(amount);
  for (auto at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0")) {
    text.replace(at, 2, "~");
  }
  return text;
}

}  // namespace

TEST_CASE("figures are written as each country writes them", "[locale]") {
  using Words = std::vector<std::string>;
  const Locale us(Language::en, Country::us), argentina(Language::es, Country::ar),
      spain(Language::es, Country::es), mexico(Language::es, Country::mx);
  CHECK(written(Language::en, "USD") == Words{"1,234.5", "12,345.6", "−1,234,567", "12.5%", "12%",
                                              "$1,234", "1 Sep 2026", "10 Sep"});
  CHECK(written(Language::es, "EUR") == Words{"1.234,5", "12.345,6", "−1.234.567", "12,5~%", "12~%",
                                              "1.234~€", "01/09/2026", "10/09"});
  CHECK(written(us, "USD") == Words{"1,234.5", "12,345.6", "−1,234,567", "12.5%", "12%", "$1,234",
                                    "Sep 1, 2026", "Sep 10"});
  CHECK(written(argentina, "ARS") == Words{"1.234,5", "12.345,6", "−1.234.567", "12,5%", "12%",
                                           "$~1.234", "01/09/2026", "10/09"});
  CHECK(written(spain, "EUR") == Words{"1234,5", "12.345,6", "−1.234.567", "12,5~%", "12~%",
                                       "1234~€", "01/09/2026", "10/09"});
  CHECK(written(mexico, "MXN") == Words{"1,234.5", "12,345.6", "−1,234,567", "12.5%", "12%",
                                        "$1,234", "01/09/2026", "10/09"});
}

TEST_CASE("a currency has the sign that the country's readers know it by", "[locale]") {
  const Locale us(Language::en, Country::us), argentina(Language::es, Country::ar),
      spain(Language::es, Country::es), mexico(Language::es, Country::mx);
  CHECK(money(us, "MXN") == "MX$500");
  CHECK(money(us, "ARS") == "ARS~500");
  CHECK(money(argentina, "USD") == "US$~500");
  CHECK(money(argentina, "EUR") == "EUR~500");
  CHECK(money(spain, "USD") == "500~US$");
  CHECK(money(spain, "ARS") == "500~ARS");
  CHECK(money(mexico, "USD") == "USD~500");
  CHECK(money(us, "USD", -500) == "−$500");
  CHECK(money(argentina, "", 500) == "500");
}

TEST_CASE("a locale is known by its tag, however it is written", "[locale]") {
  for (const Locale& locale : all_locales()) {
    CHECK(find_locale(tag_of(locale)) == locale);
    CHECK_FALSE(name_of(locale).empty());
  }
  CHECK(find_locale("ES_ar") == Locale(Language::es, Country::ar));
  CHECK(find_locale("EN-us") == Locale(Language::en, Country::us));
  CHECK(find_locale("En") == Locale(Language::en));
  CHECK_FALSE(find_locale("es-CL"));
  CHECK_FALSE(find_locale(""));
}

TEST_CASE("the environment chooses language and country, and English where it says nothing",
          "[locale]") {
  CHECK(locale_of_environment("es_AR.UTF-8") == Locale(Language::es, Country::ar));
  CHECK(locale_of_environment("es_ES@euro") == Locale(Language::es, Country::es));
  CHECK(locale_of_environment("es_CL.UTF-8") == Locale(Language::es));
  CHECK(locale_of_environment("es") == Locale(Language::es));
  CHECK(locale_of_environment("en_US") == Locale(Language::en, Country::us));
  for (const char* other : {"C", "POSIX", "C.UTF-8", "fr_FR.UTF-8", "estonian", ""}) {
    CHECK(locale_of_environment(other) == Locale(Language::en));
  }
}
