#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "intake/values.h"
#include "process/model.h"

namespace rastro {

/// Where one column of a table comes from.
struct PlannedColumn {
  std::string target;
  std::size_t field = 0;  ///< index of the file's column; not used with a constant
  std::optional<std::string> constant{};
  ColumnReading reading;
};

/// One table that a file feeds.
struct PlannedTable {
  const TableSpec* spec = nullptr;  ///< the model's; lives as long as the model
  std::vector<PlannedColumn> columns;
  OnRepeat on_repeat = OnRepeat::reject;
  std::vector<std::size_t> only_if_present;  ///< indexes of the file's columns
};

/// How one file is read: decided from its name and its heading before any row is.
struct FilePlan {
  std::string path;
  std::string file;  ///< its name, without folders
  std::vector<std::string> headings;
  char delimiter = ',';
  std::vector<PlannedTable> tables;  ///< each after those it refers to
  std::vector<std::string> notes;    ///< unused columns and the like, in sentences
  std::uint64_t fingerprint = 0;     ///< of all of the above that decides what is written
};

/// Decides which tables the file feeds: by ImportSpec::files, else by its name, else by its
/// headings. Nothing where it fits no table (`why` then says so) or holds no heading.
/// Throws Error where the file lacks a column that its table needs.
std::optional<FilePlan> plan_file(const ProcessModel& model, const std::string& path,
                                  std::string& why);

/// "2026/orders.csv" → "orders.csv"
std::string file_name(const std::string& path);

}  // namespace rastro
