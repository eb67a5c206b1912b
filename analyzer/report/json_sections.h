#pragma once

#include "report/json_values.h"
#include "report/review.h"

namespace rastro::in_json {

// One function a kind of object in review.json.

Json failure(const Review& review, const ReviewFailure& item);
/// What is unexplained is what the rounded explained part leaves, so that both add up to `failed`.
double unexplained(const ReviewFailure& item, const Json& explained);
Json cause(const ReviewCause& item);
Json episode(const ReviewEpisode& item);
Json cleared(const ReviewCleared& item);
Json confusion(const ReviewConfusion& item);
Json escalation(const ReviewEscalation& item);
Json read_note(const ReviewReadNote& item);
Json ticket(const ReviewTicket& item);
Json recovery(const RecoveryFigures& item);
Json call(const ReviewCall& item);
Json at_risk(const ReviewAtRisk& item);

}  // namespace rastro::in_json
