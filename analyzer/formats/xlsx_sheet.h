#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/cell_formats.h"
#include "formats/row_source.h"
#include "formats/shared_strings.h"
#include "formats/workbook_xml.h"

namespace rastro {

/// What the cells of all sheets of a workbook refer to.
struct WorkbookContext {
  SharedStrings strings;
  std::vector<CellFormat> formats;  ///< by a cell's style
  bool since_1904 = false;          ///< days are counted from 1904, as Excel for the Mac did
  std::int64_t file_size = 0;
  std::uint64_t content_hash = 0;
};

/// The rows of one sheet of an .xlsx workbook, read one by one: the sheet is never held in memory.
///
/// Texts, whatever way they are stored, come out as they are; numbers in digits; flags as TRUE and
/// FALSE; dates, which are numbers with a format, as ISO 8601; errors as Excel shows them (#N/A).
/// Of a formula the stored value counts; of merged cells the first has the value. Missing cells are
/// empty, blank rows are passed over, hidden ones are not, empty cells at the end of a row are cut.
///
/// Bounds, each an Error: Excel's 16,384 columns, 1,048,576 rows and 32,767 characters a cell, and
/// 64 MiB of text a row.
class XlsxSheet : public RowSource, private WorkbookXmlHandler {
 public:
  /// `name` stands for file and sheet in messages.
  XlsxSheet(std::unique_ptr<ByteSource> xml, std::shared_ptr<const WorkbookContext> context,
            std::string name);

  bool next() override;
  const std::vector<std::string_view>& fields() const override { return fields_; }
  std::string_view raw() const override;
  long line() const override { return row_; }
  void expect_fields(std::size_t count) override { expected_ = count; }
  std::int64_t size() const override { return context_->file_size; }
  /// Estimated by the share of the sheet that was read.
  std::int64_t position() const override;
  std::uint64_t content_hash() const override { return context_->content_hash; }
  bool is_typed() const override { return true; }
  bool is_text(std::size_t field) const override {
    return field < cells_.size() && cells_[field].is_text;
  }
  std::vector<std::string> notes() const override;

 private:
  /// A value of the row: a shared text, or a part of row_text_.
  struct CellSlot {
    const char* shared = nullptr;
    std::size_t begin = 0, size = 0;
    bool is_given = false, is_text = false;
  };
  /// Counts, by column, what has to be told in the end.
  using ColumnCounts = std::map<std::size_t, std::int64_t>;

  void on_start(std::string_view path, const WorkbookXmlAttributes& attributes) override;
  void on_end(std::string_view path) override;
  void on_text(std::string_view path, std::string_view text) override;

  void begin_row(const WorkbookXmlAttributes& attributes);
  void begin_cell(const WorkbookXmlAttributes& attributes);
  void end_cell();
  void end_row();
  void take_shared();
  void take_number();
  void take_text(std::string_view text);
  CellFormat format() const;
  [[noreturn]] void fail(const std::string& message) const;

  std::shared_ptr<const WorkbookContext> context_;
  std::string name_;
  WorkbookXml xml_;

  long row_ = 0;
  std::size_t expected_ = 0;
  std::vector<CellSlot> cells_;
  std::string row_text_;
  std::size_t row_size_ = 0;  ///< bytes of all its values
  std::vector<std::string_view> fields_;
  bool has_row_ = false, row_is_hidden_ = false;
  mutable std::string raw_;
  mutable bool raw_is_made_ = false;

  std::size_t column_ = 0;  ///< of the cell, from 0
  std::size_t next_column_ = 0;
  std::string type_;
  std::size_t style_ = 0;
  CellTextCollector value_, inline_text_;
  bool has_formula_ = false;

  std::int64_t formulas_without_value_ = 0, errors_ = 0, merged_ = 0, unknown_styles_ = 0,
               hidden_rows_ = 0;
  ColumnCounts impossible_dates_, lost_digits_;
};

/// "A" for 0, "XFD" for 16383.
std::string column_letters(std::size_t column);

}  // namespace rastro
