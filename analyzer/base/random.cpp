#include "base/random.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>

namespace rastro {

namespace {

std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15u;
  std::uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return mixed ^ (mixed >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream) : state_() {
  std::uint64_t mixer = stream;
  mixer = splitmix64(mixer) ^ seed;
  for (std::uint64_t& word : state_) word = splitmix64(mixer);
}

std::uint64_t Random::bits() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double Random::uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

int Random::below(int count) {
  assert(count > 0);
  // The bias of the multiplication is under 2^-32 * count: of no account here.
  return static_cast<int>(((bits() >> 32) * static_cast<std::uint64_t>(count)) >> 32);
}

int Random::between(int low, int high) { return low + below(high - low + 1); }

bool Random::chance(double probability) { return uniform() < probability; }

double Random::exponential(double mean) { return -mean * std::log(1.0 - uniform()); }

double Random::normal() {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
  return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

int Random::poisson(double mean) {
  int events = 0;
  for (double time = exponential(1.0); time < mean; time += exponential(1.0)) ++events;
  return events;
}

WeightedChoice::WeightedChoice(const std::vector<double>& weights) {
  cumulative_.reserve(weights.size());
  double sum = 0;
  for (const double weight : weights) cumulative_.push_back(sum += weight);
}

int WeightedChoice::draw(Random& random) const {
  assert(!cumulative_.empty() && cumulative_.back() > 0);
  const double point = random.uniform() * cumulative_.back();
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, point);
  return static_cast<int>(found - cumulative_.begin());
}

}  // namespace rastro
