#pragma once

#include <string>
#include <vector>

#include "report/html.h"
#include "report/sample_review.h"

namespace rastro {

inline ReviewConfusion told_confusion() {
  ReviewConfusion pair;
  pair.failure = "wrong_item";
  pair.ordered = "ARCH-A4-050";
  pair.received = "ARCH-A4-055";
  pair.times = 29;
  pair.times_back = 4;
  pair.expected = 0.31;
  pair.p = 1e-9;
  pair.mechanisms = {"alike_descriptions"};
  pair.only_ordered = {"50"};
  pair.only_received = {"55"};
  pair.bring_forward = {"50", "55"};
  pair.ordered_text = {"Archivador A4 lomo 50 mm", {{19, 21}}};
  pair.received_text = {"Archivador A4 lomo 55 mm <i>", {{19, 21}}};
  return pair;
}

/// The sample month with all that can be told of causes: every sort of evidence, failed units whose
/// shares add up, trails, confused products.
inline Review told_review() {
  Review review = sample_review();
  review.confusions = {told_confusion()};
  ReviewConfusion other = told_confusion();
  other.ordered = "CAJA-10";
  other.received = "CAJA-12";
  other.times = 7;
  other.times_back = 0;
  review.confusions.push_back(other);
  review.causes[0].mechanism = ReviewMechanism{"slow_dispatch", {}, 0.8, 90, 110, "52 h"};
  review.causes[0].mechanism->delay = ReviewDelay{"dispatch", 52, 30};
  review.causes[1].mechanism = ReviewMechanism{"alike_descriptions", {}, 0.9, 37, 41, ""};
  review.causes[1].mechanism->confusions = {told_confusion()};
  review.causes[2].mechanism = ReviewMechanism{"wrong_number", {}, 0.7, 30, 40, ""};
  review.causes[2].mechanism->addresses = {
      {"P-260915", "Calle Junín 1243", "Calle Junín 1423, piso 2"}};
  // Late deliveries have just become more; wrong items have been above the usual for weeks.
  ReviewFailure& late = review.failures[1];
  late.signals.front().week_before = false;
  ReviewSignal run = late.signals.front();
  run.rule = "run_above";
  run.from = *parse_day(review.failures[0].weekly[4].week);
  run.to = *parse_day(review.failures[0].weekly[10].week);
  run.count = 7;
  run.limit = 6;
  run.week_before = true;
  review.failures[0].signals.push_back(run);
  for (ReviewCause& cause : review.causes) {
    if (cause.factor_step.empty()) cause.factor_step = cause.step;
    ReviewFailure& kind = const_cast<ReviewFailure&>(*find_failure(review, cause.failure));
    if (kind.trail.empty()) kind.trail = cause.trail;
    for (const std::string& order : cause.orders) {
      review.failed_units.push_back(
          {cause.failure, order, "", *day_of(2026, 9, 7), 1, 0, {{cause.id, 0.75}}, 0.25});
    }
  }
  return review;
}

/// A month as large as the page is meant for: 5,000 failed units, 40 causes, a graph of more than
/// sixty places.
inline Review large_review() {
  Review review = told_review();
  const std::vector<ReviewCause> patterns = review.causes;
  review.causes.clear();
  review.tickets.clear();
  review.failed_units.clear();
  for (int index = 0; index < 40; ++index) {
    ReviewCause cause = patterns[static_cast<std::size_t>(index) % patterns.size()];
    cause.id = "C" + std::to_string(index + 1);
    cause.conditions.push_back({"picker", "Preparador " + std::to_string(index)});
    cause.cost_per_month = 4000 - 90 * index;
    cause.ticket = "T-" + std::to_string(10000000 + index);
    cause.trail = {"failure:" + cause.failure, "condition:" + std::to_string(index),
                   "step:" + cause.step};
    review.causes.push_back(cause);
    ReviewTicket ticket;
    ticket.id = cause.ticket;
    ticket.cause = cause.id;
    ticket.step = cause.step;
    review.tickets.push_back(ticket);
  }
  for (int index = 0; index < 5000; ++index) {
    const ReviewCause& cause = review.causes[static_cast<std::size_t>(index) % 40];
    review.failed_units.push_back({cause.failure,
                                   "P-" + std::to_string(260000 + index),
                                   "1",
                                   *day_of(2026, 9, 7),
                                   1,
                                   0,
                                   {{cause.id, 0.75}},
                                   0.25});
  }
  for (int index = 0; index < 20; ++index) {
    ReviewEpisode episode = review.episodes.front();
    episode.conditions = {{"region", "Zona " + std::to_string(index)}};
    episode.node = "condition:once" + std::to_string(index);
    review.episodes.push_back(episode);
  }
  review.graph = {};
  add_graph(review);
  for (const ReviewEpisode& episode : review.episodes) {
    if (episode.node.empty()) continue;
    review.graph.nodes.push_back({episode.node, "condition", ""});
    review.graph.edges.push_back({episode.node, "failure:late_delivery", 40});
  }
  return review;
}

/// A short story for each example order.
inline OrderStories sample_stories(const Review& review, const Wording& wording) {
  const Seconds morning = start_of(*day_of(2026, 9, 7)) + 9 * 3600;
  OrderStories stories;
  for (const std::string& order : example_orders(review)) {
    stories[order] = {{morning, wording.texts().get("trace.ordered") + " · web"},
                      {morning + 26 * 3600, wording.texts().fill("trace.picked", "D-" + order)},
                      {morning + 50 * 3600, "</script>" + hostile_value}};
  }
  return stories;
}

}  // namespace rastro
