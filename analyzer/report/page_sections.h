#pragma once

#include "report/html.h"
#include "report/review.h"
#include "report/template.h"
#include "report/wording.h"

namespace rastro::page {

// One function a section: what its part of reports/page.html shows, as plain text.

Data summary(const Review& review, const Wording& wording);
Data week(const Review& review, const Wording& wording);
Data failures(const Review& review, const Wording& wording);
Data steps(const Review& review, const Wording& wording);
Data causes(const Review& review, const Wording& wording, const OrderStories& stories);
Data confusions(const Review& review, const Wording& wording);
Data cleared(const Review& review, const Wording& wording);
Data tickets(const Review& review, const Wording& wording);
Data effects(const Review& review, const Wording& wording);
Data recovery(const Review& review, const Wording& wording);
/// How customers were looked after: a part of the recovery section.
Data care(const RecoveryFigures& figures, const Wording& wording);
Data foot(const Review& review, const Wording& wording);

/// The part of the cause graph that the page shows, in the reader's words: what only happens every
/// day is left to the charts.
ReviewGraph shown_graph(const Review& review, const Wording& wording);
/// As SVG; its nodes are n0, n1 … and its edges e0, e1 …, in the graph's order.
std::string cause_graph(const ReviewGraph& shown, const Wording& wording);
/// Its edges, for a table.
Data graph_rows(const ReviewGraph& shown, const Wording& wording);

/// The figures of flow_chart (page_data.h), for a table in the section on steps.
void add_flow_table(Data& section, const Review& review, const Wording& wording);

/// What the modules of reports/page draw and search, as JSON that cannot end its script block.
std::string chart_data(const Review& review, const ReviewGraph& shown, const Wording& wording);

/// The failure kinds above their usual range, in one sentence; the sentence for none.
std::string high_failures(const Review& review, const Wording& wording);

/// What a review without causes says instead: a high week is never called usual.
std::string no_cause(const Review& review, const Wording& wording);

/// Whether somebody has yet to see to it.
bool is_due(const ReviewTicket& ticket);

/// How many calls are owed for each reason, a text each: "4 reported and not answered".
std::vector<std::string> calls_by_reason(const Review& review, const Wording& wording);

/// How many calls are owed, and for which reasons.
std::string calls_owed(const Review& review, const Wording& wording);

/// How many open orders may run into a cause that is known.
std::string open_orders_at_risk(const Review& review, const Wording& wording);

/// The step's owner in the reader's words; the review's own where the model lacks the step.
std::string owner_of(const std::string& step, const std::string& owner, const Wording& wording);

/// Sum of a kind's failures that no cause explains, such that it and explained add up as shown.
double shown_explained(const ReviewFailure& failure);

}  // namespace rastro::page
