#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "records/tables.h"

struct sqlite3_stmt;

namespace rastro {

/// Rows of one table, the asked columns only. Times come as Seconds, flags as 0/1. It uses SQLite's
/// own interface: a value is read several hundred thousand times a review.
class RowReader {
 public:
  RowReader(SQLite::Database& database, const std::string& sql);

  bool next();
  bool is_null(int column) const;
  /// Valid until the next call of next().
  std::string_view text(int column) const;
  std::int64_t integer(int column) const;
  double number(int column) const;
  /// Sets a parameter of the statement, counted from 1, before the first row.
  void bind(int parameter, std::string_view value);

 private:
  struct Finalise {
    void operator()(sqlite3_stmt* statement) const;
  };

  void check(int code, int wanted) const;

  SQLite::Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
};

/// The SQLite file that holds every log row. One class knows SQL names and pragmas; the rest of the
/// program asks for tables and columns of the process model.
class Store {
 public:
  /// Opens or creates the file and brings its tables to the model's columns. ":memory:" works too.
  /// `model`: its id; a file that another model made is refused, unless either has none.
  /// Throws Error with what to do where the file is not a database, belongs to another program or
  /// model, is of a newer schema, is locked, cannot be written, or stands in a missing folder.
  Store(const std::string& path, std::vector<TableSpec> tables, const std::string& model = "");

  const std::string& path() const { return path_; }
  const std::vector<TableSpec>& tables() const { return tables_; }
  /// Throws Error for a table that the model does not have.
  const TableSpec& table(std::string_view name) const;
  SQLite::Database& database() { return database_; }

  bool has_rows(std::string_view table);
  std::int64_t count(std::string_view table);
  bool contains(std::string_view table, std::string_view column, std::string_view value);
  /// All rows in key order. Every column must be the table's.
  RowReader read(std::string_view table, const std::vector<std::string>& columns);
  /// The same, only rows of which `column` equals `value`.
  RowReader read_where(std::string_view table, const std::vector<std::string>& columns,
                       std::string_view column, std::string_view value);
  /// The same, of which `column` equals one of `values`, at most 32,000, in one pass over the
  /// table.
  RowReader read_among(std::string_view table, const std::vector<std::string>& columns,
                       std::string_view column, const std::vector<std::string>& values);
  /// The day on which the last order was placed; nothing where there is none.
  std::optional<Day> last_order_day();
  /// The last day on which anything happened: plans and promises do not count.
  std::optional<Day> last_event_day();

 private:
  std::string select(const TableSpec& spec, const std::vector<std::string>& columns) const;

  std::string path_;
  std::vector<TableSpec> tables_;
  SQLite::Database database_;
};

/// Everything written through it is there after commit(), or none of it. Takes the write lock at
/// once; throws Error where another program holds it.
class StoreTransaction {
 public:
  explicit StoreTransaction(Store& store);
  ~StoreTransaction();
  StoreTransaction(const StoreTransaction&) = delete;
  StoreTransaction& operator=(const StoreTransaction&) = delete;

  void commit();

 private:
  Store& store_;
  bool open_ = true;
};

}  // namespace rastro
