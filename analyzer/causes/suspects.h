#pragma once

#include <vector>

#include "causes/findings.h"

namespace rastro {

/// Candidates that stand out alone, general before special.
std::vector<const Candidate*> suspects_of(const std::vector<Candidate>& candidates, double level);

/// Sets cause.same_as: suspects in other words that cover nearly the same units; the simplest of
/// each wording only.
void add_look_alikes(const Tally& tally, std::size_t kind,
                     const std::vector<const Candidate*>& suspects, Cause& cause);

/// Sets findings.cleared: the suspects that are no cause, no look-alike and no special case of one,
/// and who explains them. The findings must have their causes, chains and episodes.
void add_cleared(const Tally& tally, const CauseQuestion& question,
                 const std::vector<const Candidate*>& suspects, KindFindings& findings);

}  // namespace rastro
