#pragma once

#include "process/toml_section.h"

namespace rastro {

/// [import]: thresholds, heading aliases and file mappings, checked against the model's tables.
ImportSpec read_import(const TomlSection& root, const std::vector<TableSpec>& tables);

}  // namespace rastro
