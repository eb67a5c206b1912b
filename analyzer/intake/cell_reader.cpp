#include "intake/cell_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/characters.h"
#include "base/plural.h"
#include "base/text.h"
#include "formats/content_hash.h"
#include "intake/column_scan.h"

namespace rastro {

namespace {

constexpr std::size_t longest_value_shown = 60;
constexpr std::size_t most_digits = 20;

/// The times of a delivery in the order in which they happen.
constexpr std::string_view delivery_sequence[] = {"picked_at", "packed_at", "dispatched_at",
                                                  "attempted_at", "delivered_at"};

std::uint64_t hash_of(const std::vector<Cell>& cells, const std::vector<std::size_t>& key) {
  ContentHash hash;
  for (const std::size_t column : key) {
    const Cell& cell = cells[column];
    if (cell.kind == Cell::Kind::text) {
      hash.add(cell.text);
      hash.add(cell.text.size());
    } else {
      hash.add(static_cast<std::uint64_t>(cell.integer));
    }
  }
  return hash.value();
}

bool runs_backwards(const Cell& earlier, const Cell& later) {
  if (earlier.kind != Cell::Kind::integer || later.kind != Cell::Kind::integer) return false;
  if (earlier.date_only || later.date_only) return day_of(earlier.integer) > day_of(later.integer);
  return earlier.integer > later.integer;
}

/// Columns whose values have as many digits each, so that a missing zero shows.
bool has_fixed_digits(std::string_view column) {
  return column == "postal_code" || column == "barcode";
}

/// "12 values of 'CP' have 4 digits instead of 5: …", where zeros at the front seem to be lost.
std::string lost_zeros(const std::vector<std::int64_t>& with_digits, const std::string& heading) {
  const std::int64_t all = std::accumulate(with_digits.begin(), with_digits.end(), std::int64_t{0});
  const auto most = std::max_element(with_digits.begin(), with_digits.end());
  const auto usual = static_cast<std::size_t>(most - with_digits.begin());
  if (usual < 4 || *most * 10 < all * 6) return "";
  const std::int64_t shorter =
      std::accumulate(with_digits.begin(), most, std::int64_t{0}) - with_digits.front();
  if (shorter == 0) return "";
  return fmt::format(
      "{} value{} of '{}' ha{} fewer digits than the usual {}: a spreadsheet may have taken zeros "
      "off the front; format the column as text and export again",
      shorter, shorter == 1 ? "" : "s", heading, shorter == 1 ? "s" : "ve", usual);
}

}  // namespace

CellReader::CellReader(ValueReader& values, FilePlan& plan, std::size_t table)
    : values_(values),
      file_(plan),
      table_(table),
      seen_columns_(plan.tables[table].columns.size()),
      key_(key_columns(plan.tables[table])),
      key_cells_(seen_columns_.size()) {
  const TableSpec& spec = *this->plan().spec;
  const auto& columns = this->plan().columns;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const bool in_key = std::find(key_.begin(), key_.end(), column) != key_.end();
    key_has_codes_ = key_has_codes_ || (in_key && columns[column].codes != nullptr);
    required_.push_back(in_key || spec.find(columns[column].target)->required);
    ColumnSeen& seen = seen_columns_[column];
    if (columns[column].codes) seen.codes = std::make_unique<CodeReader>(*columns[column].codes);
    seen.counts_digits = has_fixed_digits(columns[column].target);
    if (seen.counts_digits) seen.with_digits.resize(most_digits + 1);
  }
  if (spec.name != "deliveries") return;
  for (const std::string_view name : delivery_sequence) {
    const std::size_t column = index_of(this->plan(), name);
    if (column < columns.size()) sequence_.push_back(column);
  }
}

void CellReader::read(const Fields& fields, ReadRow& row) {
  row.outcome = ReadRow::Outcome::nothing;
  if (says_nothing(fields)) return;
  const bool is_row = read_cells(fields, row) && times_in_order(row);
  row.outcome = is_row ? ReadRow::Outcome::row : ReadRow::Outcome::refused;
  if (is_row) row.key = hash_of(row.cells, key_);
  if (file_.tables.size() < 2) return;
  row.written_key = is_row && !key_has_codes_ ? row.key : read_written_key(fields);
}

/// In a file that feeds several tables a key rejected once is not rejected with every further
/// record that repeats it. Whether a row will be rejected is not known here.
std::optional<std::uint64_t> CellReader::read_written_key(const Fields& fields) {
  for (const std::size_t index : key_) {
    const PlannedColumn& column = plan().columns[index];
    const auto outcome =
        values_.read(written_value(column, fields), column.reading, key_cells_[index]);
    if (outcome != ValueReader::Outcome::ok) return std::nullopt;
  }
  return hash_of(key_cells_, key_);
}

bool CellReader::says_nothing(const Fields& fields) const {
  const auto& needed = plan().only_if_present;
  return std::any_of(needed.begin(), needed.end(),
                     [&](std::size_t field) { return values_.is_empty(trim(fields[field])); });
}

/// False where the row was refused.
bool CellReader::read_cells(const Fields& fields, ReadRow& row) {
  row.cells.resize(plan().columns.size());
  for (std::size_t index = 0; index < row.cells.size(); ++index) {
    if (!read_cell(fields, index, row)) return false;
  }
  return true;
}

bool CellReader::read_cell(const Fields& fields, std::size_t index, ReadRow& row) {
  const PlannedColumn& column = plan().columns[index];
  Cell& cell = row.cells[index];
  const std::string_view text = written_value(column, fields);
  auto outcome = values_.read(text, column.reading, cell);
  if (outcome == ValueReader::Outcome::needs_hints) {
    for (std::string& note : scan_columns(file_)) file_.notes.push_back(std::move(note));
    outcome = values_.read(text, column.reading, cell);
  }
  switch (outcome) {
    case ValueReader::Outcome::ok:
      if (seen_columns_[index].codes) cell.text = seen_columns_[index].codes->read(cell.text);
      if (seen_columns_[index].counts_digits) count_digits(cell.text, seen_columns_[index]);
      return true;
    case ValueReader::Outcome::rounded:
      return refuse_rounded(text, index, row);
    case ValueReader::Outcome::unreadable:
      return refuse(index,
                    fmt::format("'{}' {}", beginning(trim(text), longest_value_shown),
                                what_is_wrong(text, column.reading)),
                    row);
    default:
      return !required_[index] || refuse(index,
                                         fmt::format("{} is empty, but every row of {} needs it",
                                                     column.target, plan().spec->name),
                                         row);
  }
}

/// What identifies a row, or another one, must not be guessed: many numbers round to the same.
bool CellReader::refuse_rounded(std::string_view text, std::size_t index, ReadRow& row) {
  const std::string& target = plan().columns[index].target;
  const auto& references = plan().spec->references;
  const bool refers = std::any_of(references.begin(), references.end(),
                                  [&](const auto& one) { return one.column == target; });
  if (required_[index] || refers || target == "sku" || target == "received_sku") {
    return refuse(index,
                  fmt::format("'{}' is a number that a spreadsheet has rounded, its digits are "
                              "lost: format the column as text and export again",
                              beginning(trim(text), longest_value_shown)),
                  row);
  }
  ColumnSeen& seen = seen_columns_[index];
  if (seen.rounded++ == 0) seen.rounded_example = beginning(trim(text), longest_value_shown);
  row.cells[index].kind = Cell::Kind::empty;
  return true;
}

void CellReader::count_digits(std::string_view text, ColumnSeen& seen) {
  const bool all_digits = std::all_of(text.begin(), text.end(),
                                      [](char letter) { return letter >= '0' && letter <= '9'; });
  if (all_digits && text.size() <= most_digits) ++seen.with_digits[text.size()];
}

/// False where the row was refused.
bool CellReader::times_in_order(ReadRow& row) const {
  const std::vector<Cell>& cells = row.cells;
  const auto& columns = plan().columns;
  std::size_t earlier = columns.size();
  for (const std::size_t later : sequence_) {
    if (cells[later].kind == Cell::Kind::empty) continue;
    if (earlier < columns.size() && runs_backwards(cells[earlier], cells[later])) {
      return refuse(later,
                    fmt::format("times out of order: {} {} lies before {} {}",
                                columns[later].target, format_time(cells[later].integer),
                                columns[earlier].target, format_time(cells[earlier].integer)),
                    row);
    }
    earlier = later;
  }
  return true;
}

/// Always false: the row is refused.
bool CellReader::refuse(std::size_t column, std::string reason, ReadRow& row) const {
  row.refusal.field = known_as(plan().columns[column], file_);
  row.refusal.reason = std::move(reason);
  return false;
}

std::vector<std::string> CellReader::notes() const {
  std::vector<std::string> notes;
  for (std::size_t index = 0; index < seen_columns_.size(); ++index) {
    const PlannedColumn& column = plan().columns[index];
    const ColumnSeen& seen = seen_columns_[index];
    const std::string& heading = known_as(column, file_);
    if (seen.codes) {
      for (std::string& note : seen.codes->notes(heading)) notes.push_back(std::move(note));
    }
    if (seen.counts_digits) {
      std::string note = lost_zeros(seen.with_digits, heading);
      if (!note.empty()) notes.push_back(std::move(note));
    }
    if (seen.rounded > 0) {
      notes.push_back(
          fmt::format("{} of '{}' left empty, since a spreadsheet had rounded it (like '{}'): "
                      "format the column "
                      "as text and export again",
                      plural(seen.rounded, "value", "values"), heading, seen.rounded_example));
    }
  }
  return notes;
}

}  // namespace rastro
