#pragma once

#include <cstdint>
#include <string>

namespace rastro::bench {

struct Settings {
  int months = 20;
  std::uint64_t seed = 90001;  ///< of the first month; used for nothing else
  bool verbose = false;        ///< tell every miss and every false cause
};

/// Found, true, silent, attributed: the causes of simulated months against the truth.
void run_causes(const Settings& settings);

/// Wall time and memory of a review beside the sqlite3 shell importing the same files.
void run_speed(const Settings& settings);

/// A share with its 95 % interval (Wilson 1927).
std::string share_text(double hits, double of);

}  // namespace rastro::bench
