#pragma once

#include "causes/explanation.h"
#include "tally/tally.h"

namespace rastro {

/// Looks at the days of one failure kind, beside what `explanation` knows already. Adds episodes to
/// it: floods, which hit all units, then bursts of single values (a lorry that broke down, a strike
/// of one carrier), then lets every day count by its everyday rate: days that swing for all units
/// alike are nobody's fault, and what causes and episodes did is no swing. Says whether there was
/// anything to see; then the explanation has to be fitted anew.
bool look_at_days(Tally& tally, const CauseQuestion& question, Explanation& explanation);

}  // namespace rastro
