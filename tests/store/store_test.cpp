#include "store/store.h"

#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "intake/loading.h"
#include "store/table_writer.h"

using namespace rastro;
using Catch::Contains;

namespace {

std::string open_error(const std::string& path) {
  try {
    const Store store(path, standard_tables());
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

Cell text_cell(std::string_view text) {
  Cell cell;
  cell.kind = Cell::Kind::text;
  cell.text = text;
  return cell;
}

}  // namespace

TEST_CASE("database in a missing folder") {
  TestFolder folder;
  CHECK_THAT(open_error(folder.path() + "/none/rastro.db"), Contains("does not exist"));
}

TEST_CASE("not a database") {
  TestFolder folder;
  const std::string file = folder.write("rastro.db", std::string(5000, 'x'));
  CHECK_THAT(open_error(file), Contains("the file is not a database"));
  CHECK_THAT(open_error(folder.path()), Contains("cannot be opened"));
}

TEST_CASE("database of another program") {
  TestFolder folder;
  const std::string file = folder.path() + "/other.db";
  SQLite::Database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t (x)");
  CHECK_THAT(open_error(file), Contains("a database of another program"));
}

TEST_CASE("database of a newer schema") {
  TestFolder folder;
  const std::string file = folder.path() + "/rastro.db";
  { const Store store(file, standard_tables()); }
  SQLite::Database(file, SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
  CHECK_THAT(open_error(file), Contains("written by a newer Rastro (schema 99"));
}

TEST_CASE("locked database") {
  TestFolder folder;
  const std::string file = folder.path() + "/rastro.db";
  Store store(file, standard_tables());
  SQLite::Database other(file, SQLite::OPEN_READWRITE);
  other.exec("BEGIN EXCLUSIVE");
  CHECK_THAT(open_error(file), Contains("locked by another program"));
  CHECK_THROWS_WITH(StoreTransaction(store), Contains("locked by another program"));
}

TEST_CASE("read-only database") {
  TestFolder folder;
  const std::string file = folder.path() + "/rastro.db";
  { const Store store(file, standard_tables()); }
  using std::filesystem::perms;
  std::filesystem::permissions(file, perms::owner_read | perms::group_read | perms::others_read);
  const WithoutRights nobody;
  CHECK_THAT(open_error(file), Contains("cannot be written"));
}

TEST_CASE("a column that the model adds is added to the table") {
  TestFolder folder;
  const std::string file = folder.path() + "/rastro.db";
  { const Store store(file, standard_tables()); }
  auto tables = standard_tables();
  tables[3].columns.push_back({"payment \"type\"", ColumnType::text, false});
  Store store(file, tables);
  CHECK_FALSE(store.read("orders", {"order_id", "payment \"type\""}).next());
  CHECK_THROWS_WITH(store.read("orders", {"nothing"}), Contains("no column named 'nothing'"));
  CHECK_THROWS_WITH(store.count("nothing"), Contains("no table named 'nothing'"));
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  Store store(":memory:", standard_tables());
  TableWriter writer(store, store.table("products"), {"sku", "name"});
  {
    StoreTransaction transaction(store);
    CHECK(writer.add({text_cell("S1"), text_cell("Pen")}) == TableWriter::Added::yes);
  }
  CHECK_FALSE(store.has_rows("products"));
}

TEST_CASE("columns that a file does not feed keep what they hold") {
  Store store(":memory:", standard_tables());
  TableWriter names(store, store.table("products"), {"sku", "name"});
  TableWriter bins(store, store.table("products"), {"bin", "sku"});
  names.add({text_cell("S1"), text_cell("Pen")});
  CHECK(bins.add({text_cell("B7"), text_cell("S1")}) == TableWriter::Added::exists);
  CHECK(bins.differences({text_cell("B7"), text_cell("S1")}) == std::vector<std::size_t>{0});
  CHECK(bins.replace({text_cell("B7"), text_cell("S1")}));
  RowReader rows = store.read_where("products", {"name", "bin"}, "sku", "S1");
  REQUIRE(rows.next());
  CHECK(rows.text(0) == "Pen");
  CHECK(rows.text(1) == "B7");
}

TEST_CASE("the rows of several values come in one pass, in key order") {
  Store store(":memory:", standard_tables());
  TableWriter writer(store, store.table("products"), {"sku", "name"});
  for (const char* sku : {"S3", "S1", "S2"}) writer.add({text_cell(sku), text_cell("Pen")});
  const auto among = [&](const std::vector<std::string>& values) {
    std::string found;
    RowReader rows = store.read_among("products", {"sku"}, "sku", values);
    while (rows.next()) found += rows.text(0);
    return found;
  };
  CHECK(among({"S3", "none", "S1", "') OR 1 --"}) == "S1S3");
  CHECK(among({}).empty());
  CHECK(among(std::vector<std::string>(32000, "S2")) == "S2");
}

TEST_CASE("a row without the one it refers to is an orphan") {
  Store store(":memory:", standard_tables());
  TableWriter writer(store, store.table("order_lines"), {"order_id", "line"});
  Cell line;
  line.kind = Cell::Kind::integer;
  line.integer = 1;
  CHECK(writer.add({text_cell("A1"), line}) == TableWriter::Added::orphan);
  CHECK(store.count("order_lines") == 0);
}

TEST_CASE("a database of schema 1 is brought to the present one, nothing lost") {
  TestFolder folder;
  const std::string file = folder.path() + "/rastro.db";
  {
    SQLite::Database old(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    old.exec("PRAGMA application_id = 1383298162");
    old.exec("PRAGMA user_version = 1");
    old.exec(
        "CREATE TABLE orders (order_id TEXT NOT NULL, ordered_at INTEGER NOT NULL, "
        "PRIMARY KEY (order_id)) WITHOUT ROWID");
    old.exec("INSERT INTO orders VALUES ('A1', 0)");
    old.exec(
        "CREATE TABLE imports (id INTEGER PRIMARY KEY, file TEXT NOT NULL, \"table\" TEXT NOT "
        "NULL, content INTEGER NOT NULL, mapping INTEGER NOT NULL, bytes INTEGER NOT NULL, rows "
        "INTEGER NOT NULL, accepted INTEGER NOT NULL, rejected INTEGER NOT NULL, unchanged "
        "INTEGER NOT NULL, repeats INTEGER NOT NULL)");
    old.exec("INSERT INTO imports VALUES (1, 'orders.csv', 'orders', 5, 6, 70, 2, 1, 1, 0, 0)");
    old.exec(
        "CREATE TABLE rejections (import INTEGER NOT NULL, line INTEGER NOT NULL, field TEXT NOT "
        "NULL, reason TEXT NOT NULL, raw TEXT NOT NULL, order_id TEXT NOT NULL)");
    old.exec("INSERT INTO rejections VALUES (1, 3, 'ordered_at', 'no time', 'A2,x', 'A2')");
  }
  Store store(file, standard_tables());
  CHECK(store.count("orders") == 1);
  CHECK(ImportLog(store).entries().at(0).rejected == 1);
  CHECK(ImportLog(store).rejections().at(0).reason == "no time");
  CHECK(store.database().execAndGet("PRAGMA user_version").getInt() == 2);
}

TEST_CASE("database of another model") {
  TestFolder folder;
  const std::string file = folder.path() + "/rastro.db";
  { const Store store(file, standard_tables(), "retail"); }
  { const Store store(file, standard_tables(), "retail"); }
  { const Store store(file, standard_tables()); }
  CHECK_THROWS_WITH(Store(file, standard_tables(), "olist"),
                    Contains("belongs to the model 'retail', not to 'olist'"));
}
