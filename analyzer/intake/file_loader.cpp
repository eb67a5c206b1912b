#include "intake/file_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "intake/column_scan.h"
#include "store/schema.h"

namespace rastro {

namespace {

constexpr std::size_t rejections_shown = 5;
constexpr std::int64_t records_between_progress = 4096;
constexpr std::size_t longest_value_shown = 60;

/// The times of a delivery in the order in which they happen.
constexpr std::string_view delivery_sequence[] = {"picked_at", "packed_at", "dispatched_at",
                                                  "attempted_at", "delivered_at"};

/// At most `limit` bytes, not cutting a UTF-8 character; what is not UTF-8 is converted.
std::string shortened(std::string_view text, std::size_t limit) {
  std::string_view part = text.substr(0, limit);
  if (part.size() < text.size()) {
    for (int cut = 0; cut < 3 && !is_utf8(part); ++cut) part.remove_suffix(1);
    if (!is_utf8(part)) part = text.substr(0, limit);
  }
  if (is_utf8(part)) return std::string(part);
  return shortened(utf8_from_windows_1252(part), limit);
}

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

}  // namespace

FileLoader::TableLoad::TableLoad(Store& store, const PlannedTable& table)
    : writer(store, *table.spec, targets(table)), cells(table.columns.size()) {
  report.table = table.spec->name;
  const auto index_of = [&](std::string_view name) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const auto& column) { return column.target == name; });
    return static_cast<std::size_t>(found - table.columns.begin());
  };
  for (const std::string& name : table.spec->key) key.push_back(index_of(name));
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const bool in_key = std::find(key.begin(), key.end(), column) != key.end();
    required.push_back(in_key || table.spec->find(table.columns[column].target)->required);
  }
  if (table.spec->name != "deliveries") return;
  for (const std::string_view name : delivery_sequence) {
    if (index_of(name) < cells.size()) sequence.push_back(index_of(name));
  }
}

FileLoader::FileLoader(Store& store, const ProcessModel& model, FilePlan plan)
    : store_(store),
      plan_(std::move(plan)),
      log_(store),
      values_(model.import.empty_values, model.timezone),
      reader_(plan_.path) {
  report_.file = plan_.file;
  report_.notes = plan_.notes;
  for (const PlannedTable& table : plan_.tables) {
    loads_.push_back(std::make_unique<TableLoad>(store, table));
  }
}

FileReport FileLoader::load(const BytesRead& bytes_read) {
  StoreTransaction transaction(store_);
  for (const auto& load : loads_) load->import_id = log_.begin(plan_.file, load->report.table);
  while (reader_.next()) {
    load_record();
    if (++records_ % records_between_progress == 0) bytes_read(reader_.position());
  }
  finish();
  transaction.commit();
  bytes_read(reader_.size());
  return std::move(report_);
}

void FileLoader::load_record() {
  const std::string fault = record_fault(reader_, plan_.headings.size());
  if (fault.empty()) {
    for (std::size_t table = 0; table < loads_.size(); ++table) load_row(table);
    return;
  }
  reject(0, "", fault);
  for (std::size_t table = 1; table < loads_.size(); ++table) ++loads_[table]->report.left_out;
}

void FileLoader::load_row(std::size_t table) {
  const auto& needed = plan_.tables[table].only_if_present;
  const bool says_nothing = std::any_of(needed.begin(), needed.end(), [&](std::size_t field) {
    return values_.is_empty(trim(reader_.fields()[field]));
  });
  if (says_nothing) {
    ++loads_[table]->report.left_out;
  } else if (read_cells(table) && times_in_order(table)) {
    write_row(table);
  }
}

/// False where the row was rejected.
bool FileLoader::read_cells(std::size_t table) {
  TableLoad& load = *loads_[table];
  PlannedTable& plan = plan_.tables[table];
  for (std::size_t index = 0; index < plan.columns.size(); ++index) {
    const PlannedColumn& column = plan.columns[index];
    const std::string_view text =
        column.constant ? std::string_view(*column.constant) : reader_.fields()[column.field];
    auto outcome = values_.read(text, column.reading, load.cells[index]);
    if (outcome == ValueReader::Outcome::needs_hints) {
      for (std::string& note : scan_columns(plan_)) report_.notes.push_back(std::move(note));
      outcome = values_.read(text, column.reading, load.cells[index]);
    }
    if (outcome == ValueReader::Outcome::ok) continue;
    if (outcome == ValueReader::Outcome::unreadable) {
      reject_row(table, index,
                 fmt::format("'{}' is not {}", shortened(trim(text), longest_value_shown),
                             what_was_expected(column.reading)));
      return false;
    }
    if (load.required[index]) {
      reject_row(
          table, index,
          fmt::format("{} is empty, but every row of {} needs it", column.target, plan.spec->name));
      return false;
    }
  }
  return true;
}

/// False where the row was rejected.
bool FileLoader::times_in_order(std::size_t table) {
  TableLoad& load = *loads_[table];
  const auto& columns = plan_.tables[table].columns;
  std::size_t earlier = columns.size();
  for (const std::size_t later : load.sequence) {
    if (load.cells[later].kind == Cell::Kind::empty) continue;
    if (earlier < columns.size() && runs_backwards(load.cells[earlier], load.cells[later])) {
      reject_row(table, later,
                 fmt::format("times out of order: {} {} lies before {} {}", columns[later].target,
                             format_time(load.cells[later].integer), columns[earlier].target,
                             format_time(load.cells[earlier].integer)));
      return false;
    }
    earlier = later;
  }
  return true;
}

void FileLoader::write_row(std::size_t table) {
  TableLoad& load = *loads_[table];
  const TableWriter::Added added = load.writer.add(load.cells);
  if (added == TableWriter::Added::orphan) return reject_orphan(table);
  SeenKeys::Entry& seen = load.seen[hash_of(load.cells, load.key)];
  if (added == TableWriter::Added::exists) return settle_existing(table, seen);
  seen.line = reader_.line();
  ++load.report.accepted;
}

/// The key is there: from an older file, or from an earlier record of this one.
void FileLoader::settle_existing(std::size_t table, SeenKeys::Entry& seen) {
  TableLoad& load = *loads_[table];
  const auto& differences = load.writer.differences(load.cells);
  if (seen.line <= 0) {
    if (!differences.empty() && !load.writer.replace(load.cells)) return reject_orphan(table);
    seen.line = reader_.line();
    ++(differences.empty() ? load.report.unchanged : load.report.accepted);
    return;
  }
  const OnRepeat on_repeat = plan_.tables[table].on_repeat;
  if (differences.empty() || on_repeat == OnRepeat::first) {
    ++load.report.repeats;
  } else if (on_repeat == OnRepeat::last) {
    if (!load.writer.replace(load.cells)) return reject_orphan(table);
    ++load.report.repeats;
  } else {
    const std::size_t column = differences.front();
    std::string key;
    for (const std::size_t index : load.key) {
      key += (key.empty() ? "" : ", ") + load.writer.columns()[index] + " '" +
             written_value(table, index) + "'";
    }
    reject(table, field_name(table, column),
           fmt::format("{} stands already on line {}, there with another {}", key, seen.line,
                       load.writer.columns()[column]));
  }
}

void FileLoader::reject_orphan(std::size_t table) {
  TableLoad& load = *loads_[table];
  const TableSpec& spec = *plan_.tables[table].spec;
  for (const Reference& reference : spec.references) {
    const auto& columns = load.writer.columns();
    const auto found = std::find(columns.begin(), columns.end(), reference.column);
    if (found == columns.end()) continue;
    const auto column = static_cast<std::size_t>(found - columns.begin());
    const std::string value = written_value(table, column);
    if (store_.contains(reference.table, reference.column, value)) continue;
    return reject_row(table, column,
                      fmt::format("no row of {} has the {} '{}': load it first, or correct it",
                                  reference.table, reference.column, value));
  }
  reject_row(table, load.key.front(), "the row refers to another one that is not there");
}

/// In a file that feeds several tables a key rejected once is not rejected with every further
/// record that repeats it.
void FileLoader::reject_row(std::size_t table, std::size_t column, std::string reason) {
  TableLoad& load = *loads_[table];
  if (loads_.size() > 1) {
    const auto& columns = plan_.tables[table].columns;
    bool has_key = true;
    for (const std::size_t index : load.key) {
      const PlannedColumn& part = columns[index];
      const auto outcome = values_.read(
          part.constant ? std::string_view(*part.constant) : reader_.fields()[part.field],
          part.reading, load.cells[index]);
      has_key = has_key && outcome == ValueReader::Outcome::ok;
    }
    if (has_key) {
      SeenKeys::Entry& seen = load.seen[hash_of(load.cells, load.key)];
      if (seen.line < 0) {
        ++load.report.repeats;
        return;
      }
      if (seen.line == 0) seen.line = -reader_.line();
    }
  }
  reject(table, field_name(table, column), std::move(reason));
}

void FileLoader::reject(std::size_t table, std::string field, std::string reason) {
  TableLoad& load = *loads_[table];
  ++load.report.rejected;
  const Rejection rejection{plan_.file,        reader_.line(),
                            load.report.table, std::move(field),
                            std::move(reason), shortened(reader_.raw(), Rejection::raw_limit),
                            order_named(table)};
  log_.reject(load.import_id, rejection);
  if (report_.first_rejections.size() < rejections_shown) {
    report_.first_rejections.push_back(rejection);
  }
}

/// What a rejected record would have said of an order is unknown, not absent.
std::string FileLoader::order_named(std::size_t table) const {
  const auto& columns = plan_.tables[table].columns;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const bool readable =
        columns[column].constant || columns[column].field < reader_.fields().size();
    if (columns[column].target == "order_id" && readable) return written_value(table, column);
  }
  return "";
}

/// As the user knows it: the heading in the file.
const std::string& FileLoader::field_name(std::size_t table, std::size_t column) const {
  const PlannedColumn& plan = plan_.tables[table].columns[column];
  return plan.constant ? plan.target : plan_.headings[plan.field];
}

std::string FileLoader::written_value(std::size_t table, std::size_t column) const {
  const PlannedColumn& plan = plan_.tables[table].columns[column];
  if (plan.constant) return *plan.constant;
  return std::string(trim(reader_.fields()[plan.field]));
}

void FileLoader::finish() {
  for (const auto& load : loads_) {
    TableReport& counts = load->report;
    counts.rows = counts.accepted + counts.rejected + counts.unchanged;
    ImportEntry entry;
    entry.file = plan_.file;
    entry.table = counts.table;
    entry.content = reader_.content_hash();
    entry.mapping = plan_.fingerprint;
    entry.bytes = reader_.size();
    entry.rows = counts.rows;
    entry.accepted = counts.accepted;
    entry.rejected = counts.rejected;
    entry.unchanged = counts.unchanged;
    entry.repeats = counts.repeats;
    log_.finish(load->import_id, entry);
    report_.tables.push_back(counts);
  }
  add_notes();
}

void FileLoader::add_notes() {
  if (records_ == 0) report_.notes.push_back("the file holds a heading but no rows");
  if (reader_.delimiter() != ',') {
    const bool tab = reader_.delimiter() == '\t';
    report_.notes.push_back(fmt::format("fields are parted by {}",
                                        tab ? "tabs" : fmt::format("'{}'", reader_.delimiter())));
  }
  if (reader_.converted_records() > 0) {
    report_.notes.push_back(
        fmt::format("not all of it is UTF-8: {} records were read as Windows-1252",
                    reader_.converted_records()));
  }
  if (values_.kept_offsets()) {
    report_.notes.push_back(
        "times with an offset are taken as written: the model names no time zone");
  }
}

}  // namespace rastro
