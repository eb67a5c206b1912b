#pragma once

#include <string>

#include "report/trace_case.h"
#include "report/wording.h"

namespace rastro {

/// The story of one order, as trace_order() tells it.
std::string order_story(const OrderCase& order, const Wording& wording);

}  // namespace rastro
