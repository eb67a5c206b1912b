#include "report/workbook_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/characters.h"
#include "report/shown_text.h"

namespace rastro {

namespace {

using Kind = BookCell::Kind;

/// The first day that spreadsheets agree on, and the last that they know.
const Day first_day = *day_of(1900, 3, 1);
const Day last_day = *day_of(9999, 12, 31);

double serial(Day day) { return static_cast<double>(day - *day_of(1899, 12, 30)); }

bool is_hex(char character) {
  return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'F') ||
         (character >= 'a' && character <= 'f');
}

/// "_x0041_" stands for A in the file format (ISO/IEC 29500-1, 22.9.2.19): a text that says it is
/// written as "_x005F_x0041_".
std::string without_codes(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view code = std::string_view(text).substr(at, 7);
    const bool is_code = code.size() == 7 && code.starts_with("_x") && code[6] == '_' &&
                         is_hex(code[2]) && is_hex(code[3]) && is_hex(code[4]) && is_hex(code[5]);
    plain += is_code ? "_x005F_" : std::string(1, text[at]);
  }
  return plain;
}

/// Lines of a text that is wrapped between words, in a column of so many letters.
std::size_t wrapped_lines(std::string_view text, std::size_t width) {
  std::size_t lines = 1, used = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::size_t word = count_characters(text.substr(0, end));
    if (used > 0 && used + 1 + word > width) {
      ++lines;
      used = 0;
    }
    used += word + (used > 0 ? 1 : 0);
    lines += used > width ? (used - 1) / width : 0;  // a long word goes on in the next line
    used = used > width ? (used - 1) % width + 1 : used;
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

BookCell text_cell(std::string text) { return {Kind::text, std::move(text), 0}; }

BookCell count_cell(std::int64_t number) { return {Kind::count, "", static_cast<double>(number)}; }

BookCell number_cell(Kind kind, double number) {
  if (std::isnan(number)) return {};
  if (std::isinf(number)) return text_cell(number > 0 ? "∞" : "−∞");
  return {kind, "", number};
}

BookCell day_cell(const std::optional<Day>& day) {
  if (!day) return {};
  if (*day < first_day || *day > last_day) return text_cell(format_day(*day));
  return {Kind::day, "", serial(*day)};
}

BookCell time_cell(const std::optional<Seconds>& time) {
  if (!time) return {};
  const Day day = day_of(*time);
  if (day < first_day || day > last_day) return text_cell(format_time(*time));
  return {Kind::time, "", serial(day) + static_cast<double>(*time - start_of(day)) / 86400};
}

BookStyles::BookStyles(lxw_workbook* book, const Figures& figures) {
  constexpr lxw_color_t ink = 0x1D2733, tint = 0xE8F1F8;
  heading_ = workbook_add_format(book);
  format_set_bold(heading_);
  format_set_text_wrap(heading_);
  format_set_indent(heading_, 1);
  format_set_align(heading_, LXW_ALIGN_VERTICAL_TOP);
  format_set_font_color(heading_, ink);
  format_set_bg_color(heading_, tint);
  format_set_bottom(heading_, LXW_BORDER_THIN);
  const std::string percent = figures.percent_sign() == "%" ? "%" : "\"\u00A0\"%";
  const std::string codes[] = {"",
                               "@",
                               "#,##0",
                               "#,##0.0",
                               "0" + percent,
                               "0.00" + percent,
                               figures.money_code(),
                               figures.day_code(),
                               figures.time_code()};
  for (std::size_t kind = 0; kind < std::size(codes); ++kind) {
    kinds_[kind] = workbook_add_format(book);
    format_set_align(kinds_[kind], LXW_ALIGN_VERTICAL_TOP);
    if (!codes[kind].empty()) format_set_num_format(kinds_[kind], codes[kind].c_str());
  }
  format_set_text_wrap(of(Kind::text));
  format_set_indent(of(Kind::text), 1);
}

BookTable::BookTable(lxw_workbook* book, const BookStyles& styles, const Texts& texts,
                     std::string name, std::vector<BookColumn> columns, std::size_t most_rows)
    : book_(book),
      styles_(styles),
      texts_(texts),
      name_(std::move(name)),
      columns_(std::move(columns)),
      most_rows_(most_rows) {
  open_sheet();
}

void BookTable::open_sheet() {
  const std::size_t number = written_.size() + 1;
  const std::string name = number == 1 ? name_ : fmt::format("{} {}", name_, number);
  sheet_ = workbook_add_worksheet(book_, name.c_str());
  written_.push_back({name, 1});
  if (sheet_ == nullptr) {
    fault_ = fmt::format("the workbook takes no sheet '{}'", name);
    return;
  }
  std::vector<BookCell> headings;
  for (const BookColumn& column : columns_) headings.push_back(text_cell(column.heading));
  set_height(0, headings);
  for (std::size_t index = 0; index < columns_.size(); ++index) {
    const auto column = static_cast<lxw_col_t>(index);
    heed(worksheet_set_column(sheet_, column, column, columns_[index].width, nullptr));
    write_text(0, column, columns_[index].heading, styles_.heading());
  }
  worksheet_freeze_panes(sheet_, 1, 0);
  worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_repeat_rows(sheet_, 0, 0);
}

void BookTable::close_sheet() {
  if (sheet_ == nullptr) return;
  heed(worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(written_.back().rows - 1),
                            static_cast<lxw_col_t>(columns_.size() - 1)));
}

void BookTable::add(const std::vector<BookCell>& row) {
  if (written_.back().rows == most_rows_) {
    close_sheet();
    open_sheet();
  }
  if (sheet_ == nullptr) return;
  const auto number = static_cast<lxw_row_t>(written_.back().rows++);
  set_height(number, row);
  for (std::size_t index = 0; index < row.size(); ++index) {
    write(number, static_cast<lxw_col_t>(index), row[index]);
  }
}

void BookTable::finish() { close_sheet(); }

/// Not every program finds the height of wrapped text by itself. What is longer than twelve lines
/// would push the next row out of sight: it is read in its cell.
void BookTable::set_height(lxw_row_t row, const std::vector<BookCell>& cells) {
  constexpr std::size_t most_lines = 12;
  constexpr double line = 15;  // points
  std::size_t lines = 1;
  for (std::size_t index = 0; index < cells.size(); ++index) {
    if (cells[index].kind != Kind::text) continue;
    const auto width = static_cast<std::size_t>(columns_[index].width - 1);  // less the indent
    lines = std::max(lines, wrapped_lines(shown_text(cells[index].text), width));
  }
  if (lines == 1) return;
  const double height = line * static_cast<double>(std::min(lines, most_lines));
  heed(worksheet_set_row(sheet_, row, height, nullptr));
}

void BookTable::write(lxw_row_t row, lxw_col_t column, const BookCell& cell) {
  lxw_format* const format = styles_.of(cell.kind);
  if (cell.kind == Kind::blank) return;
  if (cell.kind == Kind::text) {
    write_text(row, column, cell.text, format);
  } else {
    heed(worksheet_write_number(sheet_, row, column, cell.number, format));
  }
}

void BookTable::write_text(lxw_row_t row, lxw_col_t column, const std::string& text,
                           lxw_format* format) {
  const std::string shown = shown_text(text);
  const auto fits = [](const std::string& cell) {
    return cut_text(cell, most_cell_characters).size() == cell.size();
  };
  std::string written = without_codes(shown);
  for (std::size_t most = most_cell_characters - 200; !fits(written); most /= 2) {
    written = without_codes(std::string(cut_text(shown, most))) + texts_.get("xlsx.cut");
  }
  heed(worksheet_write_string(sheet_, row, column, written.c_str(), format));
}

void BookTable::heed(lxw_error error) {
  if (error != LXW_NO_ERROR && fault_.empty()) fault_ = lxw_strerror(error);
}

}  // namespace rastro
