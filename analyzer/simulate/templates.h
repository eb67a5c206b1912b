#pragma once

#include <string_view>
#include <vector>

#include "simulate/factors.h"

namespace rastro::simulation {

/// What may plausibly go wrong, and the step at which it is to be corrected. Factors are sorted by
/// name, as conditions are written. Nested factors never meet: one would stand for the other.
struct CauseTemplate {
  Kind kind;
  std::string_view step;
  std::vector<Factor> factors;
};

const std::vector<CauseTemplate>& cause_templates();

}  // namespace rastro::simulation
