#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "intake/codes.h"
#include "intake/mapping.h"
#include "intake/seen_keys.h"
#include "intake/values.h"
#include "store/table_writer.h"

namespace rastro {

/// What became of a row in one table.
enum class RowFate {
  accepted,   ///< new, or replacing an older row
  unchanged,  ///< already there, word for word
  repeat,     ///< a key that the file has had, and that says the same or is settled by the model
  left_out,   ///< says nothing of this table
  rejected,   ///< see TableLoader::field() and reason()
};

/// Turns the rows of a file into rows of one of the tables that it feeds.
class TableLoader {
 public:
  using Fields = std::vector<std::string_view>;

  /// `plan` may gain hints and notes while it is used.
  TableLoader(Store& store, ValueReader& values, FilePlan& plan, std::size_t table);

  RowFate load(const Fields& fields, long line);
  /// A row that was rejected before: it is older than what the table holds by now and replaces
  /// nothing. `repeat`: its key is there with other values.
  RowFate retry(const Fields& fields);

  /// Of the row that was rejected last: the column as the user knows it, and why.
  const std::string& field() const { return field_; }
  const std::string& reason() const { return reason_; }
  /// The order that a row speaks of; "" where that cannot be read.
  std::string order_named(const Fields& fields) const;
  const std::string& table() const { return plan().spec->name; }

  /// What was read otherwise than it stands there, over all rows, in sentences.
  std::vector<std::string> notes() const;

 private:
  /// What is seen of one column over all rows.
  struct ColumnSeen {
    std::unique_ptr<CodeReader> codes{};
    bool counts_digits = false;
    std::vector<std::int64_t> with_digits{};  ///< rows by the number of digits, where all are

    std::int64_t rounded = 0;
    std::string rounded_example{};
  };

  const PlannedTable& plan() const { return file_.tables[table_]; }
  RowFate place(const Fields& fields, long line);
  bool says_nothing(const Fields& fields) const;
  bool read_cells(const Fields& fields);
  bool read_cell(const Fields& fields, std::size_t index);
  bool refuse_rounded(std::string_view text, std::size_t index);
  bool times_in_order();
  RowFate write_row(const Fields& fields, long line);
  RowFate settle_existing(const Fields& fields, SeenKeys::Entry& seen, long line);
  RowFate refuse_difference(const Fields& fields, std::size_t column, long line);
  RowFate reject_orphan(const Fields& fields);
  RowFate reject_row(const Fields& fields, long line);
  bool refuse(std::size_t column, std::string reason);
  std::string_view written_value(const Fields& fields, std::size_t column) const;
  void count_digits(std::string_view text, ColumnSeen& seen) const;

  Store& store_;
  ValueReader& values_;
  FilePlan& file_;
  std::size_t table_;
  TableWriter writer_;
  std::vector<Cell> cells_;
  std::vector<ColumnSeen> seen_columns_;
  std::vector<bool> required_;
  std::vector<std::size_t> key_;       ///< indexes of the planned columns
  std::vector<std::size_t> sequence_;  ///< columns whose times must not run backwards
  SeenKeys seen_;
  std::string field_, reason_;
};

/// At most `limit` bytes of a text, not cutting a UTF-8 character.
std::string shortened(std::string_view text, std::size_t limit);

}  // namespace rastro
