#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rastro {

/// Units by which of up to 64 conditions they meet. Units that meet the same ones are a group; each
/// word of a bitmap of units knows its groups, so that counting looks at each word once, whatever
/// the number of conditions.
class PatternGroups {
 public:
  using Word = std::uint64_t;

  /// Units of one word that belong to one group.
  struct Part {
    std::uint32_t group = 0;
    Word units = 0;
  };

  /// units: those that count; met: for each condition the units that meet it. Bitmaps of one
  /// length.
  PatternGroups(const std::vector<Word>& units, const std::vector<std::vector<Word>>& met);

  /// The groups of a word.
  std::span<const Part> parts(std::size_t word) const {
    return std::span(parts_).subspan(begin_[word], begin_[word + 1] - begin_[word]);
  }
  /// Of each group, bit i: condition i is met. Ascending.
  const std::vector<std::uint64_t>& patterns() const { return patterns_; }

 private:
  std::vector<std::uint64_t> patterns_;
  std::vector<Part> parts_;
  std::vector<std::size_t> begin_;  ///< of each word's parts
};

}  // namespace rastro
