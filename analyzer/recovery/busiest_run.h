#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

#include "recovery/mistakes.h"

namespace rastro {

struct Run {
  std::vector<const Mistake*> mistakes;
  std::size_t distinct = 0;  ///< keys among them; 0: no run ends in the window
};

/// Of all runs of mistakes that lie within so many days and end in the window, the one with the
/// most distinct keys; of equal ones the newest. `mistakes` ascend by time.
template <typename KeyOf>
Run busiest_run(const CareLog& log, const std::vector<const Mistake*>& mistakes, Day days,
                KeyOf key_of) {
  std::map<decltype(key_of(*mistakes.front())), std::size_t> within;
  std::size_t first = 0, best_first = 0, best_end = 0, distinct = 0;
  for (std::size_t last = 0; last < mistakes.size(); ++last) {
    ++within[key_of(*mistakes[last])];
    while (day_of(mistakes[last]->at) - day_of(mistakes[first]->at) > days) {
      const auto left = within.find(key_of(*mistakes[first++]));
      if (--left->second == 0) within.erase(left);
    }
    if (!log.in_window(mistakes[last]->at) || within.size() < distinct) continue;
    distinct = within.size();
    best_first = first;
    best_end = last + 1;
  }
  const auto at = [&](std::size_t index) {
    return mistakes.begin() + static_cast<std::ptrdiff_t>(index);
  };
  return {{at(best_first), at(best_end)}, distinct};
}

}  // namespace rastro
