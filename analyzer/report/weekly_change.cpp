#include "report/weekly_change.h"

#include <algorithm>
#include <string_view>

namespace rastro {

namespace {

constexpr Day new_for_days = 14;
constexpr int weeks_without = 4;  // before a kind is called new

const ReviewTicket* ticket_in_state(const Review& review, const ReviewFailure& failure,
                                    std::string_view state) {
  for (const ReviewTicket& ticket : review.tickets) {
    if (ticket.state == state && kind_of(review, ticket) == failure.kind) return &ticket;
  }
  return nullptr;
}

bool began_lately(const Review& review, const ReviewCause& cause) {
  return cause.since && !cause.until && *cause.since > review.as_of - new_for_days;
}

/// The dearest cause of the kind that still acts and, where asked, began lately.
const ReviewCause* acting_cause(const Review& review, const ReviewFailure& failure, bool lately) {
  for (const ReviewCause& cause : review.causes) {
    if (cause.failure != failure.kind || cause.until) continue;
    if (!lately || began_lately(review, cause)) return &cause;
  }
  return nullptr;
}

bool first_seen(const ReviewFailure& failure) {
  const ReviewWeek* newest = newest_complete(failure);
  if (newest == nullptr || newest->failed == 0) return false;
  int before = 0;
  for (const ReviewWeek& week : failure.weekly) {
    if (&week == newest) break;
    if (week.failed > 0) return false;
    if (week.exposed > 0) ++before;
  }
  return before >= weeks_without;
}

bool speaks(const ReviewFailure& failure, std::string_view direction, bool ReviewSignal::*when) {
  return std::any_of(
      failure.signals.begin(), failure.signals.end(),
      [&](const ReviewSignal& signal) { return signal.*when && signal.direction == direction; });
}

std::string change_of_chart(const ReviewFailure& failure) {
  const bool high = speaks(failure, "high", &ReviewSignal::now);
  const bool was_high = speaks(failure, "high", &ReviewSignal::week_before);
  if (high) return was_high ? "steady" : "worse";
  const bool low = speaks(failure, "low", &ReviewSignal::now);
  const bool was_low = speaks(failure, "low", &ReviewSignal::week_before);
  return was_high || (low && !was_low) ? "better" : "steady";
}

}  // namespace

WeeklyChange weekly_change(const Review& review, const ReviewFailure& failure) {
  WeeklyChange change;
  if (speaks(failure, "high", &ReviewSignal::now)) {
    change.level = "high";
  } else if (speaks(failure, "low", &ReviewSignal::now)) {
    change.level = "low";
  }
  change.cause = acting_cause(review, failure, false);
  change.ticket = ticket_in_state(review, failure, "regressed");
  if (change.ticket != nullptr) {
    change.state = "returned";
    return change;
  }
  const ReviewCause* begun = acting_cause(review, failure, true);
  if (begun != nullptr || first_seen(failure)) {
    change.state = "new";
    if (begun != nullptr) change.cause = begun;
    return change;
  }
  change.state = change_of_chart(failure);
  if (change.state == "worse") return change;
  change.ticket = ticket_in_state(review, failure, "verified");
  if (change.ticket != nullptr) change.state = "verified";
  return change;
}

std::string kind_of(const Review& review, const ReviewTicket& ticket) {
  if (!ticket.failure.empty() || ticket.cause.empty()) return ticket.failure;
  for (const ReviewCause& cause : review.causes) {
    if (cause.id == ticket.cause) return cause.failure;
  }
  return "";
}

const ReviewWeek* newest_complete(const ReviewFailure& failure) {
  for (auto week = failure.weekly.rbegin(); week != failure.weekly.rend(); ++week) {
    if (!week->immature && week->exposed > 0) return &*week;
  }
  return nullptr;
}

}  // namespace rastro
