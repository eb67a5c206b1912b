#include "store/import_log.h"

namespace rastro {

namespace {

constexpr const char* entry_columns =
    "file, \"table\", content, mapping, bytes, rows, accepted, rejected, unchanged, repeats, path, "
    "sheet, loaded_at, headings, reading";
constexpr const char* rejection_columns =
    "CASE i.sheet WHEN '' THEN i.file ELSE i.file || ' [' || i.sheet || ']' END, r.line, "
    "i.\"table\", r.field, r.reason, r.raw, r.order_id, r.record";

/// SQLite's integers are signed; the hash keeps its bits.
std::int64_t stored(std::uint64_t hash) { return static_cast<std::int64_t>(hash); }

std::vector<ImportEntry> read_entries(SQLite::Statement& statement) {
  std::vector<ImportEntry> entries;
  while (statement.executeStep()) {
    ImportEntry entry;
    entry.file = statement.getColumn(0).getString();
    entry.table = statement.getColumn(1).getString();
    entry.content = static_cast<std::uint64_t>(statement.getColumn(2).getInt64());
    entry.mapping = static_cast<std::uint64_t>(statement.getColumn(3).getInt64());
    entry.bytes = statement.getColumn(4).getInt64();
    entry.rows = statement.getColumn(5).getInt64();
    entry.accepted = statement.getColumn(6).getInt64();
    entry.rejected = statement.getColumn(7).getInt64();
    entry.unchanged = statement.getColumn(8).getInt64();
    entry.repeats = statement.getColumn(9).getInt64();
    entry.path = statement.getColumn(10).getString();
    entry.sheet = statement.getColumn(11).getString();
    entry.loaded_at = statement.getColumn(12).getString();
    entry.headings = statement.getColumn(13).getString();
    entry.reading = statement.getColumn(14).getString();
    entries.push_back(std::move(entry));
  }
  return entries;
}

/// The rejection whose columns begin at `first`.
Rejection read_rejection(SQLite::Statement& statement, int first) {
  const auto text = [&](int column) { return statement.getColumn(first + column).getString(); };
  return {text(0), static_cast<long>(statement.getColumn(first + 1).getInt64()),
          text(2), text(3),
          text(4), text(5),
          text(6), text(7)};
}

}  // namespace

std::int64_t ImportLog::begin(const std::string& file, const std::string& table) {
  SQLite::Statement insert(store_.database(),
                           std::string("INSERT INTO imports (") + entry_columns +
                               ") VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0, 0, '', '', '', '', '')");
  insert.bind(1, file);
  insert.bind(2, table);
  insert.exec();
  return store_.database().getLastInsertRowid();
}

void ImportLog::finish(std::int64_t id, const ImportEntry& entry) {
  SQLite::Database& database = store_.database();
  SQLite::Statement earlier(database,
                            "SELECT id FROM imports WHERE content = ? AND sheet = ? AND "
                            "\"table\" = ? AND id <> ?");
  earlier.bind(1, stored(entry.content));
  earlier.bind(2, entry.sheet);
  earlier.bind(3, entry.table);
  earlier.bind(4, id);
  if (earlier.executeStep()) {
    const std::string old_id = std::to_string(earlier.getColumn(0).getInt64());
    const std::string new_id = std::to_string(id);
    earlier.reset();
    database.exec("DELETE FROM rejections WHERE import = " + old_id);
    database.exec("UPDATE rejections SET import = " + old_id + " WHERE import = " + new_id);
    database.exec("DELETE FROM imports WHERE id = " + new_id);
    id = std::stoll(old_id);
  }
  SQLite::Statement update(
      database,
      "UPDATE imports SET content = ?, mapping = ?, bytes = ?, "
      "rows = ?, accepted = ?, rejected = ?, unchanged = ?, repeats = ?, "
      "file = ?, path = ?, sheet = ?, loaded_at = ?, headings = ?, reading = ? "
      "WHERE id = ?");
  update.bind(1, stored(entry.content));
  update.bind(2, stored(entry.mapping));
  update.bind(3, entry.bytes);
  update.bind(4, entry.rows);
  update.bind(5, entry.accepted);
  update.bind(6, entry.rejected);
  update.bind(7, entry.unchanged);
  update.bind(8, entry.repeats);
  update.bind(9, entry.file);
  update.bind(10, entry.path);
  update.bind(11, entry.sheet);
  update.bind(12, entry.loaded_at);
  update.bind(13, entry.headings);
  update.bind(14, entry.reading);
  update.bind(15, id);
  update.exec();
}

void ImportLog::reject(std::int64_t id, const Rejection& rejection) {
  if (!reject_) {
    reject_.emplace(store_.database(),
                    "INSERT INTO rejections (import, line, field, reason, raw, order_id, record) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)");
  }
  reject_->bind(1, id);
  reject_->bind(2, static_cast<std::int64_t>(rejection.line));
  reject_->bind(3, rejection.field);
  reject_->bind(4, rejection.reason);
  reject_->bind(5, rejection.raw);
  reject_->bind(6, rejection.order_id);
  reject_->bind(7, rejection.record);
  reject_->exec();
  reject_->reset();
}

bool ImportLog::has_size(std::int64_t bytes) {
  SQLite::Statement query(store_.database(),
                          "SELECT EXISTS (SELECT 1 FROM imports WHERE bytes = ?)");
  query.bind(1, bytes);
  return query.executeStep() && query.getColumn(0).getInt() != 0;
}

std::vector<ImportEntry> ImportLog::find(std::uint64_t content, std::uint64_t mapping) {
  SQLite::Statement query(store_.database(), std::string("SELECT ") + entry_columns +
                                                 " FROM imports WHERE content = ? AND "
                                                 "mapping = ? ORDER BY id");
  query.bind(1, stored(content));
  query.bind(2, stored(mapping));
  return read_entries(query);
}

std::vector<std::string> ImportLog::readings(const std::string& table,
                                             const std::string& headings) {
  SQLite::Statement query(store_.database(),
                          "SELECT reading FROM imports WHERE \"table\" = ? AND "
                          "headings = ? AND reading <> '' GROUP BY reading ORDER BY max(id) DESC");
  query.bind(1, table);
  query.bind(2, headings);
  std::vector<std::string> readings;
  while (query.executeStep()) readings.push_back(query.getColumn(0).getString());
  return readings;
}

std::vector<ImportEntry> ImportLog::entries() {
  SQLite::Statement query(store_.database(),
                          std::string("SELECT ") + entry_columns + " FROM imports ORDER BY id");
  return read_entries(query);
}

std::vector<Rejection> ImportLog::rejections(std::optional<std::size_t> limit) {
  SQLite::Statement query(store_.database(),
                          std::string("SELECT ") + rejection_columns +
                              " FROM rejections r JOIN imports i ON i.id = r.import "
                              "ORDER BY r.import, r.rowid LIMIT ?");
  query.bind(1, limit ? static_cast<std::int64_t>(*limit) : std::int64_t{-1});
  std::vector<Rejection> rejections;
  while (query.executeStep()) rejections.push_back(read_rejection(query, 0));
  return rejections;
}

std::vector<std::int64_t> ImportLog::loads_to_retry() {
  SQLite::Statement query(
      store_.database(),
      "SELECT DISTINCT import FROM rejections WHERE record <> '' ORDER BY import");
  std::vector<std::int64_t> loads;
  while (query.executeStep()) loads.push_back(query.getColumn(0).getInt64());
  return loads;
}

ImportEntry ImportLog::entry(std::int64_t id) {
  SQLite::Statement query(store_.database(),
                          std::string("SELECT ") + entry_columns + " FROM imports WHERE id = ?");
  query.bind(1, id);
  return read_entries(query).at(0);
}

std::vector<KeptRejection> ImportLog::rejections_of(std::int64_t id, std::int64_t after,
                                                    std::size_t limit) {
  SQLite::Statement query(store_.database(),
                          std::string("SELECT r.rowid, r.import, ") + rejection_columns +
                              " FROM rejections r JOIN imports i ON i.id = r.import "
                              "WHERE r.import = ? AND r.rowid > ? AND r.record <> '' "
                              "ORDER BY r.rowid LIMIT ?");
  query.bind(1, id);
  query.bind(2, after);
  query.bind(3, static_cast<std::int64_t>(limit));
  std::vector<KeptRejection> kept;
  while (query.executeStep()) {
    kept.push_back(
        {query.getColumn(0).getInt64(), query.getColumn(1).getInt64(), read_rejection(query, 2)});
  }
  return kept;
}

void ImportLog::settle(const KeptRejection& kept, bool was_there) {
  SQLite::Statement remove(store_.database(), "DELETE FROM rejections WHERE rowid = ?");
  remove.bind(1, kept.id);
  remove.exec();
  SQLite::Statement count(
      store_.database(),
      was_there
          ? "UPDATE imports SET rejected = rejected - 1, unchanged = unchanged + 1 WHERE id = ?"
          : "UPDATE imports SET rejected = rejected - 1, accepted = accepted + 1 WHERE id = ?");
  count.bind(1, kept.import_id);
  count.exec();
}

void ImportLog::update(const KeptRejection& kept, const Rejection& again) {
  SQLite::Statement update(store_.database(),
                           "UPDATE rejections SET field = ?, reason = ? WHERE rowid = ?");
  update.bind(1, again.field);
  update.bind(2, again.reason);
  update.bind(3, kept.id);
  update.exec();
}

}  // namespace rastro
