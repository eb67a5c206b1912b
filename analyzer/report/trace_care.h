#pragma once

#include <string>
#include <vector>

#include "report/trace_case.h"
#include "report/wording.h"

namespace rastro {

/// What was done about the order's reports, under each report, and what surveys say of it; with the
/// time from the report. Of one report alone where `incident` names it.
std::vector<std::string> done_lines(const OrderCase& order, const Wording& wording,
                                    std::string_view incident = {});

/// What the customer is still owed at the end of the last day seen, and since when: an answer to a
/// report, a follow-up call after a solution, the attention of those to whom the case is escalated,
/// a call about a failure that was never reported.
std::vector<std::string> owed_lines(const OrderCase& order, const Wording& wording);

}  // namespace rastro
