#pragma once

#include <optional>
#include <vector>

#include "causes/analysis.h"

namespace rastro {

/// Failure kinds that bring about failure kinds. Each kind counts its own failures: a chain carries
/// failures of the later kind, and stands to its causes there as they stand to it.

/// The findings of a failure kind; nullptr where it could not be measured.
const KindFindings* findings_of(const Analysis& analysis, std::size_t kind);

/// Failures of one kind that go back to a cause of the same kind or, through chains, of an earlier
/// one.
struct Reached {
  std::size_t kind = 0;                    ///< of the failures
  const KindFindings* findings = nullptr;  ///< of the cause
  std::size_t cause = 0;                   ///< index in findings->causes
  double attributed = 0;                   ///< failures, above 0
};

/// How many failures of each kind reach each cause: the shares of blame of all failed units (see
/// blame_of), so that for one kind they add up to its failures less what stays unexplained, in it
/// or in an earlier one, and nothing is counted twice. By kind in the model's order.
std::vector<Reached> reached_causes(const Analysis& analysis, const Units& units,
                                    const ProcessModel& model);

/// An earlier failure on the way back from a failure.
struct EarlierUnit {
  std::size_t kind = 0;
  std::uint32_t unit = no_unit;  ///< its row in the unit table
};

/// A share of the blame for one failed unit, and the way it takes.
struct Blame {
  std::vector<EarlierUnit> via;            ///< the earlier failures passed, nearest first
  const KindFindings* findings = nullptr;  ///< of the last one passed; of the unit where none is
  std::optional<std::size_t> contributor;  ///< of these; nothing: the everyday rate
  double share = 0;                        ///< above 0
};

/// Shares the blame for a failed unit out: over its causes and the everyday rate and, where an
/// earlier failure of its order acted, over that one's in turn. The shares add up to 1.
std::vector<Blame> blame_of(const Analysis& analysis, const Units& units, const ProcessModel& model,
                            const KindFindings& findings, const FailedUnit& failed);

/// The kinds that a kind's failures bring about, the strongest way: the last one first, the kind
/// itself last.
std::vector<std::size_t> way_down(const Analysis& analysis, std::size_t kind);

}  // namespace rastro
