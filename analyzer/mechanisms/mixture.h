#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mechanisms/signs.h"

namespace rastro {

/// One failure as evidence on what mechanisms a cause works by.
struct Sighting {
  Signs signs;
  double own = 1;         ///< probability that the failure is the cause's own, 0 to 1
  double background = 0;  ///< likelihood of the signs where it is not
  double weight = 1;      ///< how many failures it stands for, 0 or more
};

/// Which share of a cause's own failures came about by which mechanism.
struct Mixture {
  std::vector<double> share;  ///< by mechanism; with by_none they sum to 1
  double by_none = 1;
  double log_likelihood = 0;  ///< of all sightings, in nats
};

/// The shares under which the sightings are likeliest, by expectation-maximisation (Dempster, Laird
/// and Rubin 1977). `mechanisms`: how many there are, in each Signs::given. Those of `without` are
/// held at no share. Without sightings, everything is by none.
Mixture fit_mixture(std::span<const Sighting> sightings, std::size_t mechanisms,
                    const std::vector<std::size_t>& without = {});

/// Likelihood of signs where mechanisms have these shares.
double likelihood(const Mixture& mixture, const Signs& signs);

/// Probability that a failure of the cause's own came about by each mechanism; all 0 where the
/// signs are impossible.
std::vector<double> mechanism_of(const Mixture& mixture, const Signs& signs);

}  // namespace rastro
