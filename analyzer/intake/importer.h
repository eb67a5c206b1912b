#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/file_list.h"
#include "intake/mapping.h"
#include "process/model.h"
#include "store/import_log.h"
#include "store/store.h"

namespace rastro {

/// What became of the records of one file in one table:
///   rows = accepted + rejected + unchanged, and records = rows + repeats + left_out.
/// A key counts as one row of the file however often the file repeats it: repeats are further
/// records of a key that say the same (an order in a file of order lines), or whose difference the
/// model settles (OnRepeat::first, last).
struct TableReport {
  std::string table;
  std::int64_t rows = 0;
  std::int64_t accepted = 0;   ///< new, or replacing an older row
  std::int64_t rejected = 0;   ///< kept in the import log with the reason
  std::int64_t unchanged = 0;  ///< already there, word for word
  std::int64_t repeats = 0;
  std::int64_t left_out = 0;  ///< records that say nothing of this table
};

struct FileReport {
  std::string file;  ///< its name, without folders
  std::vector<TableReport> tables;
  std::vector<std::string> notes;           ///< what was recognised, what was not used; sentences
  std::vector<Rejection> first_rejections;  ///< a few, in file order; all are in ImportLog
  std::int64_t set_aside = 0;  ///< records that are no rows: headings, totals, blank ones
  bool known = false;          ///< the same bytes were loaded before: not read again
};

/// What became of rows that were rejected before and tried again.
struct RetryReport {
  std::int64_t tried = 0;
  std::int64_t accepted = 0;  ///< taken, or found to be there already
  std::int64_t rejected() const { return tried - accepted; }
};

struct ImportReport {
  std::vector<FileReport> files;  ///< in the order of loading
  std::vector<FileLeftOut> left_out;
  RetryReport retried;  ///< rows that earlier loads had rejected

  std::int64_t rows() const;
  std::int64_t rejected() const;
  /// Share of the rows that were rejected, 0 to 1.
  double rejected_share() const;
};

struct ImportProgress {
  std::string_view file;
  std::int64_t bytes_done = 0, bytes_total = 0;  ///< over all files
};
using ProgressCallback = std::function<void(const ImportProgress&)>;

/// Loads files, and folders of them (not their subfolders), each file in one transaction, those
/// first whose tables others refer to. Rows are kept, replaced or rejected; see TableReport. A path
/// may be a pattern (logs/2026-*.csv), or "-": standard input, which `input_name` names.
/// Rows that earlier loads rejected are tried again at the end: what they wanted may be there now.
///
/// Throws Error where a path does not exist or cannot be read, a file is binary or lacks a column
/// that its table needs, the store cannot be written, or no file fits any table. Files loaded
/// before that stay loaded.
ImportReport import_files(Store& store, const ProcessModel& model,
                          const std::vector<std::string>& paths,
                          const ProgressCallback& progress = {},
                          const std::string& input_name = "");

/// Tries all rows again that were rejected and could be taken apart, from what the store has kept
/// of them, with the model as it is now. In one transaction a load.
RetryReport retry_rejections(Store& store, const ProcessModel& model);

/// How import_files would read these files, in its order, without loading anything: their plans
/// with date orders and decimal marks settled, and notes that tell what was recognised. `log`: of
/// the store into which they would go, where there is one already.
struct FirstRows {
  std::vector<long> lines;
  std::vector<std::vector<std::string>> rows;
};
struct ImportExplanation {
  std::vector<ListedFile> inputs;  ///< the plans read from them
  std::vector<FilePlan> files;
  std::vector<FirstRows> first_rows;  ///< of each of the plans
  std::vector<FileLeftOut> left_out;
};
ImportExplanation explain_files(const ProcessModel& model, const std::vector<std::string>& paths,
                                const std::string& input_name = "", ImportLog* log = nullptr);

}  // namespace rastro
