#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rastro {

/// Where a bin stands: "A-01-3" is place 3 on the shelf "A-01".
struct BinPlace {
  std::string shelf;       ///< all parts but the last; the same for "A-01", "a1" and "A.1"
  std::int64_t place = 0;  ///< the last part: a number, or a single letter counted from a = 1
};

/// Reads a bin's name: numbers and words with or without separators, as A-01-3, A1-3, 12-B-04 or
/// P3.E2.N1. Nothing where it ends in a word, is empty or longer than 64 bytes.
std::optional<BinPlace> read_bin(std::string_view name);

enum class BinRelation { apart, next, same };

/// next: on the same shelf, one place on or back. What stands in another aisle or rack is apart,
/// however like its name.
BinRelation relation_of(const BinPlace& one, const BinPlace& other);

}  // namespace rastro
