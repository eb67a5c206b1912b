#pragma once

#include "causes/findings.h"
#include "tally/unit_table.h"

namespace rastro {

/// Gives every cause its course over all days of the table, also those before the window. What is
/// expected of a day without the cause follows the units that meet no cause: their rate by week and
/// by weekday, drawn towards its mean where they are few. Units in which another cause acts too
/// are left aside, or counted with that cause's hazard where they are most.
void date_causes(const UnitTable& table, KindFindings& findings);

}  // namespace rastro
