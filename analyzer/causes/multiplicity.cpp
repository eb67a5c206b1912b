#include "causes/multiplicity.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace rastro {

namespace {

using Attained = std::array<double, ChanceCurve::points>;

constexpr std::int64_t least_failed = 3;
constexpr double nothing = 1e-300;
/// Nothing less significant than this is ever reported; what a set could use beyond it is free for
/// others.
constexpr double most_p = 1e-3;
constexpr double share_of_size[] = {0.4, 0.45, 0.15};

/// Tails P(N ≥ k) of a binomial count for k = first, first + 1 … until they vanish.
std::vector<double> binomial_tails(std::int64_t total, double chance, std::int64_t first) {
  const auto n = static_cast<double>(total), k = static_cast<double>(first);
  using boost::math::lgamma;  // that of the C library writes to a variable of the whole program
  double mass = std::exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * std::log(chance) +
                         (n - k) * std::log1p(-chance));
  std::vector<double> tails;
  double largest = 0;
  for (std::int64_t at = first; at <= total && (mass > 1e-22 || mass >= largest); ++at) {
    tails.push_back(mass);
    largest = std::max(largest, mass);
    mass *= static_cast<double>(total - at) / static_cast<double>(at + 1) * chance / (1 - chance);
  }
  for (std::size_t at = tails.size(); at-- > 1;) tails[at - 1] += tails[at];
  return tails;
}

/// For each point the highest p-value that a condition of so many units can have and that is, over
/// its weight, not above it.
Attained attained_by_size(std::int64_t size, std::int64_t units, std::int64_t failed) {
  Attained attained{};
  if (size < least_failed || size >= units || failed < least_failed) return attained;
  const double chance = static_cast<double>(size) / static_cast<double>(units);
  const double expected = chance * static_cast<double>(failed);
  // Below this the tail exceeds the first point.
  const auto first =
      std::max(least_failed, static_cast<std::int64_t>(expected + 1.5 * std::sqrt(expected)));
  if (first > std::min(size, failed)) return attained;
  const auto tails = binomial_tails(failed, chance, first);
  const auto most = std::min<std::size_t>(tails.size(), static_cast<std::size_t>(size - first + 1));
  const double weight = weight_of(expected);
  std::size_t at = 0;
  for (std::size_t point = 0; point < ChanceCurve::points; ++point) {
    while (at < most && tails[at] > weight * ChanceCurve::p_at(point)) ++at;
    if (at == most) break;
    attained[point] = tails[at];
  }
  return attained;
}

/// What conditions can attain, by their size on a logarithmic scale.
class AttainedBySize {
 public:
  static constexpr int per_octave = 4;
  static constexpr int least_octave = -6, most_octave = 40;

  AttainedBySize(std::int64_t units, std::int64_t failed) : units_(units), failed_(failed) {
    for (std::int64_t size = 0; size < exact_sizes; ++size) {
      exact_.push_back(attained_by_size(size, units, failed));
    }
    const int bins = bin_of(static_cast<double>(units)) + 1;
    for (int bin = 0; bin < bins; ++bin) expected_.push_back(of_expected_bin(bin));
  }

  static int bin_of(double size) {
    const double scaled = std::round(per_octave * (std::log2(size) - least_octave));
    return static_cast<int>(std::min<double>(scaled, per_octave * (most_octave - least_octave)));
  }

  Attained of_size(std::int64_t size) const {
    if (size < exact_sizes) return exact_[static_cast<std::size_t>(size)];
    return of_bin(bin_of(static_cast<double>(size)));
  }

  /// Conditions that would have so many units if their factors were independent.
  const Attained& of_bin(int bin) const {
    static constexpr Attained none{};
    if (bin < 0) return none;
    return expected_[std::min(static_cast<std::size_t>(bin), expected_.size() - 1)];
  }

 private:
  static constexpr std::int64_t exact_sizes = 96;

  Attained of_expected_bin(int bin) const {
    const double expected = std::exp2(static_cast<double>(bin) / per_octave + least_octave);
    if (2 * expected > static_cast<double>(exact_sizes)) {
      return attained_by_size(static_cast<std::int64_t>(std::llround(expected)), units_, failed_);
    }
    Attained mixed{};
    double chance = std::exp(-expected);  // of exactly `size` units, a Poisson count
    for (std::int64_t size = 1; size < exact_sizes; ++size) {
      chance *= expected / static_cast<double>(size);
      for (std::size_t point = 0; point < mixed.size(); ++point) {
        mixed[point] += chance * exact_[static_cast<std::size_t>(size)][point];
      }
    }
    return mixed;
  }

  std::int64_t units_, failed_;
  std::vector<Attained> exact_;     ///< by size
  std::vector<Attained> expected_;  ///< by bin
};

/// How many values, or combinations of them, take about the same share of the units: pairs of the
/// share's logarithm, in the bins' scale, and a number.
using ShareCounts = std::vector<std::pair<int, double>>;

ShareCounts merged(ShareCounts counts) {
  std::sort(counts.begin(), counts.end());
  ShareCounts merged;
  for (const auto& [share, number] : counts) {
    if (!merged.empty() && merged.back().first == share) {
      merged.back().second += number;
    } else {
      merged.emplace_back(share, number);
    }
  }
  return merged;
}

ShareCounts shares_of(const std::vector<std::int64_t>& sizes, std::int64_t units) {
  ShareCounts counts;
  for (const std::int64_t size : sizes) {
    const double share = static_cast<double>(size) / static_cast<double>(units);
    counts.emplace_back(
        static_cast<int>(std::lround(AttainedBySize::per_octave * std::log2(share))), 1.0);
  }
  return merged(std::move(counts));
}

/// Combinations of two independent factors.
ShareCounts combined(const ShareCounts& left, const ShareCounts& right) {
  ShareCounts counts;
  counts.reserve(left.size() * right.size());
  for (const auto& [share, number] : left) {
    for (const auto& [other, others] : right) counts.emplace_back(share + other, number * others);
  }
  return merged(std::move(counts));
}

/// The place in a set of three of the factor that leaves the most dependent pair: the one with the
/// fewest combinations that occur, of those that could.
std::size_t most_independent(const FactorSet& set,
                             const std::map<FactorSet, std::vector<std::int64_t>>& sizes) {
  std::size_t best = 0;
  double fewest = 2;
  for (std::size_t apart = 0; apart < 3; ++apart) {
    FactorSet pair = set;
    pair.erase(pair.begin() + static_cast<std::ptrdiff_t>(apart));
    const double possible = static_cast<double>(sizes.at({pair[0]}).size()) *
                            static_cast<double>(sizes.at({pair[1]}).size());
    const double occurring = static_cast<double>(sizes.at(pair).size()) / possible;
    if (occurring >= fewest) continue;
    fewest = occurring;
    best = apart;
  }
  return best;
}

/// The budget b at which sets that take min(b, what they can use) take `level` together.
double even_budget(std::vector<double> useful, double level) {
  std::sort(useful.begin(), useful.end());
  double left = level;
  for (std::size_t index = 0; index < useful.size(); ++index) {
    const double even = left / static_cast<double>(useful.size() - index);
    if (useful[index] >= even) return even;
    left -= useful[index];
  }
  return level;  // none can use more than there is
}

}  // namespace

double ChanceCurve::p_at(std::size_t point) {
  static const auto table = [] {
    std::array<double, points> values{};
    for (std::size_t at = 0; at < points; ++at) {
      values[at] = std::pow(10.0, -2 - 0.5 * static_cast<double>(at));
    }
    return values;
  }();
  return table[point];
}

void ChanceCurve::add(const std::array<double, points>& attained, double conditions) {
  for (std::size_t point = 0; point < points; ++point) {
    counts_[point] += conditions * attained[point];
  }
}

double ChanceCurve::expected(double p) const {
  if (p >= p_at(0)) return counts_.front() * p / p_at(0);
  const double place = (-std::log10(std::max(p, nothing)) - 2) * 2;
  const auto point = static_cast<std::size_t>(place);
  if (point + 1 >= points) return counts_.back() * p / p_at(points - 1);
  const double part = place - static_cast<double>(point);
  const double low = std::log(std::max(nothing, counts_[point]));
  const double high = std::log(std::max(nothing, counts_[point + 1]));
  return std::exp(low + part * (high - low));
}

double weight_of(double expected) {
  constexpr double small = 3, large = 30, least = 1e-3;
  const double too_large = expected > large ? (large / expected) * (large / expected) : 1.0;
  return std::clamp(std::min(expected / small, too_large), least, 1.0);
}

double Penalty::expected(double p) const {
  const double weighted = p / weight;
  // Not less than the condition's own p-value: it is one of those counted.
  return parts * (curve == nullptr ? p : std::max(curve->expected(weighted), weighted));
}

double Penalty::adjusted(double p) const { return std::min(1.0, expected(p)); }

double Penalty::log_competitors() const {
  constexpr double significant = 1e-6;
  return std::log(expected(significant) / significant);
}

ChanceCurves::ChanceCurves(const std::map<FactorSet, std::vector<std::int64_t>>& sizes,
                           const std::vector<FactorSet>& sets, std::int64_t units,
                           std::int64_t failed) {
  const AttainedBySize attained(units, failed);
  std::map<FactorSet, ShareCounts> shares;
  for (const auto& [set, values] : sizes) shares[set] = shares_of(values, units);
  const int everything = AttainedBySize::bin_of(static_cast<double>(units));
  for (const FactorSet& set : sets) {
    ChanceCurve& curve = curves_[set];
    if (set.size() < 3) {
      for (const std::int64_t size : sizes.at(set)) curve.add(attained.of_size(size), 1);
      continue;
    }
    const std::size_t apart = most_independent(set, sizes);
    FactorSet pair = set;
    pair.erase(pair.begin() + static_cast<std::ptrdiff_t>(apart));
    for (const auto& [share, number] : combined(shares.at(pair), shares.at({set[apart]}))) {
      curve.add(attained.of_bin(everything + share), number);
    }
  }
}

const ChanceCurve& ChanceCurves::of(const Condition& condition) const {
  FactorSet set;
  for (const Pair& pair : condition.pairs) set.push_back(pair.factor);
  return curves_.at(set);
}

std::array<double, 3> share_out(const std::vector<const ChanceCurves*>& kinds, double level) {
  std::array<std::vector<double>, 3> useful;
  for (const ChanceCurves* kind : kinds) {
    for (const auto& [set, curve] : kind->all()) {
      useful[set.size() - 1].push_back(curve.expected(most_p));
    }
  }
  double used = 0;
  for (std::size_t size = 0; size < 3; ++size)
    used += useful[size].empty() ? 0 : share_of_size[size];
  std::array<double, 3> parts{1, 1, 1};
  for (std::size_t size = 0; size < 3; ++size) {
    if (useful[size].empty()) continue;
    parts[size] = level / even_budget(useful[size], level * share_of_size[size] / used);
  }
  return parts;
}

}  // namespace rastro
