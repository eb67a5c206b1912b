#include "intake/table_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/text.h"
#include "formats/content_hash.h"
#include "intake/column_scan.h"

namespace rastro {

namespace {

using Outcome = ValueReader::Outcome;

constexpr std::size_t longest_value_shown = 60;
constexpr std::size_t most_digits = 20;

/// The times of a delivery in the order in which they happen.
constexpr std::string_view delivery_sequence[] = {"picked_at", "packed_at", "dispatched_at",
                                                  "attempted_at", "delivered_at"};

std::vector<std::string> targets(const PlannedTable& table) {
  std::vector<std::string> names;
  for (const PlannedColumn& column : table.columns) names.push_back(column.target);
  return names;
}

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

std::string shortened(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return std::string(text.substr(0, limit));
}

TableLoader::TableLoader(Store& store, ValueReader& values, FilePlan& plan, std::size_t table)
    : store_(store),
      values_(values),
      file_(plan),
      table_(table),
      writer_(store, *plan.tables[table].spec, targets(plan.tables[table])),
      cells_(plan.tables[table].columns.size()),
      seen_columns_(cells_.size()) {
  const TableSpec& spec = *this->plan().spec;
  const auto& columns = this->plan().columns;
  const auto index_of = [&](std::string_view name) {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const auto& column) { return column.target == name; });
    return static_cast<std::size_t>(found - columns.begin());
  };
  for (const std::string& name : spec.key) key_.push_back(index_of(name));
  for (std::size_t column = 0; column < cells_.size(); ++column) {
    const bool in_key = std::find(key_.begin(), key_.end(), column) != key_.end();
    required_.push_back(in_key || spec.find(columns[column].target)->required);
    ColumnSeen& seen = seen_columns_[column];
    if (columns[column].codes) seen.codes = std::make_unique<CodeReader>(*columns[column].codes);
    seen.counts_digits = has_fixed_digits(columns[column].target);
    if (seen.counts_digits) seen.with_digits.resize(most_digits + 1);
  }
  if (spec.name != "deliveries") return;
  for (const std::string_view name : delivery_sequence) {
    if (index_of(name) < cells_.size()) sequence_.push_back(index_of(name));
  }
}

RowFate TableLoader::load(const Fields& fields, long line) {
  const RowFate fate = place(fields, line);
  return fate == RowFate::rejected ? reject_row(fields, line) : fate;
}

RowFate TableLoader::retry(const Fields& fields) {
  if (says_nothing(fields)) return RowFate::left_out;
  if (!read_cells(fields) || !times_in_order()) return RowFate::rejected;
  const TableWriter::Added added = writer_.add(cells_);
  if (added == TableWriter::Added::yes) return RowFate::accepted;
  if (added == TableWriter::Added::orphan) return reject_orphan(fields);
  return writer_.differences(cells_).empty() ? RowFate::unchanged : RowFate::repeat;
}

RowFate TableLoader::place(const Fields& fields, long line) {
  if (says_nothing(fields)) return RowFate::left_out;
  if (!read_cells(fields) || !times_in_order()) return RowFate::rejected;
  return write_row(fields, line);
}

bool TableLoader::says_nothing(const Fields& fields) const {
  const auto& needed = plan().only_if_present;
  return std::any_of(needed.begin(), needed.end(),
                     [&](std::size_t field) { return values_.is_empty(trim(fields[field])); });
}

/// False where the row was refused.
bool TableLoader::read_cells(const Fields& fields) {
  for (std::size_t index = 0; index < cells_.size(); ++index) {
    if (!read_cell(fields, index)) return false;
  }
  return true;
}

bool TableLoader::read_cell(const Fields& fields, std::size_t index) {
  const PlannedColumn& column = plan().columns[index];
  Cell& cell = cells_[index];
  const std::string_view text = written_value(fields, index);
  auto outcome = values_.read(text, column.reading, cell);
  if (outcome == Outcome::needs_hints) {
    for (std::string& note : scan_columns(file_)) file_.notes.push_back(std::move(note));
    outcome = values_.read(text, column.reading, cell);
  }
  switch (outcome) {
    case Outcome::ok:
      if (seen_columns_[index].codes) cell.text = seen_columns_[index].codes->read(cell.text);
      if (seen_columns_[index].counts_digits) count_digits(cell.text, seen_columns_[index]);
      return true;
    case Outcome::rounded:
      return refuse_rounded(text, index);
    case Outcome::unreadable:
      return refuse(index, fmt::format("'{}' is not {}", shortened(trim(text), longest_value_shown),
                                       what_was_expected(column.reading)));
    default:
      return !required_[index] ||
             refuse(index, fmt::format("{} is empty, but every row of {} needs it", column.target,
                                       plan().spec->name));
  }
}

/// What identifies a row, or another one, must not be guessed: many numbers round to the same.
bool TableLoader::refuse_rounded(std::string_view text, std::size_t index) {
  const std::string& target = plan().columns[index].target;
  const auto& references = plan().spec->references;
  const bool refers = std::any_of(references.begin(), references.end(),
                                  [&](const auto& one) { return one.column == target; });
  if (required_[index] || refers || target == "sku" || target == "received_sku") {
    return refuse(index,
                  fmt::format("'{}' is a number that a spreadsheet has rounded, its digits are "
                              "lost: format the column as text and export again",
                              shortened(trim(text), longest_value_shown)));
  }
  ColumnSeen& seen = seen_columns_[index];
  if (seen.rounded++ == 0) seen.rounded_example = shortened(trim(text), longest_value_shown);
  cells_[index].kind = Cell::Kind::empty;
  return true;
}

void TableLoader::count_digits(std::string_view text, ColumnSeen& seen) const {
  const bool all_digits = std::all_of(text.begin(), text.end(),
                                      [](char letter) { return letter >= '0' && letter <= '9'; });
  if (all_digits && text.size() <= most_digits) ++seen.with_digits[text.size()];
}

/// False where the row was refused.
bool TableLoader::times_in_order() {
  const auto& columns = plan().columns;
  std::size_t earlier = columns.size();
  for (const std::size_t later : sequence_) {
    if (cells_[later].kind == Cell::Kind::empty) continue;
    if (earlier < columns.size() && runs_backwards(cells_[earlier], cells_[later])) {
      return refuse(
          later, fmt::format("times out of order: {} {} lies before {} {}", columns[later].target,
                             format_time(cells_[later].integer), columns[earlier].target,
                             format_time(cells_[earlier].integer)));
    }
    earlier = later;
  }
  return true;
}

RowFate TableLoader::write_row(const Fields& fields, long line) {
  const TableWriter::Added added = writer_.add(cells_);
  if (added == TableWriter::Added::orphan) return reject_orphan(fields);
  SeenKeys::Entry& seen = seen_[hash_of(cells_, key_)];
  if (added == TableWriter::Added::exists) return settle_existing(fields, seen, line);
  seen.line = line;
  return RowFate::accepted;
}

/// The key is there: from an older file, or from an earlier record of this one.
RowFate TableLoader::settle_existing(const Fields& fields, SeenKeys::Entry& seen, long line) {
  const auto& differences = writer_.differences(cells_);
  if (seen.line <= 0) {
    if (!differences.empty() && !writer_.replace(cells_)) return reject_orphan(fields);
    seen.line = line;
    return differences.empty() ? RowFate::unchanged : RowFate::accepted;
  }
  const OnRepeat on_repeat = plan().on_repeat;
  if (differences.empty() || on_repeat == OnRepeat::first) return RowFate::repeat;
  if (on_repeat == OnRepeat::reject) {
    return refuse_difference(fields, differences.front(), seen.line);
  }
  return writer_.replace(cells_) ? RowFate::repeat : reject_orphan(fields);
}

RowFate TableLoader::refuse_difference(const Fields& fields, std::size_t column, long line) {
  std::string key;
  for (const std::size_t index : key_) {
    key += key.empty() ? "" : ", ";
    key += fmt::format("{} '{}'", writer_.columns()[index], written_value(fields, index));
  }
  refuse(column, fmt::format("{} stands already on line {}, there with another {}", key, line,
                             writer_.columns()[column]));
  return RowFate::rejected;
}

RowFate TableLoader::reject_orphan(const Fields& fields) {
  refuse(key_.front(), "the row refers to another one that is not there");
  for (const Reference& reference : plan().spec->references) {
    const auto& columns = writer_.columns();
    const auto found = std::find(columns.begin(), columns.end(), reference.column);
    if (found == columns.end()) continue;
    const auto column = static_cast<std::size_t>(found - columns.begin());
    const std::string value(written_value(fields, column));
    if (store_.contains(reference.table, reference.column, value)) continue;
    refuse(column, fmt::format("no row of {} has the {} '{}': load it first, or correct it",
                               reference.table, reference.column, value));
    break;
  }
  return RowFate::rejected;
}

/// In a file that feeds several tables a key rejected once is not rejected with every further
/// record that repeats it.
RowFate TableLoader::reject_row(const Fields& fields, long line) {
  if (file_.tables.size() < 2) return RowFate::rejected;
  for (const std::size_t index : key_) {
    const ColumnReading& reading = plan().columns[index].reading;
    if (values_.read(written_value(fields, index), reading, cells_[index]) != Outcome::ok) {
      return RowFate::rejected;
    }
  }
  SeenKeys::Entry& seen = seen_[hash_of(cells_, key_)];
  if (seen.line < 0) return RowFate::repeat;
  if (seen.line == 0) seen.line = -line;
  return RowFate::rejected;
}

/// Always false: the row is refused.
bool TableLoader::refuse(std::size_t column, std::string reason) {
  const PlannedColumn& planned = plan().columns[column];
  field_ = planned.constant ? planned.target : file_.headings()[planned.field];
  reason_ = std::move(reason);
  return false;
}

std::string_view TableLoader::written_value(const Fields& fields, std::size_t column) const {
  const PlannedColumn& planned = plan().columns[column];
  return planned.constant ? std::string_view(*planned.constant) : trim(fields[planned.field]);
}

/// What a rejected record would have said of an order is unknown, not absent.
std::string TableLoader::order_named(const Fields& fields) const {
  const auto& columns = plan().columns;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const bool readable = columns[column].constant || columns[column].field < fields.size();
    if (columns[column].target == "order_id" && readable) {
      return std::string(written_value(fields, column));
    }
  }
  return "";
}

std::vector<std::string> TableLoader::notes() const {
  std::vector<std::string> notes;
  for (std::size_t index = 0; index < seen_columns_.size(); ++index) {
    const PlannedColumn& column = plan().columns[index];
    const ColumnSeen& seen = seen_columns_[index];
    const std::string heading = column.constant ? column.target : file_.headings()[column.field];
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
                      seen.rounded == 1 ? "one value" : fmt::format("{} values", seen.rounded),
                      heading, seen.rounded_example));
    }
  }
  return notes;
}

}  // namespace rastro
