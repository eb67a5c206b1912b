#pragma once

#include <string>
#include <string_view>

#include "report/assemble.h"
#include "report/texts.h"

namespace rastro {

/// One order for the terminal: what it is, everything that happened to it in the order of time, its
/// failures with their shares of blame and trails under the review's cause ids, and what the
/// customer is still owed. Nothing after the last day seen is told. With `redact` the customer has
/// a made-up name, and addresses, notes and comments are left out. UTF-8, ends with a newline.
/// Throws Error for an order that is not there, naming the nearest ids, and for one placed after
/// the last day seen.
std::string trace_order(Store& store, const ProcessModel& model, const Units& units,
                        const Analysis& analysis, std::string_view order_id, Language language,
                        bool redact);

}  // namespace rastro
