#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <map>
#include <set>
#include <tuple>

#include "mechanisms/wrong_item.h"

namespace rastro {

namespace {

constexpr double even_draws = 20;       ///< by which few confusions are damped
constexpr double evident_below = 0.05;  ///< for all pairs together
constexpr double least_lift = 10;       ///< over chance, for a mechanism to be suggested
constexpr double least_of_best = 1.0 / 3;

/// Confusions counted, each sku as the catalogue writes it.
struct Counts {
  std::map<std::pair<std::string, std::string>, double> by_direction;  ///< ordered, received
  std::map<std::string, double> ordered, received;
  double all = 0;
  double items = 0;  ///< that could be received, those not in the catalogue too

  double of(const std::string& one, const std::string& other) const {
    const auto found = by_direction.find({one, other});
    return found == by_direction.end() ? 0 : found->second;
  }
};

double at(const std::map<std::string, double>& counts, const std::string& sku) {
  const auto found = counts.find(sku);
  return found == counts.end() ? 0 : found->second;
}

Counts count(const Catalogue& catalogue, std::span<const Confusion> confusions) {
  Counts counts;
  std::set<std::string> strangers;
  const auto written = [&](const std::string& sku) {
    if (const auto index = catalogue.find(sku)) return catalogue.item(*index).sku;
    strangers.insert(sku);
    return sku;
  };
  for (const Confusion& each : confusions) {
    if (!(each.weight > 0)) continue;
    const std::string ordered = written(each.ordered), received = written(each.received);
    if (ordered == received) continue;
    counts.by_direction[{ordered, received}] += each.weight;
    counts.ordered[ordered] += each.weight;
    counts.received[received] += each.weight;
    counts.all += each.weight;
  }
  counts.items = static_cast<double>(catalogue.size() + strangers.size());
  return counts;
}

/// By random confusion: how often `received` comes for `ordered`.
double expected(const Counts& counts, const std::string& ordered, const std::string& received) {
  const double wrong = at(counts.ordered, ordered);
  const double elsewhere =
      std::max(0.0, at(counts.received, received) - counts.of(ordered, received));
  const double popular = elsewhere / (counts.all - wrong + even_draws);
  return wrong * std::max(popular, 1 / (counts.items - 1));
}

/// The signs of ordered items, each asked for once.
class AskedSigns {
 public:
  explicit AskedSigns(const Catalogue& catalogue) : catalogue_(catalogue) {}

  Signs of(std::size_t ordered, std::size_t received) {
    return asked_.try_emplace(ordered, catalogue_, ordered).first->second.of(received);
  }

 private:
  const Catalogue& catalogue_;
  std::map<std::size_t, ItemSigns> asked_;
};

void suggest_mechanisms(const Catalogue& catalogue, AskedSigns& asked, ConfusedPair& pair) {
  const auto one = catalogue.find(pair.ordered), other = catalogue.find(pair.received);
  pair.known = one && other;
  if (!pair.known) return;
  const Signs forth = asked.of(*one, *other);
  // What did not come back shows nothing that way.
  const Signs back = pair.times_back > 0 ? asked.of(*other, *one) : forth;
  const double share_back = pair.times_back / (pair.times + pair.times_back);
  std::vector<std::pair<double, std::size_t>> lifts;
  for (std::size_t index = 0; index < forth.given.size(); ++index) {
    const double given = (1 - share_back) * forth.given[index] + share_back * back.given[index];
    const double lift = given / forth.by_chance;
    if (lift >= least_lift) lifts.emplace_back(-lift, index);
  }
  std::sort(lifts.begin(), lifts.end());
  for (const auto& [lift, index] : lifts) {
    if (lift <= lifts.front().first * least_of_best) pair.mechanisms.push_back(index);
  }
}

ConfusedPair judge(const Counts& counts, const std::string& one, const std::string& other) {
  ConfusedPair pair;
  pair.ordered = one;
  pair.received = other;
  pair.times = counts.of(one, other);
  pair.times_back = counts.of(other, one);
  if (pair.times < pair.times_back) {
    std::swap(pair.ordered, pair.received);
    std::swap(pair.times, pair.times_back);
  }
  pair.expected = expected(counts, one, other) + expected(counts, other, one);
  pair.p_value = boost::math::gamma_p(pair.times + pair.times_back, pair.expected);
  const double pairs = static_cast<double>(counts.ordered.size()) * (counts.items - 1);
  pair.evident = pair.p_value * pairs <= evident_below;
  return pair;
}

}  // namespace

std::vector<ConfusedPair> rank_confused_pairs(const Catalogue& catalogue,
                                              std::span<const Confusion> confusions) {
  const Counts counts = count(catalogue, confusions);
  AskedSigns asked(catalogue);
  std::vector<ConfusedPair> pairs;
  for (const auto& [direction, times] : counts.by_direction) {
    const auto& [ordered, received] = direction;
    // Of two directions, the pair is judged at the first.
    if (received < ordered && counts.of(received, ordered) > 0) continue;
    pairs.push_back(judge(counts, ordered, received));
    suggest_mechanisms(catalogue, asked, pairs.back());
  }
  const auto excess = [](const ConfusedPair& pair) {
    return pair.times + pair.times_back - pair.expected;
  };
  std::stable_sort(
      pairs.begin(), pairs.end(), [&](const ConfusedPair& left, const ConfusedPair& right) {
        return std::tuple(!left.evident, -excess(left), left.ordered, left.received) <
               std::tuple(!right.evident, -excess(right), right.ordered, right.received);
      });
  return pairs;
}

}  // namespace rastro
