#pragma once

#include <string>

#include "report/review.h"

namespace rastro {

/// review.json, schema rastro.review/1 (data/review.schema.json), indented, with a final newline.
/// A figure that is missing or not finite is null.
std::string review_json(const Review& review);

}  // namespace rastro
