#pragma once

#include <string_view>

namespace rastro {

/// A file compiled into the program, by its path in the repository ("data/process.toml").
/// Throws Error for a name that was not compiled in.
std::string_view resource(std::string_view name);

}  // namespace rastro
