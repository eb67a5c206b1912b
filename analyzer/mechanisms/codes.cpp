#include "mechanisms/codes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "mechanisms/measures.h"

namespace rastro {

namespace {

constexpr std::size_t longest_code = 64;
constexpr double share_writing = 0.05;
constexpr double share_wrong = 0.62, share_missing = 0.12, share_added = 0.11, share_swapped = 0.1;
/// Of wrong characters: one that lies near or looks alike rather than any other.
constexpr double share_near = 0.7;
/// Of added characters: the one before or after once more.
constexpr double share_doubled = 0.6;

constexpr std::string_view alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view look_alikes[] = {"0o", "0q", "0d", "1i", "1l", "il", "17", "2z",
                                            "5s", "6g", "8b", "38", "mn", "uv", "vw"};

struct Key {
  double x = 0, y = 0;
};

bool adjacent(const Key& one, const Key& other) {
  return std::hypot(one.x - other.x, one.y - other.y) < 1.3;
}

/// QWERTY, each row shifted as on a keyboard.
Key key_of(char letter) {
  constexpr std::string_view rows[] = {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"};
  constexpr double shifts[] = {0, 0.5, 0.75, 1.25};
  for (std::size_t row = 0; row < 4; ++row) {
    const std::size_t column = rows[row].find(letter);
    if (column != std::string_view::npos) {
      return {static_cast<double>(column) + shifts[row], static_cast<double>(row)};
    }
  }
  return {-9, -9};
}

/// 789, 456, 123, with the 0 below the 1 and the 2.
Key pad_key_of(char digit) {
  if (digit == '0') return {0.5, 3};
  const int index = digit - '1', column = index % 3, row = 2 - index / 3;
  return {static_cast<double>(column), static_cast<double>(row)};
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool lie_near(char one, char other) {
  if (is_digit(one) && is_digit(other) && adjacent(pad_key_of(one), pad_key_of(other))) return true;
  if (adjacent(key_of(one), key_of(other))) return true;
  return std::any_of(std::begin(look_alikes), std::end(look_alikes), [&](std::string_view pair) {
    return (pair[0] == one && pair[1] == other) || (pair[1] == one && pair[0] == other);
  });
}

using Confusable = std::array<std::array<double, alphabet.size()>, alphabet.size()>;

/// Probability of each character, by the one meant, where another one is typed.
Confusable make_confusable() {
  Confusable typed{};
  for (std::size_t meant = 0; meant < alphabet.size(); ++meant) {
    double near = 0;
    for (const char other : alphabet) {
      if (other != alphabet[meant] && lie_near(alphabet[meant], other)) ++near;
    }
    const double far = static_cast<double>(alphabet.size()) - 1 - near;
    for (std::size_t other = 0; other < alphabet.size(); ++other) {
      if (other == meant) continue;
      const bool is_near = lie_near(alphabet[meant], alphabet[other]);
      typed[meant][other] = is_near ? share_near / near : (1 - share_near) / far;
    }
  }
  return typed;
}

double wrong_character(char meant, char typed) {
  static const Confusable confusable = make_confusable();
  const std::size_t row = alphabet.find(meant), column = alphabet.find(typed);
  if (row != std::string_view::npos && column != std::string_view::npos) {
    return confusable[row][column];
  }
  return 1.0 / 256;  // another alphabet, of which nothing is known
}

/// Length of the run of equal characters around `at`.
double run_around(std::string_view code, std::size_t at) {
  std::size_t first = at, last = at;
  while (first > 0 && code[first - 1] == code[at]) --first;
  while (last + 1 < code.size() && code[last + 1] == code[at]) ++last;
  return static_cast<double>(last - first + 1);
}

/// Likelihood that the character at `at` of `typed` was added.
double added_character(std::string_view typed, std::size_t at) {
  const auto meant_size = static_cast<double>(typed.size() - 1);
  const double run = run_around(typed, at);
  const double doubled = run > 1 ? share_doubled * (run - 1) / meant_size : 0;
  const double any = (1 - share_doubled) * run / (meant_size + 1) / alphabet.size();
  return share_added * (doubled + any);
}

TypedCode same_length(std::string_view meant, std::string_view typed, std::size_t at) {
  const auto size = static_cast<double>(meant.size());
  if (meant.substr(at + 1) == typed.substr(at + 1)) {
    return {Slip::wrong_character, share_wrong / size * wrong_character(meant[at], typed[at])};
  }
  const bool swapped = at + 1 < meant.size() && meant[at] == typed[at + 1] &&
                       meant[at + 1] == typed[at] && meant.substr(at + 2) == typed.substr(at + 2);
  if (swapped) return {Slip::swapped, share_swapped / (size - 1)};
  return {};
}

}  // namespace

std::string plain_code(std::string_view code) {
  const std::string folded = fold(code.substr(0, longest_code));
  std::string plain;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t gap = gap_length(folded, at);
    if (gap == 0) plain += folded[at];
    at += std::max<std::size_t>(gap, 1);
  }
  return plain;
}

TypedCode typed_for(std::string_view meant, std::string_view typed) {
  if (meant.empty() || typed.empty()) return {};
  if (meant == typed) return {Slip::writing, share_writing};
  if (meant.size() > typed.size() + 1 || typed.size() > meant.size() + 1) return {};
  const auto differs = std::mismatch(meant.begin(), meant.end(), typed.begin(), typed.end());
  const auto at = static_cast<std::size_t>(differs.first - meant.begin());
  if (meant.size() == typed.size()) return same_length(meant, typed, at);
  if (meant.size() > typed.size()) {
    if (meant.substr(at + 1) != typed.substr(at)) return {};
    return {Slip::missing,
            share_missing * run_around(meant, at) / static_cast<double>(meant.size())};
  }
  if (meant.substr(at) != typed.substr(at + 1)) return {};
  return {Slip::added, added_character(typed, at)};
}

}  // namespace rastro
