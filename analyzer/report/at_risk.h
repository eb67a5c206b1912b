#pragma once

#include <map>
#include <string>
#include <vector>

#include "causes/analysis.h"
#include "report/review.h"

namespace rastro {

/// The open orders that meet a cause which still acts: of late kinds those not yet due and not
/// done, of the others those of the window whose delivery or installation is still to come
/// (UnitTable::pending) and that have not failed yet.
///
/// The probability is the fitted noisy-OR's (causes/noisy_or.h): every cause that the order meets,
/// an earlier failure of it and the everyday rate each bring the failure about independently, so it
/// is 1 − exp(−Σ h), of all those lines, attempts or installations of the order that meet a cause.
/// Bursts that are over and causes that were seen to end or to begin later do not count. Kinds of
/// failure are not added up: one may follow from the other.
///
/// One row an order, without its customer; the likeliest first, then by order id. cause_ids: by
/// kind and contributor.
std::vector<ReviewAtRisk> orders_at_risk(
    const Analysis& analysis, const Units& units, const ProcessModel& model,
    const std::map<std::size_t, std::vector<std::string>>& cause_ids);

/// An open order that meets a given cause, and how likely it is to fail as the cause's units do.
struct OrderOfCause {
  const ReviewAtRisk* order = nullptr;
  double probability = 0;
};

/// Those of one cause, the likeliest first. They point into the review.
std::vector<OrderOfCause> orders_meeting(const Review& review, const std::string& cause);

}  // namespace rastro
