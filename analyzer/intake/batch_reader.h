#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/channel.h"
#include "formats/table_reader.h"
#include "intake/cell_reader.h"
#include "intake/mapping.h"
#include "intake/row_batch.h"
#include "intake/text_numbers.h"
#include "intake/values.h"
#include "process/model.h"

namespace rastro {

/// Reads a table of texts batch by batch. A file of more than one batch is read on a thread of its
/// own, a few batches ahead of whoever writes them; the batches are the same either way.
class BatchReader {
 public:
  /// `plan` gains hints and notes while it is read; it must live as long as the reader.
  BatchReader(FilePlan& plan, const ProcessModel& model);

  /// The next batch, valid until the next call; nullptr at the end. What went wrong while reading
  /// is thrown here, behind the records that were read before it.
  const RowBatch* next();

  /// Once next() was nullptr: the table that was read,
  const TableReader& table() const { return reader_; }
  /// and what was recognised in it, in sentences.
  std::vector<std::string> notes() const;

 private:
  bool start_thread();
  void read_ahead(const std::stop_token& stop);
  void read_batch(RowBatch& batch);
  void read_records(RowBatch& batch);

  ValueReader values_;
  TableReader reader_;
  TextNumbers text_numbers_;
  std::vector<CellReader> cells_;  ///< one a table
  std::int64_t records_ = 0;

  std::vector<std::unique_ptr<RowBatch>> batches_;
  RowBatch* current_ = nullptr;  ///< the one that was handed out
  Channel<RowBatch*> free_, read_;
  bool may_start_ = true;
  std::jthread thread_;  ///< last: it is stopped and joined before the rest goes
};

}  // namespace rastro
