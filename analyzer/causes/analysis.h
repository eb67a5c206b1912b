#pragma once

#include <vector>

#include "causes/cause_graph.h"
#include "causes/findings.h"
#include "process/model.h"
#include "tally/load_units.h"

namespace rastro {

/// What was found out about the units of a window.
struct Analysis {
  DayRange window;
  std::vector<KindFindings> kinds;  ///< of the failure kinds that could be measured, in model order
};

/// Analyses every failure kind that the data can tell. Pure: reads nothing but `units`.
Analysis analyse(const Units& units, const ProcessModel& model, DayRange window);

/// The factors of steps that may cause a kind, ascending.
std::vector<std::uint16_t> factors_of_kind(const ProcessModel& model, std::size_t kind);

/// Whether two factors may stand in one condition. Not an earlier failure, which is behind the
/// model's factors; not where one is nested in the other; and not
/// the weekdays or hours of two milestones: ordered on Friday and dispatched on Wednesday is no
/// cause of a delay but the delay itself.
bool may_pair(const ProcessModel& model, std::size_t left, std::size_t right);

/// A factor's id; "failure" for one that stands for an earlier failure.
std::string factor_word(const ProcessModel& model, std::size_t factor);

/// "carrier=Andes", "carrier=Andes & region=Norte", for an episode with "@2026-09-03..2026-09-04".
std::string condition_label(const Condition& condition, const ProcessModel& model,
                            const UnitTable& table);

/// Vertices and flows of all causes, chains, episodes and what stays unexplained. Into the vertex
/// of a failure kind flow its own failures, all of them; out of it, along chains, failures of later
/// kinds.
CauseGraph build_graph(const Analysis& analysis, const Units& units, const ProcessModel& model);

/// The graph's names for its vertices.
std::string step_node(const ProcessModel& model, std::size_t step);
std::string failure_node(const ProcessModel& model, std::size_t kind);
std::string condition_node(const ProcessModel& model, std::size_t kind, const std::string& label);

}  // namespace rastro
