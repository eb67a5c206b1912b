#pragma once

#include <cstddef>
#include <vector>

namespace rastro {

/// Points in a row on one side of the centre.
struct RunOfPoints {
  std::size_t first = 0, last = 0;  ///< indexes of the points, both on that side
  int length = 0;                   ///< useful points, those on the centre not counted
  bool above = false;
};

/// The shift rules of Anhøj and Olesen (2014): whether the points of a chart keep to one side of
/// its centre for longer, or cross it more seldom, than chance has it.
struct RunRules {
  int useful = 0;  ///< points that are not on the centre
  int crossings = 0;
  int longest_by_chance = 0;      ///< round(log2(useful) + 3)
  int fewest_by_chance = 0;       ///< 5 % quantile of Binomial(useful − 1, 1/2)
  std::vector<RunOfPoints> runs;  ///< those longer than that, oldest first
  bool few_crossings() const { return crossings < fewest_by_chance; }
};

/// side: of each point, −1 below the centre, 1 above it, 0 on it or not to be looked at. With fewer
/// than ten useful points the rules say nothing.
RunRules run_rules(const std::vector<int>& side);

}  // namespace rastro
