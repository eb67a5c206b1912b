#pragma once

#include <cstdint>
#include <vector>

namespace rastro {

/// A leaky noisy-OR: each cause present fails a unit independently, the leak is the everyday rate
/// (Pearl 1988, section 4.3). Kept as hazards h = −log(1 − probability), so that a unit's survival
/// is exp(−Σ h) over the leak and the causes present, and the likelihood is concave.

/// What a protective value spares its units: everyday failures only, or those of causes as well.
enum class Reach { everyday, everything };

/// By how much a protection scales hazards.
struct Shield {
  double ratio = 1;  ///< 0 to 1
  Reach reach = Reach::everyday;
};

/// Units that meet the same causes. Bit i of `pattern`: cause i is present; after the causes the
/// shields.
struct PatternRow {
  std::uint64_t pattern = 0;
  double exposure = 0;  ///< units, weighted; at least `failed`
  double failed = 0;
};

struct NoisyOr {
  double leak = 0;              ///< hazard of the leak, above 0
  std::vector<double> hazards;  ///< of each cause, 0 or more
  std::vector<Shield> shields;  ///< with the causes at most 64
  double log_likelihood = 0;

  /// Σ h of the leak and the causes present, scaled by the shields present.
  double hazard(std::uint64_t pattern) const;
  /// Probability of failure, 0 to 1.
  double risk(std::uint64_t pattern) const;
  /// The share of a failure's blame that falls to cause i: the chance that of all that were present
  /// it acted first (competing exponential risks). Shares of the present causes and of the leak add
  /// up to 1.
  double share(std::size_t cause, std::uint64_t pattern) const;
  double leak_share(std::uint64_t pattern) const;

  /// By how much the shields present scale the leak, and the hazards of causes.
  double leak_scale(std::uint64_t pattern) const;
  double cause_scale(std::uint64_t pattern) const;
};

/// Maximum likelihood by cyclic coordinate ascent, which a concave likelihood allows (Luo and Tseng
/// 1992); where shields are fitted as well it is concave in each parameter by itself. `causes`: how
/// many bits of the patterns are causes; the next are the shields, one a reach.
NoisyOr fit_noisy_or(const std::vector<PatternRow>& rows, std::size_t causes,
                     const std::vector<Reach>& reaches = {});

/// Units of one candidate that have the same hazard so far.
struct HazardRow {
  double hazard = 0;
  double exposure = 0;
  double failed = 0;
};

/// By how much one more hazard for all these units can raise the log-likelihood, all else kept.
double gain_of_hazard(const std::vector<HazardRow>& rows);

/// Failures expected among these units at their hazards.
double expected_failures(const std::vector<HazardRow>& rows);

}  // namespace rastro
