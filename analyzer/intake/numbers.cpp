#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "intake/values.h"

namespace rastro {

namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// Takes blanks (plain and no-break), currency signs and codes off both ends and blanks out of the
/// middle: "R$ 1 234,50" → "1234,50". Nothing where other letters remain.
std::optional<std::string> bare_number(std::string_view text) {
  constexpr std::string_view decorations[] = {
      "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x82\xAC", "R$",  "US$", "S/", "AR$", "MX$",
      "EUR",      "USD",          "MXN",          "ARS", "BRL", "$",  " "};
  constexpr std::string_view minus = "\xE2\x88\x92";
  std::string bare;
  while (!text.empty()) {
    const auto* found = std::find_if(std::begin(decorations), std::end(decorations),
                                     [&](std::string_view mark) { return text.starts_with(mark); });
    if (found != std::end(decorations)) {
      text.remove_prefix(found->size());
      continue;
    }
    if (text.starts_with(minus)) {
      text.remove_prefix(minus.size());
      bare += '-';
      continue;
    }
    if (!is_digit(text.front()) && std::string_view("+-.,%()").find(text.front()) > 6) return {};
    bare += text.front();
    text.remove_prefix(1);
  }
  return bare;
}

/// The sign of 12-, -12, +12 and (12), taken off; nothing where it makes no sense.
std::optional<bool> take_sign(std::string& bare) {
  if (bare.size() > 2 && bare.front() == '(' && bare.back() == ')') {
    bare = bare.substr(1, bare.size() - 2);
    return true;
  }
  if (bare.empty()) return std::nullopt;
  const bool in_front = bare.front() == '-' || bare.front() == '+';
  const bool behind = bare.back() == '-';
  if (in_front && behind) return std::nullopt;
  const bool negative = behind || bare.front() == '-';
  if (in_front) bare.erase(0, 1);
  if (behind) bare.pop_back();
  return negative;
}

/// 1.234.567: the marks part groups of three.
bool parts_thousands(std::string_view digits, char mark) {
  std::size_t at = digits.find(mark);
  if (at == 0 || at > 3 || digits.front() == '0') return false;
  while (at != std::string_view::npos) {
    const std::size_t next = std::min(digits.find(mark, at + 1), digits.size());
    if (next - at != 4) return false;
    at = next == digits.size() ? std::string_view::npos : next;
  }
  return true;
}

DecimalMark other(DecimalMark mark) {
  return mark == DecimalMark::point ? DecimalMark::comma : DecimalMark::point;
}

/// What the marks of an unsigned number say; false where they make no number.
bool judge_marks(std::string_view digits, WrittenNumber& number) {
  const auto points = std::count(digits.begin(), digits.end(), '.');
  const auto commas = std::count(digits.begin(), digits.end(), ',');
  if (points == 0 && commas == 0) return true;
  if (points > 0 && commas > 0) {
    const bool point_last = digits.rfind('.') > digits.rfind(',');
    const char grouping = point_last ? ',' : '.';
    const std::size_t decimal_at = digits.find(point_last ? '.' : ',');
    number.proves = point_last ? DecimalMark::point : DecimalMark::comma;
    return (point_last ? points : commas) == 1 && decimal_at > digits.rfind(grouping) &&
           parts_thousands(digits.substr(0, decimal_at), grouping);
  }
  const char mark = points > 0 ? '.' : ',';
  const DecimalMark as_decimal = points > 0 ? DecimalMark::point : DecimalMark::comma;
  const bool thousands = parts_thousands(digits, mark);
  if (points + commas > 1) {
    number.proves = other(as_decimal);
    return thousands;
  }
  number.ambiguous = thousands;
  if (!thousands) number.proves = as_decimal;
  return digits.size() > 1;
}

}  // namespace

std::optional<WrittenNumber> take_apart_number(std::string_view text) {
  if (text.empty() || text.size() > 40) return std::nullopt;
  auto bare = bare_number(text);
  if (!bare) return std::nullopt;
  WrittenNumber number;
  number.is_percentage = bare->ends_with('%');
  if (number.is_percentage) bare->pop_back();
  const auto negative = take_sign(*bare);
  if (!negative) return std::nullopt;
  if (bare->empty() || bare->find_first_of("+-%()") != std::string::npos) return std::nullopt;
  if (!judge_marks(*bare, number)) return std::nullopt;
  number.digits = (*negative ? "-" : "") + *bare;
  return number;
}

std::string plain_number(const WrittenNumber& number, DecimalMark mark) {
  if (number.proves != DecimalMark::unknown) mark = number.proves;
  const char decimal = mark == DecimalMark::comma ? ',' : '.';
  std::string plain;
  for (const char character : number.digits) {
    if (character == decimal) {
      plain += '.';
    } else if (character != '.' && character != ',') {
      plain += character;
    }
  }
  if (number.is_percentage) plain += '%';
  return plain;
}

std::optional<double> read_number(const WrittenNumber& number, DecimalMark mark) {
  const std::string plain = plain_number(number, mark);
  const char* const behind = plain.data() + plain.size() - (number.is_percentage ? 1 : 0);
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), behind, value);
  if (error != std::errc() || end != behind) return std::nullopt;
  return number.is_percentage ? value / 100 : value;
}

}  // namespace rastro
