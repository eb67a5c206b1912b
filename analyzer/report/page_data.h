#pragma once

#include <nlohmann/json.hpp>

#include "report/review.h"
#include "report/wording.h"

namespace rastro::page {

// What the modules of reports/page draw and search, one function each; chart_data joins them.

using Json = nlohmann::ordered_json;

/// The cause graph as drawn: nodes {label, kind}, edges [from, to, label], and for each failure
/// kind and condition the nodes of its strongest trail, by node.
Json graph_data(const ReviewGraph& shown, const Review& review, const Wording& wording);

/// From each step, and from the everyday rate, to each failure kind: how many of the kind's
/// failures in the end go back to it. What flows into a kind are all of its failures, each once.
Json flow_chart(const Review& review, const Wording& wording);

/// Ordered against received products of the confused pairs: {ordered, received, cells: [x, y,
/// times]}.
Json confusion_map(const Review& review, const Wording& wording);

/// Everything that is known of an order by its number: failures, calls owed, risk.
Json search_data(const Review& review, const Wording& wording);

/// The words that the scripts need.
Json script_words(const Wording& wording);

/// Percent with six digits: enough to draw, and the same on every run. Null where not finite.
Json percent(double share);

}  // namespace rastro::page
