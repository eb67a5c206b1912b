#pragma once

#include <string>

#include "report/review.h"
#include "report/wording.h"

namespace rastro {

/// The review in a few lines for the terminal: what is above its usual range, the dearest causes
/// with their owners, the calls owed, and where the page is. Ends with a newline.
std::string review_summary(const Review& review, const Wording& wording, const std::string& folder);

}  // namespace rastro
