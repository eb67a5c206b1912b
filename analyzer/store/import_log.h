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
  std::string path{};       ///< as it was given
  std::string sheet{};      ///< of a workbook, or table of an event log
  std::string loaded_at{};  ///< 2026-09-10T14:03:00, the machine's clock
  std::string headings{};   ///< one CSV record
  std::string reading{};    ///< how the columns' values were read: ColumnHints, a word a column
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
  /// All its fields as one CSV record in UTF-8, to try it again by; empty where the record could
  /// not be taken apart.
  std::string record{};
  static constexpr std::size_t raw_limit = 2048;
};

/// A rejection with its place in the log.
struct KeptRejection {
  std::int64_t id = 0;
  std::int64_t import_id = 0;
  Rejection rejection;
};

/// The files loaded into a store and the rows refused, kept in the store itself. But for
/// ImportEntry::loaded_at the same files leave the same log.
class ImportLog {
 public:
  explicit ImportLog(Store& store) : store_(store) {}

  /// Enters a file that is about to be read; its rejections name the number returned.
  std::int64_t begin(const std::string& file, const std::string& table);
  /// Sets hashes and counts. Where the same bytes were read into the same table before, this entry
  /// and its rejections take the place of the earlier ones.
  void finish(std::int64_t id, const ImportEntry& entry);
  void reject(std::int64_t id, const Rejection& rejection);

  /// Whether any file of that size was loaded: only then is it worth hashing one beforehand.
  bool has_size(std::int64_t bytes);
  /// What was entered for these bytes read in this way, in the order of loading.
  std::vector<ImportEntry> find(std::uint64_t content, std::uint64_t mapping);

  /// ImportEntry::reading of what was loaded into a table under these headings, each once, newest
  /// first.
  std::vector<std::string> readings(const std::string& table, const std::string& headings);

  std::vector<ImportEntry> entries();
  /// The rejections of all files, in the order in which they were found.
  std::vector<Rejection> rejections(std::optional<std::size_t> limit = {});

  /// The loads that have rejections which can be tried again, oldest first.
  std::vector<std::int64_t> loads_to_retry();
  ImportEntry entry(std::int64_t id);
  /// The next of a load that can be tried again, at most `limit`, behind the rejection `after`.
  std::vector<KeptRejection> rejections_of(std::int64_t id, std::int64_t after, std::size_t limit);
  /// A rejected row has been taken after all, as new or as one that was there already.
  void settle(const KeptRejection& kept, bool was_there);
  /// It is rejected again, perhaps for another reason.
  void update(const KeptRejection& kept, const Rejection& again);

 private:
  Store& store_;
  std::optional<SQLite::Statement> reject_;
};

}  // namespace rastro
