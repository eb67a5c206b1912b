#pragma once

#include "process/toml_section.h"

namespace rastro {

/// [recovery]; what is not stated keeps its default.
RecoveryTargets read_recovery(const TomlSection& root);

/// [calendar]; what is not stated keeps its default.
WorkingCalendar read_calendar(const TomlSection& root);

/// `timezone`: an IANA name by its form; UTC where it is not stated.
std::string read_timezone(const TomlSection& root);

}  // namespace rastro
