#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace rastro {

/// A share or a mean of so many customers or cases, with its 95 % interval.
struct Estimate {
  std::int64_t count = 0;               ///< of how many it is
  std::optional<double> value{};        ///< nothing: it is of none, or the data cannot tell
  std::optional<double> low{}, high{};  ///< nothing: too few to give one
};

/// Of a share, 0 to 1: the score interval (Wilson 1927), which holds for small counts and at 0
/// and 1.
Estimate share_of(std::int64_t hits, std::int64_t count);

/// Of a mean: Student's t ("Student" 1908), cut to the scale from `least` to `most`. None below two
/// values, nor where all agree: then they say nothing of how far they scatter.
Estimate mean_of(const std::vector<double>& values, double least, double most);

/// How much larger one figure is than another, with its 95 % interval.
struct Difference {
  double value = 0, low = 0, high = 0;
};

/// Of two independent estimates, out of the interval of each (Newcombe 1998, method 10, for shares;
/// Zou and Donner 2008 in general). Nothing where one of them has none.
std::optional<Difference> difference(const Estimate& left, const Estimate& right);

/// The value below which that share of ascending values lies, interpolated linearly; nothing of
/// none. share: 0 to 1.
std::optional<double> quantile(const std::vector<double>& ascending, double share);

}  // namespace rastro
