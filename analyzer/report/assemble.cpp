#include "report/assemble.h"

#include <algorithm>
#include <limits>
#include <map>

#include "causes/control_chart.h"
#include "report/assemble_causes.h"
#include "report/assemble_chains.h"
#include "report/assemble_charts.h"
#include "report/assemble_customers.h"
#include "report/assemble_mechanisms.h"
#include "report/change_match.h"
#include "report/redact.h"

namespace rastro {

namespace {

/// Failures expected in the window at the rate of the weeks before it; NaN where there are fewer
/// than two.
double expected_in_window(const ControlChart& chart, const KindFindings& findings,
                          DayRange window) {
  double exposure = 0, failed = 0;
  int weeks = 0;
  for (const ChartPoint& point : chart.weeks) {
    if (point.first_day + 6 >= window.from) continue;
    exposure += point.exposure();
    failed += static_cast<double>(point.failed);
    ++weeks;
  }
  if (weeks < 2 || exposure <= 0) return std::numeric_limits<double>::quiet_NaN();
  return findings.total.exposure * failed / exposure;
}

/// The figures of a kind; its share of what reaches the causes.
ReviewFailure make_failure(const KindFindings& findings, const ProcessModel& model,
                           const UnitTable& table, DayRange window,
                           const std::vector<Reached>& reached) {
  const FailureKind& kind = model.failures[findings.kind];
  const ControlChart chart = control_chart(table, findings.kind, chart_weeks);
  ReviewFailure failure;
  failure.kind = kind.id;
  failure.unit = to_string(kind.unit);
  failure.exposed = findings.total.exposed;
  failure.failed = findings.total.failed;
  if (findings.total.exposed > 0) {
    failure.rate =
        static_cast<double>(findings.total.failed) / static_cast<double>(findings.total.exposed);
  }
  failure.expected = expected_in_window(chart, findings, window);
  failure.explained = explained_failures(reached, findings.kind);
  failure.unexplained = static_cast<double>(findings.total.failed) - failure.explained;
  failure.chains = review_chains(findings, model);
  add_charts(table, findings.kind, chart, failure);
  return failure;
}

/// The changes logged from that day on, as far as they can be known.
std::vector<ReviewChange> read_changes(Store& store, const ReviewSettings& settings, Day from) {
  std::vector<ReviewChange> changes;
  RowReader reader = store.read("changes", {"at", "step", "note", "factor", "value"});
  while (reader.next()) {
    const Seconds at = reader.integer(0);
    if (day_of(at) < from || day_of(at) > settings.seen_until) continue;
    changes.push_back({at, std::string(reader.text(1)), std::string(reader.text(2)),
                       std::string(reader.text(3)), std::string(reader.text(4))});
  }
  return changes;
}

ReviewGraph copy_of(const CauseGraph& graph) {
  static const char* const kinds[] = {"step", "condition", "failure", "unexplained"};
  ReviewGraph copy;
  for (const auto& node : graph.nodes()) {
    copy.nodes.push_back({node.id, kinds[static_cast<std::size_t>(node.kind)], node.label});
  }
  for (const auto& edge : graph.edges()) {
    copy.edges.push_back({edge.from, edge.to, edge.attributed});
  }
  return copy;
}

/// Names the change with which a dated cause may have begun, and keeps those that the charts mark
/// and, for the page, the newer ones.
void add_changes(Store& store, const ProcessModel& model, const ReviewSettings& settings,
                 Review& review) {
  constexpr Day before_first = 7;  // what is logged a little before the first order can still fit
  const Day shown_from = review_window(settings).from - 28;
  const Day from =
      std::min({shown_from, review.seen_from - before_first, first_loaded_day(settings)});
  review.changes = read_changes(store, settings, from);
  for (ReviewCause& cause : review.causes) {
    cause.change = fitting_change(review.changes, cause, model);
  }
  for (ReviewFailure& failure : review.failures) {
    add_chart_changes(review.changes, model, failure);
  }
  std::erase_if(review.changes,
                [&](const ReviewChange& change) { return day_of(change.at) < shown_from; });
}

/// Looks up the names of the products that the review's conditions hold.
void add_value_names(Store& store, const ProcessModel& model, Review& review) {
  std::map<std::string, std::vector<ReviewCondition>> by_sku;
  const auto collect = [&](const ReviewConditions& conditions) {
    for (const ReviewCondition& each : conditions) {
      if (const std::string sku = sku_of(each, model); !sku.empty()) by_sku[sku].push_back(each);
    }
  };
  for (const ReviewCause& cause : review.causes) {
    collect(cause.conditions);
    for (const ReviewConditions& other : cause.same_as) collect(other);
  }
  for (const ReviewCleared& suspect : review.cleared) collect(suspect.conditions);
  const auto collect_pair = [&](const ReviewConfusion& pair) {
    for (const std::string& sku : {pair.ordered, pair.received}) {
      by_sku[sku].push_back({std::string(product_key), sku});
    }
  };
  for (const ReviewConfusion& pair : review.confusions) collect_pair(pair);
  for (const ReviewEscalation& escalation : review.escalations) {
    if (escalation.confusion) collect_pair(*escalation.confusion);
  }
  for (const ReviewCause& cause : review.causes) {
    if (!cause.mechanism) continue;
    for (const ReviewConfusion& pair : cause.mechanism->confusions) collect_pair(pair);
  }
  for (const ReviewEpisode& episode : review.episodes) collect(episode.conditions);
  for (const auto& [sku, conditions] : by_sku) {
    RowReader reader = store.read_where("products", {"name"}, "sku", sku);
    if (!reader.next() || reader.text(0).empty()) continue;
    const std::string name(reader.text(0));
    for (const auto& [factor, value] : conditions) review.value_names[{factor, value}] = name;
  }
}

std::vector<ReviewNote> make_notes(const LoadNotes& found, const std::vector<ReviewInput>& inputs) {
  std::vector<ReviewNote> notes;
  std::int64_t rejected = 0;
  for (const ReviewInput& input : inputs) rejected += input.rejected;
  if (rejected > 0) notes.push_back({"rows_rejected", {std::to_string(rejected)}});
  for (const std::string& kind : found.unmeasurable) {
    notes.push_back({"kind_unmeasurable", {kind}});
  }
  for (const auto& [name, count] : found.unknown_failures) {
    notes.push_back({"unknown_failure", {name, std::to_string(count)}});
  }
  if (found.reports_without_line > 0) {
    notes.push_back({"reports_without_line", {std::to_string(found.reports_without_line)}});
  }
  if (found.reports_without_kind > 0) {
    notes.push_back({"reports_without_kind", {std::to_string(found.reports_without_kind)}});
  }
  if (found.unjudged > 0) notes.push_back({"units_unjudged", {std::to_string(found.unjudged)}});
  if (found.reports_without_unit > 0) {
    notes.push_back({"reports_without_unit", {std::to_string(found.reports_without_unit)}});
  }
  return notes;
}

/// Of each kind, how many failures are known from notes only.
void count_inferred(const ProcessModel& model, Review& review) {
  for (ReviewFailure& failure : review.failures) {
    const FailureKind& kind = model.failures[*model.find_failure(failure.kind)];
    failure.inferred = std::count_if(
        review.failed_units.begin(), review.failed_units.end(), [&](const ReviewFailedUnit& unit) {
          return unit.kind == failure.kind && known_from_notes(kind, unit.incidents, unit.inferred);
        });
  }
}

}  // namespace

DayRange review_window(const ReviewSettings& settings) {
  return {settings.as_of - settings.weeks * 7 + 1, settings.as_of};
}

Day first_loaded_day(const ReviewSettings& settings) {
  const Day charts_from = settings.as_of - chart_weeks * 7 + 1;
  return std::min(charts_from, review_window(settings).from);
}

Units load_review_units(Store& store, const ProcessModel& model, const ReviewSettings& settings) {
  return load_units(store, model,
                    {first_loaded_day(settings), settings.as_of, settings.seen_until,
                     review_window(settings).from});
}

CareLog load_review_care(Store& store, const ProcessModel& model, const ReviewSettings& settings) {
  return read_care_log(store, model, {review_window(settings).from, settings.seen_until});
}

ReviewGraph review_graph(const Analysis& analysis, const Units& units, const ProcessModel& model) {
  return copy_of(build_graph(analysis, units, model));
}

Review assemble_review(const ReviewSource& source, std::vector<ReviewInput> inputs) {
  const auto& [store, model, settings, units, analysis, care] = source;
  Review review;
  review.as_of = settings.as_of;
  review.window_from = analysis.window.from;
  review.window_to = analysis.window.to;
  const auto& days = units.of(UnitKind::order).day;
  review.seen_from = days.empty() ? analysis.window.from : days.front();
  review.currency = model.currency;
  review.inputs = std::move(inputs);
  const auto reached = reached_causes(analysis, units, model);
  const CauseGraph graph = build_graph(analysis, units, model);
  for (const KindFindings& findings : analysis.kinds) {
    const UnitTable& table = units.of(model.failures[findings.kind].unit);
    review.failures.push_back(make_failure(findings, model, table, analysis.window, reached));
    review.failures.back().trail = graph.trail(failure_node(model, findings.kind));
  }
  add_causes(analysis, units, model, settings.redact, review);
  count_inferred(model, review);
  add_confusions(model, units, review);
  review.steps = review_steps(reached, model);
  review.graph = copy_of(graph);
  add_changes(store, model, settings, review);
  review.notes = make_notes(units.notes, review.inputs);
  add_customers(source, review);
  add_value_names(store, model, review);
  if (settings.redact) redact(review, model);
  return review;
}

}  // namespace rastro
