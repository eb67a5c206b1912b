#include "mechanisms/street_names.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "mechanisms/address_line.h"
#include "mechanisms/house_numbers.h"

namespace rastro {

namespace {

using Words = std::vector<std::string>;

/// As it sounds in Spanish, so that Rivadavia and Ribadabia are one: b and v, s and z and soft c, y
/// and i and ll, mute h, doubled letters.
std::string sound_of(std::string_view word) {
  std::string sound;
  for (std::size_t at = 0; at < word.size(); ++at) {
    char letter = word[at];
    const char next = at + 1 < word.size() ? word[at + 1] : '\0';
    if (letter == 'h' && (at == 0 || word[at - 1] != 'c')) continue;
    if (letter == 'v') letter = 'b';
    if (letter == 'z' || (letter == 'c' && (next == 'e' || next == 'i'))) letter = 's';
    if (letter == 'k') letter = 'c';
    if (letter == 'y' || (letter == 'l' && next == 'l')) letter = 'i';
    if (letter == 'i' && word[at] == 'l') ++at;
    const bool doubled = !sound.empty() && sound.back() == letter && !is_digits({&letter, 1});
    if (!doubled) sound += letter;
  }
  return sound;
}

bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

bool same_word(const std::string& left, const std::string& right) {
  return left == right || (!has_digit(left) && sound_of(left) == sound_of(right));
}

bool is_initial_of(const std::string& letter, const std::string& word) {
  return is_letter(letter) && letter[0] == word[0];
}

/// Whether the shorter name is the longer one without some of its first names, or with initials:
/// Alberdi, J. B. Alberdi, Juan Bautista Alberdi. The last word and all numbers must be there.
bool shortened(const Words& shorter, const Words& longer) {
  if (shorter.empty() || !same_word(shorter.back(), longer.back())) return false;
  std::size_t at = 0;
  for (const std::string& word : longer) {
    const bool kept =
        at < shorter.size() && (same_word(shorter[at], word) || is_initial_of(shorter[at], word) ||
                                is_initial_of(word, shorter[at]));
    if (kept) {
      ++at;
    } else if (has_digit(word) || word == "san" || word == "santa" || word == "santo" ||
               word == "bis") {
      return false;
    }
  }
  return at == shorter.size();
}

bool same_name(const Words& left, const Words& right) {
  return left.size() <= right.size() ? shortened(left, right) : shortened(right, left);
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word;
  return text;
}

/// Numbered streets whose only difference is a number with two digits swapped.
bool number_swapped(const Words& left, const Words& right) {
  if (left.size() != right.size()) return false;
  bool swapped = false;
  for (std::size_t at = 0; at < left.size(); ++at) {
    if (same_word(left[at], right[at])) continue;
    if (swapped || !has_digit(left[at]) || !has_digit(right[at])) return false;
    if (compare_numbers(left[at], right[at]).slip != NumberSlip::swapped) return false;
    swapped = true;
  }
  return swapped;
}

template <class Said>
StreetRelation relate_part(const Said& left, const Said& right) {
  if (left == right) return StreetRelation::same;
  return left.empty() || right.empty() ? StreetRelation::perhaps : StreetRelation::namesake;
}

}  // namespace

bool nearly_alike(std::string_view left, std::string_view right) {
  if (left == right) return true;
  if (has_digit(left) || has_digit(right)) return false;
  const std::string left_sound = sound_of(left), right_sound = sound_of(right);
  const std::size_t shorter = std::min(left_sound.size(), right_sound.size());
  const std::size_t longer = std::max(left_sound.size(), right_sound.size());
  const std::size_t allowed = shorter >= 10 ? 2 : shorter >= 4 ? 1 : 0;
  if (longer - shorter > allowed) return false;
  const bool letters_swapped = [&] {
    std::string put_right = left_sound;
    const auto [first, second] =
        std::mismatch(put_right.begin(), put_right.end(), right_sound.begin(), right_sound.end());
    if (first == put_right.end() || first + 1 == put_right.end()) return false;
    std::swap(*first, *(first + 1));
    return put_right == right_sound;
  }();
  return letters_swapped || edit_distance(left_sound, right_sound) <= allowed;
}

StreetRelation relate(const StreetName& left, const StreetName& right) {
  if (left.words.empty() || right.words.empty()) return StreetRelation::unsaid;
  if (same_name(left.words, right.words)) {
    const bool types_differ = !left.type.empty() && !right.type.empty() && left.type != right.type;
    const StreetRelation parts[] = {relate_part(left.direction, right.direction),
                                    relate_part(left.ranks, right.ranks)};
    const auto any = [&](StreetRelation relation) {
      return std::find(std::begin(parts), std::end(parts), relation) != std::end(parts);
    };
    if (types_differ || any(StreetRelation::namesake)) return StreetRelation::namesake;
    return any(StreetRelation::perhaps) ? StreetRelation::perhaps : StreetRelation::same;
  }
  if (number_swapped(left.words, right.words)) return StreetRelation::swapped;
  return nearly_alike(joined(left.words), joined(right.words)) ? StreetRelation::typo
                                                               : StreetRelation::other;
}

}  // namespace rastro
