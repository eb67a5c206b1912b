#pragma once

#include <functional>
#include <string>
#include <vector>

#include "causes/findings.h"
#include "mechanisms/signs.h"
#include "process/model.h"

namespace rastro {

/// A failed unit that shows something of how it failed.
struct Shown {
  std::size_t failed = 0;  ///< index in KindFindings::failed
  Signs signs;
};

/// What the failed units of a kind show.
struct Testimony {
  std::vector<std::string> mechanisms;  ///< in the order of Signs::given
  std::vector<Shown> shown;             ///< ascending
};

/// The testimony of a kind's failed units; for one cause, of its own units, measured against their
/// like. Nothing: of all, against all.
using AskWitnesses = std::function<Testimony(const Cause*)>;

/// Finds by which mechanism each cause of the kind works: a mixture of mechanisms is fitted to the
/// failures in proportion to the cause's share in them, beside the mixture of the everyday ones. A
/// mechanism is clear where at least half of the cause's own failures come about by it, and the
/// account without it is at least twenty times less likely. Sets Cause::mechanism and, by it,
/// Cause::step.
void find_mechanisms(const ProcessModel& model, const AskWitnesses& ask, KindFindings& findings);

}  // namespace rastro
