#pragma once

#include <string>
#include <vector>

#include "process/model.h"
#include "report/html.h"
#include "report/locale.h"
#include "report/review.h"

namespace rastro {

/// Writes the review folder: review.json and failures.csv, and in each language review.html,
/// review.xlsx, calls.csv, at_risk.csv, tickets.csv and tickets/, the first language's in the
/// folder itself,
/// each other's in a folder of its tag within it ("en"). It is made beside `folder` and then
/// renamed, so a half-written review never stands there. An older review of ours is replaced, files
/// that others put into it are kept. Throws Error where `folder` holds something else or cannot be
/// written. There is at least one locale, and none twice. Without `story_of`, example
/// orders are ids alone.
void write_review(const Review& review, const ProcessModel& model,
                  const std::vector<Locale>& locales, const std::string& folder,
                  const StoryTeller& story_of = {});

}  // namespace rastro
