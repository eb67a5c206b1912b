#include "notes/spelling.h"

#include <algorithm>
#include <bit>

namespace rastro {

namespace {

constexpr std::size_t longest_word = 40;

std::uint64_t letter_set(std::string_view letters) {
  std::uint64_t set = 0;
  for (const char letter : letters)
    set |= std::uint64_t{1} << (static_cast<unsigned>(letter) & 63u);
  return set;
}

/// An edit changes at most two letters of the set.
bool may_be_near(std::uint64_t left, std::uint64_t right, std::size_t edits) {
  return static_cast<std::size_t>(std::popcount(left ^ right)) <= 2 * edits;
}

std::size_t allowed_edits(std::size_t length) { return length >= 9 ? 2 : length >= 5 ? 1 : 0; }

/// Whether a word begins as a stem does but for one edit; a stem leaves less to go by than a word.
bool begins_like(std::string_view letters, std::string_view stem) {
  if (stem.size() < 7 || letters.size() < stem.size()) return false;
  for (std::size_t length = stem.size() - 1; length <= stem.size() + 1; ++length) {
    if (length > letters.size()) break;
    if (misspelling_distance(letters.substr(0, length), stem, 1) <= 1) return true;
  }
  return false;
}

}  // namespace

std::size_t misspelling_distance(std::string_view left, std::string_view right, std::size_t limit) {
  const std::size_t longer = std::max(left.size(), right.size());
  if (longer > longest_word || longer - std::min(left.size(), right.size()) > limit) {
    return limit + 1;
  }
  std::array<std::array<std::size_t, longest_word + 1>, 3> rows{};
  for (std::size_t j = 0; j <= right.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    auto& row = rows[i % 3];
    const auto &above = rows[(i - 1) % 3], &twice_above = rows[(i + 1) % 3];
    row[0] = i;
    std::size_t nearest = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t other = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + other});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = std::min(row[j], twice_above[j - 2] + 1);
      }
      nearest = std::min(nearest, row[j]);
    }
    if (nearest > limit) return limit + 1;
  }
  return std::min(rows[left.size() % 3][right.size()], limit + 1);
}

std::size_t Spelling::add(const LexiconWord& word) {
  auto& known = word.is_stem ? stems_ : exact_;
  const auto [found, is_new] = known.try_emplace(word.letters, entries_.size());
  if (is_new) {
    by_first_letter_[static_cast<unsigned char>(word.letters.front())].push_back(entries_.size());
    entries_.push_back({word, letter_set(word.letters)});
  }
  return found->second;
}

Spelling::Reading Spelling::read(std::string_view letters) const {
  Reading reading;
  if (letters.empty() || letters.size() > longest_word) return reading;
  for (const std::size_t index : by_first_letter_[static_cast<unsigned char>(letters.front())]) {
    const LexiconWord& word = entries_[index].word;
    if (word.is_stem ? letters.starts_with(word.letters) : letters == word.letters) {
      reading.words.push_back(index);
    }
  }
  if (!reading.words.empty() || letters.size() < 4 || ordinary_.contains(std::string(letters))) {
    return reading;
  }
  reading.words = misread(letters);
  reading.misspelt = !reading.words.empty();
  return reading;
}

std::vector<std::size_t> Spelling::misread(std::string_view letters) const {
  std::vector<std::size_t> words;
  const std::uint64_t set = letter_set(letters);
  for (const std::size_t index : by_first_letter_[static_cast<unsigned char>(letters.front())]) {
    const Entry& entry = entries_[index];
    const std::string& wanted = entry.word.letters;
    if (entry.word.is_stem) {
      const bool may_begin_so = std::popcount(entry.letters & ~set) <= 1;
      if (may_begin_so && begins_like(letters, wanted)) words.push_back(index);
      continue;
    }
    const std::size_t edits = allowed_edits(wanted.size());
    if (edits == 0 || !may_be_near(set, entry.letters, edits)) continue;
    if (misspelling_distance(letters, wanted, edits) <= edits) words.push_back(index);
  }
  return words;
}

}  // namespace rastro
