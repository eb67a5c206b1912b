#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "tally/tally.h"

namespace rastro {

/// How many conditions over one set of factors are expected to look so significant by chance alone,
/// as a function of the weighted p-value p / weight_of(…). p-values are discrete: a condition
/// reaches p with the highest probability not above p that it can attain, none where it is too
/// small (Tarone 1990; Westfall and Wolfinger 1997). The sum over the set bounds the chance that
/// any of them does (Bonferroni).
class ChanceCurve {
 public:
  static constexpr std::size_t points = 29;
  /// p at a point: 1e-2, then half a power of ten less each, to 1e-16.
  static double p_at(std::size_t point);

  void add(const std::array<double, points>& attained, double conditions);
  /// Expected number of conditions with a p-value of at most p, interpolated; 0 < p ≤ 1. Beyond the
  /// points in proportion to p.
  double expected(double p) const;

 private:
  std::array<double, points> counts_{};
};

/// A condition's weight among those of its set, 0 to 1, by the failures expected of it were it like
/// all others. A cause that matters shows a dozen failures more; where next to none are expected,
/// so many are significant at any level, and the level is better spent on larger conditions
/// (weights that depend on exposure alone keep it: Genovese, Roeder and Wasserman 2006).
double weight_of(double expected);

/// What one condition pays for the search it came from.
struct Penalty {
  const ChanceCurve* curve = nullptr;  ///< null: it was not searched for
  double parts = 1;                    ///< 1 / its share of the level
  double weight = 1;

  /// Expected number of conditions in the whole search that chance makes look so significant, had
  /// all of it been given this set's share.
  double expected(double p) const;
  /// The same as a p-value adjusted for the whole search: at most 1.
  double adjusted(double p) const;
  /// The logarithm of the number of conditions it competes with, among significant ones.
  double log_competitors() const;
};

/// Factors that stand together in a condition, ascending.
using FactorSet = std::vector<std::uint16_t>;

/// The curves of all sets of factors of one failure kind.
class ChanceCurves {
 public:
  /// sizes: exposed units of each value or pair of values, by their factors, for every factor and
  /// pair in `sets`; units: exposed in all; failed: failed orders. A set of three is taken as its
  /// most dependent pair and a third factor independent of that, with Poisson variation.
  ChanceCurves(const std::map<FactorSet, std::vector<std::int64_t>>& sizes,
               const std::vector<FactorSet>& sets, std::int64_t units, std::int64_t failed);

  const std::map<FactorSet, ChanceCurve>& all() const { return curves_; }
  const ChanceCurve& of(const Condition& condition) const;

 private:
  std::map<FactorSet, ChanceCurve> curves_;
};

/// The share of the level for one set of factors of each size, 1 to 3 (index: size − 1), as
/// `parts`: 0.4, 0.45 and 0.15 of the level go to the sizes (three that fail together stand out far
/// more than one), evenly over the sets of a size, but to
/// none more than it can use: weighted Bonferroni (Genovese, Roeder and Wasserman 2006).
std::array<double, 3> share_out(const std::vector<const ChanceCurves*>& kinds, double level);

}  // namespace rastro
