#pragma once

#include <string_view>

namespace rastro {

/// How a house number was mistaken.
enum class NumberSlip {
  none,       ///< the same number, leading zeros aside
  swapped,    ///< two neighbouring digits changed places
  one_digit,  ///< one digit wrong, missing or too many
  other,      ///< another number
};

struct NumberFinding {
  NumberSlip slip = NumberSlip::none;
  /// The share of numbers as long as the used one that look so beside the correct one, 0 to 1: how
  /// likely the look is where the number came from elsewhere. 1 for none and other.
  double chance = 1;
};

/// Compares two house numbers as in HouseNumber::text. Between others than digits ("45-20"), digits
/// do not change places. Of the four-digit numbers 3 in 9000 are a swap of a given one, of the
/// two-digit ones 1 in 90.
NumberFinding compare_numbers(std::string_view used, std::string_view correct);

}  // namespace rastro
