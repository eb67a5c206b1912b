#include "causes/analysis.h"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <tuple>

#include "base/parallel.h"
#include "causes/dating.h"
#include "causes/late_testimony.h"
#include "causes/mechanisms.h"
#include "causes/reported_testimony.h"
#include "tally/memory_tally.h"

namespace rastro {

namespace {

/// So many days before the window are looked at for what had begun by then: a strike of a week that
/// the window begins with, and a week without it.
constexpr Day days_before = 14;

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

/// Who counts the units of each failure kind that were ordered on such days: one tally for all
/// kinds of a unit that are dated by the same column.
class Tallies {
 public:
  Tallies(const Units& units, const ProcessModel& model, DayRange days)
      : units_(units), model_(model), days_(days) {}

  Tally& of(std::size_t kind) {
    const FailureKind& failure = model_.failures[kind];
    const UnitTable& table = units_.of(failure.unit);
    const ColumnRef& by = failure.dated_by;
    auto& tally = tallies_[{failure.unit, by.table, by.column}];
    if (!tally) tally = std::make_unique<MemoryTally>(table, days_, table.dated(kind));
    return *tally;
  }

 private:
  const Units& units_;
  const ProcessModel& model_;
  DayRange days_;
  std::map<std::tuple<UnitKind, std::string, std::string>, std::unique_ptr<MemoryTally>> tallies_;
};

/// Asks of one kind what its steps recorded, and which earlier failures it may follow from.
KindToSearch kind_to_search(const Units& units, const ProcessModel& model, std::size_t kind) {
  KindToSearch search;
  search.kind = kind;
  search.factors = factors_of_kind(model, kind);
  search.may_pair = [&model](auto left, auto right) { return may_pair(model, left, right); };
  for (const auto& earlier : units.of(model.failures[kind].unit).failures[kind].earlier) {
    search.factors.push_back(earlier.factor);
    search.given.push_back(earlier.factor);
  }
  return search;
}

/// Says of what kind each earlier failure is. A kind that only fails again what has failed before
/// has its everyday rate from there.
void complete_chains(const ProcessModel& model, const UnitTable& table, KindFindings& findings) {
  const Detection& detection = model.failures[findings.kind].detection;
  for (const EarlierFailure& earlier : table.failures[findings.kind].earlier) {
    for (Chain& chain : findings.chains) {
      if (chain.condition.pairs.front().factor == earlier.factor) chain.upstream = earlier.kind;
    }
    const bool again = detection.how == Detection::How::again && detection.of == earlier.kind;
    if (!again || findings.total.failed == 0) continue;
    Chain chain;
    chain.condition = {{{earlier.factor, 1}}};
    chain.upstream = earlier.kind;
    chain.takes_leak = true;
    chain.counts = findings.total;
    chain.rate =
        static_cast<double>(findings.total.failed) / static_cast<double>(findings.total.exposed);
    chain.risk_ratio = chain.risk_ratio_low = chain.risk_ratio_high =
        std::numeric_limits<double>::infinity();
    chain.p_adjusted = 0;
    chain.attributed = findings.unexplained;
    findings.unexplained = 0;
    findings.chains.push_back(std::move(chain));
  }
}

/// The latest step: only there have all factors of the condition come together.
std::size_t step_of(const ProcessModel& model, const Condition& condition) {
  std::size_t step = 0;
  for (const Pair& pair : condition.pairs) step = std::max(step, model.factors[pair.factor].step);
  return step;
}

/// Adds what the search itself does not tell: the step of each cause, since when it acts, what
/// would tell it from its look-alikes, and which earlier failures the kind follows from.
void complete(KindFindings& findings, const ProcessModel& model, const Units& units,
              const Tally& tally) {
  for (Cause& cause : findings.causes) {
    cause.step = cause.factor_step = step_of(model, cause.condition);
    for (const Condition& other : cause.same_as) {
      cause.contrasts.push_back(contrast(tally, findings.kind, model, cause.condition, other));
    }
  }
  const UnitTable& table = units.of(model.failures[findings.kind].unit);
  date_causes(table, findings);
  complete_chains(model, table, findings);
}

void add_late_mechanisms(const ProcessModel& model, const UnitTable& table, DayRange window,
                         KindFindings& findings) {
  const LateWitnesses witnesses(model, table, window, findings);
  find_mechanisms(
      model, [&](const Cause* cause) { return witnesses.ask(cause); }, findings);
  for (Cause& cause : findings.causes) {
    if (cause.mechanism) cause.mechanism->delay = witnesses.typical_delay(cause);
  }
}

/// Adds how the failures of each cause come about, and brings it to the step to which they point.
void add_mechanisms(const ProcessModel& model, const Units& units, DayRange window,
                    KindFindings& findings) {
  if (findings.causes.empty()) return;
  const FailureKind& kind = model.failures[findings.kind];
  const bool reported =
      kind.evidence == EvidenceKind::received_item || kind.evidence == EvidenceKind::address;
  const bool timed = !units.of(kind.unit).milestones.columns.empty();
  if (kind.evidence == EvidenceKind::stages && timed) {
    add_late_mechanisms(model, units.of(kind.unit), window, findings);
  } else if (reported && !units.clues.items.empty()) {
    Testimony testimony = kind.evidence == EvidenceKind::address
                              ? address_testimony(units.clues, findings)
                              : item_testimony(units.clues, findings);
    find_mechanisms(
        model, [&](const Cause*) { return testimony; }, findings);
  }
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
  if (findings.unexplained == 0) return;
  graph.add_node({unexplained, Kind::unexplained, model.failures[findings.kind].id});
  graph.add_flow(unexplained, failure, findings.unexplained);
}

}  // namespace

Analysis analyse(const Units& units, const ProcessModel& model, DayRange window) {
  Analysis analysis;
  analysis.window = window;
  const auto kinds = measurable_kinds(units, model);
  Tallies tallies(units, model, window);
  Tallies wider(units, model, {window.from - days_before, window.to});
  std::vector<KindToSearch> searched;
  for (const auto kind : kinds) {
    searched.push_back(kind_to_search(units, model, kind));
    searched.back().tally = &tallies.of(kind);
    const UnitTable& table = units.of(model.failures[kind].unit);
    searched.back().tellable.to = table.failures[kind].dated_until;
    if (table.day.front() >= window.from) continue;
    searched.back().wider = &wider.of(kind);
    searched.back().tellable.from = window.from;
  }
  analysis.kinds = find_causes(searched);
  in_parallel(analysis.kinds.size(), [&](std::size_t index) {
    complete(analysis.kinds[index], model, units, *searched[index].tally);
    add_mechanisms(model, units, window, analysis.kinds[index]);
  });
  return analysis;
}

std::vector<std::uint16_t> factors_of_kind(const ProcessModel& model, std::size_t kind) {
  const auto& steps = model.failures[kind].steps;
  std::vector<std::uint16_t> factors;
  for (std::size_t factor = 0; factor < model.factors.size(); ++factor) {
    if (std::find(steps.begin(), steps.end(), model.factors[factor].step) != steps.end()) {
      factors.push_back(static_cast<std::uint16_t>(factor));
    }
  }
  return factors;
}

bool may_pair(const ProcessModel& model, std::size_t left, std::size_t right) {
  if (left >= model.factors.size() || right >= model.factors.size()) return false;
  const auto of_time = [](const Factor& factor) {
    return factor.derivation == Derivation::weekday || factor.derivation == Derivation::hour_band;
  };
  const Factor& first = model.factors[left];
  const Factor& second = model.factors[right];
  const bool spans_time =
      of_time(first) && of_time(second) &&
      (first.source.table != second.source.table || first.source.column != second.source.column);
  return !spans_time && !model.nested(left, right);
}

std::string factor_word(const ProcessModel& model, std::size_t factor) {
  return factor < model.factors.size() ? model.factors[factor].id : "failure";
}

std::string condition_label(const Condition& condition, const ProcessModel& model,
                            const UnitTable& table) {
  std::string label;
  for (const Pair& pair : condition.pairs) {
    if (!label.empty()) label += " & ";
    label +=
        factor_word(model, pair.factor) + "=" + table.factors[pair.factor].dictionary[pair.value];
  }
  if (label.empty()) label = "everything";
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
  for (const KindFindings& findings : analysis.kinds) {
    for (const Chain& chain : findings.chains) {
      graph.add_flow(failure_node(model, chain.upstream), failure_node(model, findings.kind),
                     chain.attributed);
    }
  }
  return graph;
}

}  // namespace rastro
