#include "mechanisms/mixture.h"

#include <catch2/catch.hpp>

namespace rastro {

namespace {

/// Two mechanisms; by chance anything of a thousand can be seen.
const Signs shows_first{{0.9, 0.0001}, 0.001};
const Signs shows_second{{0.0001, 0.9}, 0.001};
const Signs shows_both{{0.9, 0.9}, 0.001};
const Signs shows_nothing{{0, 0}, 0.001};

std::vector<Sighting> sightings(const std::vector<std::pair<Signs, int>>& seen) {
  std::vector<Sighting> all;
  for (const auto& [signs, times] : seen) {
    all.insert(all.end(), static_cast<std::size_t>(times), Sighting{signs, 1, 0, 1});
  }
  return all;
}

}  // namespace

TEST_CASE("shares are those of what was seen", "[mechanisms]") {
  const auto seen = sightings({{shows_first, 12}, {shows_second, 6}, {shows_nothing, 2}});
  const Mixture mixture = fit_mixture(seen, 2);
  CHECK(mixture.share[0] == Approx(0.6).margin(0.01));
  CHECK(mixture.share[1] == Approx(0.3).margin(0.01));
  CHECK(mixture.by_none == Approx(0.1).margin(0.01));
}

TEST_CASE("what fits two mechanisms alike is left between them", "[mechanisms]") {
  const auto seen = sightings({{shows_both, 10}});
  const Mixture mixture = fit_mixture(seen, 2);
  CHECK(mixture.share[0] == Approx(mixture.share[1]));
  const double without_first = fit_mixture(seen, 2, {0}).log_likelihood;
  CHECK(mixture.log_likelihood - without_first == Approx(0).margin(1e-6));
}

TEST_CASE("failures that fit two mechanisms go to the one that others show", "[mechanisms]") {
  const auto seen = sightings({{shows_both, 6}, {shows_second, 6}});
  const Mixture mixture = fit_mixture(seen, 2);
  CHECK(mixture.share[1] > 0.98);
  CHECK(mechanism_of(mixture, shows_both)[1] > 0.98);
  CHECK(mixture.log_likelihood - fit_mixture(seen, 2, {1}).log_likelihood > 20);
}

TEST_CASE("everyday failures among a cause's units are not laid to it", "[mechanisms]") {
  // Half of the failures are everyday ones, nearly all of which show the second mechanism.
  std::vector<Sighting> seen;
  for (int unit = 0; unit < 40; ++unit) {
    const Signs& signs = unit % 2 == 0 ? shows_first : shows_second;
    seen.push_back({signs, 0.5, signs.given[1], 1});
  }
  const Mixture mixture = fit_mixture(seen, 2);
  CHECK(mixture.share[0] > 0.95);
}

TEST_CASE("nothing seen is by no mechanism", "[mechanisms]") {
  const Mixture mixture = fit_mixture({}, 2);
  CHECK(mixture.by_none == 1);
  CHECK(mixture.share == std::vector<double>{0, 0});
  const Signs cannot_be{{0, 0}, 0};
  CHECK(mechanism_of(fit_mixture(sightings({{cannot_be, 3}}), 2), cannot_be) ==
        std::vector<double>{0, 0});
}

}  // namespace rastro
