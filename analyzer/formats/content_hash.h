#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace rastro {

/// Recognises bytes that were seen before (64 bits, Fowler-Noll-Vo's idea on words of eight bytes).
/// Not a defence against someone who looks for collisions.
class ContentHash {
 public:
  /// The same bytes give the same hash if every part but the last is a multiple of eight long.
  void add(std::string_view part) {
    std::size_t at = 0;
    for (; at + sizeof(std::uint64_t) <= part.size(); at += sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, part.data() + at, sizeof word);
      mix(word);
    }
    std::uint64_t rest = part.size() - at;
    for (; at < part.size(); ++at) rest = rest << 8 | static_cast<unsigned char>(part[at]);
    if (rest != 0) mix(rest);
  }
  void add(std::uint64_t word) { mix(word); }

  std::uint64_t value() const { return value_; }

 private:
  void mix(std::uint64_t word) {
    value_ = (value_ ^ word) * 0x9E3779B97F4A7C15u;
    value_ ^= value_ >> 29;
  }

  std::uint64_t value_ = 0xCBF29CE484222325u;
};

}  // namespace rastro
