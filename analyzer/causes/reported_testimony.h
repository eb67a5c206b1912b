#pragma once

#include "causes/mechanisms.h"
#include "mechanisms/wrong_item.h"
#include "tally/load_units.h"

namespace rastro {

/// What the items received show of a kind's failures.
Testimony item_testimony(const Clues& clues, const KindFindings& findings);

/// What the addresses used show of them.
Testimony address_testimony(const Clues& clues, const KindFindings& findings);

/// The items that were confused in these units; those of the kind's clues.
std::vector<Confusion> confusions_of(const Clues& clues, std::size_t kind,
                                     const std::vector<std::size_t>& units);

}  // namespace rastro
