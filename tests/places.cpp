#include "places.h"

namespace rastro {

std::string in_source(const std::string& path) { return RASTRO_SOURCE_DIR "/" + path; }

const char* const program_file = RASTRO_PROGRAM;
const char* const pages_folder = RASTRO_PAGES;

}  // namespace rastro
