#include <fmt/format.h>

#include <map>

#include "base/parallel.h"
#include "bench/bench.h"
#include "bench/cause_match.h"
#include "bench/cause_score.h"
#include "simulate/simulate.h"
#include "tally/memory_tally.h"

namespace rastro::bench {

namespace {

constexpr std::uint64_t seeds_after = 80'000;  ///< other months than those of the other tables

/// How the planted causes of one mechanism fared.
struct Naming {
  Share found;          ///< of the planted ones that had to be found
  Share right;          ///< of the found ones: this mechanism is named
  Share another, open;  ///< another one, or none
  Share right_step;

  Naming& operator+=(const Naming& other) {
    found += other.found;
    right += other.right;
    another += other.another;
    open += other.open;
    right_step += other.right_step;
    return *this;
  }
};

struct MechanismScore {
  std::map<std::string, std::map<std::string, Naming>> namings;  ///< by failure kind and mechanism
  Shares decoys_named;                                           ///< by decoy
  std::string notes;                                             ///< what was named wrongly
};

/// The cause reported for a planted one; null: none.
const Cause* find_match(const PlantedCause& planted, const KindFindings& findings,
                        const SimulatedMonth& month) {
  const UnitTable& table = month.units.of(default_model().failures[findings.kind].unit);
  const MemoryTally tally(table, month.analysis.window, table.dated(findings.kind));
  for (const Cause& cause : findings.causes) {
    if (matches(planted, cause.condition, table, tally, findings.kind)) return &cause;
  }
  return nullptr;
}

void score_cause(const PlantedCause& planted, const Cause& cause, Naming& naming,
                 MechanismScore& score) {
  const std::string named = cause.mechanism ? cause.mechanism->kind : std::string();
  const std::string& step = default_model().steps[cause.step].id;
  naming.right.add(named == planted.mechanism);
  naming.another.add(!named.empty() && named != planted.mechanism);
  naming.open.add(named.empty());
  naming.right_step.add(step == planted.step);
  if (named == planted.mechanism && step == planted.step) return;
  score.notes +=
      fmt::format("  {} {} at {} of {:.0f} failures: {} at {}\n", planted.id,
                  planted.mechanism.empty() ? "no mechanism" : planted.mechanism, planted.step,
                  planted.fired, named.empty() ? "left open" : named, step);
}

void score_decoys(const PlantedCause& planted, const Cause& cause, const Truth& truth,
                  MechanismScore& score) {
  for (const PlantedDecoy& decoy : truth.decoys) {
    if (decoy.cause_id != planted.id) continue;
    const bool named =
        cause.mechanism && (decoy.mechanism.empty() || cause.mechanism->kind == decoy.mechanism);
    score.decoys_named[decoy.name].add(named);
  }
}

MechanismScore score_mechanisms(const SimulatedMonth& month) {
  MechanismScore score;
  for (const PlantedCause& planted : month.truth.causes) {
    const auto kind = default_model().find_failure(planted.failure);
    const bool shows = kind && default_model().failures[*kind].evidence != EvidenceKind::none;
    if (!shows || planted.expected_extra < countable) continue;
    const Cause* cause = nullptr;
    for (const KindFindings& findings : month.analysis.kinds) {
      if (findings.kind == *kind) cause = find_match(planted, findings, month);
    }
    const std::string mechanism = planted.mechanism.empty() ? "none" : planted.mechanism;
    Naming& naming = score.namings[planted.failure][mechanism];
    naming.found.add(cause != nullptr);
    if (cause == nullptr) continue;
    score_cause(planted, *cause, naming, score);
    score_decoys(planted, *cause, month.truth, score);
  }
  return score;
}

MonthPlan plan_of(const Settings& settings, std::size_t month) {
  MonthPlan plan;
  plan.seed = settings.seed + seeds_after + month;
  plan.plant = plantable_causes();
  for (const char* more : {"mechanisms", "decoys"}) plan.plant.emplace_back(more);
  return plan;
}

std::string text_of(const Share& share) { return share_text(share.hits, share.of); }

void print_naming(const std::string& failure, const std::string& mechanism, const Naming& naming) {
  fmt::print("| {} | {} | {} | {} | {} | {} | {} |\n", failure, mechanism, text_of(naming.found),
             text_of(naming.right), text_of(naming.right_step), text_of(naming.another),
             text_of(naming.open));
}

void print_namings(const MechanismScore& score, int months, const Settings& settings) {
  fmt::print("\nMechanisms planted in {} months, seeds from {}; 95 % intervals\n\n", months,
             settings.seed + seeds_after);
  fmt::print(
      "| failure | mechanism | found | named rightly | step named rightly | another named | "
      "left open |\n|---|---|---|---|---|---|---|\n");
  Naming all;
  for (const auto& [failure, by_mechanism] : score.namings) {
    Naming of_failure;
    for (const auto& [mechanism, naming] : by_mechanism) {
      print_naming(failure, mechanism, naming);
      if (mechanism != "none") of_failure += naming;
    }
    print_naming(failure, "all", of_failure);
    all += of_failure;
  }
  print_naming("all", "all", all);
  fmt::print("\n| decoy | named |\n|---|---|\n");
  for (const auto& [decoy, share] : score.decoys_named) {
    fmt::print("| {} | {} |\n", decoy, text_of(share));
  }
}

}  // namespace

void run_mechanisms(const Settings& settings) {
  const int months = settings.months.value_or(100);
  std::vector<MechanismScore> scores(static_cast<std::size_t>(months));
  in_parallel(scores.size(), [&](std::size_t month) {
    scores[month] = score_mechanisms(analyse_month(plan_of(settings, month)));
  });
  MechanismScore sum;
  for (std::size_t month = 0; month < scores.size(); ++month) {
    const MechanismScore& score = scores[month];
    if (settings.verbose && !score.notes.empty()) {
      fmt::print("seed {}\n{}", plan_of(settings, month).seed, score.notes);
    }
    for (const auto& [failure, by_mechanism] : score.namings) {
      for (const auto& [mechanism, naming] : by_mechanism)
        sum.namings[failure][mechanism] += naming;
    }
    for (const auto& [decoy, share] : score.decoys_named) sum.decoys_named[decoy] += share;
  }
  print_namings(sum, months, settings);
}

}  // namespace rastro::bench
