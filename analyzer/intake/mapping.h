#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/table_reader.h"
#include "intake/log_file.h"
#include "intake/values.h"
#include "process/model.h"

namespace rastro {

/// Where one column of a table comes from.
struct PlannedColumn {
  std::string target;
  std::size_t field = 0;  ///< index of the file's column; not used with a constant
  std::optional<std::string> constant{};
  ColumnReading reading;
  /// How numbers are written that a typed table holds as texts; unknown until it was looked at.
  DecimalMark mark_of_texts = DecimalMark::unknown;
  const CodeList* codes = nullptr;  ///< the model's; lives as long as the model
};

/// One table that a file feeds.
struct PlannedTable {
  const TableSpec* spec = nullptr;  ///< the model's; lives as long as the model
  std::vector<PlannedColumn> columns;
  OnRepeat on_repeat = OnRepeat::reject;
  std::vector<std::size_t> only_if_present;  ///< indexes of the file's columns
};

/// How one table of texts is read: decided from its file's name and its heading before any row is.
struct FilePlan {
  std::shared_ptr<const LogFile> source;  ///< nullptr where the rows come from elsewhere
  RowOpener open;
  std::string path;
  std::string file;   ///< its name, without folders
  std::string sheet;  ///< "" in a text
  FoundHeading heading;
  char delimiter = ',';
  bool is_typed = false;  ///< RowSource::is_typed()
  /// Of files with the same heading that were loaded before; for dates that leave it open.
  DayOrder usual_day_order = DayOrder::unknown;
  std::vector<PlannedTable> tables;  ///< each after those it refers to
  std::vector<std::string> notes;    ///< unused columns and the like, in sentences
  std::uint64_t fingerprint = 0;     ///< of all of the above that decides what is written

  const std::vector<std::string>& headings() const { return heading.headings; }
  /// "ventas.xlsx [Pedidos]", as messages name it.
  std::string name() const;
};

/// Decides which tables a file feeds: by ImportSpec::files, else by its name (or its sheets'), else
/// by its headings. What fits no table is not planned; `why` then says so.
/// Throws Error where the file lacks a column that its table needs, or a sheet that the model
/// names.
std::vector<FilePlan> plan_file(const ProcessModel& model,
                                const std::shared_ptr<const LogFile>& source, std::string& why);

/// The same for rows whose heading is known: fills the tables of the plan. False where they fit
/// none.
bool plan_tables(const ProcessModel& model, FilePlan& plan);

}  // namespace rastro
