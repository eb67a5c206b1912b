#include "report/assemble_chains.h"

#include <algorithm>

namespace rastro {

namespace {

/// Adds to the share of the same cause by the same way.
void add_share(ReviewFailedUnit::Share share, ReviewFailedUnit& unit) {
  for (ReviewFailedUnit::Share& known : unit.shares) {
    if (known.cause != share.cause || known.via != share.via) continue;
    known.share += share.share;
    return;
  }
  unit.shares.push_back(std::move(share));
}

}  // namespace

std::vector<ReviewChain> review_chains(const KindFindings& findings, const ProcessModel& model) {
  std::vector<ReviewChain> chains;
  for (const Chain& chain : findings.chains) {
    chains.push_back({model.failures[chain.upstream].id, chain.counts.exposed, chain.counts.failed,
                      chain.rate, chain.baseline_rate, chain.risk_ratio, chain.attributed});
  }
  return chains;
}

double explained_failures(const std::vector<Reached>& reached, std::size_t kind) {
  double explained = 0;
  for (const Reached& each : reached) {
    if (each.kind == kind) explained += each.attributed;
  }
  return explained;
}

std::vector<ReviewStep> review_steps(const std::vector<Reached>& reached,
                                     const ProcessModel& model) {
  std::vector<ReviewStep> steps;
  for (std::size_t step = 0; step < model.steps.size(); ++step) {
    ReviewStep entry{model.steps[step].id, model.steps[step].owner.en, 0, 0};
    for (const Reached& each : reached) {
      if (each.findings->causes[each.cause].step != step) continue;
      entry.attributed += each.attributed;
      entry.cost += each.attributed * model.failures[each.kind].cost;
    }
    if (entry.attributed > 0) steps.push_back(entry);
  }
  std::stable_sort(steps.begin(), steps.end(), [](const auto& left, const auto& right) {
    return left.attributed > right.attributed;
  });
  return steps;
}

void add_consequences(const Analysis& analysis, const std::vector<Reached>& reached,
                      const ProcessModel& model, const RankedCause& ranked, ReviewCause& cause) {
  const auto way = way_down(analysis, ranked.findings->kind);
  for (auto kind = std::next(way.rbegin()); kind != way.rend(); ++kind) {
    cause.trail.insert(cause.trail.begin(), failure_node(model, *kind));
  }
  for (const Reached& each : reached) {
    const bool own = each.kind == ranked.findings->kind;
    if (own || &each.findings->causes[each.cause] != ranked.cause) continue;
    cause.leads_to.push_back({model.failures[each.kind].id, each.attributed});
  }
}

void add_failed_units(const Analysis& analysis, const Units& units, const ProcessModel& model,
                      const KindFindings& findings,
                      const std::map<std::size_t, std::vector<std::string>>& ids, Review& review) {
  const UnitTable& table = units.of(model.failures[findings.kind].unit);
  for (const FailedUnit& failed : findings.failed) {
    ReviewFailedUnit unit;
    unit.kind = model.failures[findings.kind].id;
    unit.order_id = table.order_id[failed.unit];
    unit.part = table.part[failed.unit];
    unit.ordered_on = table.day[failed.unit];
    unit.incidents = table.failures[findings.kind].incidents[failed.unit];
    unit.inferred = table.failures[findings.kind].inferred[failed.unit];
    unit.leak = 1;
    for (const Blame& blame : blame_of(analysis, units, model, findings, failed)) {
      ReviewFailedUnit::Share share{"", blame.share, {}};
      if (blame.contributor) share.cause = ids.at(blame.findings->kind)[*blame.contributor];
      for (const EarlierUnit& earlier : blame.via) {
        share.via.push_back(model.failures[earlier.kind].id);
      }
      if (share.cause.empty() && share.via.empty()) continue;  // an episode or the everyday rate
      unit.leak -= share.share;
      add_share(std::move(share), unit);
    }
    review.failed_units.push_back(std::move(unit));
  }
}

}  // namespace rastro
