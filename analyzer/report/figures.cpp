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

std::string sign_of_currency(const std::string& code) {
  if (code == "EUR") return "€";
  if (code == "GBP") return "£";
  if (code == "BRL") return "R$";
  return code;
}

/// 1,234 → 1,200; 56.7 → 57.
double two_digits(double number) {
  if (number == 0) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(number))) - 1);
  return unit >= 1 ? std::round(number / unit) * unit : std::round(number / unit) / (1 / unit);
}

}  // namespace

Figures::Figures(const Texts& texts, std::string currency)
    : language_(texts.language()),
      currency_(std::move(currency)),
      missing_(texts.get("common.no_data")) {}

/// Takes "1234.5" and sets the marks of the language.
std::string Figures::grouped(std::string digits) const {
  const bool spanish = language_ == Language::es;
  auto point = digits.find('.');
  if (point == std::string::npos) {
    point = digits.size();
  } else if (spanish) {
    digits[point] = ',';
  }
  const std::size_t first = digits[0] == '-' ? 1 : 0;
  for (std::size_t at = point; at > first + 3;) {
    at -= 3;
    digits.insert(at, spanish ? "." : ",");
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
  return decimal(hundredths, digits) + (language_ == Language::es ? no_break_space : "") + "%";
}

std::string Figures::rough_percent(double share) const {
  if (std::isnan(share)) return missing_;
  return decimal(share * 100, 0) + (language_ == Language::es ? no_break_space : "") + "%";
}

std::string Figures::with_currency(const std::string& number) const {
  if (currency_.empty()) return number;
  if (currency_ == "USD") {
    return language_ == Language::en ? "$" + number : "US$" + (no_break_space + number);
  }
  const std::string sign = sign_of_currency(currency_);
  if (language_ == Language::en && sign != currency_) return sign + number;
  return number + no_break_space + sign;
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
  if (language_ == Language::es) return fmt::format("{:02}/{:02}/{}", number, month, year);
  return fmt::format("{} {} {}", number, english_month(month), year);
}

std::string Figures::short_day(Day day) const {
  const auto [year, month, number] = parts(day);
  if (language_ == Language::es) return fmt::format("{:02}/{:02}", number, month);
  return fmt::format("{} {}", number, english_month(month));
}

std::string Figures::days(Day from, Day to) const {
  return from == to ? day(from) : day(from) + " – " + day(to);
}

std::string Figures::time(Seconds time) const {
  return day(day_of(time)) + " " + format_time(time).substr(11, 5);
}

}  // namespace rastro
