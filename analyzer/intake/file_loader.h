#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/csv_reader.h"
#include "intake/importer.h"
#include "intake/mapping.h"
#include "intake/seen_keys.h"
#include "intake/values.h"
#include "store/import_log.h"
#include "store/table_writer.h"

namespace rastro {

/// Loads one file into its tables, in one transaction.
class FileLoader {
 public:
  using BytesRead = std::function<void(std::int64_t)>;

  FileLoader(Store& store, const ProcessModel& model, FilePlan plan);

  FileReport load(const BytesRead& bytes_read);

 private:
  struct TableLoad {
    TableLoad(Store& store, const PlannedTable& table);

    TableWriter writer;
    std::vector<Cell> cells;
    std::vector<bool> required;
    std::vector<std::size_t> key;       ///< indexes of the planned columns
    std::vector<std::size_t> sequence;  ///< columns whose times must not run backwards
    SeenKeys seen;
    std::int64_t import_id = 0;
    TableReport report;
  };

  void load_record();
  void load_row(std::size_t table);
  bool read_cells(std::size_t table);
  bool times_in_order(std::size_t table);
  void write_row(std::size_t table);
  void settle_existing(std::size_t table, SeenKeys::Entry& seen);
  void reject_orphan(std::size_t table);
  void reject_row(std::size_t table, std::size_t column, std::string reason);
  void reject(std::size_t table, std::string field, std::string reason);
  std::string order_named(std::size_t table) const;
  const std::string& field_name(std::size_t table, std::size_t column) const;
  std::string written_value(std::size_t table, std::size_t column) const;
  void finish();
  void add_notes();

  Store& store_;
  FilePlan plan_;
  ImportLog log_;
  ValueReader values_;
  CsvReader reader_;
  std::vector<std::unique_ptr<TableLoad>> loads_;
  FileReport report_;
  std::int64_t records_ = 0;
};

}  // namespace rastro
