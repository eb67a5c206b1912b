#include "tally/log_table.h"

#include <algorithm>
#include <functional>

namespace rastro {

namespace {

template <typename Value>
void rearrange(std::vector<Value>& values, const std::vector<std::uint32_t>& rows) {
  if (values.empty()) return;
  std::vector<Value> arranged;
  arranged.reserve(rows.size());
  for (const auto row : rows) arranged.push_back(values[row]);
  values = std::move(arranged);
}

std::uint32_t hash_of(std::string_view text) {
  const auto hash = static_cast<std::uint64_t>(std::hash<std::string_view>{}(text));
  return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

}  // namespace

Code Dictionary::add(std::string_view text) {
  if (text.empty()) return 0;
  if (slots_.size() * 2 < texts_.size() * 3) grow();
  const std::uint32_t hash = hash_of(text);
  const Slot& slot = place(text, hash);
  if (slot.code != 0) return slot.code;
  const auto code = static_cast<Code>(texts_.size());
  slots_[static_cast<std::size_t>(&slot - slots_.data())] = {hash, code};
  texts_.emplace_back(text);
  return code;
}

Code Dictionary::find(std::string_view text) const {
  return text.empty() || slots_.empty() ? 0 : place(text, hash_of(text)).code;
}

/// Where the text stands, or the free place where it would.
const Dictionary::Slot& Dictionary::place(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].code != 0 && (slots_[at].hash != hash || texts_[slots_[at].code] != text)) {
    at = (at + 1) & mask;
  }
  return slots_[at];
}

void Dictionary::grow() {
  std::vector<Slot> larger(std::max<std::size_t>(16, slots_.size() * 2));
  const std::size_t mask = larger.size() - 1;
  for (const Slot& slot : slots_) {
    std::size_t at = slot.hash & mask;
    while (larger[at].code != 0) at = (at + 1) & mask;
    if (slot.code != 0) larger[at] = slot;
  }
  slots_.swap(larger);
}

LogTable::LogTable(Store& store, std::string_view table, std::vector<std::string> columns,
                   Seconds last_seen)
    : names_(std::move(columns)), columns_(names_.size()) {
  const TableSpec* spec = find_table(store.tables(), table);
  for (std::size_t index = 0; index < names_.size(); ++index) {
    columns_[index].type = spec->find(names_[index])->type;
  }
  const auto outcome = std::find(names_.begin(), names_.end(), "outcome") - names_.begin();
  RowReader reader = store.read(table, names_);
  while (reader.next()) {
    ++rows_;
    bool lies_ahead = false;
    for (int index = 0; index < static_cast<int>(names_.size()); ++index) {
      LogColumn& column = columns_[static_cast<std::size_t>(index)];
      if (column.type != ColumnType::time) {
        column.codes.push_back(reader.is_null(index) ? 0
                                                     : column.dictionary.add(reader.text(index)));
        continue;
      }
      Seconds time = reader.is_null(index) ? no_time : reader.integer(index);
      if (time > last_seen) {
        // A promise or an appointment may lie ahead and yet be known.
        const bool is_plan = names_[static_cast<std::size_t>(index)] == "promised_at" ||
                             names_[static_cast<std::size_t>(index)] == "scheduled_at";
        if (!is_plan) {
          lies_ahead = true;
          time = no_time;
        }
      }
      column.times.push_back(time);
    }
    if (lies_ahead && outcome < static_cast<std::ptrdiff_t>(names_.size())) {
      columns_[static_cast<std::size_t>(outcome)].codes.back() = 0;
    }
  }
}

const LogColumn& LogTable::column(std::string_view name) const {
  const auto place = std::find(names_.begin(), names_.end(), name) - names_.begin();
  return columns_[static_cast<std::size_t>(place)];
}

void LogTable::arrange(const std::vector<std::uint32_t>& rows) {
  for (LogColumn& column : columns_) {
    rearrange(column.codes, rows);
    rearrange(column.times, rows);
  }
  rows_ = rows.size();
}

std::vector<std::int32_t> join(const LogColumn& keys, const LogTable& table, std::string_view key) {
  const LogColumn& wanted = table.column(key);
  std::vector<std::int32_t> row_of_wanted(wanted.dictionary.texts().size(), no_row);
  for (std::size_t row = 0; row < wanted.codes.size(); ++row) {
    row_of_wanted[wanted.codes[row]] = static_cast<std::int32_t>(row);
  }
  row_of_wanted[0] = no_row;
  std::vector<std::int32_t> row_of_key;
  for (const std::string& text : keys.dictionary.texts()) {
    row_of_key.push_back(row_of_wanted[wanted.dictionary.find(text)]);
  }
  std::vector<std::int32_t> rows;
  rows.reserve(keys.codes.size());
  for (const Code code : keys.codes) rows.push_back(row_of_key[code]);
  return rows;
}

}  // namespace rastro
