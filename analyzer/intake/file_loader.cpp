#include "intake/file_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <set>
#include <utility>

#include "base/characters.h"
#include "base/plural.h"
#include "base/text.h"
#include "base/time.h"
#include "formats/csv_text.h"
#include "formats/encodings.h"

namespace rastro {

namespace {

constexpr std::size_t rejections_shown = 5;

}  // namespace

std::string clock_now() {
  // https://reproducible-builds.org/specs/source-date-epoch/: whoever wants the same database byte
  // for byte sets the clock.
  if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH")) {
    return format_time(std::clamp<Seconds>(std::atoll(fixed), 0, 7258118399));
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return format_time(now + local.tm_gmtoff);
}

std::string reading_of(const PlannedTable& table) {
  std::string text;
  for (const PlannedColumn& column : table.columns) {
    text += '-';
    if (!column.reading.hints) continue;
    text.back() = static_cast<char>('0' + static_cast<int>(column.reading.hints->day_order) * 3 +
                                    static_cast<int>(column.reading.hints->decimal_mark));
  }
  return text;
}

void take_reading(const std::string& text, PlannedTable& table) {
  for (std::size_t index = 0; index < table.columns.size(); ++index) {
    ColumnHints& hints = table.columns[index].reading.hints.emplace();
    if (text.size() != table.columns.size() || text[index] < '0' || text[index] > '8') continue;
    hints.day_order = static_cast<DayOrder>((text[index] - '0') / 3);
    hints.decimal_mark = static_cast<DecimalMark>((text[index] - '0') % 3);
  }
}

DayOrder usual_day_order(ImportLog& log, const FilePlan& plan) {
  const std::string headings = csv_line(plan.headings());
  for (const PlannedTable& table : plan.tables) {
    for (const std::string& reading : log.readings(table.spec->name, headings)) {
      PlannedTable read = table;
      take_reading(reading, read);
      std::set<DayOrder> orders;
      for (const PlannedColumn& column : read.columns)
        orders.insert(column.reading.hints->day_order);
      orders.erase(DayOrder::unknown);
      if (!orders.empty()) return orders.size() == 1 ? *orders.begin() : DayOrder::unknown;
    }
  }
  return DayOrder::unknown;
}

FileLoader::FileLoader(Store& store, const ProcessModel& model, FilePlan plan)
    : plan_(std::move(plan)), log_(store), reader_(plan_, model) {
  report_.file = plan_.name();
  for (std::size_t table = 0; table < plan_.tables.size(); ++table) {
    for (PlannedColumn& column : plan_.tables[table].columns) {
      const bool is_plain = plan_.is_typed && column.reading.type == ColumnType::number;
      if (is_plain) column.reading.hints = ColumnHints{DayOrder::unknown, DecimalMark::point};
    }
    TableLoad load;
    load.loader = std::make_unique<TableLoader>(store, plan_, table);
    load.report.table = load.loader->table();
    loads_.push_back(std::move(load));
  }
}

FileReport FileLoader::load(const BytesRead& bytes_read) {
  for (TableLoad& load : loads_) load.import_id = log_.begin(plan_.file, load.report.table);
  while (const RowBatch* batch = reader_.next()) {
    load_records(batch->records());
    if (batch->position()) bytes_read(*batch->position());
  }
  finish(clock_now());
  bytes_read(reader_.table().size());
  return std::move(report_);
}

void FileLoader::load_records(std::span<const ReadRecord> records) {
  has_records_ = has_records_ || !records.empty();
  while (!records.empty()) {
    // Rows of several tables may refer to each other: they are written record by record.
    const std::size_t block = loads_.size() == 1 ? loads_.front().loader->load_block(records) : 0;
    loads_.front().report.accepted += static_cast<std::int64_t>(block);
    if (block == 0) load_record(records.front());
    records = records.subspan(std::max<std::size_t>(block, 1));
  }
}

void FileLoader::load_record(const ReadRecord& record) {
  if (record.fault.empty()) {
    bool is_new = false, repeats = false;
    for (std::size_t table = 0; table < loads_.size(); ++table) {
      const RowFate fate = load_row(loads_[table], record.rows[table], record);
      repeats = repeats || fate == RowFate::repeat;
      is_new = is_new || (fate != RowFate::repeat && fate != RowFate::left_out);
    }
    if (repeats && !is_new) note_repeat(record.line);
    return;
  }
  reject(loads_.front(), {"", record.fault}, record);
  for (std::size_t table = 1; table < loads_.size(); ++table) ++loads_[table].report.left_out;
}

void FileLoader::note_repeat(long line) {
  if (repeats_++ == 0) first_repeat_ = line;
}

RowFate FileLoader::load_row(TableLoad& load, const ReadRow& row, const ReadRecord& record) {
  TableReport& counts = load.report;
  const RowFate fate = load.loader->load(row, record.fields, record.line);
  switch (fate) {
    case RowFate::accepted:
      ++counts.accepted;
      break;
    case RowFate::unchanged:
      ++counts.unchanged;
      break;
    case RowFate::repeat:
      ++counts.repeats;
      break;
    case RowFate::left_out:
      ++counts.left_out;
      break;
    case RowFate::rejected:
      reject(load, load.loader->refusal(), record);
  }
  return fate;
}

void FileLoader::reject(TableLoad& load, const Refusal& refusal, const ReadRecord& record) {
  ++load.report.rejected;
  std::string_view raw = record.raw;
  std::string converted;
  if (!is_utf8(raw)) {
    converted = utf8_from_bytes(raw.substr(0, Rejection::raw_limit), Encoding::windows_1252);
    raw = converted;
  }
  const Rejection rejection{report_.file,
                            record.line,
                            load.report.table,
                            refusal.field,
                            refusal.reason,
                            std::string(beginning(raw, Rejection::raw_limit)),
                            order_named(load.loader->plan(), record.fields),
                            record.fault.empty() ? csv_line(record.fields) : ""};
  log_.reject(load.import_id, rejection);
  if (report_.first_rejections.size() < rejections_shown) {
    report_.first_rejections.push_back(rejection);
  }
}

void FileLoader::finish(const std::string& loaded_at) {
  const std::string headings = csv_line(plan_.headings());
  for (std::size_t table = 0; table < loads_.size(); ++table) {
    TableReport& counts = loads_[table].report;
    counts.rows = counts.accepted + counts.rejected + counts.unchanged;
    ImportEntry entry;
    entry.file = plan_.file;
    entry.table = counts.table;
    entry.content = reader_.table().content_hash();
    entry.mapping = plan_.fingerprint;
    entry.bytes = reader_.table().size();
    entry.rows = counts.rows;
    entry.accepted = counts.accepted;
    entry.rejected = counts.rejected;
    entry.unchanged = counts.unchanged;
    entry.repeats = counts.repeats;
    entry.path = plan_.path;
    entry.sheet = plan_.sheet;
    entry.loaded_at = loaded_at;
    entry.headings = headings;
    entry.reading = reading_of(plan_.tables[table]);
    log_.finish(loads_[table].import_id, entry);
    report_.tables.push_back(counts);
  }
  add_notes();
}

void FileLoader::add_notes() {
  report_.notes = plan_.notes;
  report_.set_aside = reader_.table().set_aside();
  if (!has_records_) report_.notes.emplace_back("the file holds a heading but no rows");
  if (plan_.delimiter != ',') {
    report_.notes.push_back("fields are parted by " + name_of_delimiter(plan_.delimiter));
  }
  for (std::string& note : reader_.notes()) report_.notes.push_back(std::move(note));
  if (repeats_ == 0) return;
  report_.notes.push_back(fmt::format("{} an earlier one, the first on line {}: counted once",
                                      plural(repeats_, "record repeats", "records repeat"),
                                      first_repeat_));
}

}  // namespace rastro
