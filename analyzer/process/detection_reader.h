#pragma once

#include "process/model_tables.h"

namespace rastro {

/// How a failure kind is noticed, its `detected`; `failures` are the ids it may refer to.
Detection read_detection(const TomlSection& failure, const Vocabulary& failures,
                         const std::vector<TableSpec>& tables);

/// What happens again must be a report, and of the same unit. All kinds must have been read.
void check_again(const TomlSection& section, const FailureKind& kind,
                 const std::vector<FailureKind>& failures);

}  // namespace rastro
