#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "intake/cell_reader.h"
#include "intake/mapping.h"
#include "intake/row_batch.h"
#include "intake/seen_keys.h"
#include "store/table_writer.h"

namespace rastro {

/// What became of a row in one table.
enum class RowFate {
  accepted,   ///< new, or replacing an older row
  unchanged,  ///< already there, word for word
  repeat,     ///< a key that the file has had, and that says the same or is settled by the model
  left_out,   ///< says nothing of this table
  rejected,   ///< see TableLoader::refusal()
};

/// Places the rows of a file, once they are read, in one of the tables that it feeds. The plan's
/// hints and notes are none of its business: they may change meanwhile, on another thread.
class TableLoader {
 public:
  TableLoader(Store& store, const FilePlan& plan, std::size_t table);

  /// `fields`: the record that the row was read from.
  RowFate load(const ReadRow& row, const Fields& fields, long line);
  /// Places the first records at once where their rows are all new, and returns how many: all are
  /// accepted. 0 where the first is to be placed by load().
  std::size_t load_block(std::span<const ReadRecord> records);
  /// A row that was rejected before: it is older than what the table holds by now and replaces
  /// nothing. `repeat`: its key is there with other values.
  RowFate retry(const ReadRow& row, const Fields& fields);

  /// Of the row that was rejected last.
  const Refusal& refusal() const { return refusal_; }
  const PlannedTable& plan() const { return file_.tables[table_]; }
  const std::string& table() const { return plan().spec->name; }

 private:
  bool fill_block(std::span<const ReadRecord> records);
  RowFate place(const ReadRow& row, const Fields& fields, long line);
  RowFate place_unread(const ReadRow& row);
  RowFate write_row(const ReadRow& row, const Fields& fields, long line);
  RowFate settle_existing(const ReadRow& row, const Fields& fields, long line);
  RowFate refuse_difference(const Fields& fields, std::size_t column, std::int64_t line);
  RowFate reject_orphan(const Fields& fields);
  RowFate reject_row(const ReadRow& row, long line);
  void refuse(std::size_t column, std::string reason);

  Store& store_;
  const FilePlan& file_;
  std::size_t table_;
  TableWriter writer_;
  std::vector<std::size_t> key_;  ///< indexes of the planned columns
  SeenKeys seen_;                 ///< negative lines: the row was rejected there
  Refusal refusal_;

  std::vector<const std::vector<Cell>*> block_;
  std::size_t singly_ = 0;      ///< so many records go by themselves before a block is tried again
  std::size_t last_pause_ = 0;  ///< how many did when a block failed last
};

}  // namespace rastro
