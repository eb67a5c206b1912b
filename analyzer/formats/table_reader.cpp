#include "formats/table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/plural.h"
#include "base/text.h"

namespace rastro {

namespace {

using Fields = std::vector<std::string_view>;

constexpr std::size_t records_looked_at = 100;
/// The heading is looked for in so many of them.
constexpr std::size_t highest_heading = 30;

struct Record {
  long line = 0;
  std::vector<std::string> fields;  ///< trimmed; empty ones at the end cut off
  std::size_t width = 0;            ///< with them
  std::string fault;
};

/// A field that names something: it has a letter, and does not begin as a number or a date does.
bool is_name(std::string_view text) {
  if (text.empty()) return false;
  const bool digits_first = text.front() >= '0' && text.front() <= '9';
  return !digits_first && std::any_of(text.begin(), text.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           static_cast<unsigned char>(letter) >= 0x80;
  });
}

std::vector<Record> first_records(RowSource& rows) {
  std::vector<Record> records;
  while (records.size() < records_looked_at && rows.next()) {
    Record record{rows.line(), {}, rows.fields().size(), rows.fault()};
    for (const std::string_view field : rows.fields()) record.fields.emplace_back(trim(field));
    while (!record.fields.empty() && record.fields.back().empty()) record.fields.pop_back();
    records.push_back(std::move(record));
  }
  return records;
}

/// The number of fields that most records have; the larger of two that are as frequent.
std::size_t usual_width(const std::vector<Record>& records) {
  std::map<std::size_t, int> widths;
  for (const Record& record : records) ++widths[record.fields.size()];
  std::size_t usual = 0;
  int most = 0;
  for (const auto& [width, count] : widths) {
    if (count < most) continue;
    most = count;
    usual = width;
  }
  return usual;
}

std::size_t known_headings(const Record& record, const IsHeading& is_known) {
  if (!is_known) return 0;
  return static_cast<std::size_t>(
      std::count_if(record.fields.begin(), record.fields.end(), is_known));
}

/// As wide as most records, or nearly, and its cells name different things.
bool names_columns(const Record& record, std::size_t width) {
  if (record.fields.size() * 2 <= width) return false;
  std::set<std::string> names;
  for (const std::string& field : record.fields) {
    if (is_name(field)) names.insert(fold(field));
  }
  return names.size() * 4 >= record.fields.size() * 3;
}

std::size_t choose_heading(const std::vector<Record>& records, const IsHeading& is_known) {
  const std::size_t looked_at = std::min(records.size(), highest_heading);
  std::size_t best = 0, best_known = 0;
  for (std::size_t index = 0; index < looked_at; ++index) {
    const std::size_t known = known_headings(records[index], is_known);
    if (known <= best_known) continue;
    best = index;
    best_known = known;
  }
  if (best_known > 0) return best;
  const std::size_t width = usual_width(records);
  // The first record is the heading unless it is plainly narrower than the table.
  if (records.front().fields.size() * 2 > width) return 0;
  for (std::size_t index = 1; index < looked_at; ++index) {
    if (names_columns(records[index], width)) return index;
  }
  return 0;
}

/// "(5 rows affected)", "(5 filas afectadas)": what database programs write below a table.
bool is_row_count(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789", 1);
  return text.starts_with('(') && text.ends_with(')') && digits != std::string_view::npos &&
         digits > 1 && text[digits] == ' ';
}

/// The words that stand before a sum, in Spanish, English and Portuguese; with a number behind them
/// where little else stands in the row.
bool is_total_word(std::string_view text, std::size_t filled, std::size_t width) {
  constexpr std::array<std::string_view, 13> words = {
      "total", "totales",  "totals",     "total general", "gran total",  "grand total", "suma",
      "sum",   "subtotal", "subtotales", "soma",          "total geral", "sub total"};
  std::string folded = fold(trim(text));
  while (!folded.empty() && (folded.back() == ':' || folded.back() == ' ')) folded.pop_back();
  if (std::find(words.begin(), words.end(), folded) != words.end()) return true;
  if (filled * 2 > width) return false;
  const std::string before_colon = folded.substr(0, folded.find(':'));
  return folded.starts_with("total ") ||
         (before_colon.size() < folded.size() &&
          std::find(words.begin(), words.end(), trim(before_colon)) != words.end());
}

bool is_total(const Fields& fields, std::size_t width) {
  std::string_view first;
  std::size_t filled = 0;
  for (const std::string_view field : fields) {
    if (trim(field).empty()) continue;
    if (filled++ == 0) first = trim(field);
  }
  if (filled == 1 && is_row_count(first)) return true;
  return filled < width && is_total_word(first, filled, width);
}

bool is_blank(const Fields& fields) {
  return std::all_of(fields.begin(), fields.end(),
                     [](std::string_view field) { return trim(field).empty(); });
}

}  // namespace

FoundHeading find_heading(RowSource& rows, const IsHeading& is_known) {
  FoundHeading found;
  const std::vector<Record> records = first_records(rows);
  if (records.empty()) return found;
  found.record = rows.starts_with_heading() ? 0 : choose_heading(records, is_known);
  const Record& heading = records[found.record];
  found.line = heading.line;
  found.headings = heading.fields;
  found.fault = heading.fault;
  found.known = known_headings(heading, is_known);
  std::size_t below = 0, ended_early = 0, too_long = 0;
  for (std::size_t index = found.record + 1; index < records.size(); ++index, ++below) {
    if (records[index].width < heading.width) ++ended_early;
    if (records[index].width > heading.width) ++too_long;
  }
  found.leaves_out_empty = too_long == 0 && ended_early >= 5 && ended_early * 4 >= below;
  return found;
}

TableReader::TableReader(const RowOpener& open, const IsHeading& is_known)
    : TableReader(open, find_heading(*open(), is_known)) {}

TableReader::TableReader(const RowOpener& open, FoundHeading heading)
    : heading_(std::move(heading)), rows_(open()) {
  if (heading_.headings.empty()) return;
  for (std::size_t record = 0; record < heading_.record; ++record) {
    if (rows_->next()) above_.add(rows_->line());
  }
  rows_->next();
  // The cells of the heading that are empty at its end are columns too.
  std::vector<std::string> whole;
  for (const std::string_view field : rows_->fields()) whole.emplace_back(trim(field));
  if (whole.size() > heading_.headings.size()) heading_.headings = std::move(whole);
  rows_->expect_fields(heading_.headings.size());
}

void TableReader::SetAside::add(long line) {
  if (count++ == 0) first_line = line;
}

bool TableReader::next() {
  while (rows_->next()) {
    fields_ = &rows_->fields();
    if (!is_row()) continue;
    settle_fields();
    return true;
  }
  return false;
}

/// False for a record that is set aside.
bool TableReader::is_row() {
  if (fields_->empty()) return true;  // it has a fault, which is told
  const std::string_view first = trim(fields_->front());
  if (first.empty() && is_blank(*fields_)) {
    blank_.add(line());
    return false;
  }
  if (repeats_heading()) {
    repeated_.add(line());
    return false;
  }
  const char letter = first.empty() ? 't' : first.front();
  const bool may_be_total = std::string_view("tTsSgG(").find(letter) != std::string_view::npos;
  if (may_be_total && is_total(*fields_, headings().size())) {
    totals_.add(line());
    return false;
  }
  return true;
}

bool TableReader::repeats_heading() const {
  if (headings().empty()) return false;
  if (fields_->size() < headings().size() || trim(fields_->front()) != headings().front()) {
    return false;
  }
  return std::equal(
      headings().begin(), headings().end(), fields_->begin(),
      [](const std::string& heading, std::string_view field) { return heading == trim(field); });
}

/// Cells that stand behind the last column must be empty; cells that lack are taken as empty only
/// where the file never writes them.
void TableReader::settle_fields() {
  const std::size_t columns = headings().size();
  fault_ = rows_->fault();
  if (!fault_.empty()) return;
  const bool has_more =
      fields_->size() > columns &&
      std::any_of(fields_->begin() + static_cast<std::ptrdiff_t>(columns), fields_->end(),
                  [](std::string_view extra) { return !trim(extra).empty(); });
  const bool has_less = fields_->size() < columns;
  if (has_less && (rows_->is_typed() || heading_.leaves_out_empty)) {
    padded_.assign(fields_->begin(), fields_->end());
    padded_.resize(columns);
    fields_ = &padded_;
  } else if (has_less || has_more) {
    fault_ = fmt::format("the record has {} column{}, the heading has {}", fields_->size(),
                         fields_->size() == 1 ? "" : "s", columns);
  }
}

std::int64_t TableReader::set_aside() const {
  return above_.count + blank_.count + repeated_.count + totals_.count;
}

std::vector<std::string> TableReader::notes() const {
  std::vector<std::string> notes = rows_->notes();
  if (above_.count > 0) {
    notes.push_back(fmt::format("the heading stands on line {}, below {}", heading_.line,
                                plural(above_.count, "other line", "other lines")));
  }
  if (repeated_.count > 0) {
    notes.push_back(fmt::format("the heading stands again on {}, first on line {}: left out",
                                plural(repeated_.count, "line", "lines"), repeated_.first_line));
  }
  if (blank_.count > 0) {
    notes.push_back(
        fmt::format("{} left out, the first on line {}",
                    plural(blank_.count, "row without any value", "rows without any value"),
                    blank_.first_line));
  }
  if (totals_.count > 0) {
    notes.push_back(fmt::format("{} left out, the first on line {}",
                                plural(totals_.count, "row of totals", "rows of totals"),
                                totals_.first_line));
  }
  return notes;
}

}  // namespace rastro
