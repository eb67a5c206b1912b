#pragma once

#include <algorithm>
#include <cmath>

#include "causes/analysis.h"

namespace rastro::test {

/// By how many failures the flow is out of balance at the vertex where it is most: into a failure
/// kind flow its failures, out of a condition flows what flowed in, into a step nothing; and the
/// parts of a kind's findings add up to its failures.
inline double worst_imbalance(const Analysis& analysis, const Units& units,
                              const ProcessModel& model) {
  double worst = 0;
  const auto compare = [&](double one, double other) {
    worst = std::max(worst, std::abs(one - other));
  };
  const CauseGraph graph = build_graph(analysis, units, model);
  for (const KindFindings& findings : analysis.kinds) {
    const auto failed = static_cast<double>(findings.total.failed);
    double parts = findings.unexplained;
    for (const Cause& cause : findings.causes) parts += cause.attributed;
    for (const Chain& chain : findings.chains) parts += chain.attributed;
    for (const Episode& episode : findings.episodes) parts += episode.attributed;
    compare(parts, failed);
    compare(graph.inflow(failure_node(model, findings.kind)), failed);
  }
  for (const auto& node : graph.nodes()) {
    const double in = graph.inflow(node.id), out = graph.outflow(node.id);
    if (node.kind == CauseGraph::Kind::condition && in > 0) compare(in, out);
    if (node.kind == CauseGraph::Kind::step || node.kind == CauseGraph::Kind::unexplained) {
      compare(in, 0);
    }
  }
  return worst;
}

}  // namespace rastro::test
