#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/order_events.h"
#include "report/review.h"
#include "report/wording.h"

namespace rastro {

/// What happened to an order, by time: for the example orders on the page.
using StoryTeller =
    std::function<std::vector<OrderEvent>(const std::string& order_id, const Wording& wording)>;

/// The same review in another language.
struct OtherPage {
  Locale locale;
  std::string address;  ///< as seen from this page: "en/review.html"
};

/// review.html: one self-contained page that opens offline and answers the meeting's six questions
/// in their order. Every text of the data is escaped. Without `story_of`, examples are ids alone.
/// Links to `others` stand at its top.
std::string review_html(const Review& review, const Wording& wording,
                        const StoryTeller& story_of = {},
                        const std::vector<OtherPage>& others = {});

}  // namespace rastro
