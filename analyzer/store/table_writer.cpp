#include "store/table_writer.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "store/schema.h"

namespace rastro {

namespace {

bool equals(sqlite3_stmt* statement, int column, const Cell& cell) {
  const int type = sqlite3_column_type(statement, column);
  switch (cell.kind) {
    case Cell::Kind::empty:
      return type == SQLITE_NULL;
    case Cell::Kind::integer:
      return type == SQLITE_INTEGER && sqlite3_column_int64(statement, column) == cell.integer;
    case Cell::Kind::number:
      return type == SQLITE_FLOAT && sqlite3_column_double(statement, column) == cell.number;
    case Cell::Kind::text:
      break;
  }
  if (type != SQLITE_TEXT) return false;
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return std::string_view(text, size) == cell.text;
}

}  // namespace

TableWriter::TableWriter(Store& store, const TableSpec& table, std::vector<std::string> columns)
    : store_(store), name_(quoted_name(table.name)), columns_(std::move(columns)) {
  for (std::size_t index = 0; index < columns_.size(); ++index) {
    all_.push_back(index);
    const bool is_key =
        std::find(table.key.begin(), table.key.end(), columns_[index]) != table.key.end();
    (is_key ? key_ : others_).push_back(index);
  }
  if (key_.size() != table.key.size()) {
    throw Error("the key of table '" + table.name + "' is not complete");
  }
  update_order_ = others_;
  update_order_.insert(update_order_.end(), key_.begin(), key_.end());

  std::string others, assignments;
  for (const std::size_t index : others_) {
    others += (others.empty() ? "" : ", ") + quoted_name(columns_[index]);
    assignments += (assignments.empty() ? "" : ", ") + quoted_name(columns_[index]) + " = ?";
  }
  insert_ = prepare(insert(1) + " ON CONFLICT DO NOTHING");
  if (others_.empty()) return;
  select_ = prepare("SELECT " + others + " FROM " + name_ + where_key());
  update_ = prepare("UPDATE " + name_ + " SET " + assignments + where_key());
}

TableWriter::~TableWriter() {
  for (sqlite3_stmt* statement : {insert_, insert_block_, select_, update_})
    sqlite3_finalize(statement);
}

std::string TableWriter::insert(std::size_t rows) const {
  std::string row;
  for (const std::size_t index : all_) row += index == 0 ? "(?" : ", ?";
  std::string sql = "INSERT INTO " + name_ + " (" + quoted_names(columns_) + ") VALUES ";
  for (std::size_t count = 0; count < rows; ++count) sql += (count == 0 ? "" : ", ") + row + ')';
  return sql;
}

std::string TableWriter::where_key() const {
  std::string sql;
  for (const std::size_t index : key_) {
    sql += (sql.empty() ? " WHERE " : " AND ") + quoted_name(columns_[index]) + " = ?";
  }
  return sql;
}

sqlite3_stmt* TableWriter::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(store_.database().getHandle(), sql.c_str(), -1,
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) fail(code);
  return statement;
}

void TableWriter::bind(sqlite3_stmt* statement, const std::vector<Cell>& row,
                       const std::vector<std::size_t>& order, int position) {
  for (const std::size_t index : order) {
    const Cell& cell = row[index];
    ++position;
    switch (cell.kind) {
      case Cell::Kind::empty:
        sqlite3_bind_null(statement, position);
        break;
      case Cell::Kind::integer:
        sqlite3_bind_int64(statement, position, cell.integer);
        break;
      case Cell::Kind::number:
        sqlite3_bind_double(statement, position, cell.number);
        break;
      case Cell::Kind::text: {
        const int code = sqlite3_bind_text64(statement, position, cell.text.data(),
                                             cell.text.size(), SQLITE_STATIC, SQLITE_UTF8);
        if (code != SQLITE_OK) fail(code);
      }
    }
  }
}

TableWriter::Added TableWriter::add(const std::vector<Cell>& row) {
  sqlite3* handle = store_.database().getHandle();
  bind(insert_, row, all_);
  const int code = sqlite3_step(insert_);
  const bool added = code == SQLITE_DONE && sqlite3_changes(handle) == 1;
  const bool orphan = sqlite3_extended_errcode(handle) == SQLITE_CONSTRAINT_FOREIGNKEY;
  sqlite3_reset(insert_);
  if (added) return Added::yes;
  if (code == SQLITE_DONE) return Added::exists;
  if (!orphan) fail(code);
  return Added::orphan;
}

bool TableWriter::add_block(std::span<const std::vector<Cell>* const> rows) {
  if (insert_block_ == nullptr) insert_block_ = prepare(insert(block_rows));
  int position = 0;
  for (const std::vector<Cell>* row : rows) {
    bind(insert_block_, *row, all_, position);
    position += static_cast<int>(all_.size());
  }
  const int code = sqlite3_step(insert_block_);
  sqlite3_reset(insert_block_);
  // A statement that meets a constraint takes back what it has done
  // (https://sqlite.org/lang_conflict.html).
  if (code != SQLITE_DONE && (code & 0xFF) != SQLITE_CONSTRAINT) fail(code);
  return code == SQLITE_DONE;
}

const std::vector<std::size_t>& TableWriter::differences(const std::vector<Cell>& row) {
  differing_.clear();
  if (select_ == nullptr) return differing_;
  bind(select_, row, key_);
  const int code = sqlite3_step(select_);
  if (code != SQLITE_ROW) {
    sqlite3_reset(select_);
    fail(code);
  }
  for (std::size_t position = 0; position < others_.size(); ++position) {
    if (!equals(select_, static_cast<int>(position), row[others_[position]])) {
      differing_.push_back(others_[position]);
    }
  }
  sqlite3_reset(select_);
  return differing_;
}

bool TableWriter::replace(const std::vector<Cell>& row) {
  if (update_ == nullptr) return true;
  bind(update_, row, update_order_);
  const int code = sqlite3_step(update_);
  const bool orphan =
      sqlite3_extended_errcode(store_.database().getHandle()) == SQLITE_CONSTRAINT_FOREIGNKEY;
  sqlite3_reset(update_);
  if (code == SQLITE_DONE) return true;
  if (!orphan) fail(code);
  return false;
}

void TableWriter::fail(int code) {
  throw_database_error(SQLite::Exception(store_.database().getHandle(), code), store_.path());
}

}  // namespace rastro
