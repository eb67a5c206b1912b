#include "report/assemble_causes.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "report/assemble_chains.h"
#include "report/assemble_mechanisms.h"
#include "report/at_risk.h"
#include "tally/history.h"
#include "tally/reports.h"
#include "tickets/fingerprint.h"

namespace rastro {

namespace {

constexpr std::size_t most_examples = 10;

ReviewConditions words_of(const Condition& condition, const ProcessModel& model,
                          const UnitTable& table) {
  ReviewConditions words;
  for (const Pair& pair : condition.pairs) {
    words.push_back(
        {factor_word(model, pair.factor), table.factors[pair.factor].dictionary[pair.value]});
  }
  return words;
}

std::string name_of(Course::Shape shape) {
  switch (shape) {
    case Course::Shape::step:
      return "step";
    case Course::Shape::drift:
      return "drift";
    case Course::Shape::unclear:
      return "step_or_drift";
    case Course::Shape::appeared:
      return "appeared";
    case Course::Shape::steady:
      break;
  }
  return "steady";
}

void set_course(const Course& course, ReviewCause& cause) {
  cause.course = name_of(course.shape);
  if (course.since) {
    cause.since = course.since->day;
    cause.since_low = course.since->low;
    cause.since_high = course.since->high;
  }
  if (course.until) {
    cause.until = course.until->day;
    cause.until_low = course.until->low;
    cause.until_high = course.until->high;
  }
}

void add_look_alikes(const Cause& found, const ProcessModel& model, const UnitTable& table,
                     ReviewCause& cause) {
  for (std::size_t index = 0; index < found.same_as.size(); ++index) {
    cause.same_as.push_back(words_of(found.same_as[index], model, table));
    if (index >= found.contrasts.size()) continue;
    const Contrast& contrast = found.contrasts[index];
    ReviewContrast told;
    told.conditions = cause.same_as.back();
    told.only_cause_exposed = contrast.only_cause.exposed;
    told.only_cause_failed = contrast.only_cause.failed;
    told.only_other_exposed = contrast.only_other.exposed;
    told.only_other_failed = contrast.only_other.failed;
    if (contrast.vary) told.vary = words_of({{*contrast.vary}, {}}, model, table).front();
    told.vary_cause = contrast.vary_cause;
    cause.tell_apart.push_back(std::move(told));
  }
}

/// Failed orders that the cause most probably brought about, the newest of equal ones first.
std::vector<std::string> example_orders(const KindFindings& findings, const Cause& cause,
                                        const UnitTable& table) {
  std::vector<std::pair<double, std::size_t>> failed;
  for (const FailedUnit& unit : findings.failed) {
    const double share = findings.explanation.model.share(cause.contributor, unit.pattern);
    if (share > 0) failed.emplace_back(std::round(share * 100), unit.unit);
  }
  std::sort(failed.rbegin(), failed.rend());
  std::vector<std::string> orders;
  for (const auto& [share, unit] : failed) {
    if (orders.size() == most_examples) break;
    const std::string& order = table.order_id[unit];
    if (std::find(orders.begin(), orders.end(), order) == orders.end()) orders.push_back(order);
  }
  return orders;
}

/// Failed units of the cause that are known from notes only.
std::int64_t count_inferred(const KindFindings& findings, const Cause& cause,
                            const FailureKind& kind, const UnitTable& table) {
  const FailureColumn& column = table.failures[findings.kind];
  const std::uint64_t meets_cause = std::uint64_t{1} << cause.contributor;
  return std::count_if(
      findings.failed.begin(), findings.failed.end(), [&](const FailedUnit& failed) {
        return (failed.pattern & meets_cause) != 0 &&
               known_from_notes(kind, column.incidents[failed.unit], column.inferred[failed.unit]);
      });
}

std::string fingerprint(const ReviewCause& cause) {
  std::vector<std::pair<std::string, std::string>> conditions;
  for (const auto& [factor, value] : cause.conditions) conditions.emplace_back(factor, value);
  return ticket_fingerprint(cause.failure, std::move(conditions));
}

ReviewCause make_cause(const RankedCause& ranked, const ProcessModel& model,
                       const UnitTable& table) {
  const Cause& found = *ranked.cause;
  const FailureKind& kind = model.failures[ranked.findings->kind];
  ReviewCause cause;
  cause.id = ranked.id;
  cause.failure = kind.id;
  cause.step = model.steps[found.step].id;
  cause.factor_step = model.steps[found.factor_step].id;
  cause.conditions = words_of(found.condition, model, table);
  add_look_alikes(found, model, table, cause);
  set_course(found.course, cause);
  set_figures(found, cause);
  cause.inferred = count_inferred(*ranked.findings, found, kind, table);
  cause.cost_per_month = ranked.cost_per_month;
  cause.trail = {
      failure_node(model, ranked.findings->kind),
      condition_node(model, ranked.findings->kind, condition_label(found.condition, model, table)),
      step_node(model, found.step)};
  cause.orders = example_orders(*ranked.findings, found, table);
  cause.ticket = fingerprint(cause);
  return cause;
}

ReviewTicket make_ticket(const ReviewCause& cause, const ProcessModel& model,
                         const Review& review) {
  const FailureKind& kind = model.failures[*model.find_failure(cause.failure)];
  const double days = review.window_to - review.window_from + 1;
  ReviewTicket ticket;
  ticket.failure = cause.failure;
  ticket.id = cause.ticket;
  ticket.cause = cause.id;
  ticket.step = cause.step;
  ticket.owner = model.steps[*model.find_step(cause.step)].owner.en;
  ticket.title = cause.failure + ": ";
  for (const ReviewCondition& condition : cause.conditions) {
    if (&condition != &cause.conditions.front()) ticket.title += " & ";
    ticket.title += condition.factor + "=" + condition.value;
  }
  if (cause.mechanism) ticket.mechanism = cause.mechanism->kind;
  ticket.priority = cause.cost_per_month * kind.severity;
  ticket.expected_reduction_per_month = cause.attributed * days_per_month / days;
  ticket.opened = review.as_of;
  return ticket;
}

void add_episodes_and_cleared(const KindFindings& findings, const std::vector<std::string>& id_of,
                              const ProcessModel& model, const UnitTable& table, Review& review) {
  const std::string& kind = model.failures[findings.kind].id;
  const ColumnRef& dated_by = model.failures[findings.kind].dated_by;
  for (const Episode& episode : findings.episodes) {
    ReviewEpisode told;
    told.failure = kind;
    told.conditions = words_of(episode.condition, model, table);
    told.from = episode.condition.days->from;
    told.to = episode.condition.days->to;
    told.exposed = episode.counts.exposed;
    told.failed = episode.counts.failed;
    if (!dated_by.table.empty()) told.dated_by = dated_by.table + "." + dated_by.column;
    told.node =
        condition_node(model, findings.kind, condition_label(episode.condition, model, table));
    review.episodes.push_back(std::move(told));
  }
  for (const ClearedSuspect& suspect : findings.cleared) {
    std::string by =
        suspect.explained_by ? id_of[findings.causes[*suspect.explained_by].contributor] : "";
    if (suspect.explained_by_chain) {
      by = failure_node(model, findings.chains[*suspect.explained_by_chain].upstream);
    }
    review.cleared.push_back({kind, words_of(suspect.condition, model, table), suspect.risk_ratio,
                              suspect.adjusted_risk_ratio, by});
  }
}

}  // namespace

bool known_from_notes(const FailureKind& kind, std::int64_t incidents, std::int64_t inferred) {
  return is_reported(kind) && inferred > 0 && inferred == incidents;
}

void set_figures(const Cause& found, ReviewCause& cause) {
  cause.exposed = found.counts.exposed;
  cause.failed = found.counts.failed;
  cause.rate = found.rate;
  cause.baseline_rate = found.baseline_rate;
  cause.risk_ratio = found.risk_ratio;
  cause.risk_ratio_low = found.risk_ratio_low;
  cause.risk_ratio_high = found.risk_ratio_high;
  cause.p_adjusted = found.p_adjusted;
  cause.attributed = found.attributed;
}

std::vector<RankedCause> rank_causes(const Analysis& analysis, const std::vector<Reached>& reached,
                                     const ProcessModel& model) {
  const double days = analysis.window.to - analysis.window.from + 1;
  std::vector<RankedCause> ranked;
  for (const KindFindings& findings : analysis.kinds) {
    for (const Cause& cause : findings.causes) {
      double cost = 0;
      for (const Reached& each : reached) {
        if (&each.findings->causes[each.cause] != &cause) continue;
        cost += each.attributed * model.failures[each.kind].cost;
      }
      ranked.push_back({&findings, &cause, cost * days_per_month / days, {}});
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const RankedCause& left, const RankedCause& right) {
                     return left.cost_per_month > right.cost_per_month;
                   });
  for (std::size_t place = 0; place < ranked.size(); ++place) {
    ranked[place].id = "C" + std::to_string(place + 1);
  }
  return ranked;
}

std::map<std::size_t, std::vector<std::string>> cause_ids(const Analysis& analysis,
                                                          const std::vector<RankedCause>& causes) {
  std::map<std::size_t, std::vector<std::string>> ids;
  for (const KindFindings& findings : analysis.kinds) {
    ids[findings.kind].resize(findings.explanation.contributors.size());
  }
  for (const RankedCause& ranked : causes) {
    ids[ranked.findings->kind][ranked.cause->contributor] = ranked.id;
  }
  return ids;
}

void add_causes(const Analysis& analysis, const Units& units, const ProcessModel& model,
                bool redact, Review& review) {
  const auto reached = reached_causes(analysis, units, model);
  const auto causes = rank_causes(analysis, reached, model);
  for (const RankedCause& ranked : causes) {
    const UnitTable& table = units.of(model.failures[ranked.findings->kind].unit);
    ReviewCause cause = make_cause(ranked, model, table);
    if (ranked.cause->mechanism) {
      cause.mechanism =
          review_mechanism(*ranked.cause, ranked.findings->kind, model, units, redact);
    }
    add_consequences(analysis, reached, model, ranked, cause);
    review.tickets.push_back(make_ticket(cause, model, review));
    review.causes.push_back(std::move(cause));
  }
  std::stable_sort(
      review.tickets.begin(), review.tickets.end(),
      [](const auto& left, const auto& right) { return left.priority > right.priority; });
  const auto ids = cause_ids(analysis, causes);
  for (const KindFindings& findings : analysis.kinds) {
    const UnitTable& table = units.of(model.failures[findings.kind].unit);
    const auto& id_of = ids.at(findings.kind);
    add_episodes_and_cleared(findings, id_of, model, table, review);
    add_failed_units(analysis, units, model, findings, ids, review);
  }
  review.at_risk = orders_at_risk(analysis, units, model, ids);
}

}  // namespace rastro
