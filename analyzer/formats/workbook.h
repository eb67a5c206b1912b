#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/row_source.h"
#include "formats/xlsx_sheet.h"
#include "formats/zip_parts.h"

namespace rastro {

/// How much a workbook may make of itself, however small it is packed. Sheets are read row by row,
/// so that only the first two bound the memory; what goes beyond is an Error.
struct WorkbookLimits {
  std::size_t strings = 512u << 20;                     ///< bytes of the texts shared by cells
  std::int64_t small_part = 64 << 20;                   ///< styles, list of sheets
  std::int64_t streamed_part = std::int64_t{16} << 30;  ///< a sheet, the XML of the texts
};

struct WorkbookSheet {
  std::string name;
  bool is_hidden = false;
  std::string part;  ///< of the container; "" where the workbook does not say
};

/// An Excel workbook (.xlsx, .xlsm), opened for reading. What is inside is only ever looked up in
/// the container and touches no other file.
class Workbook {
 public:
  /// Throws Error, saying what to do, for what is no such workbook (another zip file, .ods, .xls,
  /// .xlsb), is protected by a password, or damaged.
  explicit Workbook(const std::string& path, const WorkbookLimits& limits = {});
  /// `name` stands for the file in messages.
  static Workbook from_bytes(std::string_view bytes, const std::string& name,
                             const WorkbookLimits& limits = {});

  /// In the order of the workbook; sheets that hold a chart only are left out.
  const std::vector<WorkbookSheet>& sheets() const { return sheets_; }
  std::vector<std::string> sheet_names() const;
  /// Of the file's bytes.
  std::uint64_t content_hash() const { return content_hash_; }

  /// The rows of a sheet; the case of its name does not matter, as in Excel. The source may outlive
  /// the workbook. Throws Error where there is no such sheet.
  std::unique_ptr<RowSource> open(const std::string& sheet) const;

 private:
  Workbook(std::string_view bytes, const std::string& name, const WorkbookLimits& limits);

  void read_sheets();
  std::shared_ptr<const WorkbookContext> context() const;
  const WorkbookSheet& find_sheet(const std::string& name) const;

  ZipParts parts_;
  WorkbookLimits limits_;
  std::vector<WorkbookSheet> sheets_;
  std::string strings_part_, styles_part_;
  bool since_1904_ = false;
  std::int64_t file_size_ = 0;
  std::uint64_t content_hash_ = 0;
  mutable std::shared_ptr<const WorkbookContext> context_;  ///< read with the first sheet
};

/// Whether the file is for Workbook to open: a zip file or the container of older Office files,
/// told by its first bytes. Workbook says which of them it cannot read, and what to do about it.
bool is_workbook(const std::string& path);

}  // namespace rastro
