#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "report/page_sections.h"
#include "report/weekly_change.h"

namespace rastro::page {

namespace {

constexpr std::size_t causes_shown = 3;

/// The first thing to do about a cause, as its ticket says.
std::string next_step(const ReviewCause& cause, const Review& review, const Wording& wording) {
  for (const ReviewTicket& ticket : review.tickets) {
    if (ticket.cause != cause.id) continue;
    const auto corrections = wording.corrections(ticket);
    if (!corrections.empty()) return corrections.front();
  }
  return wording.texts().get("tickets.no_correction");
}

Data cause_row(const ReviewCause& cause, const Review& review, const Wording& wording) {
  Data row;
  row.set("id", cause.id);
  row.set("headline", wording.headline(cause));
  row.set("headline_how", wording.headline_how(cause));
  row.set("money", wording.figures().rough_money(cause.cost_per_month));
  row.set("owner", owner_of(cause.step, "", wording));
  row.set("step", wording.step(cause.step));
  row.set("next", next_step(cause, review, wording));
  return row;
}

/// How many tickets wait for each owner, most first.
Data tickets_due(const Review& review, const Wording& wording) {
  std::map<std::string, std::int64_t> of_owner;
  for (const ReviewTicket& ticket : review.tickets) {
    if (is_due(ticket)) ++of_owner[owner_of(ticket.step, ticket.owner, wording)];
  }
  std::vector<std::pair<std::string, std::int64_t>> owners(of_owner.begin(), of_owner.end());
  std::stable_sort(owners.begin(), owners.end(),
                   [](const auto& left, const auto& right) { return left.second > right.second; });
  Data rows{Data::type::list};
  for (const auto& [owner, count] : owners) {
    Data row;
    row.set("owner", owner);
    row.set("count", wording.figures().count(count));
    rows.push_back(row);
  }
  return rows;
}

/// What asks for attention first; of equal ones the page's order.
int urgency(const std::string& state) {
  constexpr std::string_view order[] = {"returned", "worse", "new", "verified", "better"};
  return static_cast<int>(std::find(std::begin(order), std::end(order), state) - std::begin(order));
}

Data kind_row(const ReviewFailure& failure, std::size_t index, const WeeklyChange& change,
              const Wording& wording) {
  Data row;
  row.set("name", wording.failure(failure.kind));
  row.set("state", change.state);
  row.set("state_name", wording.word("weekly_states", change.state));
  row.set("sentence", wording.weekly_figures(failure, change));
  row.set("card", fmt::format("kind-{}", index));
  return row;
}

Data kind_rows(const Review& review, const Wording& wording) {
  std::vector<std::pair<WeeklyChange, std::size_t>> changes;
  for (std::size_t index = 0; index < review.failures.size(); ++index) {
    changes.emplace_back(weekly_change(review, review.failures[index]), index);
  }
  std::stable_sort(changes.begin(), changes.end(), [](const auto& left, const auto& right) {
    return urgency(left.first.state) < urgency(right.first.state);
  });
  Data rows{Data::type::list};
  for (const auto& [change, index] : changes) {
    rows.push_back(kind_row(review.failures[index], index, change, wording));
  }
  return rows;
}

}  // namespace

bool is_due(const ReviewTicket& ticket) {
  return ticket.state == "open" || ticket.state == "started" || ticket.state == "regressed";
}

Data week(const Review& review, const Wording& wording) {
  Data causes{Data::type::list};
  const std::size_t shown = std::min(causes_shown, review.causes.size());
  for (const ReviewCause& cause : std::span(review.causes).first(shown)) {
    causes.push_back(cause_row(cause, review, wording));
  }
  const auto due = std::count_if(review.tickets.begin(), review.tickets.end(), is_due);
  Data data;
  data.set("kinds", kind_rows(review, wording));
  data.set("any_kinds", !review.failures.empty());
  data.set("any_causes", shown > 0);
  data.set("no_cause", no_cause(review, wording));
  data.set("causes", causes);
  data.set("tickets", wording.figures().count(due));
  data.set("owners", tickets_due(review, wording));
  data.set("calls", wording.figures().count(static_cast<std::int64_t>(review.calls.size())));
  data.set("calls_told", calls_owed(review, wording));
  data.set("any_calls", !review.calls.empty());
  data.set("reasons", list_of(calls_by_reason(review, wording)));
  return data;
}

}  // namespace rastro::page
