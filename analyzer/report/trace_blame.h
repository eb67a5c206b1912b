#pragma once

#include <string>
#include <vector>

#include "causes/chains.h"
#include "report/trace.h"
#include "report/wording.h"

namespace rastro {

/// Who shares the blame for a failed unit, for the trace of its order: a line for each cause,
/// episode and earlier failure, largest first, with the trail under it, then the ticket of the
/// cause at its end and how that cause works; the everyday rate last.
std::vector<std::string> blame_lines(const TraceSource& source, const KindFindings& findings,
                                     const FailedUnit& failed, const Wording& wording);

/// "Toma de la dirección (responsable: Ventas)"
std::string step_and_owner(const std::string& step, const Wording& wording);

}  // namespace rastro
