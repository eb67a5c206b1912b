#include "eventlog/sqlite_log.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "formats/content_hash.h"

namespace rastro {

namespace {

constexpr std::size_t chunk_size = 256 * 1024;
constexpr std::size_t longest_in_memory = 1u << 30;
/// Instructions of SQLite's virtual machine between two calls of the progress handler, and what
/// reading may take at most: reading a row takes a few dozen and a row some bytes.
constexpr int steps_between = 100'000;
constexpr std::int64_t steps_free = 200'000'000;
constexpr std::int64_t steps_per_byte = 100;

/// SQLite compares names of tables with the case of ASCII letters ignored.
bool same_name(std::string_view left, std::string_view right) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](char one, char other) { return lower(one) == lower(other); });
}

/// "immutable" lets a file be read in a folder that may not be written to, which a file in WAL mode
/// otherwise needs; a log of changes beside it must be heeded, though.
std::string file_uri(const std::string& path) {
  std::string uri = "file:";
  const std::string absolute = std::filesystem::absolute(path).string();
  for (const char character : absolute) {
    if (character == '%' || character == '?' || character == '#') {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(character));
    } else {
      uri += character;
    }
  }
  std::error_code none;
  const auto changes = std::filesystem::file_size(path + "-wal", none);
  const bool has_changes = !none && changes > 0;
  return uri + (has_changes ? "?mode=ro" : "?mode=ro&immutable=1");
}

/// SQLite opens files by their names only; what was piped in has none.
bool has_name(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && status.st_nlink > 0;
}

bool is_sqlite(std::string_view start) { return start.starts_with(sqlite_magic); }

[[noreturn]] void refuse(const std::string& file) {
  throw Error("this is not a SQLite file", {file}, "export the log as OCEL 2.0 again");
}

}  // namespace

std::string quote_sqlite_name(std::string_view name) {
  std::string text = "\"";
  for (const char character : name) {
    text += character;
    if (character == '"') text += character;
  }
  return text + '"';
}

std::optional<std::string> SqliteRow::text(std::size_t column) const {
  const SQLite::Column value = statement_.getColumn(static_cast<int>(column));
  if (value.isNull()) return std::nullopt;
  if (value.isFloat()) return fmt::format("{}", value.getDouble());
  // For text and blobs alike: the pointer first, then its size (sqlite.org, column_blob).
  const char* bytes = value.getText("");
  const std::string_view text(bytes, static_cast<std::size_t>(value.getBytes()));
  return is_utf8(text) ? std::string(text) : utf8_from_windows_1252(text);
}

SqliteLog::SqliteLog(const std::string& path, const LogLimits& limits)
    : file_(path), limits_(limits) {
  const auto bytes = open_bytes(path);
  if (!bytes->compression().empty() || !has_name(path)) {
    load(*bytes);
  } else {
    std::string chunk(chunk_size, '\0');
    ContentHash hash;
    for (bool first = true, more = true; more; first = false) {
      const std::size_t got = bytes->read(chunk.data(), chunk.size());
      if (first && !is_sqlite({chunk.data(), got})) refuse(file_);
      hash.add({chunk.data(), got});
      more = got == chunk.size();
    }
    content_hash_ = hash.value();
    open_file(path);
  }
  size_ = bytes->size();
  secure();
  list_tables();
}

SqliteLog::SqliteLog(ByteSource& bytes, const std::string& file, const LogLimits& limits)
    : file_(file), limits_(limits) {
  load(bytes);
  size_ = bytes.size();
  secure();
  list_tables();
}

void SqliteLog::open_file(const std::string& path) {
  try {
    database_ = std::make_unique<SQLite::Database>(file_uri(path),
                                                   SQLite::OPEN_READONLY | SQLite::OPEN_URI);
  } catch (const SQLite::Exception& fault) {
    fail(fault.what(), fault.getErrorCode());
  }
}

void SqliteLog::load(ByteSource& bytes) {
  std::string whole;
  std::size_t got = 0;
  do {
    const std::size_t before = whole.size();
    if (before > longest_in_memory) {
      throw Error("the file is too large to be read without being laid on the disk", {file_},
                  "expand it first");
    }
    whole.resize(before + chunk_size);
    got = bytes.read(whole.data() + before, chunk_size);
    whole.resize(before + got);
  } while (got == chunk_size);
  if (whole.size() < 512 || !is_sqlite(whole)) refuse(file_);
  ContentHash hash;
  hash.add(whole);
  content_hash_ = hash.value();
  // In memory there is no write-ahead log: bytes 18 and 19 say whether a file needs one
  // (sqlite.org, fileformat2, 1.3.3).
  whole[18] = whole[19] = 1;
  database_ =
      std::make_unique<SQLite::Database>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(whole.size()));
  if (copy == nullptr) throw Error("no memory to read with", {file_});
  std::copy(whole.begin(), whole.end(), copy);
  const auto size = static_cast<sqlite3_int64>(whole.size());
  const int code =
      sqlite3_deserialize(database_->getHandle(), "main", copy, size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK) fail(sqlite3_errstr(code), code);
}

int SqliteLog::on_progress(void* self) {
  auto& log = *static_cast<SqliteLog*>(self);
  log.steps_left_ -= steps_between;
  return log.steps_left_ < 0 ? 1 : 0;
}

void SqliteLog::secure() {
  sqlite3* handle = database_->getHandle();
  // sqlite.org, security.html: what to set before reading a file of unknown origin.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  // Of a whole row, too; a row of an attribute table holds several values.
  const std::size_t longest = std::min<std::size_t>(4 * limits_.value_bytes, longest_in_memory);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, static_cast<int>(longest));
  steps_left_ = steps_free + steps_per_byte * size_;
  sqlite3_progress_handler(handle, steps_between, &on_progress, this);
  try {
    database_->exec("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0");
    // A damaged file may lead in circles, or to half of the rows.
    SQLite::Statement check(*database_, "PRAGMA quick_check(1)");
    if (check.executeStep()) {
      const std::string found = check.getColumn(0).getString();
      if (found != "ok") fail(one_line(found, 120), SQLITE_CORRUPT);
    }
  } catch (const SQLite::Exception& fault) {
    fail(fault.what(), fault.getErrorCode());
  }
}

void SqliteLog::list_tables() {
  try {
    SQLite::Statement list(*database_,
                           "SELECT name, type, rootpage FROM sqlite_schema "
                           "WHERE type IN ('table', 'view') ORDER BY rowid");
    while (list.executeStep()) {
      const std::string name = list.getColumn(0).getString();
      // A virtual table has no page of its own.
      const bool holds_rows =
          list.getColumn(1).getString() == "table" && list.getColumn(2).getInt64() > 0;
      if (name.starts_with("sqlite_")) continue;
      (holds_rows ? tables_ : unread_).push_back(name);
    }
  } catch (const SQLite::Exception& fault) {
    fail(fault.what(), fault.getErrorCode());
  }
}

std::optional<std::string> SqliteLog::find_table(std::string_view name) const {
  const auto place = std::find_if(tables_.begin(), tables_.end(),
                                  [&](const auto& table) { return same_name(table, name); });
  if (place == tables_.end()) return std::nullopt;
  return *place;
}

std::vector<SqliteColumn> SqliteLog::columns(const std::string& table) {
  std::vector<SqliteColumn> columns;
  try {
    // Without the generated columns: table_xinfo would list them.
    SQLite::Statement list(*database_, "PRAGMA table_info(" + quote_sqlite_name(table) + ")");
    while (list.executeStep()) {
      const std::string name = list.getColumn(1).getString();
      columns.push_back({name, is_utf8(name) ? name : utf8_from_windows_1252(name),
                         list.getColumn(2).getString()});
    }
  } catch (const SQLite::Exception& fault) {
    fail(fault.what(), fault.getErrorCode());
  }
  return columns;
}

void SqliteLog::read(const std::string& table, const std::vector<std::string>& columns,
                     std::size_t most_rows, const std::function<void(const SqliteRow&)>& action) {
  std::string select;
  for (const std::string& column : columns) {
    select += (select.empty() ? "SELECT " : ", ") + quote_sqlite_name(column);
  }
  try {
    SQLite::Statement rows(*database_,
                           select + " FROM main." + quote_sqlite_name(table) + " NOT INDEXED");
    for (std::size_t count = 0; rows.executeStep(); ++count) {
      if (count >= most_rows) {
        throw Error(fmt::format("table '{}' has more than {} rows", table, most_rows), {file_},
                    "split the log, for example by month");
      }
      action(SqliteRow(rows));
    }
  } catch (const SQLite::Exception& fault) {
    fail("table '" + one_line(table, 60) + "': " + fault.what(), fault.getErrorCode());
  }
}

void SqliteLog::fail(const std::string& message, int code) const {
  switch (code & 0xFF) {
    case SQLITE_TOOBIG:
      throw Error(fmt::format("{} (a row may have {} bytes)", message, 4 * limits_.value_bytes),
                  {file_}, "shorten the text in question");
    case SQLITE_INTERRUPT:
      throw Error("reading takes more work than the size of the file explains", {file_},
                  "the file is damaged or made to harm; export the log again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw Error("the SQLite file is damaged: " + message, {file_},
                  "copy it again from where it came, or try the sqlite3 shell's .recover");
    default:
      throw Error("the SQLite file cannot be read: " + message, {file_},
                  "check that it is whole and nobody is writing to it");
  }
}

}  // namespace rastro
