#pragma once

#include <cstdint>
#include <string_view>

namespace rastro {

/// FNV-1a with 64 bits (Fowler, Noll and Vo 1991): the same on every machine and in every run. For
/// names that must stay stable, not against anyone who wants to find a text with the same hash.
constexpr std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char character : text) {
    hash ^= static_cast<unsigned char>(character);
    hash *= 0x100000001b3;
  }
  return hash;
}

}  // namespace rastro
