#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/order_events.h"
#include "report/review.h"
#include "report/wording.h"

namespace rastro {

/// What happened to the example orders on the page.
using StoryTeller =
    std::function<OrderStories(const std::vector<std::string>& order_ids, const Wording& wording)>;

/// The orders that stand as examples under the causes.
std::vector<std::string> example_orders(const Review& review);

/// The same review in another language.
struct OtherPage {
  Locale locale;
  std::string address;  ///< as seen from this page: "en/review.html"
};

/// review.html: one self-contained page that opens offline and answers the meeting's six questions
/// in their order. Every text of the data is escaped. Examples without a story are ids alone.
/// Links to `others` stand at its top.
std::string review_html(const Review& review, const Wording& wording,
                        const OrderStories& stories = {},
                        const std::vector<OtherPage>& others = {});

}  // namespace rastro
