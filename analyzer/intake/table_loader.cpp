#include "intake/table_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rastro {

namespace {

std::vector<std::string> targets(const PlannedTable& table) {
  std::vector<std::string> names;
  for (const PlannedColumn& column : table.columns) names.push_back(column.target);
  return names;
}

}  // namespace

TableLoader::TableLoader(Store& store, const FilePlan& plan, std::size_t table)
    : store_(store),
      file_(plan),
      table_(table),
      writer_(store, *plan.tables[table].spec, targets(plan.tables[table])),
      key_(key_columns(plan.tables[table])),
      seen_(plan.name()) {}

std::size_t TableLoader::load_block(std::span<const ReadRecord> records) {
  constexpr std::size_t rows = TableWriter::block_rows, longest_pause = 64 * rows;
  if (singly_ > 0) {
    --singly_;
    return 0;
  }
  if (records.size() < rows || !fill_block(records.first(rows))) return 0;
  if (!writer_.add_block(block_)) {
    // Where most rows are known or refused, trying costs more than it saves.
    last_pause_ = std::min(2 * last_pause_ + rows, longest_pause);
    singly_ = last_pause_ - 1;
    return 0;
  }
  last_pause_ = 0;
  for (const ReadRecord& record : records.first(rows)) {
    seen_.note(record.rows[table_].key, record.line);
  }
  return rows;
}

/// False where a record holds no row: up to there they go by themselves.
bool TableLoader::fill_block(std::span<const ReadRecord> records) {
  block_.clear();
  for (const ReadRecord& record : records) {
    const ReadRow& row = record.rows[table_];
    if (!record.fault.empty() || row.outcome != ReadRow::Outcome::row) {
      singly_ = block_.size();
      return false;
    }
    block_.push_back(&row.cells);
  }
  return true;
}

RowFate TableLoader::load(const ReadRow& row, const Fields& fields, long line) {
  const RowFate fate = place(row, fields, line);
  return fate == RowFate::rejected ? reject_row(row, line) : fate;
}

RowFate TableLoader::retry(const ReadRow& row, const Fields& fields) {
  if (row.outcome != ReadRow::Outcome::row) return place_unread(row);
  const TableWriter::Added added = writer_.add(row.cells);
  if (added == TableWriter::Added::yes) return RowFate::accepted;
  if (added == TableWriter::Added::orphan) return reject_orphan(fields);
  return writer_.differences(row.cells).empty() ? RowFate::unchanged : RowFate::repeat;
}

RowFate TableLoader::place(const ReadRow& row, const Fields& fields, long line) {
  return row.outcome == ReadRow::Outcome::row ? write_row(row, fields, line) : place_unread(row);
}

RowFate TableLoader::place_unread(const ReadRow& row) {
  if (row.outcome == ReadRow::Outcome::nothing) return RowFate::left_out;
  refusal_ = row.refusal;
  return RowFate::rejected;
}

RowFate TableLoader::write_row(const ReadRow& row, const Fields& fields, long line) {
  const TableWriter::Added added = writer_.add(row.cells);
  if (added == TableWriter::Added::orphan) return reject_orphan(fields);
  if (added == TableWriter::Added::exists) return settle_existing(row, fields, line);
  seen_.note(row.key, line);
  return RowFate::accepted;
}

/// The key is there: from an older file, or from an earlier record of this one.
RowFate TableLoader::settle_existing(const ReadRow& row, const Fields& fields, long line) {
  const auto& differences = writer_.differences(row.cells);
  const std::int64_t seen = seen_.line_of(row.key);
  if (seen <= 0) {
    if (!differences.empty() && !writer_.replace(row.cells)) return reject_orphan(fields);
    seen_.note(row.key, line);
    return differences.empty() ? RowFate::unchanged : RowFate::accepted;
  }
  const OnRepeat on_repeat = plan().on_repeat;
  if (differences.empty() || on_repeat == OnRepeat::first) return RowFate::repeat;
  if (on_repeat == OnRepeat::reject) return refuse_difference(fields, differences.front(), seen);
  return writer_.replace(row.cells) ? RowFate::repeat : reject_orphan(fields);
}

RowFate TableLoader::refuse_difference(const Fields& fields, std::size_t column,
                                       std::int64_t line) {
  std::string key;
  for (const std::size_t index : key_) {
    key += key.empty() ? "" : ", ";
    key += fmt::format("{} '{}'", writer_.columns()[index],
                       written_value(plan().columns[index], fields));
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
    const std::string value(written_value(plan().columns[column], fields));
    if (store_.contains(reference.table, reference.column, value)) continue;
    refuse(column, fmt::format("no row of {} has the {} '{}': load it first, or correct it",
                               reference.table, reference.column, value));
    break;
  }
  return RowFate::rejected;
}

/// In a file that feeds several tables a key rejected once is not rejected with every further
/// record that repeats it.
RowFate TableLoader::reject_row(const ReadRow& row, long line) {
  if (!row.written_key) return RowFate::rejected;
  const std::int64_t seen = seen_.line_of(*row.written_key);
  if (seen < 0) return RowFate::repeat;
  if (seen == 0) seen_.note(*row.written_key, -line);
  return RowFate::rejected;
}

void TableLoader::refuse(std::size_t column, std::string reason) {
  refusal_.field = known_as(plan().columns[column], file_);
  refusal_.reason = std::move(reason);
}

}  // namespace rastro
