#pragma once

#include <string>

#include "process/model.h"
#include "report/html.h"
#include "report/review.h"
#include "report/texts.h"

namespace rastro {

/// Writes the review folder: review.json, review.html, failures.csv, calls.csv, tickets.csv and
/// tickets/. It is made beside `folder` and then renamed, so a half-written review never stands
/// there. An older review of ours is replaced, files that others put into it are kept. Throws Error
/// where `folder` holds something else or cannot be written. `story_of`: see review_html.
void write_review(const Review& review, const ProcessModel& model, Language language,
                  const std::string& folder, const StoryTeller& story_of = {});

}  // namespace rastro
