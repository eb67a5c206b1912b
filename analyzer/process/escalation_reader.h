#pragma once

#include <vector>

#include "process/toml_section.h"

namespace rastro {

/// [[escalation]], the strongest rule first. Where the model has none, the rules of the built-in
/// model, as far as this one has their failure kinds; an empty list means no rule.
std::vector<EscalationRule> read_escalations(const TomlSection& root,
                                             const std::vector<FailureKind>& failures,
                                             const RecoveryTargets& targets);

}  // namespace rastro
