#pragma once

#include <string>

#include "report/review.h"
#include "report/wording.h"

namespace rastro {

/// review.html: one self-contained page that opens offline and answers the meeting's six questions
/// in their order. Every text of the data is escaped.
std::string review_html(const Review& review, const Wording& wording);

}  // namespace rastro
