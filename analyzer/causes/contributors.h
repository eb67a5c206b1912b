#pragma once

#include "causes/evidence.h"

namespace rastro {

/// A candidate as a contributor beside all the others (`rest`): a cause, since it began where it
/// began within the days that tell, or an episode where its excess lies in one burst of days.
Contributor as_contributor(const Evidence& evidence, const Explanation& rest,
                           const Candidate& candidate);

/// An episode of these days, in the words that explain most: chance makes some special case look
/// worst in a month, while the lorry that broke down served all of them. What did not stand out
/// in the whole month has at most as many competitors as its special case.
Contributor best_episode(const Evidence& evidence, const Explanation& rest,
                         const Contributor& found, DayRange days);

/// The log-likelihood less the log of each contributor's competitors.
double penalised_likelihood(const Explanation& explanation);

}  // namespace rastro
