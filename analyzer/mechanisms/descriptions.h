#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mechanisms/description_words.h"

namespace rastro {

/// A word that only one of two descriptions has.
struct DifferingWord {
  std::string text;                ///< as written
  std::size_t begin = 0, end = 0;  ///< where it stands in its description, in bytes
  WordKind kind = WordKind::word;
  bool bring_forward = false;  ///< one of those that tell the two apart: put it first
};

/// Two descriptions as a buyer reads them.
struct DescriptionComparison {
  double alikeness = 0;  ///< 0: nothing in common, or one says nothing; 1: the same words in order
  std::vector<DifferingWord> only_left, only_right;  ///< by place; at most eight each
};

/// From here on a reader who skims would take one description for the other. In a description of
/// ten words, at this point one word differs, be it the second, or two at the end; a word that
/// names the thing and two more do not fit. A limit set by judgement on such cases, not measured.
inline constexpr double least_alikeness = 0.82;

/// Share of what a reader takes notice of (DescriptionWord::weight) that is the same in both,
/// symmetrical. The same words in the same order count in full; a word that has moved counts 70 %,
/// a bare number that has moved is another one. Of two words at the same place that differ but look
/// alike (80 g and 90 g, AC-1102 and AC-1120), half of what they have in common counts.
///
/// Brought forward is what tells the goods apart: measures, numbers and colours where they differ;
/// else the first words that do; codes only where nothing else differs.
DescriptionComparison compare_descriptions(std::string_view left, std::string_view right);

/// The alikeness alone.
double alikeness(std::span<const DescriptionWord> left, std::span<const DescriptionWord> right);

/// No less than the alikeness of two descriptions of which this share of the weight is in words
/// that both have, wherever they stand.
double most_alikeness(double shared);

}  // namespace rastro
