#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace rastro {

/// Seeded random numbers that are the same on every platform, unlike the distributions of <random>.
/// The generator is xoshiro256** (Blackman and Vigna 2018), seeded through splitmix64.
class Random {
 public:
  /// Streams of one seed are independent of each other: more draws in one do not shift another.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

  std::uint64_t bits();
  double uniform();                         ///< 0 up to, not including, 1
  double uniform(double low, double high);  ///< low up to, not including, high
  int below(int count);                     ///< 0 to count - 1; count at least 1
  int between(int low, int high);           ///< low to high, both included
  bool chance(double probability);
  double exponential(double mean);
  double normal();  ///< mean 0, deviation 1
  int poisson(double mean);

  template <class Container>
  const auto& pick(const Container& container) {
    return container[static_cast<std::size_t>(below(static_cast<int>(container.size())))];
  }

 private:
  std::array<std::uint64_t, 4> state_;
};

/// Draws indexes in proportion to their weights. Weights are not negative and not all zero.
class WeightedChoice {
 public:
  WeightedChoice() = default;
  explicit WeightedChoice(const std::vector<double>& weights);
  int draw(Random& random) const;

 private:
  std::vector<double> cumulative_;
};

}  // namespace rastro
