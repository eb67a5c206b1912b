#pragma once

#include <string>
#include <vector>

#include "report/trace_units.h"
#include "report/wording.h"

namespace rastro {

/// How one failed unit came to fail, as far as it shows that itself: what came instead of what, and
/// what the two have in common; what was wrong with the address (its words only where the review is
/// not redacted); in which stage the time was lost. A sentence each; nothing where it shows
/// nothing.
std::vector<std::string> how_it_failed(const Units& units, const std::vector<UnitStory>& stories,
                                       std::size_t kind, std::size_t row, bool redact,
                                       const Wording& wording);

/// "Wrong item (line 1)"
std::string named_failure(const UnitTable& table, std::size_t kind, std::size_t row,
                          const Wording& wording);

}  // namespace rastro
