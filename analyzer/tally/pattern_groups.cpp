#include "tally/pattern_groups.h"

#include <algorithm>

namespace rastro {

PatternGroups::PatternGroups(const std::vector<Word>& units,
                             const std::vector<std::vector<Word>>& met) {
  std::vector<std::uint64_t> pattern_of_part;
  for (std::size_t word = 0; word < units.size(); ++word) {
    begin_.push_back(parts_.size());
    for (Word left = units[word]; left != 0; left &= ~parts_.back().units) {
      // All units of the word that meet the same conditions as its first one, together.
      const Word first = left & (~left + 1);
      Word alike = left;
      std::uint64_t pattern = 0;
      for (std::size_t index = 0; index < met.size(); ++index) {
        const bool meets = (met[index][word] & first) != 0;
        alike &= meets ? met[index][word] : ~met[index][word];
        if (meets) pattern |= std::uint64_t{1} << index;
      }
      parts_.push_back({0, alike});
      pattern_of_part.push_back(pattern);
    }
  }
  begin_.push_back(parts_.size());
  patterns_ = pattern_of_part;
  std::sort(patterns_.begin(), patterns_.end());
  patterns_.erase(std::unique(patterns_.begin(), patterns_.end()), patterns_.end());
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const auto place = std::lower_bound(patterns_.begin(), patterns_.end(), pattern_of_part[part]);
    parts_[part].group = static_cast<std::uint32_t>(place - patterns_.begin());
  }
}

}  // namespace rastro
