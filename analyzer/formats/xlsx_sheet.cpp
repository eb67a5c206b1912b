#include "formats/xlsx_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/error.h"
#include "base/plural.h"
#include "base/text.h"
#include "formats/cell_values.h"
#include "formats/csv_text.h"

namespace rastro {

namespace {

constexpr std::size_t most_columns = 16384;
constexpr long most_rows = 1048576;
constexpr std::size_t longest_row_text = 64u << 20;
constexpr std::size_t columns_named = 5;  // in a note

constexpr std::string_view row_path = "/worksheet/sheetData/row";
constexpr std::string_view cell_path = "/worksheet/sheetData/row/c";
constexpr std::string_view value_path = "/worksheet/sheetData/row/c/v";
constexpr std::string_view formula_path = "/worksheet/sheetData/row/c/f";
constexpr std::string_view inline_path = "/worksheet/sheetData/row/c/is/t";
constexpr std::string_view inline_run_path = "/worksheet/sheetData/row/c/is/r/t";
constexpr std::string_view merged_path = "/worksheet/mergeCells/mergeCell";

/// The whole text as a number; nothing where it is none, or too great.
template <typename Number>
std::optional<Number> read_whole(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

/// The column of a cell's reference, "BC12"; nothing where it is none.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  for (; letters < reference.size(); ++letters) {
    const char letter = reference[letters];
    const bool is_small = letter >= 'a' && letter <= 'z';
    if (!is_small && (letter < 'A' || letter > 'Z')) break;
    column = column * 26 + static_cast<std::size_t>(letter - (is_small ? 'a' : 'A')) + 1;
    if (column > most_columns) break;
  }
  if (letters == 0) return {};
  return column - 1;
}

}  // namespace

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

XlsxSheet::XlsxSheet(std::unique_ptr<ByteSource> xml,
                     std::shared_ptr<const WorkbookContext> context, std::string name)
    : context_(std::move(context)),
      name_(std::move(name)),
      xml_(std::move(xml), name_, *this),
      value_(name_),
      inline_text_(name_) {}

bool XlsxSheet::next() {
  fields_.clear();
  has_row_ = false;
  while (!has_row_) {
    if (!xml_.advance()) return false;
  }
  return true;
}

std::int64_t XlsxSheet::position() const {
  const ByteSource& bytes = xml_.bytes();
  if (bytes.size() <= 0) return size();
  const double share = static_cast<double>(bytes.position()) / static_cast<double>(bytes.size());
  return static_cast<std::int64_t>(std::min(share, 1.0) * static_cast<double>(size()));
}

std::string_view XlsxSheet::raw() const {
  if (!raw_is_made_) {
    raw_ = csv_line(fields_);
    raw_is_made_ = true;
  }
  return raw_;
}

void XlsxSheet::on_start(std::string_view path, const WorkbookXmlAttributes& attributes) {
  if (path == cell_path) {
    begin_cell(attributes);
  } else if (path == row_path) {
    begin_row(attributes);
  } else if (path == formula_path) {
    has_formula_ = true;
  } else if (path == merged_path) {
    ++merged_;
  }
}

void XlsxSheet::on_text(std::string_view path, std::string_view text) {
  if (path == value_path) {
    value_.add(text);
  } else if (path == inline_path || path == inline_run_path) {
    inline_text_.add(text);
  }
}

void XlsxSheet::on_end(std::string_view path) {
  if (path == cell_path) {
    end_cell();
  } else if (path == row_path) {
    end_row();
  }
}

void XlsxSheet::begin_row(const WorkbookXmlAttributes& attributes) {
  ++row_;
  if (const auto given = attributes.find("r")) {
    const auto number = read_whole<long>(*given);
    if (!number || *number < 1) {
      fail(fmt::format("'{}' is no row number", one_line(*given, 40)));
    }
    row_ = *number;
  }
  if (row_ > most_rows) fail("a sheet has at most 1,048,576 rows");
  const std::string_view hidden = attributes.get("hidden");
  row_is_hidden_ = hidden == "1" || hidden == "true";
  cells_.clear();
  row_text_.clear();
  row_size_ = 0;
  next_column_ = 0;
}

void XlsxSheet::begin_cell(const WorkbookXmlAttributes& attributes) {
  column_ = next_column_;
  if (const auto reference = attributes.find("r")) {
    const auto given = column_of(*reference);
    if (!given) fail(fmt::format("'{}' is no cell", one_line(*reference, 40)));
    column_ = *given;
  }
  if (column_ >= most_columns) fail("a sheet has at most 16,384 columns");
  if (column_ < cells_.size() && cells_[column_].is_given) {
    fail(fmt::format("the cell {}{} is given twice", column_letters(column_), row_));
  }
  next_column_ = column_ + 1;
  type_ = attributes.get("t");
  style_ = read_whole<std::size_t>(attributes.find("s").value_or("0")).value_or(SIZE_MAX);
  value_.clear();
  inline_text_.clear();
  has_formula_ = false;
}

void XlsxSheet::end_cell() {
  if (cells_.size() <= column_) cells_.resize(column_ + 1);
  cells_[column_].is_given = true;
  cells_[column_].is_text =
      type_ == "inlineStr" || type_ == "s" || type_ == "str" || !inline_text_.empty();
  if (has_formula_ && value_.empty() && type_ != "str") ++formulas_without_value_;
  if (type_ == "inlineStr" || !inline_text_.empty()) {
    take_text(inline_text_.unescaped());
  } else if (value_.empty()) {
    return;
  } else if (type_.empty() || type_ == "n") {
    take_number();
  } else if (type_ == "s") {
    take_shared();
  } else if (type_ == "str") {
    take_text(value_.unescaped());
  } else if (type_ == "b") {
    const std::string_view flag = trim(value_.text());
    if (flag == "1" || flag == "true") return take_text("TRUE");
    take_text(flag == "0" || flag == "false" ? "FALSE" : flag);
  } else if (type_ == "e") {
    ++errors_;
    take_text(value_.text());
  } else if (type_ == "d") {
    take_text(time_of_text(value_.text(), format()));
  } else {
    fail(fmt::format("the cell {}{} is of the unknown type '{}'", column_letters(column_), row_,
                     one_line(type_, 40)));
  }
}

void XlsxSheet::take_text(std::string_view text) {
  CellSlot& slot = cells_[column_];
  slot.begin = row_text_.size();
  slot.size = text.size();
  row_text_ += text;
  row_size_ += text.size();
  if (row_size_ > longest_row_text) fail("the row holds more than 64 MiB of text");
}

void XlsxSheet::take_shared() {
  const auto index = read_whole<std::size_t>(trim(value_.text()));
  const SharedStrings& strings = context_->strings;
  if (!index || *index >= strings.size()) {
    fail(fmt::format("the cell {}{} refers to text {} of the workbook, which has {}",
                     column_letters(column_), row_, one_line(value_.text(), 40), strings.size()));
  }
  const std::string_view text = strings[*index];
  cells_[column_].shared = text.data();
  cells_[column_].size = text.size();
  row_size_ += text.size();
  if (row_size_ > longest_row_text) fail("the row holds more than 64 MiB of text");
}

CellFormat XlsxSheet::format() const {
  return style_ < context_->formats.size() ? context_->formats[style_] : CellFormat{};
}

void XlsxSheet::take_number() {
  if (style_ != 0 && style_ >= context_->formats.size()) ++unknown_styles_;
  std::string digits = plain_digits(value_.text());
  const CellFormat look = format();
  if (look.has_date || look.has_time) {
    if (const auto serial = read_whole<double>(digits)) {
      const CellTime time = time_of_serial(*serial, look, context_->since_1904);
      if (time.impossible) ++impossible_dates_[column_];
      return take_text(time.text);
    }
  }
  if (may_have_lost_digits(digits)) ++lost_digits_[column_];
  const bool is_padded =
      digits.size() < look.zeros && digits.find_first_not_of("0123456789") == std::string::npos;
  if (is_padded) digits.insert(0, look.zeros - digits.size(), '0');
  take_text(digits);
}

void XlsxSheet::end_row() {
  bool is_blank = true;
  for (const CellSlot& cell : cells_) {
    const char* const begin = cell.shared != nullptr ? cell.shared : row_text_.data() + cell.begin;
    fields_.emplace_back(begin, cell.size);
    is_blank = is_blank && trim(fields_.back()).empty();
  }
  while (!fields_.empty() && fields_.back().empty()) fields_.pop_back();
  if (is_blank) {
    fields_.clear();
    return;
  }
  if (fields_.size() < expected_) fields_.resize(expected_);
  if (row_is_hidden_) ++hidden_rows_;
  raw_is_made_ = false;
  has_row_ = true;
  xml_.pause();
}

namespace {

/// "in column B", "in columns B, C and 4 others"
std::string in_columns(const std::map<std::size_t, std::int64_t>& counts) {
  std::string names;
  std::size_t named = 0;
  for (const auto& [column, count] : counts) {
    if (named == columns_named) break;
    names += (named++ == 0 ? "" : ", ") + column_letters(column);
  }
  if (counts.size() > named) names += fmt::format(" and {} others", counts.size() - named);
  return (counts.size() == 1 ? "in column " : "in columns ") + names;
}

std::int64_t sum_of(const std::map<std::size_t, std::int64_t>& counts) {
  std::int64_t sum = 0;
  for (const auto& [column, count] : counts) sum += count;
  return sum;
}

}  // namespace

std::vector<std::string> XlsxSheet::notes() const {
  std::vector<std::string> notes;
  if (formulas_without_value_ > 0) {
    notes.push_back(plural(formulas_without_value_, "formula has", "formulas have") +
                    " no stored value: open and save the file in Excel");
  }
  if (errors_ > 0) {
    notes.push_back(plural(errors_, "cell shows", "cells show") + " an error such as #N/A");
  }
  if (!impossible_dates_.empty()) {
    notes.push_back(plural(sum_of(impossible_dates_), "date", "dates") + ' ' +
                    in_columns(impossible_dates_) +
                    " cannot be a date of Excel's: before 1900, after 9999, or of an empty cell");
  }
  if (!lost_digits_.empty()) {
    notes.push_back(plural(sum_of(lost_digits_), "number", "numbers") + ' ' +
                    in_columns(lost_digits_) +
                    " of more than 15 digits, of which Excel keeps 15: identifiers have lost "
                    "digits; export them as text");
  }
  if (hidden_rows_ > 0) {
    notes.push_back(plural(hidden_rows_, "row is", "rows are") +
                    " hidden in the sheet, by a filter or by hand, and read all the same");
  }
  if (merged_ > 0) {
    notes.push_back(plural(merged_, "merged range has", "merged ranges have") +
                    " a value in the first cell only");
  }
  if (unknown_styles_ > 0) {
    notes.push_back(plural(unknown_styles_, "cell has", "cells have") +
                    " a style that the workbook does not define: dates may stand there as numbers");
  }
  return notes;
}

void XlsxSheet::fail(const std::string& message) const {
  throw Error(message, {name_, row_},
              "this was not written by Excel; open it there and save it anew");
}

}  // namespace rastro
