#pragma once

#include "tally/load_units.h"

namespace rastro {

/// Completes what reports tell of wrong addresses: the address that each unit was first sent to,
/// and what was known of the customer's. Where the order names a right one in no report, there is
/// nothing to compare. `clues`: ascending by unit. Throws Error from the store.
std::vector<AddressClue> read_address_clues(Store& store, const UnitTable& orders,
                                            const std::vector<ReportedClue>& clues,
                                            Seconds last_seen);

}  // namespace rastro
