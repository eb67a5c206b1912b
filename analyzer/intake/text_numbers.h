#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "formats/table_reader.h"
#include "intake/mapping.h"
#include "intake/row_batch.h"

namespace rastro {

/// Numbers that stand as texts among the numbers of a typed table ("1.234" in a sheet of numbers):
/// the column's other texts tell whether that is one and a bit or more than a thousand. They are
/// written into the record as the table writes its numbers, so that nobody behind needs to know.
class TextNumbers {
 public:
  /// `plan` may gain hints and notes while it is used.
  explicit TextNumbers(FilePlan& plan);

  /// `record`: the one at which the reader stands, in the batch.
  void settle(const TableReader& reader, RowBatch& batch, ReadRecord& record);

 private:
  struct NumberColumn {
    std::size_t table = 0, column = 0;  ///< of the plan
  };

  FilePlan& plan_;
  std::vector<NumberColumn> columns_;  ///< none where the table is not typed
};

}  // namespace rastro
