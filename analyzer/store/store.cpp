#include "store/store.h"

#include <sqlite3.h>

#include <utility>

#include "base/error.h"
#include "store/schema.h"

namespace rastro {

bool RowReader::next() { return statement_.executeStep(); }

bool RowReader::is_null(int column) const {
  return const_cast<SQLite::Statement&>(statement_).getColumn(column).isNull();
}

std::string_view RowReader::text(int column) const {
  const SQLite::Column value = const_cast<SQLite::Statement&>(statement_).getColumn(column);
  const char* begin = value.getText();
  return {begin, static_cast<std::size_t>(value.getBytes())};
}

std::int64_t RowReader::integer(int column) const {
  return const_cast<SQLite::Statement&>(statement_).getColumn(column).getInt64();
}

double RowReader::number(int column) const {
  return const_cast<SQLite::Statement&>(statement_).getColumn(column).getDouble();
}

Store::Store(const std::string& path, std::vector<TableSpec> tables)
    : path_(path), tables_(std::move(tables)), database_(open_database(path)) {
  create_schema(database_, tables_, path_);
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
  const TableSpec& spec = table(table_name);
  select(spec, {std::string(column)});
  RowReader rows(database_, select(spec, columns) + " WHERE " + quoted_name(column) +
                                " = ? ORDER BY " + quoted_names(spec.key));
  rows.statement().bind(1, std::string(value));
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
      "SELECT max(picked_at), max(packed_at), max(dispatched_at), max(attempted_at), "
      "max(delivered_at) FROM deliveries",
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
