#pragma once

#include "causes/findings.h"
#include "mechanisms/wrong_item.h"
#include "report/review.h"
#include "tally/load_units.h"

namespace rastro {

/// How the failures of a cause come about, as the review shows it. The cause has a mechanism.
ReviewMechanism review_mechanism(const Cause& cause, std::size_t kind, const ProcessModel& model,
                                 const Units& units, bool redact);

/// One confusion alone: its mechanisms are all that the two products have in common.
ReviewConfusion single_confusion(const Catalogue& catalogue, const ItemClue& clue);

/// A confused pair as the review shows it, with the words that tell the two apart where their
/// descriptions are alike.
ReviewConfusion review_confusion(const ConfusedPair& pair, const Catalogue& catalogue);

/// Adds the pairs of products that come for each other more often than random confusion would have
/// it, over all failures of the window, whether they have a cause or not.
void add_confusions(const ProcessModel& model, const Units& units, Review& review);

}  // namespace rastro
