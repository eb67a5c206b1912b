#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

struct sqlite3_stmt;

namespace rastro {

/// One value on its way into a table. Texts are borrowed: they must live until the row is written.
struct Cell {
  enum class Kind : unsigned char { empty, integer, number, text };
  Kind kind = Kind::empty;
  bool date_only = false;    ///< a time given without its time of day
  std::int64_t integer = 0;  ///< also times (Seconds) and flags (0/1)
  double number = 0;
  std::string_view text{};
};

/// Writes rows of some columns of one table. Columns that are not written keep what they hold, so
/// that two files may feed one row. It uses SQLite's own interface: a refused row is an everyday
/// answer here, not an exception, and texts are bound without copies.
class TableWriter {
 public:
  enum class Added { yes, exists, orphan };

  /// `columns` must contain the whole key of the table.
  TableWriter(Store& store, const TableSpec& table, std::vector<std::string> columns);
  ~TableWriter();
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  const std::vector<std::string>& columns() const { return columns_; }

  /// Adds the row unless its key is there (`exists`) or it refers to a row that is not (`orphan`).
  Added add(const std::vector<Cell>& row);
  /// So many rows are added at once: what SQLite does around a row costs as much as the row.
  static constexpr std::size_t block_rows = 32;
  /// Adds `block_rows` rows, or none of them where a key is there or comes twice, or where one
  /// refers to a row that is not there.
  bool add_block(std::span<const std::vector<Cell>* const> rows);
  /// Where the stored row of this key differs from the given one; empty where it does not.
  /// The key must exist. Indexes into columns(), ascending.
  const std::vector<std::size_t>& differences(const std::vector<Cell>& row);
  /// Writes the columns over the stored row of the same key. False: it would become an orphan.
  bool replace(const std::vector<Cell>& row);

 private:
  sqlite3_stmt* prepare(const std::string& sql);
  std::string insert(std::size_t rows) const;
  std::string where_key() const;
  /// Binds to the parameters behind `position`.
  void bind(sqlite3_stmt* statement, const std::vector<Cell>& row,
            const std::vector<std::size_t>& order, int position = 0);
  [[noreturn]] void fail(int code);

  Store& store_;
  std::string name_;  ///< of the table, quoted
  std::vector<std::string> columns_;
  std::vector<std::size_t> all_, key_, others_;  ///< indexes into columns_
  std::vector<std::size_t> update_order_;        ///< others_, then key_
  std::vector<std::size_t> differing_;
  sqlite3_stmt* insert_ = nullptr;
  sqlite3_stmt* insert_block_ = nullptr;  ///< null until it is needed
  sqlite3_stmt* select_ = nullptr;
  sqlite3_stmt* update_ = nullptr;
};

}  // namespace rastro
