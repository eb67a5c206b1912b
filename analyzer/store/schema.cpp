#include "store/schema.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "base/error.h"

namespace rastro {

namespace {

/// Counts up when a file written by this program can no longer be read by the one before:
/// 1: eleven tables, imports, rejections; 2: the import log says where a file came from, when and
/// how it was read, rejections keep the whole record, the file knows its model.
constexpr int schema_version = 2;
/// "Rstr": marks the file as ours (PRAGMA application_id).
constexpr int application_id = 0x52737472;
/// How long to wait for another program to finish writing.
constexpr int busy_milliseconds = 400;
constexpr const char* how_to_allow_writing =
    "allow writing to the file and its folder, or name another file with --db";

std::string_view sql_type(ColumnType type) {
  switch (type) {
    case ColumnType::text:
      return "TEXT";
    case ColumnType::number:
      return "REAL";
    case ColumnType::time:
    case ColumnType::integer:
    case ColumnType::flag:
      return "INTEGER";
  }
  return "TEXT";
}

std::string column_definition(const ColumnSpec& column) {
  return quoted_name(column.name) + ' ' + std::string(sql_type(column.type));
}

std::string create_statement(const TableSpec& table) {
  std::string sql = "CREATE TABLE IF NOT EXISTS " + quoted_name(table.name) + " (";
  for (const ColumnSpec& column : table.columns) {
    sql += column_definition(column);
    if (column.required) sql += " NOT NULL";
    sql += ", ";
  }
  sql += "PRIMARY KEY (" + quoted_names(table.key) + ')';
  for (const Reference& reference : table.references) {
    sql += fmt::format(", FOREIGN KEY ({0}) REFERENCES {1} ({0})", quoted_name(reference.column),
                       quoted_name(reference.table));
  }
  return sql + ") WITHOUT ROWID";
}

void add_missing_columns(SQLite::Database& database, const TableSpec& table) {
  std::vector<std::string> present;
  SQLite::Statement columns(database, "SELECT name FROM pragma_table_info(?)");
  columns.bind(1, table.name);
  while (columns.executeStep()) present.push_back(columns.getColumn(0).getString());
  for (const ColumnSpec& column : table.columns) {
    if (std::find(present.begin(), present.end(), column.name) != present.end()) continue;
    database.exec("ALTER TABLE " + quoted_name(table.name) + " ADD COLUMN " +
                  column_definition(column));
  }
}

void create_import_log(SQLite::Database& database) {
  database.exec(
      "CREATE TABLE IF NOT EXISTS imports (id INTEGER PRIMARY KEY, file TEXT NOT NULL, "
      "\"table\" TEXT NOT NULL, content INTEGER NOT NULL, mapping INTEGER NOT NULL, "
      "bytes INTEGER NOT NULL, rows INTEGER NOT NULL, accepted INTEGER NOT NULL, "
      "rejected INTEGER NOT NULL, unchanged INTEGER NOT NULL, repeats INTEGER NOT NULL)");
  database.exec(
      "CREATE TABLE IF NOT EXISTS rejections (import INTEGER NOT NULL, "
      "line INTEGER NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL, raw TEXT NOT NULL, "
      "order_id TEXT NOT NULL)");
  database.exec("CREATE INDEX IF NOT EXISTS rejections_import ON rejections (import)");
}

/// From schema 1 to 2. Old rejections have no record: they can be listed, not tried again.
void keep_more_of_imports(SQLite::Database& database) {
  for (const char* column : {"path", "sheet", "loaded_at", "headings", "reading"}) {
    database.exec(
        fmt::format("ALTER TABLE imports ADD COLUMN {} TEXT NOT NULL DEFAULT ''", column));
  }
  database.exec("ALTER TABLE rejections ADD COLUMN record TEXT NOT NULL DEFAULT ''");
  database.exec("CREATE TABLE made_by (model TEXT NOT NULL)");
}

/// The steps from one version to the next, run in order on whatever an older program left.
void migrate(SQLite::Database& database, int version) {
  if (version < 1) create_import_log(database);
  if (version < 2) keep_more_of_imports(database);
  database.exec(fmt::format("PRAGMA user_version = {}", schema_version));
}

/// A database without a model yet takes this one's; a model without an id fits any database.
void check_model(SQLite::Database& database, const std::string& model, const std::string& path) {
  if (model.empty()) return;
  SQLite::Statement query(database, "SELECT model FROM made_by");
  if (!query.executeStep()) {
    SQLite::Statement insert(database, "INSERT INTO made_by VALUES (?)");
    insert.bind(1, model);
    insert.exec();
    return;
  }
  const std::string made_by = query.getColumn(0).getString();
  if (made_by == model) return;
  throw Error(fmt::format("the database belongs to the model '{}', not to '{}'", made_by, model),
              {path}, "name that model with --model, or another file with --db");
}

int pragma_number(SQLite::Database& database, const std::string& name) {
  return database.execAndGet("PRAGMA " + name).getInt();
}

void check_is_ours(SQLite::Database& database, const std::string& path) {
  const int application = pragma_number(database, "application_id");
  const int version = pragma_number(database, "user_version");
  const bool is_empty = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
  if (application != application_id && !(application == 0 && version == 0 && is_empty)) {
    throw Error("the file is a database of another program", {path},
                "name another file with --db; nothing was changed in this one");
  }
  if (version > schema_version) {
    throw Error(fmt::format("the file was written by a newer Rastro (schema {}, this one knows {})",
                            version, schema_version),
                {path}, "use the newer Rastro, or name another file with --db");
  }
}

void set_pragmas(SQLite::Database& database) {
  // A rollback journal writes a fresh table once; a write-ahead log would write it twice. Either
  // survives a kill at any moment.
  database.exec("PRAGMA page_size = 8192");
  database.exec("PRAGMA journal_mode = DELETE");
  database.exec("PRAGMA synchronous = NORMAL");
  database.exec("PRAGMA cache_size = -65536");
  database.exec("PRAGMA temp_store = MEMORY");
  database.exec("PRAGMA foreign_keys = ON");
}

void check_folder(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code ignored;
  if (path == ":memory:" || folder.empty() || std::filesystem::is_directory(folder, ignored))
    return;
  throw Error("the folder '" + folder.string() + "' does not exist", {path},
              "create it first, or name another file with --db");
}

}  // namespace

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char character : name) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

std::string quoted_names(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + quoted_name(name);
  return list;
}

bool is_own_database(const std::string& path) {
  // https://www.sqlite.org/fileformat2.html, 1.3: the application's id stands at byte 68.
  std::array<char, 72> header{};
  std::ifstream file(path, std::ios::binary);
  if (!file.read(header.data(), header.size())) return false;
  std::uint32_t id = 0;
  for (std::size_t at = 68; at < header.size(); ++at) {
    id = id << 8 | static_cast<unsigned char>(header[at]);
  }
  return std::string_view(header.data(), 15) == "SQLite format 3" && id == application_id;
}

SQLite::Database open_database(const std::string& path) {
  check_folder(path);
  try {
    // A connection is used by one thread; nobody asks SQLite how much memory it holds. Both cost
    // locks on every row. Refused, without harm, where SQLite is already at work.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    SQLite::Database database(path,
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX,
                              busy_milliseconds);
    // SQLite opens a file that it may not write for reading, without a word.
    if (sqlite3_db_readonly(database.getHandle(), "main") == 1) {
      throw Error("the database cannot be written", {path}, how_to_allow_writing);
    }
    check_is_ours(database, path);
    set_pragmas(database);
    return database;
  } catch (const SQLite::Exception& exception) {
    throw_database_error(exception, path);
  }
}

void create_schema(SQLite::Database& database, const std::vector<TableSpec>& tables,
                   const std::string& model, const std::string& path) {
  try {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (pragma_number(database, "application_id") != application_id) {
      database.exec(fmt::format("PRAGMA application_id = {}", application_id));
    }
    migrate(database, pragma_number(database, "user_version"));
    check_model(database, model, path);
    for (const TableSpec& table : tables) {
      database.exec(create_statement(table));
      add_missing_columns(database, table);
    }
    transaction.commit();
  } catch (const SQLite::Exception& exception) {
    throw_database_error(exception, path);
  }
}

void throw_database_error(const SQLite::Exception& exception, const std::string& path) {
  switch (exception.getErrorCode() & 0xFF) {
    case SQLITE_NOTADB:
      throw Error("the file is not a database", {path},
                  "name another file with --db; nothing was changed in this one");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error("the database is locked by another program", {path},
                  "wait until the other run has ended, or close the program that has it open");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw Error("the database cannot be written", {path}, how_to_allow_writing);
    case SQLITE_CANTOPEN:
      throw Error("the database cannot be opened", {path},
                  "check that it is a file, and that you may read and write it and its folder");
    case SQLITE_FULL:
      throw Error("the disk is full", {path}, "free some space and run the command again");
    case SQLITE_IOERR:
      throw Error(
          std::string("the database could not be read or written: ") + exception.getErrorStr(),
          {path},
          "check that its disk has room and is in order, then run the command again; what "
          "was not loaded whole is not there");
    case SQLITE_CORRUPT:
      throw Error("the database is damaged", {path},
                  "restore a copy, or delete it and load the logs again");
    default:
      throw Error(std::string("the database failed: ") + exception.getErrorStr() + " (" +
                      exception.what() + ')',
                  {path});
  }
}

}  // namespace rastro
