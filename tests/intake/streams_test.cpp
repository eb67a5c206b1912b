// What comes in by workbook, log, pattern, and in daily drops; what was rejected and comes again.
#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <map>

#include "intake/loading.h"
#include "store/schema.h"

using namespace rastro;
using Catch::Contains;

namespace {

constexpr const char* three_orders =
    "order_id,ordered_at\nA1,2026-09-01\nA2,2026-09-02\nA3,2026-09-03\n";

const FileReport& report_of(const ImportReport& report, const std::string& file) {
  const auto found = std::find_if(report.files.begin(), report.files.end(),
                                  [&](const FileReport& one) { return one.file == file; });
  REQUIRE(found != report.files.end());
  return *found;
}

std::string names_left_out(const ImportReport& report) {
  std::string names;
  for (const FileLeftOut& file : report.left_out) names += file.file + ' ';
  return names;
}

/// A workbook with a title above the heading of one sheet, a second table and a sheet of neither.
std::string made_workbook(const TestFolder& folder) {
  const std::string path = folder.path() + "/ventas.xlsx";
  lxw_workbook* const book = workbook_new(path.c_str());
  lxw_format* const date = workbook_add_format(book);
  format_set_num_format(date, "dd/mm/yyyy hh:mm");
  lxw_worksheet* const notes = workbook_add_worksheet(book, "Leeme");
  worksheet_write_string(notes, 0, 0, "Exportado por Ana", nullptr);
  lxw_worksheet* const lines = workbook_add_worksheet(book, "Lineas de pedido");
  for (const auto& [column, heading] : {std::pair{0, "Pedido"}, {1, "Renglón"}, {2, "Precio"}}) {
    worksheet_write_string(lines, 0, static_cast<lxw_col_t>(column), heading, nullptr);
  }
  worksheet_write_string(lines, 1, 0, "P1", nullptr);
  worksheet_write_number(lines, 1, 1, 1, nullptr);
  worksheet_write_number(lines, 1, 2, 1.234, nullptr);
  lxw_worksheet* const orders = workbook_add_worksheet(book, "Pedidos");
  worksheet_write_string(orders, 0, 0, "Informe de septiembre", nullptr);
  worksheet_write_string(orders, 2, 0, "Nº pedido", nullptr);
  worksheet_write_string(orders, 2, 1, "Fecha", nullptr);
  worksheet_write_string(orders, 3, 0, "P1", nullptr);
  lxw_datetime when{2026, 9, 10, 14, 3, 0};
  worksheet_write_datetime(orders, 3, 1, &when, date);
  worksheet_write_string(orders, 4, 0, "Total", nullptr);
  REQUIRE(workbook_close(book) == LXW_NO_ERROR);
  return path;
}

}  // namespace

TEST_CASE("the sheets of a workbook feed their tables, parents first") {
  TestFolder folder;
  const std::string path = made_workbook(folder);
  const ProcessModel& model = default_model();
  Store store(":memory:", model.tables);
  const ImportReport report = import_files(store, model, {path});
  REQUIRE(report.files.size() == 2);
  CHECK(report.files[0].file == "ventas.xlsx [Pedidos]");
  CHECK(counts(report, "orders").accepted == 1);
  CHECK(counts(report, "order_lines").accepted == 1);
  CHECK(report.rejected() == 0);
  CHECK_THAT(fmt::format("{}", fmt::join(report.files[0].notes, "\n")),
             Contains("the heading stands on line 3") && Contains("one row of totals left out"));
  RowReader rows = store.read("order_lines", {"unit_price"});
  REQUIRE(rows.next());
  CHECK(rows.number(0) == 1.234);  // a number of a workbook has no marks between thousands
  RowReader order = store.read("orders", {"ordered_at"});
  REQUIRE(order.next());
  CHECK(format_time(order.integer(0)) == "2026-09-10T14:03:00");
  CHECK(import_files(store, model, {path}).files[0].known);
}

TEST_CASE("numbers that a sheet holds as texts are read as the texts of their column tell") {
  TestFolder folder;
  const std::string path = folder.path() + "/order_lines.xlsx";
  lxw_workbook* const book = workbook_new(path.c_str());
  lxw_worksheet* const lines = workbook_add_worksheet(book, "order_lines");
  for (const auto& [column, heading] :
       {std::pair{0, "order_id"}, {1, "line"}, {2, "unit_price"}, {3, "quantity"}}) {
    worksheet_write_string(lines, 0, static_cast<lxw_col_t>(column), heading, nullptr);
  }
  const char* const prices[] = {"1.234", "$ 1.234.567", "12,50", "2,125", "-1.500"};
  for (lxw_row_t row = 1; row <= 7; ++row) {
    worksheet_write_string(lines, row, 0, row == 7 ? "P2" : "P1", nullptr);
    worksheet_write_number(lines, row, 1, row, nullptr);
    if (row <= 5) worksheet_write_string(lines, row, 2, prices[row - 1], nullptr);
    worksheet_write_number(lines, row, 3, 1.234, nullptr);
  }
  worksheet_write_number(lines, 6, 2, 1.234, nullptr);
  worksheet_write_string(lines, 7, 2, "2.345", nullptr);
  REQUIRE(workbook_close(book) == LXW_NO_ERROR);
  ProcessModel model = plain_model();
  for (TableSpec& table : model.tables) {
    for (ColumnSpec& column : table.columns) {
      if (column.name == "quantity") column.type = ColumnType::number;
    }
  }
  Store store(":memory:", model.tables);
  folder.write("orders.csv", "order_id,ordered_at\nP1,2026-09-01\n");
  const ImportReport report = import_files(store, model, {folder.path()});
  CHECK(counts(report, "order_lines").accepted == 6);
  CHECK(counts(report, "order_lines").rejected == 1);
  CHECK_THAT(fmt::format("{}", fmt::join(report.files[1].notes, "\n")),
             Contains("numbers of 'unit_price' written as text have a decimal comma"));
  // The rejected line is tried again from its record.
  import_files(store, model,
               {folder.write("orders-2.csv", "order_id,ordered_at\nP2,2026-09-02\n")});
  RowReader rows = store.read("order_lines", {"unit_price", "quantity"});
  for (const double price : {1234.0, 1234567.0, 12.5, 2.125, -1500.0, 1.234, 2345.0}) {
    REQUIRE(rows.next());
    CHECK(rows.number(0) == price);
    CHECK(rows.number(1) == 1.234);
  }
}

TEST_CASE("a sheet that the model names and the workbook lacks") {
  TestFolder folder;
  const std::string path = made_workbook(folder);
  ProcessModel model = plain_model();
  TableMapping orders;
  orders.table = "orders";
  orders.columns = {{"order_id", "Nº pedido"}, {"ordered_at", "Fecha"}};
  model.import.files.push_back({"ventas*", "Pedido", {orders}});
  CHECK_THAT(error_of(model, {path}), Contains("the model reads 'Pedido' of this file") &&
                                          Contains("did you mean 'Pedidos'?"));
}

TEST_CASE("daily drops: only what is new is read") {
  TestFolder folder;
  folder.write("orders-01.csv", three_orders);
  Loaded loaded(folder);
  folder.write("orders-02.csv", "order_id,ordered_at\nA3,2026-09-03\nA4,2026-09-04\n");
  const ImportReport again = loaded.again(folder);
  CHECK(report_of(again, "orders-01.csv").known);
  const TableReport& drop = report_of(again, "orders-02.csv").tables.front();
  CHECK(drop.accepted == 1);
  CHECK(drop.unchanged == 1);
  // A file that has grown is read again; what it held before is unchanged.
  folder.write("orders-01.csv", std::string(three_orders) + "A5,2026-09-05\n");
  const ImportReport grown = loaded.again(folder);
  CHECK(report_of(grown, "orders-01.csv").tables.front().accepted == 1);
  CHECK(report_of(grown, "orders-01.csv").tables.front().unchanged == 3);
  CHECK(loaded.store.count("orders") == 5);
}

TEST_CASE("daily drops whose dates leave it open are read as the files before") {
  TestFolder folder;
  folder.write("orders-08-31.csv", "order_id,ordered_at\nA1,8/31/2026\n");
  Loaded loaded(folder);
  folder.write("orders-09-01.csv", "order_id,ordered_at\nA2,9/1/2026\n");
  folder.write("orders-09-02.csv", "order_id,ordered_at\nA3,9/2/2026\n");
  const ImportReport drops = loaded.again(folder);
  for (const std::string name : {"orders-09-01.csv", "orders-09-02.csv"}) {
    const auto& notes = report_of(drops, name).notes;
    CHECK(std::find(notes.begin(), notes.end(),
                    "dates of 'ordered_at' may be day/month or month/day: read as month/day/year, "
                    "as in the files before") != notes.end());
  }
  CHECK(loaded.store.last_order_day() == day_of(2026, 9, 2));
  ImportLog log(loaded.store);
  const auto explained =
      explain_files(plain_model(), {folder.path() + "/orders-09-01.csv"}, "", &log);
  CHECK(explained.files.front().notes.back().ends_with("as in the files before"));
  // What tells its own order follows that, and from then on the others do.
  folder.write("orders-09-03.csv", "order_id,ordered_at\nA4,3/9/2026\nA5,13/9/2026\n");
  folder.write("orders-09-04.csv", "order_id,ordered_at\nA6,12/10/2026\n");
  loaded.again(folder);
  CHECK(loaded.store.last_order_day() == day_of(2026, 10, 12));
  // Another export, with other headings, is no witness.
  folder.write("other-orders.csv", "order_id,ordered_at,city\nA7,10/12/2026,Lugo\n");
  CHECK(report_of(loaded.again(folder), "other-orders.csv")
            .notes.back()
            .ends_with("pin a format to be sure"));
}

TEST_CASE("a pattern stands for the files that match it") {
  TestFolder folder;
  folder.write("orders-01.csv", "order_id,ordered_at\nA1,2026-09-01\n");
  folder.write("orders-02.csv", "order_id,ordered_at\nA2,2026-09-01\n");
  folder.write("other.csv", "a,b\n");
  const ProcessModel model = plain_model();
  Store store(":memory:", model.tables);
  CHECK(import_files(store, model, {folder.path() + "/orders-*.csv"}).files.size() == 2);
  CHECK_THAT(error_of(model, {folder.path() + "/x*.csv"}), Contains("no file matches the pattern"));
}

TEST_CASE("what lies in a folder and is no log is left out and told") {
  TestFolder folder;
  folder.write("orders.csv", three_orders);
  folder.write("settings.json", "{\"theme\": \"dark\"}");
  folder.write("photo.jpg", "\xFF\xD8");
  {
    const SQLite::Database other(folder.path() + "/other.db",
                                 SQLite::OPEN_CREATE | SQLite::OPEN_READWRITE);
  }
  Loaded loaded(folder);
  CHECK(loaded.report.files.size() == 1);
  CHECK(names_left_out(loaded.report) == "other.db photo.jpg settings.json ");
}

TEST_CASE("what Rastro itself has put into a folder is passed over without a word") {
  TestFolder folder;
  std::filesystem::create_directory(folder.path() + "/review-2026-09-03");
  folder.write("review-2026-09-03/review.json", "{}");
  { const Store own(folder.path() + "/last year.sqlite", standard_tables()); }
  CHECK_THROWS_WITH(Loaded(folder), Contains("the folder holds no log file"));
  folder.write("orders.csv", three_orders);
  Loaded loaded(folder);
  CHECK(loaded.report.files.size() == 1);
  CHECK(names_left_out(loaded.report).empty());
}

TEST_CASE("what is nearly a log says what it is, and how it becomes one") {
  TestFolder folder;
  folder.write("orders.csv", three_orders);
  folder.write("~$orders.xlsx", "\005Ana");
  folder.write("customers.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  folder.write("products.xls", "<html><table><tr><td>sku</td></tr></table></html>");
  folder.write("surveys.pdf", "%PDF-1.4");
  folder.write("readme.txt", "<html><body>how these were exported</body></html>");
  Loaded loaded(folder);
  CHECK(loaded.report.files.size() == 1);
  std::map<std::string, std::string> why;
  for (const FileLeftOut& file : loaded.report.left_out) why[file.file] = file.why;
  CHECK(why.size() == 5);
  CHECK_THAT(why["~$orders.xlsx"], Contains("a lock file"));
  CHECK_THAT(why["customers.xls"], Contains("older Office") && Contains("save it as .xlsx or CSV"));
  CHECK_THAT(why["products.xls"], Contains("a web page") && Contains("save it as .xlsx or CSV"));
  CHECK_THAT(why["surveys.pdf"], Contains("a PDF"));
  CHECK_THAT(why["readme.txt"], Contains("a web page"));
  // Named by itself, or without a log beside it, it is a fault.
  const std::string page = folder.path() + "/products.xls";
  CHECK_THAT(error_of(loaded.model, {page}), Contains("products.xls: this is a web page"));
  TestFolder other;
  other.write("products.xls", "<html>");
  CHECK_THAT(error_of(loaded.model, {other.path()}), Contains("the folder holds no log file"));
}

TEST_CASE("a folder within the folder is not looked into, and told") {
  TestFolder folder;
  std::filesystem::create_directories(folder.path() + "/2026-08");
  const std::string why = error_of(plain_model(), {folder.path()});
  CHECK_THAT(why, Contains("the folder holds no log file") && Contains("2026-08: a folder"));
  folder.write("2026-08/orders.csv", three_orders);
  folder.write("orders.csv", "order_id,ordered_at\nB1,2026-09-01\n");
  Loaded loaded(folder);
  CHECK(loaded.store.count("orders") == 1);
  REQUIRE(loaded.report.left_out.size() == 1);
  CHECK(loaded.report.left_out.front().file == "2026-08");
}

TEST_CASE("a workbook by another ending is read by what it is") {
  TestFolder folder;
  lxw_workbook* const book = workbook_new((folder.path() + "/products.xls").c_str());
  lxw_worksheet* const sheet = workbook_add_worksheet(book, "products");
  worksheet_write_string(sheet, 0, 0, "sku", nullptr);
  worksheet_write_string(sheet, 1, 0, "S1", nullptr);
  REQUIRE(workbook_close(book) == LXW_NO_ERROR);
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "products").accepted == 1);
}

TEST_CASE("the import log tells where a file came from, when and how it was read") {
  TestFolder folder;
  const std::string path = folder.write("orders.csv", "order_id,ordered_at\nA1,5/6/2026\n");
  Loaded loaded(folder);
  const auto entries = ImportLog(loaded.store).entries();
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].path == path);
  CHECK(parse_iso_time(entries[0].loaded_at));
  CHECK(entries[0].headings == "order_id,ordered_at");
}

TEST_CASE("a line that waits for its order is taken once the order has come") {
  TestFolder folder;
  folder.write("order_lines.csv", "order_id,line,sku\nA1,1,\"x,\"\"y\"\"\"\nA2,1,z\n");
  Loaded loaded(folder);
  CHECK(counts(loaded.report, "order_lines").rejected == 2);
  folder.write("orders.csv", "order_id,ordered_at\nA1,2026-09-01\n");
  const ImportReport again = loaded.again(folder);
  CHECK(again.retried.tried == 2);
  CHECK(again.retried.accepted == 1);
  CHECK(text_of(loaded.store, "order_lines", "sku") == "x,\"y\"");
  CHECK(only_rejection(loaded.store).line == 3);
  for (const ImportEntry& entry : ImportLog(loaded.store).entries()) {
    CHECK(entry.accepted + entry.rejected + entry.unchanged == entry.rows);
    if (entry.table == "order_lines") CHECK(entry.rejected == 1);
  }
}

TEST_CASE("after a correction of the model only the rejected rows are read again") {
  TestFolder folder;
  folder.write("orders.csv",
               "order_id,ordered_at,promised_at\nA1,3/4/2026,5/4/2026\nA2,3/4/2026,pronto\n"
               "A3,18/4/2026,20/4/2026\n");
  Loaded loaded(folder);
  CHECK(loaded.store.count("orders") == 2);
  std::filesystem::remove(folder.path() + "/orders.csv");
  ProcessModel corrected = plain_model();
  corrected.import.empty_values = {"pronto"};
  const RetryReport report = retry_rejections(loaded.store, corrected);
  CHECK(report.tried == 1);
  CHECK(report.accepted == 1);
  CHECK(loaded.store.count("orders") == 3);
  CHECK(ImportLog(loaded.store).rejections().empty());
  // The other columns are read as the whole file said: the day first.
  RowReader rows = loaded.store.read_where("orders", {"ordered_at"}, "order_id", "A2");
  REQUIRE(rows.next());
  CHECK(format_time(rows.integer(0)) == "2026-04-03T00:00:00");
}

TEST_CASE("a rejected row never replaces what came later") {
  TestFolder folder;
  folder.write("orders.csv", "order_id,ordered_at,city\nA1,soon,Lugo\n");
  Loaded loaded(folder);
  folder.write("orders.csv", "order_id,ordered_at,city\nA1,2026-09-02,Soria\n");
  loaded.again(folder);
  ProcessModel corrected = plain_model();
  TableMapping orders;
  orders.table = "orders";
  orders.columns = {{"order_id", "order_id"}, {"city", "city"}};
  orders.columns.push_back({"ordered_at", "", "2026-09-01"});
  corrected.import.files.push_back({"orders*", "", {orders}});
  CHECK(retry_rejections(loaded.store, corrected).accepted == 0);
  CHECK(text_of(loaded.store, "orders", "city") == "Soria");
}

TEST_CASE("a full disk leaves nothing of the file, and the next run goes on") {
  TestFolder folder;
  std::string text = "order_id,ordered_at,city\n";
  for (int order = 0; order < 20000; ++order) {
    text += fmt::format("A{},2026-09-01,{}\n", order, std::string(40, 'x'));
  }
  folder.write("orders.csv", text);
  const ProcessModel model = plain_model();
  TestFolder place;
  const std::string file = place.path() + "/rastro.db";
  Store store(file, model.tables);
  store.database().exec("PRAGMA max_page_count = 60");
  CHECK_THROWS_WITH(import_files(store, model, {folder.path()}), Contains("the disk is full"));
  CHECK_FALSE(store.has_rows("orders"));
  CHECK(ImportLog(store).entries().empty());
  store.database().exec("PRAGMA max_page_count = 1000000");
  CHECK(counts(import_files(store, model, {folder.path()}), "orders").accepted == 20000);
}
