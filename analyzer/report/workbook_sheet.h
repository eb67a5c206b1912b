#pragma once

#include <xlsxwriter.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "report/wording.h"

namespace rastro {

/// One cell of a workbook. A text is never a formula nor a link, whatever it says.
struct BookCell {
  enum class Kind { blank, text, count, amount, share, rate, money, day, time };
  Kind kind = Kind::blank;
  std::string text{};
  double number = 0;  ///< a day or time: as the file format counts them, days since 1899-12-30
};

BookCell text_cell(std::string text);
BookCell count_cell(std::int64_t number);
/// Blank where it is not a number; what is endless reads "∞".
BookCell number_cell(BookCell::Kind kind, double number);
BookCell day_cell(const std::optional<Day>& day);
BookCell time_cell(const std::optional<Seconds>& time);

struct BookColumn {
  std::string heading;
  double width = 10;  ///< in letters of the usual type
};

/// How cells of each kind look in one workbook. The workbook owns them.
class BookStyles {
 public:
  BookStyles(lxw_workbook* book, const Figures& figures);
  lxw_format* heading() const { return heading_; }
  lxw_format* of(BookCell::Kind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }

 private:
  lxw_format* heading_;
  lxw_format* kinds_[9];
};

/// How much of a table one sheet takes, its heading included.
inline constexpr std::size_t most_sheet_rows = LXW_ROW_MAX;
/// UTF-16 units in one cell.
inline constexpr std::size_t most_cell_characters = 32767;

/// A table over one sheet, or over several where it has more rows than a sheet takes: "Failures",
/// "Failures 2". The heading's row stays in sight, and can be filtered by.
class BookTable {
 public:
  /// Everything given must outlive it; `most_rows` is 2 or more.
  BookTable(lxw_workbook* book, const BookStyles& styles, const Texts& texts, std::string name,
            std::vector<BookColumn> columns, std::size_t most_rows);
  /// As many cells as columns.
  void add(const std::vector<BookCell>& row);
  /// To be called once, behind the last row.
  void finish();

  struct Written {
    std::string sheet;
    std::size_t rows = 0;  ///< with the heading
  };
  const std::vector<Written>& written() const { return written_; }
  /// Why a row could not be written; "" where all were.
  const std::string& fault() const { return fault_; }

 private:
  void open_sheet();
  void close_sheet();
  void set_height(lxw_row_t row, const std::vector<BookCell>& cells);
  void write(lxw_row_t row, lxw_col_t column, const BookCell& cell);
  void write_text(lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format);
  void heed(lxw_error error);

  lxw_workbook* book_;
  const BookStyles& styles_;
  const Texts& texts_;
  std::string name_;
  std::vector<BookColumn> columns_;
  std::size_t most_rows_;
  lxw_worksheet* sheet_ = nullptr;
  std::vector<Written> written_;
  std::string fault_;
};

}  // namespace rastro
