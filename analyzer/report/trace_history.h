#pragma once

#include <string>
#include <vector>

#include "report/trace_case.h"
#include "report/wording.h"

namespace rastro {

/// All that went wrong for the customer within care_reach() days of the order's day, this order's
/// mistakes included, by time; what came again is numbered. Of an order that names no customer,
/// what went wrong with it. Throws Error from the store.
std::vector<std::string> history_lines(const OrderCase& order, const Wording& wording);

}  // namespace rastro
