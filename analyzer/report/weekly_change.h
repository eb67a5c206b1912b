#pragma once

#include <string>

#include "report/review.h"

namespace rastro {

/// How a failure kind stands against last week.
struct WeeklyChange {
  /// The first of these that holds:
  /// - "returned": a ticket of the kind is `regressed`: what had been corrected is back;
  /// - "new": a cause began within the newest two weeks of orders and goes on, or the kind was not
  ///   seen in the weeks before the newest complete one, of which there are four at least;
  /// - "worse": a rule of the chart says more than usual, and none did a week earlier;
  /// - "verified": a ticket of the kind is `verified`;
  /// - "better": a rule says less than usual and none did a week earlier, or what was more than
  ///   usual a week earlier no longer is;
  /// - "steady": all else, also what stays more (or less) than usual: see `level`.
  std::string state;
  std::string level;                     ///< what the chart says now: "high", "low", ""
  const ReviewCause* cause = nullptr;    ///< the one to name: that which is new, else the dearest
  const ReviewTicket* ticket = nullptr;  ///< of "returned" and "verified"
};

/// A function of the review alone. failure: one of its kinds. The pointers are into the review.
WeeklyChange weekly_change(const Review& review, const ReviewFailure& failure);

/// The failure kind that a ticket is about, by its own field or its cause; "" where it has none.
std::string kind_of(const Review& review, const ReviewTicket& ticket);

/// The newest week with units whose reports are complete; nullptr where there is none.
const ReviewWeek* newest_complete(const ReviewFailure& failure);

}  // namespace rastro
