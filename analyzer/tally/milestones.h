#pragma once

#include "process/model.h"
#include "tally/logs.h"
#include "tally/unit_table.h"

namespace rastro {

/// The milestones of the units of a kind: nothing where no failure kind of it shows its stages.
Milestones read_milestones(const ProcessModel& model, const Logs& logs, const UnitTable& table);

}  // namespace rastro
