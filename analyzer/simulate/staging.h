#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulate/mechanisms.h"

namespace rastro::simulation {

/// Something beside a cause that tempts to name another mechanism than its own.
struct Decoy {
  std::string_view name;  ///< alike_twin, near_code, bin_mates, shared_barcode, slow_stage …
  std::string mechanism;  ///< which would be wrong to name; empty: any would be
  std::string cause_id;
  std::vector<Condition> conditions;  ///< where it lies
  std::string detail;
};

/// A stage that takes long for every order handled there, late or not; promises allow for it.
struct SlowStage {
  Delay stage = Delay::packing;  ///< packing: hours longer; dispatch or transit: a working day
  Condition where;               ///< a warehouse or a carrier
};

/// The customer who gets the same wrong product three times: at first, and twice as replacement.
struct Repeat {
  int order = -1;  ///< -1: nobody
  int line = -1;   ///< index into Book::lines
  int cause = -1;  ///< index of the cause behind it, of alike descriptions
};

/// What is staged beside causes and circumstances.
struct Staging {
  std::vector<Decoy> decoys;
  std::map<int, std::set<int>> never;      ///< by product ordered, what never comes instead
  std::vector<std::pair<int, int>> alike;  ///< products with twins that are decoys
  std::vector<SlowStage> slow_stages;
  Repeat repeat;

  bool never_comes(int ordered, int received) const;
};

/// As the settings ask. Sets up the causes' mechanisms, and makes one cause of wrong items a decoy
/// itself at times.
Staging stage(World& world, const SimulationSettings& settings, const Book& book,
              std::vector<Cause>& causes, Random& random);

}  // namespace rastro::simulation
