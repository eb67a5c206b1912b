#include "mechanisms/house_numbers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace rastro {

namespace {

bool digit(char letter) { return letter >= '0' && letter <= '9'; }

double digits_of(std::string_view number) {
  return static_cast<double>(std::count_if(number.begin(), number.end(), digit));
}

/// How many numbers have so many digits.
double numbers_with(double digits) { return 9 * std::pow(10.0, digits - 1); }

std::string_view without_zeros(std::string_view number) {
  while (number.size() > 1 && number[0] == '0' && digit(number[1])) number.remove_prefix(1);
  return number;
}

/// How many different numbers come about by swapping two neighbouring digits of this one.
double swaps_of(std::string_view number) {
  double swaps = 0;
  for (std::size_t at = 0; at + 1 < number.size(); ++at) {
    if (digit(number[at]) && digit(number[at + 1]) && number[at] != number[at + 1]) ++swaps;
  }
  return swaps;
}

/// Both of one length, different at one place, of two digits each.
bool is_swap(std::string_view used, std::string_view correct, std::size_t first) {
  return first + 1 < used.size() && used[first] == correct[first + 1] &&
         used[first + 1] == correct[first] && digit(used[first]) && digit(used[first + 1]) &&
         used.substr(first + 2) == correct.substr(first + 2);
}

}  // namespace

NumberFinding compare_numbers(std::string_view used, std::string_view correct) {
  used = without_zeros(used);
  correct = without_zeros(correct);
  if (used == correct) return {};
  const auto shorter = std::min(used.size(), correct.size());
  std::size_t first = 0;
  while (first < shorter && used[first] == correct[first]) ++first;
  const std::string_view used_rest = used.substr(first), correct_rest = correct.substr(first);
  const double digits = digits_of(used);
  const auto share = [&](double looks) { return std::min(1.0, looks / numbers_with(digits)); };
  if (used.size() == correct.size()) {
    if (is_swap(used, correct, first)) return {NumberSlip::swapped, share(swaps_of(correct))};
    if (used_rest.substr(1) == correct_rest.substr(1) && digit(used_rest[0]) &&
        digit(correct_rest[0])) {
      return {NumberSlip::one_digit, share(9 * digits - 1)};
    }
  } else if (used.size() + 1 == correct.size() && digit(correct_rest[0]) &&
             used_rest == correct_rest.substr(1)) {
    return {NumberSlip::one_digit, share(digits + 1)};
  } else if (used.size() == correct.size() + 1 && digit(used_rest[0]) &&
             used_rest.substr(1) == correct_rest) {
    return {NumberSlip::one_digit, share(10 * digits)};
  }
  return {NumberSlip::other, 1};
}

}  // namespace rastro
