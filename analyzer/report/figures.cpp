#include "report/figures.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace rastro {

namespace {

const std::string no_break_space = "\u00A0";
const std::string about = "≈\u00A0";

struct DateParts {
  int year, month, day;
};

DateParts parts(Day day) {
  const std::string text = format_day(day);
  return {std::stoi(text.substr(0, 4)), std::stoi(text.substr(5, 2)), std::stoi(text.substr(8, 2))};
}

const char* english_month(int month) {
  static constexpr const char* names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return names[month - 1];
}

struct Sign {
  const char* currency;
  const char* sign;
};

/// The sign that a country's readers know a currency by; its code where they know none.
template <std::size_t Count>
std::string sign_of(const std::string& currency, const Sign (&signs)[Count]) {
  for (const Sign& each : signs) {
    if (currency == each.currency) return each.sign;
  }
  return currency;
}

constexpr Sign usual_signs[] = {{"EUR", "€"}, {"GBP", "£"}, {"BRL", "R$"}};
constexpr Sign signs_us[] = {{"USD", "$"},   {"EUR", "€"},   {"GBP", "£"}, {"BRL", "R$"},
                             {"MXN", "MX$"}, {"CAD", "CA$"}, {"JPY", "¥"}};
constexpr Sign signs_ar[] = {{"ARS", "$"}, {"USD", "US$"}};
constexpr Sign signs_es[] = {{"EUR", "€"}, {"USD", "US$"}};
constexpr Sign signs_mx[] = {{"MXN", "$"}};

/// 1,234 → 1,200; 56.7 → 57.
double two_digits(double number) {
  if (number == 0) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(number))) - 1);
  return unit >= 1 ? std::round(number / unit) * unit : std::round(number / unit) / (1 / unit);
}

}  // namespace

Figures::Figures(const Texts& texts, std::string currency)
    : locale_(texts.locale()),
      currency_(std::move(currency)),
      missing_(texts.get("common.no_data")) {}

char Figures::decimal_mark() const {
  return locale_.language == Language::es && locale_.country != Country::mx ? ',' : '.';
}

std::string Figures::percent_sign() const {
  const bool apart = locale_ == Locale(Language::es) || locale_.country == Country::es;
  return (apart ? no_break_space : "") + "%";
}

/// Takes "1234.5" and sets the marks. Spain sets none into four digits.
std::string Figures::grouped(std::string digits) const {
  const char mark = decimal_mark();
  auto point = digits.find('.');
  if (point == std::string::npos) {
    point = digits.size();
  } else {
    digits[point] = mark;
  }
  const std::size_t first = digits[0] == '-' ? 1 : 0;
  const std::size_t least = first + (locale_.country == Country::es ? 5 : 4);
  if (point >= least) {
    for (std::size_t at = point; at > first + 3;) {
      at -= 3;
      digits.insert(at, 1, mark == ',' ? '.' : ',');
    }
  }
  if (first == 1) digits.replace(0, 1, "−");
  return digits;
}

std::string Figures::count(std::int64_t number) const { return grouped(fmt::format("{}", number)); }

std::string Figures::decimal(double number, int digits) const {
  if (std::isnan(number)) return missing_;
  if (std::isinf(number)) return number > 0 ? "∞" : "−∞";
  std::string text = fmt::format("{:.{}f}", number, digits);
  if (text.find_first_not_of("-0.") == std::string::npos && text[0] == '-') text.erase(0, 1);
  return grouped(text);
}

std::string Figures::amount(double number) const {
  return decimal(number, std::abs(number) < 99.95 ? 1 : 0);
}

std::string Figures::percent(double share) const {
  if (std::isnan(share)) return missing_;
  const double hundredths = share * 100;
  const int digits = hundredths != 0 && std::abs(hundredths) < 1 ? 2 : 1;
  return decimal(hundredths, digits) + percent_sign();
}

std::string Figures::rough_percent(double share) const {
  if (std::isnan(share)) return missing_;
  return decimal(share * 100, 0) + percent_sign();
}

Figures::MoneySigns Figures::money_signs() const {
  if (currency_.empty()) return {};
  const auto before = [](const std::string& sign) -> MoneySigns {
    const bool word = sign.back() >= 'A' && sign.back() <= 'Z';
    return {word ? sign + no_break_space : sign, ""};
  };
  switch (locale_.country) {
    case Country::us:
      return before(sign_of(currency_, signs_us));
    case Country::mx:
      return before(sign_of(currency_, signs_mx));
    case Country::ar:
      return {sign_of(currency_, signs_ar) + no_break_space, ""};
    case Country::es:
      return {"", no_break_space + sign_of(currency_, signs_es)};
    case Country::none:
      break;
  }
  const std::string sign = sign_of(currency_, usual_signs);
  if (locale_.language == Language::en) {
    if (currency_ == "USD") return {"$", ""};
    if (sign != currency_) return {sign, ""};
  } else if (currency_ == "USD") {
    return {"US$" + no_break_space, ""};
  }
  return {"", no_break_space + sign};
}

std::string Figures::with_currency(const std::string& number) const {
  const auto [before, behind] = money_signs();
  const std::string minus = "−";
  if (number.starts_with(minus)) return minus + before + number.substr(minus.size()) + behind;
  return before + number + behind;
}

std::string Figures::money_code() const {
  const auto literal = [](const std::string& text) {
    return text.empty() ? "" : "\"" + text + "\"";
  };
  const auto [before, behind] = money_signs();
  return literal(before) + "#,##0.00" + literal(behind);
}

std::string Figures::money(double amount) const {
  if (std::isnan(amount)) return missing_;
  return with_currency(decimal(amount, std::abs(amount) < 99.5 && amount != 0 ? 2 : 0));
}

std::string Figures::rough_money(double amount) const {
  if (!std::isfinite(amount)) return missing_;
  if (amount > 0 && amount < 1) return "<" + (no_break_space + with_currency(decimal(1, 0)));
  return about + with_currency(decimal(two_digits(amount), 0));
}

std::string Figures::rough_count(double number) const {
  if (!std::isfinite(number)) return missing_;
  if (number > 0 && number < 1) return "<" + (no_break_space + decimal(1, 0));
  return about + decimal(two_digits(number), 0);
}

std::string Figures::rough_ratio(double ratio) const {
  if (!std::isfinite(ratio)) return decimal(ratio, 0);
  return decimal(two_digits(ratio), std::abs(ratio) < 9.95 ? 1 : 0);
}

std::string Figures::ratio(double ratio) const {
  return decimal(ratio, std::abs(ratio) < 9.95 ? 2 : (std::abs(ratio) < 99.5 ? 1 : 0));
}

std::string Figures::interval(double low, double high) const {
  return ratio(low) + "–" + ratio(high);
}

std::string Figures::p_value(double p) const {
  if (std::isnan(p)) return missing_;
  if (p < 0.0001) return "<" + no_break_space + decimal(0.0001, 4);
  return decimal(p, p < 0.01 ? 4 : 3);
}

std::string Figures::day(Day day) const {
  const auto [year, month, number] = parts(day);
  if (locale_.language == Language::es) return fmt::format("{:02}/{:02}/{}", number, month, year);
  if (locale_.country == Country::us) {
    return fmt::format("{} {}, {}", english_month(month), number, year);
  }
  return fmt::format("{} {} {}", number, english_month(month), year);
}

std::string Figures::short_day(Day day) const {
  const auto [year, month, number] = parts(day);
  if (locale_.language == Language::es) return fmt::format("{:02}/{:02}", number, month);
  if (locale_.country == Country::us) return fmt::format("{} {}", english_month(month), number);
  return fmt::format("{} {}", number, english_month(month));
}

std::string Figures::day_code() const {
  if (locale_.language == Language::es) return "dd/mm/yyyy";
  return locale_.country == Country::us ? "mmm d, yyyy" : "d mmm yyyy";
}

std::string Figures::time_code() const { return day_code() + " hh:mm"; }

std::string Figures::days(Day from, Day to) const {
  return from == to ? day(from) : day(from) + " – " + day(to);
}

std::string Figures::time(Seconds time) const {
  return day(day_of(time)) + " " + format_time(time).substr(11, 5);
}

}  // namespace rastro
