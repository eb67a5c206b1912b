#pragma once

#include <string>

#include "report/review.h"
#include "report/wording.h"

namespace rastro {

/// Tables for a spreadsheet: UTF-8 with a byte-order mark, dates as 2026-09-10, plain numbers.
/// Texts are made safe by shown_cell(): none is run as a formula.
std::string failures_csv(const Review& review);
std::string calls_csv(const Review& review, const Wording& wording);
/// One row an open order that may run into a cause, the likeliest first.
std::string at_risk_csv(const Review& review, const Wording& wording);
std::string tickets_csv(const Review& review, const Wording& wording);

}  // namespace rastro
