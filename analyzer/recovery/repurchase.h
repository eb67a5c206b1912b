#pragma once

#include "process/model.h"
#include "recovery/figures.h"
#include "recovery/troubles.h"

namespace rastro {

/// Fills in RecoveryFigures::repurchase with the days it is about; all but the gain.
void set_repurchase(const CareLog& log, const Troubles& troubles, const RecoveryTargets& targets,
                    RecoveryFigures& figures);

}  // namespace rastro
