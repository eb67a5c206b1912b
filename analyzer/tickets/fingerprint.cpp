#include "tickets/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace rastro {

namespace {

/// FNV-1a with 64 bits (Fowler, Noll, Vo).
class Fnv1a {
 public:
  /// Each word is closed by its length, so that ("ab", "c") and ("a", "bc") differ.
  void add(std::string_view word) {
    for (const char character : word) add_byte(static_cast<unsigned char>(character));
    for (std::size_t rest = word.size(), digit = 0; digit < 8; ++digit, rest >>= 8) {
      add_byte(static_cast<unsigned char>(rest & 0xFF));
    }
  }
  std::uint64_t value() const { return hash_; }

 private:
  void add_byte(unsigned char byte) {
    hash_ ^= byte;
    hash_ *= 0x100000001b3ULL;
  }

  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

}  // namespace

std::string ticket_fingerprint(std::string_view failure,
                               std::vector<std::pair<std::string, std::string>> conditions) {
  std::sort(conditions.begin(), conditions.end());
  Fnv1a hash;
  hash.add(failure);
  for (const auto& [factor, value] : conditions) {
    hash.add(factor);
    hash.add(value);
  }
  const std::uint64_t folded = (hash.value() >> 32) ^ (hash.value() & 0xFFFFFFFFULL);
  return fmt::format("T-{:08x}", folded);
}

}  // namespace rastro
