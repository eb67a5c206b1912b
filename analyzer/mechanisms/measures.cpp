#include "mechanisms/measures.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "mechanisms/units.h"

namespace rastro {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_digit(text[at]);
}

struct Number {
  double value = 0;
  std::string raw;  ///< instead of the value, where that would not be exact
  std::size_t end = 0;
  std::size_t digits = 0;
};

/// "1.234,5" with its groups parted: the last separator is the decimal one, unless all are alike
/// and groups of three follow them.
double value_of(std::string_view written) {
  const std::size_t last = written.find_last_of(".,");
  bool decimal = last != std::string_view::npos;
  if (decimal) {
    const std::size_t first = written.find_first_of(".,");
    const bool thousands = written.size() - last - 1 == 3 && first <= 3 && written[0] != '0';
    if (first == last) decimal = !thousands;
    if (first != last) decimal = written[first] != written[last];
  }
  std::string plain;
  for (std::size_t index = 0; index < written.size(); ++index) {
    if (is_digit(written[index])) plain += written[index];
    if (index == last && decimal) plain += '.';
  }
  double value = 0;
  std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return value;
}

std::optional<Number> read_number(std::string_view text, std::size_t at) {
  constexpr std::size_t exact_digits = 15;  // of a double
  if (!is_digit_at(text, at)) return std::nullopt;
  Number number;
  std::size_t end = at, count = 0;
  while (is_digit_at(text, end)) ++end;
  number.digits = count = end - at;
  while (end < text.size() && (text[end] == '.' || text[end] == ',') &&
         is_digit_at(text, end + 1) && count <= exact_digits) {
    for (++end; is_digit_at(text, end); ++end) ++count;
  }
  const std::string_view written = text.substr(at, std::min<std::size_t>(end - at, 64));
  number.value = count > exact_digits ? 0 : value_of(written);
  if (count > exact_digits) number.raw = written;
  // 1/2, but neither 1/2/2026 nor 24/7x
  if (count <= 2 && end < text.size() && text[end] == '/' && is_digit_at(text, end + 1)) {
    std::size_t under = end + 1;
    while (is_digit_at(text, under)) ++under;
    if (under - end <= 3 && (under == text.size() || text[under] != '/')) {
      number.raw = text.substr(at, under - at);
      end = under;
    }
  }
  number.end = end;
  return number;
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

/// The word of letters and digits at `at`, folded; "" where it is too long for a unit.
std::string short_word(std::string_view text, std::size_t at, std::size_t& end) {
  constexpr std::size_t longest = 12;
  end = at;
  while (is_word_byte(text, end) && end - at <= longest) ++end;
  return end - at > longest ? "" : fold(text.substr(at, end - at));
}

struct ReadUnit {
  std::string_view base;
  double factor = 1;
  std::size_t end = 0;
};

std::optional<ReadUnit> read_unit(std::string_view text, std::size_t after) {
  const std::size_t at = skip_blanks(text, after);
  for (const std::string_view sign : {"''", "\"", "″", "”"}) {
    if (text.substr(after).starts_with(sign)) return ReadUnit{"in", 1, after + sign.size()};
  }
  if (at < text.size() && text[at] == '%') return ReadUnit{"%", 1, at + 1};
  std::size_t end = at;
  const std::string word = short_word(text, at, end);
  const Unit* unit = find_unit(word);
  if (unit == nullptr) return std::nullopt;
  return ReadUnit{unit->base, unit->factor, end};
}

/// Where the next dimension's number begins after "x" or "×"; nothing where none does.
std::optional<std::size_t> next_dimension(std::string_view text, std::size_t after) {
  std::size_t at = skip_blanks(text, after);
  if (text.substr(at).starts_with("×")) {
    at += std::string_view("×").size();
  } else if (at < text.size() && (text[at] == 'x' || text[at] == 'X' || text[at] == '*')) {
    ++at;
  } else {
    return std::nullopt;
  }
  at = skip_blanks(text, at);
  return is_digit_at(text, at) ? std::optional(at) : std::nullopt;
}

std::string in_base(const Number& number, double factor) {
  return number.raw.empty() ? fmt::format("{:.10g}", number.value * factor) : number.raw;
}

struct Dimension {
  Number number;
  std::optional<ReadUnit> unit;
};

Dimension read_dimension(std::string_view text, std::size_t at) {
  Dimension dimension{*read_number(text, at), std::nullopt};
  dimension.unit = read_unit(text, dimension.number.end);
  return dimension;
}

std::size_t end_of(const Dimension& dimension) {
  return dimension.unit ? dimension.unit->end : dimension.number.end;
}

/// 30 x 40 cm: all of one base unit, which a dimension without unit takes from the next one that
/// has one. At most four.
std::vector<Dimension> read_dimensions(std::string_view text, std::size_t at) {
  std::vector<Dimension> dimensions{read_dimension(text, at)};
  while (dimensions.size() < 4) {
    const auto next = next_dimension(text, end_of(dimensions.back()));
    if (!next) break;
    Dimension dimension = read_dimension(text, *next);
    const auto& before = dimensions.back().unit;
    if (before && (!dimension.unit || dimension.unit->base != before->base)) break;
    dimensions.push_back(std::move(dimension));
  }
  for (std::size_t index = dimensions.size() - 1; index > 0; --index) {
    if (!dimensions[index - 1].unit && dimensions[index].unit) {
      const std::size_t end = dimensions[index - 1].number.end;
      dimensions[index - 1].unit = dimensions[index].unit;
      dimensions[index - 1].unit->end = end;
    }
  }
  return dimensions;
}

}  // namespace

std::size_t gap_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0u;
  };
  const unsigned first = byte(at), second = byte(at + 1);
  if (first < 0x80) {
    const unsigned lower = first | 0x20u;
    const bool letter = (lower >= 'a' && lower <= 'z') || (first >= '0' && first <= '9');
    return letter ? 0 : 1;
  }
  if (first == 0xC2 && second >= 0x80 && second <= 0xBF) return 2;    // U+0080 to U+00BF: « ° º
  if (first == 0xC3 && second == 0x97) return 2;                      // ×
  if (first == 0xE2 && (second == 0x80 || second == 0x81)) return 3;  // U+2000 to U+206F: “ — …
  return 0;
}

bool is_word_byte(std::string_view text, std::size_t at) {
  return at < text.size() && gap_length(text, at) == 0;
}

std::optional<Measure> read_measure(std::string_view text, std::size_t at) {
  if (!is_digit_at(text, at)) return std::nullopt;
  const auto dimensions = read_dimensions(text, at);
  Measure measure;
  for (const Dimension& each : dimensions) {
    if (!measure.meaning.empty()) measure.meaning += 'x';
    measure.meaning += in_base(each.number, each.unit ? each.unit->factor : 1);
  }
  const Dimension& last = dimensions.back();
  if (last.unit) measure.meaning += last.unit->base;
  measure.end = end_of(last);
  measure.has_unit = last.unit || dimensions.size() > 1;
  measure.digits = dimensions.front().number.digits;
  if (measure.has_unit) return measure;
  std::size_t end = 0;
  const std::string word = short_word(text, skip_blanks(text, measure.end), end);
  if (is_span_of_time(word)) {
    measure.meaning += ' ' + word;
    measure.end = end;
    measure.of_time = true;
  }
  return measure;
}

}  // namespace rastro
