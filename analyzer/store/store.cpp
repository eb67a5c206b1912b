#include "store/store.h"

#include <sqlite3.h>

#include <utility>

#include "base/error.h"
#include "store/schema.h"

namespace rastro {

RowReader::RowReader(SQLite::Database& database, const std::string& sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1, &statement, nullptr);
  statement_.reset(statement);
  check(code, SQLITE_OK);
}

void RowReader::Finalise::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void RowReader::check(int code, int wanted) const {
  if (code != wanted) throw SQLite::Exception(database_.getHandle(), code);
}

bool RowReader::next() {
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_ROW) check(code, SQLITE_DONE);
  return code == SQLITE_ROW;
}

bool RowReader::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::string_view RowReader::text(int column) const {
  const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (begin == nullptr) return {};
  return {begin, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::int64_t RowReader::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double RowReader::number(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

void RowReader::bind(int parameter, std::string_view value) {
  check(sqlite3_bind_text64(statement_.get(), parameter, value.data(), value.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8),
        SQLITE_OK);
}

Store::Store(const std::string& path, std::vector<TableSpec> tables, const std::string& model)
    : path_(path), tables_(std::move(tables)), database_(open_database(path)) {
  create_schema(database_, tables_, model, path_);
}

const TableSpec& Store::table(std::string_view name) const {
  const TableSpec* spec = find_table(tables_, name);
  if (spec == nullptr) throw Error("no table named '" + std::string(name) + "' in the model");
  return *spec;
}

bool Store::has_rows(std::string_view table_name) {
  const std::string sql =
      "SELECT EXISTS (SELECT 1 FROM " + quoted_name(table(table_name).name) + ')';
  return database_.execAndGet(sql).getInt() != 0;
}

std::int64_t Store::count(std::string_view table_name) {
  return database_.execAndGet("SELECT count(*) FROM " + quoted_name(table(table_name).name))
      .getInt64();
}

bool Store::contains(std::string_view table_name, std::string_view column, std::string_view value) {
  return read_where(table_name, {std::string(column)}, column, value).next();
}

std::string Store::select(const TableSpec& spec, const std::vector<std::string>& columns) const {
  for (const std::string& column : columns) {
    if (spec.find(column) == nullptr) {
      throw Error("no column named '" + column + "' in table '" + spec.name + "'");
    }
  }
  return "SELECT " + quoted_names(columns) + " FROM " + quoted_name(spec.name);
}

RowReader Store::read(std::string_view table_name, const std::vector<std::string>& columns) {
  const TableSpec& spec = table(table_name);
  return RowReader(database_, select(spec, columns) + " ORDER BY " + quoted_names(spec.key));
}

RowReader Store::read_where(std::string_view table_name, const std::vector<std::string>& columns,
                            std::string_view column, std::string_view value) {
  return read_among(table_name, columns, column, {std::string(value)});
}

RowReader Store::read_among(std::string_view table_name, const std::vector<std::string>& columns,
                            std::string_view column, const std::vector<std::string>& values) {
  const TableSpec& spec = table(table_name);
  select(spec, {std::string(column)});
  std::string places;
  for (std::size_t value = 0; value < values.size(); ++value) places += value == 0 ? "?" : ",?";
  RowReader rows(database_, select(spec, columns) + " WHERE " + quoted_name(column) + " IN (" +
                                places + ") ORDER BY " + quoted_names(spec.key));
  int parameter = 0;
  for (const std::string& value : values) rows.bind(++parameter, value);
  return rows;
}

std::optional<Day> Store::last_order_day() {
  const SQLite::Column last = database_.execAndGet("SELECT max(ordered_at) FROM orders");
  if (last.isNull()) return std::nullopt;
  return day_of(Seconds{last.getInt64()});
}

std::optional<Day> Store::last_event_day() {
  static const char* const questions[] = {
      "SELECT max(ordered_at) FROM orders",
      "SELECT max(picked_at), max(packed_at), max(dispatched_at) FROM deliveries",
      "SELECT max(attempted_at), max(delivered_at) FROM deliveries",
      "SELECT max(completed_at) FROM installations",
      "SELECT max(reported_at) FROM incidents",
      "SELECT max(at) FROM recovery",
      "SELECT max(at) FROM surveys"};
  std::optional<Day> last;
  for (const char* question : questions) {
    SQLite::Statement statement(database_, question);
    statement.executeStep();
    for (int column = 0; column < statement.getColumnCount(); ++column) {
      const SQLite::Column value = statement.getColumn(column);
      if (!value.isNull()) last = std::max(last, std::optional(day_of(Seconds{value.getInt64()})));
    }
  }
  return last;
}

StoreTransaction::StoreTransaction(Store& store) : store_(store) {
  try {
    store_.database().exec("BEGIN IMMEDIATE");
  } catch (const SQLite::Exception& exception) {
    throw_database_error(exception, store_.path());
  }
}

StoreTransaction::~StoreTransaction() {
  // A failed rollback leaves the file as it was before: the journal is played back at next opening.
  if (open_) sqlite3_exec(store_.database().getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void StoreTransaction::commit() {
  try {
    store_.database().exec("COMMIT");
    open_ = false;
  } catch (const SQLite::Exception& exception) {
    throw_database_error(exception, store_.path());
  }
}

}  // namespace rastro
