#pragma once

#include <string>
#include <vector>

#include "causes/chains.h"
#include "report/wording.h"

namespace rastro {

/// Who shares the blame for a failed unit, for the trace of its order: a line for each cause,
/// episode and earlier failure, largest first, with the trail under it, and the everyday rate last.
std::vector<std::string> blame_lines(const Analysis& analysis, const Units& units,
                                     const KindFindings& findings, const FailedUnit& failed,
                                     const Wording& wording);

}  // namespace rastro
