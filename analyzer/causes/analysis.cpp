#include "causes/analysis.h"

#include <algorithm>

#include "tally/memory_tally.h"

namespace rastro {

namespace {

/// Kinds of which at least one unit could have failed.
std::vector<std::size_t> measurable_kinds(const Units& units, const ProcessModel& model) {
  std::vector<std::size_t> kinds;
  for (std::size_t kind = 0; kind < model.failures.size(); ++kind) {
    const FailureColumn& column = units.of(model.failures[kind].unit).failures[kind];
    const auto& exposed = column.exposed;
    if (std::find(exposed.begin(), exposed.end(), 1) != exposed.end()) kinds.push_back(kind);
  }
  return kinds;
}

void add_kind(const KindFindings& findings, const ProcessModel& model, const UnitTable& table,
              CauseGraph& graph) {
  using Kind = CauseGraph::Kind;
  const std::string failure = failure_node(model, findings.kind);
  const std::string unexplained = "unexplained:" + model.failures[findings.kind].id;
  graph.add_node({failure, Kind::failure, model.failures[findings.kind].id});
  for (const Cause& cause : findings.causes) {
    const std::string label = condition_label(cause.condition, model, table);
    const std::string condition = condition_node(model, findings.kind, label);
    const std::string step = step_node(model, cause.step);
    graph.add_node({step, Kind::step, model.steps[cause.step].id});
    graph.add_node({condition, Kind::condition, label});
    graph.add_flow(step, condition, cause.attributed);
    graph.add_flow(condition, failure, cause.attributed);
  }
  for (const Episode& episode : findings.episodes) {
    const std::string label = condition_label(episode.condition, model, table);
    const std::string condition = condition_node(model, findings.kind, label);
    graph.add_node({condition, Kind::condition, label});
    graph.add_flow(condition, failure, episode.attributed);
  }
  if (findings.total.failed == 0) return;
  graph.add_node({unexplained, Kind::unexplained, model.failures[findings.kind].id});
  graph.add_flow(unexplained, failure, findings.unexplained);
}

}  // namespace

Analysis analyse(const Units& units, const ProcessModel& model, DayRange window) {
  Analysis analysis;
  analysis.window = window;
  const auto kinds = measurable_kinds(units, model);
  std::vector<MemoryTally> tallies;
  tallies.reserve(units.tables.size());
  for (const UnitTable& table : units.tables) tallies.emplace_back(table, window);
  std::vector<KindToSearch> searched;
  for (const auto kind : kinds) {
    searched.push_back({&tallies[static_cast<std::size_t>(model.failures[kind].unit)], kind});
  }
  analysis.kinds = find_causes(searched, model);
  return analysis;
}

std::string condition_label(const Condition& condition, const ProcessModel& model,
                            const UnitTable& table) {
  std::string label;
  for (const Pair& pair : condition.pairs) {
    if (!label.empty()) label += " & ";
    label +=
        model.factors[pair.factor].id + "=" + table.factors[pair.factor].dictionary[pair.value];
  }
  if (condition.days) {
    label += " @" + format_day(condition.days->from) + ".." + format_day(condition.days->to);
  }
  return label;
}

std::string step_node(const ProcessModel& model, std::size_t step) {
  return "step:" + model.steps[step].id;
}

std::string failure_node(const ProcessModel& model, std::size_t kind) {
  return "failure:" + model.failures[kind].id;
}

std::string condition_node(const ProcessModel& model, std::size_t kind, const std::string& label) {
  return "condition:" + model.failures[kind].id + "/" + label;
}

CauseGraph build_graph(const Analysis& analysis, const Units& units, const ProcessModel& model) {
  CauseGraph graph;
  for (const KindFindings& findings : analysis.kinds) {
    add_kind(findings, model, units.of(model.failures[findings.kind].unit), graph);
  }
  return graph;
}

}  // namespace rastro
