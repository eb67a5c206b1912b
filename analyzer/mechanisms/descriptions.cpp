#include "mechanisms/descriptions.h"

#include <algorithm>

#include "base/text.h"

namespace rastro {

namespace {

using Words = std::span<const DescriptionWord>;

constexpr double credit_moved = 0.7;
constexpr double credit_look_alike = 0.5;
constexpr double least_look_alike = 0.5;
constexpr std::size_t most_differing = 8;
constexpr std::size_t most_forward = 3;
constexpr std::size_t longest_shown = 64;  ///< bytes

/// Which words of two descriptions belong together.
struct Matching {
  std::vector<bool> left, right;  ///< by word: the other description has it too
  double lost = 0;                ///< weight of both sides that does not count as the same
};

/// Pairs of equal words in the same order, of the largest weight: the longest common subsequence
/// (Wagner and Fischer 1974), weighted.
std::vector<std::pair<std::size_t, std::size_t>> in_order(Words left, Words right) {
  const std::size_t width = right.size() + 1;
  std::vector<double> best((left.size() + 1) * width, 0);
  const auto weight = [&](std::size_t i, std::size_t j) {
    return left[i].weight + right[j].weight;
  };
  for (std::size_t i = left.size(); i-- > 0;) {
    for (std::size_t j = right.size(); j-- > 0;) {
      double& here = best[i * width + j];
      here = std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
      if (left[i].meaning == right[j].meaning) {
        here = std::max(here, best[(i + 1) * width + j + 1] + weight(i, j));
      }
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    const double here = best[i * width + j];
    if (left[i].meaning == right[j].meaning &&
        here <= best[(i + 1) * width + j + 1] + weight(i, j)) {
      pairs.emplace_back(i++, j++);
    } else if (here <= best[(i + 1) * width + j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return pairs;
}

bool is_bare_number(const DescriptionWord& word) {
  return word.meaning.find_first_not_of("0123456789.") == std::string::npos;
}

/// Weight of the words that are not matched; those beyond the list are not.
double weight_without(Words words, const std::vector<bool>& matched) {
  double sum = 0;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index >= matched.size() || !matched[index]) sum += words[index].weight;
  }
  return sum;
}

/// Words that stand elsewhere in the other description.
void match_moved(Words left, Words right, Matching& matching) {
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (matching.left[i] || is_bare_number(left[i])) continue;
    for (std::size_t j = 0; j < right.size(); ++j) {
      if (matching.right[j] || left[i].meaning != right[j].meaning) continue;
      matching.left[i] = matching.right[j] = true;
      matching.lost -= credit_moved * (left[i].weight + right[j].weight);
      break;
    }
  }
}

double look_alike(const DescriptionWord& left, const DescriptionWord& right) {
  if (left.kind != right.kind) return 0;
  const auto longest = static_cast<double>(std::max(left.meaning.size(), right.meaning.size()));
  const auto distance = static_cast<double>(edit_distance(left.meaning, right.meaning));
  const double similar = 1 - distance / longest;
  return similar < least_look_alike ? 0 : similar;
}

/// What the words between two pairs in order have in common, in their order.
double same_between(Words left, Words right, const Matching& matching, std::size_t from_left,
                    std::size_t to_left, std::size_t from_right, std::size_t to_right) {
  double same = 0;
  for (std::size_t i = from_left, j = from_right; i < to_left; ++i) {
    if (matching.left[i]) continue;
    for (std::size_t other = j; other < to_right; ++other) {
      if (matching.right[other]) continue;
      const double similar = look_alike(left[i], right[other]);
      if (similar <= 0) continue;
      same += credit_look_alike * similar * (left[i].weight + right[other].weight);
      j = other + 1;
      break;
    }
  }
  return same;
}

Matching match_words(Words left, Words right) {
  Matching matching{std::vector<bool>(left.size()), std::vector<bool>(right.size()), 0};
  auto pairs = in_order(left, right);
  for (const auto& [i, j] : pairs) {
    matching.left[i] = matching.right[j] = true;
  }
  matching.lost = weight_without(left, matching.left) + weight_without(right, matching.right);
  match_moved(left, right, matching);
  pairs.emplace_back(left.size(), right.size());
  std::size_t from_left = 0, from_right = 0;
  for (const auto& [i, j] : pairs) {
    matching.lost -= same_between(left, right, matching, from_left, i, from_right, j);
    from_left = i + 1;
    from_right = j + 1;
  }
  return matching;
}

/// Ties are broken by side, so the sides are put in an order of their own: the measure is
/// symmetrical.
bool in_reverse(Words left, Words right) {
  return std::lexicographical_compare(right.begin(), right.end(), left.begin(), left.end(),
                                      [](const DescriptionWord& one, const DescriptionWord& other) {
                                        return one.meaning < other.meaning;
                                      });
}

Matching match_symmetrically(Words left, Words right) {
  if (!in_reverse(left, right)) return match_words(left, right);
  Matching matching = match_words(right, left);
  std::swap(matching.left, matching.right);
  return matching;
}

double alikeness_of(const Matching& matching, Words left, Words right) {
  if (left.empty() || right.empty()) return 0;
  const double all = weight_without(left, {}) + weight_without(right, {});
  return std::clamp(1 - matching.lost / all, 0.0, 1.0);
}

/// The rank of what a word tells of the goods, 0 the most.
int rank_of(WordKind kind) {
  switch (kind) {
    case WordKind::measure:
    case WordKind::colour:
      return 0;
    case WordKind::word:
      return 1;
    case WordKind::model_code:
      return 2;
  }
  return 2;
}

std::vector<std::size_t> unmatched(const std::vector<bool>& matched) {
  std::vector<std::size_t> indexes;
  for (std::size_t index = 0; index < matched.size(); ++index) {
    if (!matched[index]) indexes.push_back(index);
  }
  return indexes;
}

std::vector<DifferingWord> differing(std::string_view text, Words words,
                                     const std::vector<bool>& matched, int rank) {
  std::vector<DifferingWord> all;
  std::size_t forward = 0;
  for (const std::size_t index : unmatched(matched)) {
    const DescriptionWord& word = words[index];
    const bool first = rank_of(word.kind) == rank && forward < most_forward;
    if (first) ++forward;
    all.push_back({one_line(text.substr(word.begin, word.end - word.begin), longest_shown),
                   word.begin, word.end, word.kind, first});
  }
  // Too many: those that stand first, but room for what is brought forward.
  std::size_t others = most_differing - forward;
  std::erase_if(all, [&](const DifferingWord& word) {
    if (word.bring_forward) return false;
    if (others == 0) return true;
    --others;
    return false;
  });
  return all;
}

}  // namespace

DescriptionComparison compare_descriptions(std::string_view left, std::string_view right) {
  const auto left_words = read_description(left), right_words = read_description(right);
  const Matching matching = match_symmetrically(left_words, right_words);
  int rank = 2;
  for (const std::size_t index : unmatched(matching.left)) {
    rank = std::min(rank, rank_of(left_words[index].kind));
  }
  for (const std::size_t index : unmatched(matching.right)) {
    rank = std::min(rank, rank_of(right_words[index].kind));
  }
  return {alikeness_of(matching, left_words, right_words),
          differing(left, left_words, matching.left, rank),
          differing(right, right_words, matching.right, rank)};
}

double alikeness(Words left, Words right) {
  return alikeness_of(match_symmetrically(left, right), left, right);
}

double most_alikeness(double shared) { return shared + credit_look_alike * (1 - shared); }

}  // namespace rastro
