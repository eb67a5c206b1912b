#pragma once

#include "tally/load_units.h"
#include "tally/logs.h"

namespace rastro {

/// What was ordered on the lines of which a report tells what came. `clues`: ascending by unit.
std::vector<ItemClue> read_item_clues(const Logs& logs, const std::vector<ReportedClue>& clues);

/// All products that were ever described, ordered or received: what a mistake can confuse. A
/// product that took part in a failure has the description that was in force on the middle one of
/// the days on which these orders were placed: a description that was corrected yesterday says
/// nothing of how it was confused before. Others have that of the last day. Throws Error from the
/// store.
Catalogue read_catalogue(Store& store, const UnitTable& lines,
                         const std::vector<std::vector<ItemClue>>& clues, Day last_day);

}  // namespace rastro
