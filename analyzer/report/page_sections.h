#pragma once

#include "report/review.h"
#include "report/template.h"
#include "report/wording.h"

namespace rastro::page {

// One function a section: what its part of reports/page.html shows, as plain text.

Data summary(const Review& review, const Wording& wording);
Data failures(const Review& review, const Wording& wording);
Data steps(const Review& review, const Wording& wording);
Data causes(const Review& review, const Wording& wording);
Data confusions(const Review& review, const Wording& wording);
Data cleared(const Review& review, const Wording& wording);
Data tickets(const Review& review, const Wording& wording);
Data effects(const Review& review, const Wording& wording);
Data recovery(const Review& review, const Wording& wording);
Data foot(const Review& review, const Wording& wording);

/// The cause graph as SVG, in the reader's words.
std::string cause_graph(const Review& review, const Wording& wording);

/// What reports/page.js draws, as JSON that cannot end its script block.
std::string chart_data(const Review& review, const Wording& wording);

/// The failure kinds above their usual range, in one sentence; the sentence for none.
std::string high_failures(const Review& review, const Wording& wording);

/// What a review without causes says instead: a high week is never called usual.
std::string no_cause(const Review& review, const Wording& wording);

/// How many calls are owed, and for which reasons.
std::string calls_owed(const Review& review, const Wording& wording);

/// The step's owner in the reader's words; the review's own where the model lacks the step.
std::string owner_of(const std::string& step, const std::string& owner, const Wording& wording);

/// Sum of a kind's failures that no cause explains, such that it and explained add up as shown.
double shown_explained(const ReviewFailure& failure);

}  // namespace rastro::page
