#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

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
  bool known = false;                       ///< the same bytes were loaded before: not read again
};

struct FileLeftOut {
  std::string file;
  std::string why;
};

struct ImportReport {
  std::vector<FileReport> files;  ///< in the order of loading
  std::vector<FileLeftOut> left_out;

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

/// Throws Error for a path that is neither a file nor a folder.
void check_paths(const std::vector<std::string>& paths);

/// Loads files, and folders of them (not their subfolders), each file in one transaction, those
/// first whose tables others refer to. Rows are kept, replaced or rejected; see TableReport.
///
/// Throws Error where a path does not exist or cannot be read, a file is binary or lacks a column
/// that its table needs, the store cannot be written, or no file fits any table. Files loaded
/// before that stay loaded.
ImportReport import_files(Store& store, const ProcessModel& model,
                          const std::vector<std::string>& paths,
                          const ProgressCallback& progress = {});

/// How import_files would read these files, in its order, without loading anything: their plans
/// with date orders and decimal marks settled, and notes that tell what was recognised.
struct ImportExplanation {
  std::vector<FilePlan> files;
  std::vector<FileLeftOut> left_out;
};
ImportExplanation explain_files(const ProcessModel& model, const std::vector<std::string>& paths);

}  // namespace rastro
