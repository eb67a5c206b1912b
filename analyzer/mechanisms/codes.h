#pragma once

#include <string>
#include <string_view>

namespace rastro {

/// How a typed code differs from the one that was meant.
enum class Slip {
  none,             ///< further apart than one slip
  writing,          ///< only separators or case: AB-12 and ab12
  wrong_character,  ///< one typed for another
  missing,          ///< one left out
  added,            ///< one typed twice, or one too many
  swapped,          ///< two neighbours in the wrong order
};

struct TypedCode {
  Slip slip = Slip::none;
  double likelihood = 0;  ///< of typing just this code, given that the one meant was mistyped
};

/// The code as it is compared: lower case, without separators. Cut short after 64 bytes.
std::string plain_code(std::string_view code);

/// What a single slip of the fingers makes of a code, the four kinds of Damerau (1964). How often
/// each occurs lies between his figures for words (of 842 single errors 67 % wrong, 18 % missing,
/// 12 % added, 3 % swapped) and Verhoeff's for numbers (1969: swapped neighbours 10 %). Each place
/// of the code is as likely as any other; a wrong character is more often a neighbour on the
/// keyboard or the number pad, or one that looks alike (O and 0, I and 1). Over all codes that
/// could have been typed the likelihoods sum to at most 1. Both are plain codes.
TypedCode typed_for(std::string_view meant, std::string_view typed);

}  // namespace rastro
