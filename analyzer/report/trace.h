#pragma once

#include <string>
#include <string_view>

#include "report/assemble.h"
#include "report/texts.h"

namespace rastro {

/// What a trace is told from: the logs, and the review that was made of them with these settings.
struct TraceSource {
  Store& store;
  const ProcessModel& model;
  const ReviewSettings& settings;
  const Units& units;
  const Analysis& analysis;
  const Review& review;
};

// Each is one case for the terminal, in UTF-8, ending with a newline. Nothing after the last day
// seen is told. Where the review is redacted, customers have made-up names, and addresses, notes
// and comments are left out. Each throws Error for an id that is not there, naming the nearest
// ones, and for one after the last day seen.

/// What the order is; everything that happened to it in the order of time, with the working hours
/// that its stages took; its failures with how they came about, their shares of blame, trails and
/// tickets under the review's ids; what was done for the customer and is still owed; and what else
/// the customer has met within the reach of the model's rules.
std::string trace_order(const TraceSource& source, std::string_view order_id, Locale locale);

/// One report, as what it was read and what was done about it; then the story of its order.
std::string trace_incident(const TraceSource& source, std::string_view incident_id, Locale locale);

/// A ticket of the review: its cause, since when and how it acts, its trail, what was ruled out,
/// example orders with what happened to each, the correction, and the open orders at risk.
std::string trace_ticket(const TraceSource& source, std::string_view ticket_id, Locale locale);

}  // namespace rastro
