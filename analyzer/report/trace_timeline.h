#pragma once

#include <string>
#include <vector>

#include "report/trace_case.h"
#include "report/wording.h"

namespace rastro {

/// Everything that is recorded of the order up to the last moment seen, a line each, by time;
/// events of one time in the order of the process. Before the milestone that ends a stage stands
/// how long the stage took, and whether a delay arose in it. Throws Error from the store.
std::vector<std::string> timeline_lines(const OrderCase& order, const Wording& wording);

/// "picking to packing + packing to dispatch": the stages that were measured together.
std::string stage_titles(const StageDetail& detail, const Wording& wording);

/// "31.5 working hours, up to 18 are allowed or usual"; what is open says "so far".
std::string stage_hours(const StageDetail& detail, const Wording& wording);

}  // namespace rastro
