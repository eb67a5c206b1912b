#pragma once

#include <set>

#include "causes/evidence.h"

namespace rastro {

/// Adds to `current` the protection that raises the penalised likelihood most, if it does so by
/// more than `least_score`, and refits. Returns whether there was one. `tried`: protections that
/// were tried before and are not tried again; grows.
bool add_protection(const Evidence& evidence, Explanation& current, std::set<Condition>& tried,
                    double least_score);

/// Drops the protections that the contributors have made superfluous.
void drop_superfluous_protections(const Evidence& evidence, Explanation& current);

/// A protection may spare its units the failures of causes as well: whichever fits better.
void choose_reaches(const Evidence& evidence, Explanation& current);

}  // namespace rastro
