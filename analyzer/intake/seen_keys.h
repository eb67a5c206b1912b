#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rastro {

/// On which line of a file each of its keys stood, for a file of any length: at most 5 MiB are held
/// in memory, but for eight bytes every 256 keys. Keys are told apart by a 64-bit hash.
///
/// It is asked only about keys that the database has found to be there already, of most files
/// never: until then keys are only put down, the newest in memory, the others in a temporary file.
/// Once it is asked they are sorted into files, of which those of like size are merged so that
/// there are few, and the newest are indexed.
class SeenKeys {
 public:
  /// Keys that are held in memory at most.
  static constexpr std::size_t most_recent = std::size_t{1} << 16;

  /// `file`: whose keys, named in messages.
  explicit SeenKeys(std::string file);
  ~SeenKeys();
  SeenKeys(const SeenKeys&) = delete;
  SeenKeys& operator=(const SeenKeys&) = delete;

  /// `line`: any number but 0. Throws Error, as does line_of(), where a temporary file cannot be
  /// written or read.
  void note(std::uint64_t hash, std::int64_t line) {
    if (recent_.size() == most_recent) write_out();
    recent_.push_back({hash, line});
  }
  /// The line noted last for the key, 0 where there is none.
  std::int64_t line_of(std::uint64_t hash);

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::int64_t line = 0;
  };
  class Run;
  class Filter;

  void write_out();
  void sort_all();
  void add_run(std::vector<Entry>& entries);
  void index_recent();
  std::size_t place_of(std::uint64_t hash) const;

  std::string file_;
  std::vector<Entry> recent_;
  std::unique_ptr<Run> unsorted_;     ///< those before, until it is asked
  std::unique_ptr<Filter> filter_;    ///< of the keys in runs_; null until it is asked
  std::vector<Run> runs_;             ///< sorted, the oldest and longest first
  std::vector<std::uint32_t> index_;  ///< open-addressed: places in recent_, from 1; 0 is free
  std::size_t indexed_ = 0;           ///< so many of recent_ are in it
};

}  // namespace rastro
