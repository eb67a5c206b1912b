#pragma once

#include <optional>
#include <vector>

#include "process/model.h"
#include "report/review.h"

namespace rastro {

/// The product that a condition's value stands for; "" where its factor is not about products.
std::string sku_of(const ReviewCondition& condition, const ProcessModel& model);

/// The logged change that a dated cause may have begun with, if any. Rather none than an innocent
/// one, so there are two kinds only:
/// - a change that names a pair of the cause (or else of one that cannot be told from it; a product
///   stands for its description's revisions), from three days before the interval of the onset to
///   one day after it: order days come before the days on which later steps are done;
/// - a change to the cause's step as a whole, which names no value, within an interval of at most a
///   week: told as being of the same days, no more.
/// Of several the nearest in time. A change that names another value is about something else, and
/// one after the interval came too late, whatever it names.
std::optional<ReviewCause::Change> fitting_change(const std::vector<ReviewChange>& changes,
                                                  const ReviewCause& cause,
                                                  const ProcessModel& model);

}  // namespace rastro
