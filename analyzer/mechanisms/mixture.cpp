#include "mechanisms/mixture.h"

#include <algorithm>
#include <cmath>

namespace rastro {

namespace {

constexpr int most_rounds = 500;
constexpr double settled = 1e-7;  ///< shares that change less are found
constexpr double impossible = 1e-300;

/// Every mechanism that may have a share has the same; so has none of them.
Mixture even_mixture(std::size_t mechanisms, const std::vector<std::size_t>& without) {
  Mixture mixture;
  mixture.share.assign(mechanisms, 1);
  for (const std::size_t left_out : without) mixture.share[left_out] = 0;
  double sum = 1;
  for (const double share : mixture.share) sum += share;
  for (double& share : mixture.share) share /= sum;
  mixture.by_none = 1 / sum;
  return mixture;
}

double log_likelihood_of(const Mixture& mixture, std::span<const Sighting> sightings) {
  double sum = 0;
  for (const Sighting& each : sightings) {
    const double seen =
        each.own * likelihood(mixture, each.signs) + (1 - each.own) * each.background;
    sum += each.weight * std::log(std::max(seen, impossible));
  }
  return sum;
}

/// One round of expectation-maximisation; returns by how much a share has changed at most.
double improve(std::span<const Sighting> sightings, Mixture& mixture) {
  std::vector<double> expected(mixture.share.size(), 0);
  double by_none = 0, all = 0;
  for (const Sighting& each : sightings) {
    const double own = each.own * likelihood(mixture, each.signs);
    const double seen = own + (1 - each.own) * each.background;
    if (seen <= impossible) continue;
    const double weight = each.weight * each.own / seen;
    for (std::size_t index = 0; index < expected.size(); ++index) {
      expected[index] += weight * mixture.share[index] * each.signs.given[index];
    }
    by_none += weight * mixture.by_none * each.signs.by_chance;
    all += weight * likelihood(mixture, each.signs);
  }
  if (all <= 0) return 0;
  double change = std::abs(by_none / all - mixture.by_none);
  mixture.by_none = by_none / all;
  for (std::size_t index = 0; index < expected.size(); ++index) {
    change = std::max(change, std::abs(expected[index] / all - mixture.share[index]));
    mixture.share[index] = expected[index] / all;
  }
  return change;
}

}  // namespace

Mixture fit_mixture(std::span<const Sighting> sightings, std::size_t mechanisms,
                    const std::vector<std::size_t>& without) {
  if (sightings.empty()) return {std::vector<double>(mechanisms, 0), 1, 0};
  Mixture mixture = even_mixture(mechanisms, without);
  for (int round = 0; round < most_rounds; ++round) {
    if (improve(sightings, mixture) < settled) break;
  }
  mixture.log_likelihood = log_likelihood_of(mixture, sightings);
  return mixture;
}

double likelihood(const Mixture& mixture, const Signs& signs) {
  double sum = mixture.by_none * signs.by_chance;
  for (std::size_t index = 0; index < mixture.share.size(); ++index) {
    sum += mixture.share[index] * signs.given[index];
  }
  return sum;
}

std::vector<double> mechanism_of(const Mixture& mixture, const Signs& signs) {
  std::vector<double> probability(mixture.share.size(), 0);
  const double all = likelihood(mixture, signs);
  if (all <= impossible) return probability;
  for (std::size_t index = 0; index < probability.size(); ++index) {
    probability[index] = mixture.share[index] * signs.given[index] / all;
  }
  return probability;
}

}  // namespace rastro
