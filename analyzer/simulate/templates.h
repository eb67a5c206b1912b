#pragma once

#include <string_view>
#include <vector>

#include "simulate/factors.h"

namespace rastro::simulation {

/// What may plausibly go wrong, and the step at which it is to be corrected. Factors are sorted by
/// name, as conditions are written. Nested factors never meet: one would stand for the other.
struct CauseTemplate {
  Kind kind;
  std::string_view step;  ///< where a mechanism is named, that one's, not that of the factors
  std::vector<Factor> factors;
  std::string_view mechanism = {};  ///< id in the process model; empty: left open
};

const std::vector<CauseTemplate>& cause_templates();

/// The mechanisms of wrong items and addresses, late deliveries and installations, each with the
/// conditions under which it may plausibly act. Those of one mechanism stand next to each other.
const std::vector<CauseTemplate>& mechanism_templates(Kind kind);

}  // namespace rastro::simulation
