#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "intake/batch_reader.h"
#include "intake/importer.h"
#include "intake/mapping.h"
#include "intake/table_loader.h"
#include "store/import_log.h"

namespace rastro {

/// Loads one table of texts into the tables that it feeds. The caller holds the transaction.
class FileLoader {
 public:
  using BytesRead = std::function<void(std::int64_t)>;

  FileLoader(Store& store, const ProcessModel& model, FilePlan plan);

  FileReport load(const BytesRead& bytes_read);

 private:
  struct TableLoad {
    std::unique_ptr<TableLoader> loader;
    std::int64_t import_id = 0;
    TableReport report;
  };

  void load_records(std::span<const ReadRecord> records);
  void load_record(const ReadRecord& record);
  void note_repeat(long line);
  RowFate load_row(TableLoad& load, const ReadRow& row, const ReadRecord& record);
  void reject(TableLoad& load, const Refusal& refusal, const ReadRecord& record);
  void finish(const std::string& loaded_at);
  void add_notes();

  FilePlan plan_;
  ImportLog log_;
  std::vector<TableLoad> loads_;
  FileReport report_;
  bool has_records_ = false;
  std::int64_t repeats_ = 0;  ///< records that say nothing new in any table
  long first_repeat_ = 0;     ///< its line
  BatchReader reader_;        ///< last: its thread uses the plan
};

/// The machine's clock, as the import log says when a file was loaded; SOURCE_DATE_EPOCH sets it.
std::string clock_now();

/// How the values of the plan's columns were read, to read a row of it again later: one word a
/// column of each table. `take_reading` sets it; a text of other length is ignored.
std::string reading_of(const PlannedTable& table);
void take_reading(const std::string& text, PlannedTable& table);

/// How the last files wrote dates that were loaded into the plan's tables under the same headings;
/// unknown where none of them told, or the last that did had both ways.
DayOrder usual_day_order(ImportLog& log, const FilePlan& plan);

}  // namespace rastro
