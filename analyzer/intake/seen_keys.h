#pragma once

#include <cstdint>
#include <vector>

namespace rastro {

/// On which line of the file each key stood first: sixteen bytes a key, in one open-addressed
/// table. Keys are told apart by a 64-bit hash; it is asked only about keys that the database has
/// found to be there already.
class SeenKeys {
 public:
  struct Entry {
    std::uint64_t hash = 0;
    std::int64_t line = 0;  ///< 0: free; negative: its row was rejected on that line
  };

  /// The entry of the key, its line 0 where it is new. Valid until the next call.
  Entry& operator[](std::uint64_t hash) {
    if ((used_ + 1) * 2 > entries_.size()) grow();
    Entry& entry = place(entries_, hash);
    if (entry.line == 0) {
      // The caller sets the line of a new entry; an entry left free costs nothing but an early
      // growth.
      entry.hash = hash;
      ++used_;
    }
    return entry;
  }

 private:
  static Entry& place(std::vector<Entry>& entries, std::uint64_t hash) {
    const std::size_t mask = entries.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash ^ (hash >> 32)) & mask;
    while (entries[at].line != 0 && entries[at].hash != hash) at = (at + 1) & mask;
    return entries[at];
  }

  void grow() {
    std::vector<Entry> larger(entries_.empty() ? 1024 : entries_.size() * 2);
    used_ = 0;
    for (const Entry& entry : entries_) {
      if (entry.line == 0) continue;
      place(larger, entry.hash) = entry;
      ++used_;
    }
    entries_.swap(larger);
  }

  std::vector<Entry> entries_;
  std::size_t used_ = 0;
};

}  // namespace rastro
