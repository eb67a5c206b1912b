#pragma once

#include <string>

#include "base/temporary_file.h"

namespace rastro {

/// What can be read only once (standard input, a pipe), copied to a temporary file so that it can
/// be opened by name, looked at and read again: all that is left to read; the descriptor stays
/// open. `name` stands for it in messages. Throws Error where it cannot be read, or the disk is
/// full.
TemporaryFile spooled(int descriptor, const std::string& name = "standard input");

}  // namespace rastro
