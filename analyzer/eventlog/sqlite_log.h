#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventlog/log_limits.h"
#include "formats/byte_source.h"

namespace rastro {

/// A column of a table, with the type it was declared with.
struct SqliteColumn {
  std::string name;  ///< as the file has it, which may be no UTF-8
  std::string shown;
  std::string type;
};

/// A row while it is read; valid within the call only.
class SqliteRow {
 public:
  explicit SqliteRow(SQLite::Statement& statement) : statement_(statement) {}

  /// The column's value as UTF-8; nothing for NULL. Whole numbers are without ".0".
  std::optional<std::string> text(std::size_t column) const;
  /// "" for NULL.
  std::string text_or_empty(std::size_t column) const { return text(column).value_or(""); }

 private:
  SQLite::Statement& statement_;
};

/// A SQLite file from somebody else, opened for reading only and trusted in nothing: its views,
/// triggers, virtual tables and generated columns are never run, damage is found before anything is
/// read, values beyond the limit are refused unread, and work beyond what the file's size explains
/// is broken off. Errors bear the file and SQLite's message.
class SqliteLog {
 public:
  /// The file where it lies; one that is compressed is expanded in memory (up to 1 GiB).
  SqliteLog(const std::string& path, const LogLimits& limits);
  /// A file that is read into memory whole (up to 1 GiB).
  SqliteLog(ByteSource& bytes, const std::string& file, const LogLimits& limits);

  /// The names of the tables that hold rows, in the order of their creation.
  const std::vector<std::string>& tables() const { return tables_; }
  /// Views and virtual tables, which are not read.
  const std::vector<std::string>& unread() const { return unread_; }
  /// The table's name as it is written there (SQLite ignores case); nothing where there is none.
  std::optional<std::string> find_table(std::string_view name) const;
  std::vector<SqliteColumn> columns(const std::string& table);
  /// Calls `action` with every row, in the order of the table. At most `most_rows` of them.
  void read(const std::string& table, const std::vector<std::string>& columns,
            std::size_t most_rows, const std::function<void(const SqliteRow&)>& action);

  std::uint64_t content_hash() const { return content_hash_; }
  std::int64_t size() const { return size_; }

 private:
  void load(ByteSource& bytes);
  void open_file(const std::string& path);
  void secure();
  void list_tables();
  [[noreturn]] void fail(const std::string& message, int code) const;
  static int on_progress(void* self);

  std::string file_;
  LogLimits limits_;
  std::unique_ptr<SQLite::Database> database_;
  std::vector<std::string> tables_, unread_;
  std::uint64_t content_hash_ = 0;
  std::int64_t size_ = 0;
  std::int64_t steps_left_ = 0;
};

/// A name as SQL writes it, whatever stands in it.
std::string quote_sqlite_name(std::string_view name);

/// The first bytes of every SQLite file, the NUL that follows left out.
inline constexpr std::string_view sqlite_magic = "SQLite format 3";

}  // namespace rastro
