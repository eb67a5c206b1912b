#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "records/tables.h"

namespace rastro {

/// Rows of one table, the asked columns only. Times come as Seconds, flags as 0/1.
class RowReader {
 public:
  RowReader(SQLite::Database& database, const std::string& sql) : statement_(database, sql) {}

  bool next();
  bool is_null(int column) const;
  /// Valid until the next call of next().
  std::string_view text(int column) const;
  std::int64_t integer(int column) const;
  double number(int column) const;
  SQLite::Statement& statement() { return statement_; }

 private:
  SQLite::Statement statement_;
};

/// The SQLite file that holds every log row. One class knows SQL names and pragmas; the rest of the
/// program asks for tables and columns of the process model.
class Store {
 public:
  /// Opens or creates the file and brings its tables to the model's columns. ":memory:" works too.
  /// Throws Error with what to do where the file is not a database, is locked, or is of a newer
  /// schema.
  Store(const std::string& path, std::vector<TableSpec> tables);

  const std::vector<TableSpec>& tables() const { return tables_; }
  SQLite::Database& database() { return database_; }

  bool has_rows(std::string_view table);
  std::int64_t count(std::string_view table);
  /// All rows in key order. Every column must be the table's.
  RowReader read(std::string_view table, const std::vector<std::string>& columns);
  /// The same, only rows of which `column` equals `value`.
  RowReader read_where(std::string_view table, const std::vector<std::string>& columns,
                       std::string_view column, std::string_view value);
  /// The day on which the last order was placed; nothing where there is none.
  std::optional<Day> last_order_day();

 private:
  std::vector<TableSpec> tables_;
  SQLite::Database database_;
};

}  // namespace rastro
