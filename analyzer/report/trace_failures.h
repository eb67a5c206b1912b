#pragma once

#include <string>
#include <vector>

#include "report/trace_case.h"
#include "report/wording.h"

namespace rastro {

/// The order's failures, each with how it came about and, in the days that were explained, its
/// shares of blame; then the kinds that were reported but are no failure counted.
std::vector<std::string> failure_lines(const OrderCase& order, const Wording& wording);

}  // namespace rastro
