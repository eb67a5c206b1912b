#pragma once

#include "causes/evidence.h"

namespace rastro {

/// Chooses contributors from the candidates of the evidence. Each step adds the one that raises the
/// likelihood most after its penalty (the log of its competitors), refits all together, then drops
/// or exchanges what the others make superfluous, until nothing improves. What is kept adds
/// significantly, for the whole search, to what the others explain. A condition whose excess lies
/// in one burst of days enters as an episode of those days. Where a condition's units fail less
/// (`deficits`) and that explains more than any cause, it enters as a protection. `start`:
/// contributors chosen before, at a stricter level; none at first.
Explanation explain(const Evidence& evidence, Explanation start);

}  // namespace rastro
