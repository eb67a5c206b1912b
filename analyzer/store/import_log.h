#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace rastro {

/// What became of one file in one table. accepted + rejected + unchanged = rows, always.
struct ImportEntry {
  std::string file;  ///< its name, without folders
  std::string table;
  std::uint64_t content = 0;  ///< hash of its bytes
  std::uint64_t mapping = 0;  ///< hash of how it was read
  std::int64_t bytes = 0;
  std::int64_t rows = 0, accepted = 0, rejected = 0, unchanged = 0, repeats = 0;
};

/// A record that was not taken into a table, kept with the reason.
struct Rejection {
  std::string file;
  long line = 0;  ///< physical line on which the record starts, from 1
  std::string table;
  std::string field;  ///< column; empty where the record as a whole is at fault
  std::string reason;
  std::string raw;         ///< the record as it stands in the file, at most raw_limit bytes
  std::string order_id{};  ///< the order it speaks of; empty where that cannot be read
  static constexpr std::size_t raw_limit = 2048;
};

/// The files loaded into a store and the rows refused, kept in the store itself. It bears no time
/// of day: the same files leave the same database.
class ImportLog {
 public:
  explicit ImportLog(Store& store) : store_(store) {}

  /// Enters a file that is about to be read; its rejections name the number returned.
  std::int64_t begin(const std::string& file, const std::string& table);
  /// Sets hashes and counts. Where the same bytes were read in the same way before, this entry
  /// and its rejections take the place of the earlier ones.
  void finish(std::int64_t id, const ImportEntry& entry);
  void reject(std::int64_t id, const Rejection& rejection);

  /// Whether any file of that size was loaded: only then is it worth hashing one beforehand.
  bool has_size(std::int64_t bytes);
  /// What was entered for these bytes read in this way, in the order of loading.
  std::vector<ImportEntry> find(std::uint64_t content, std::uint64_t mapping);

  std::vector<ImportEntry> entries();
  /// The rejections of all files, in the order in which they were found.
  std::vector<Rejection> rejections(std::optional<std::size_t> limit = {});

 private:
  Store& store_;
  std::optional<SQLite::Statement> reject_;
};

}  // namespace rastro
