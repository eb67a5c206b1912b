#include <algorithm>

#include "report/page_sections.h"

namespace rastro::page {

namespace {

std::string explained_by(const ReviewCleared& suspect, const Review& review,
                         const Wording& wording) {
  const ReviewCause* cause = find_cause(review, suspect.explained_by);
  if (cause != nullptr) return cause->id + ": " + wording.conditions(cause->conditions);
  const std::string earlier = "failure:";
  if (suspect.explained_by.starts_with(earlier)) {
    return wording.failure(suspect.explained_by.substr(earlier.size()));
  }
  return suspect.explained_by.empty() ? wording.texts().get("cleared.several")
                                      : suspect.explained_by;
}

/// The days of an episode, and what happened on them where it was not the order.
std::string when(const ReviewEpisode& episode, const Wording& wording) {
  const std::string days = wording.figures().days(episode.from, episode.to);
  if (episode.dated_by == "deliveries.dispatched_at") {
    return wording.texts().fill("cleared.dispatched", days);
  }
  if (episode.dated_by == "installations.scheduled_at") {
    return wording.texts().fill("cleared.scheduled", days);
  }
  if (episode.dated_by == "orders.ordered_at") return wording.texts().fill("cleared.ordered", days);
  return days + " (" + episode.dated_by + ")";
}

Data episode_row(const ReviewEpisode& episode, const Wording& wording) {
  const Figures& figures = wording.figures();
  Data row;
  row.set("failure", wording.failure(episode.failure));
  row.set("conditions", wording.conditions(episode.conditions));
  row.set("when", when(episode, wording));
  row.set("failed", figures.count(episode.failed));
  row.set("exposed", figures.count(episode.exposed));
  return row;
}

Data ticket_row(const ReviewTicket& ticket, const Review& review, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  const ReviewCause* cause = find_cause(review, ticket.cause);
  auto corrections = wording.corrections(ticket);
  if (corrections.empty()) corrections.push_back(texts.get("tickets.no_correction"));
  Data row;
  row.set("id", ticket.id);
  row.set("title", wording.title(review, ticket));
  row.set("step", wording.step(ticket.step));
  row.set("owner", owner_of(ticket.step, ticket.owner, wording));
  row.set("state", wording.word("states", ticket.state));
  row.set("state_class", ticket.state);
  row.set("corrections", list_of(corrections));
  row.set("saving", texts.fill("tickets.saving_value",
                               figures.rough_count(ticket.expected_reduction_per_month)));
  if (cause != nullptr) row.set("money", figures.rough_money(cause->cost_per_month));
  return row;
}

Data change_row(const ReviewChange& change, const Wording& wording) {
  std::string what = change.note;
  if (!change.factor.empty()) {
    what += (what.empty() ? "" : " · ") + wording.named_condition({change.factor, change.value});
  }
  Data row;
  row.set("when", wording.figures().time(change.at));
  row.set("step", wording.step(change.step));
  row.set("what", what);
  return row;
}

}  // namespace

Data cleared(const Review& review, const Wording& wording) {
  Data rows{Data::type::list}, episodes{Data::type::list};
  for (const ReviewCleared& suspect : review.cleared) {
    Data row;
    row.set("failure", wording.failure(suspect.failure));
    row.set("conditions", wording.conditions(suspect.conditions));
    row.set("before", wording.figures().ratio(suspect.risk_ratio));
    row.set("after", wording.figures().ratio(suspect.adjusted_risk_ratio));
    row.set("by", explained_by(suspect, review, wording));
    rows.push_back(row);
  }
  for (const ReviewEpisode& episode : review.episodes) {
    episodes.push_back(episode_row(episode, wording));
  }
  Data data;
  data.set("any", !review.cleared.empty());
  data.set("rows", rows);
  data.set("any_episodes", !review.episodes.empty());
  data.set("episodes", episodes);
  return data;
}

Data tickets(const Review& review, const Wording& wording) {
  std::vector<ReviewTicket> sorted = review.tickets;
  std::stable_sort(sorted.begin(), sorted.end(), [](const ReviewTicket& a, const ReviewTicket& b) {
    return a.priority > b.priority;
  });
  Data rows{Data::type::list};
  for (const ReviewTicket& ticket : sorted) rows.push_back(ticket_row(ticket, review, wording));
  Data data;
  data.set("any", !sorted.empty());
  data.set("rows", rows);
  return data;
}

Data effects(const Review& review, const Wording& wording) {
  Data fixes{Data::type::list}, changes{Data::type::list};
  bool any = false;
  for (const ReviewTicket& ticket : review.tickets) {
    if (!ticket.fixed_on) continue;
    any = true;
    Data row;
    row.set("id", ticket.id);
    row.set("title", wording.title(review, ticket));
    row.set("fixed", wording.figures().day(*ticket.fixed_on));
    row.set("verdict", ticket.verdict.empty() ? wording.texts().get("effects.waiting")
                                              : wording.word("states", ticket.verdict));
    fixes.push_back(row);
  }
  for (const ReviewChange& change : review.changes) changes.push_back(change_row(change, wording));
  Data data;
  data.set("any", any);
  data.set("fixes", fixes);
  data.set("any_changes", !review.changes.empty());
  data.set("changes", changes);
  return data;
}

}  // namespace rastro::page
