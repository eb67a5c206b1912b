#pragma once

#include <string>

namespace rastro {

/// A file or folder of this repository: in_source("data/process.toml"). Only places.cpp knows where
/// that is, so that whatever else was compiled in one clone serves every other.
std::string in_source(const std::string& path);

extern const char* const program_file;  ///< the program under test
extern const char* const pages_folder;  ///< for pages that a browser is to open

}  // namespace rastro
