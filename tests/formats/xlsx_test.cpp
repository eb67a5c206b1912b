#include <xlsxwriter.h>

#include <catch2/catch.hpp>

#include "formats/workbook.h"
#include "intake/loading.h"
#include "intake/values.h"
#include "made_workbook.h"

using namespace rastro;
using Catch::Contains;

namespace {

using Rows = std::vector<std::vector<std::string>>;
using Fields = std::vector<std::string>;

/// A workbook as libxlsxwriter writes it, closed when read.
class WrittenWorkbook {
 public:
  WrittenWorkbook() : path_(folder_.path() + "/orders.xlsx"), book_(workbook_new(path_.c_str())) {}

  lxw_workbook* book() { return book_; }
  lxw_worksheet* add(const char* name) { return workbook_add_worksheet(book_, name); }
  lxw_format* format(const char* code) {
    lxw_format* const format = workbook_add_format(book_);
    format_set_num_format(format, code);
    return format;
  }
  std::string close() {
    REQUIRE(workbook_close(book_) == LXW_NO_ERROR);
    return path_;
  }
  ReadSheet read() {
    const Workbook workbook(close());
    return read_sheet(*workbook.open(workbook.sheets().front().name));
  }

 private:
  TestFolder folder_;
  std::string path_;
  lxw_workbook* book_;
};

std::string note_of(const ReadSheet& read) {
  REQUIRE(read.notes.size() == 1);
  return read.notes.front();
}

}  // namespace

TEST_CASE("a workbook is read as its sheet shows it") {
  WrittenWorkbook written;
  lxw_worksheet* const sheet = written.add("Pedidos");
  worksheet_write_string(sheet, 0, 0, "Nº pedido", nullptr);
  worksheet_write_string(sheet, 0, 1, "Fecha", nullptr);
  worksheet_write_string(sheet, 0, 2, "Nota, con \"comillas\"", nullptr);
  worksheet_write_number(sheet, 1, 0, 12345678901, nullptr);
  lxw_datetime when{2026, 9, 10, 14, 3, 0};
  worksheet_write_datetime(sheet, 1, 1, &when, written.format("dd/mm/yyyy hh:mm"));
  worksheet_write_string(sheet, 1, 2, "dos\nlíneas", nullptr);
  worksheet_write_number(sheet, 3, 0, 19.99, nullptr);
  worksheet_write_boolean(sheet, 3, 1, 1, nullptr);
  const ReadSheet read = written.read();
  CHECK(read.rows == Rows{{"Nº pedido", "Fecha", "Nota, con \"comillas\""},
                          {"12345678901", "2026-09-10T14:03:00", "dos\nlíneas"},
                          {"19.99", "TRUE"}});
  CHECK(read.lines == std::vector<long>{1, 2, 4});
  CHECK(read.raws.at(0) == "Nº pedido,Fecha,\"Nota, con \"\"comillas\"\"\"");
  CHECK(read.raws.at(1) == "12345678901,2026-09-10T14:03:00,\"dos\nlíneas\"");
  CHECK(read.notes.empty());
}

TEST_CASE("sheets are listed in their order, the hidden ones marked, charts left out") {
  WrittenWorkbook written;
  worksheet_write_string(written.add("Pedidos"), 0, 0, "uno", nullptr);
  lxw_chartsheet* const chart_sheet = workbook_add_chartsheet(written.book(), "Gráfico");
  lxw_chart* const chart = workbook_add_chart(written.book(), LXW_CHART_BAR);
  chart_add_series(chart, nullptr, "=Pedidos!$A$1:$A$2");
  chartsheet_set_chart(chart_sheet, chart);
  lxw_worksheet* const hidden = written.add("Códigos");
  worksheet_write_string(hidden, 0, 0, "dos", nullptr);
  worksheet_hide(hidden);
  const Workbook workbook(written.close());
  CHECK(workbook.sheet_names() == Fields{"Pedidos", "Códigos"});
  CHECK_FALSE(workbook.sheets()[0].is_hidden);
  CHECK(workbook.sheets()[1].is_hidden);
  CHECK(read_sheet(*workbook.open("Pedidos")).rows == Rows{{"uno"}});
  CHECK(read_sheet(*workbook.open("códigos")).rows == Rows{{"dos"}});
}

TEST_CASE("two sheets can be read at the same time, and outlive the workbook") {
  WrittenWorkbook written;
  for (const char* name : {"a", "b"}) {
    lxw_worksheet* const sheet = written.add(name);
    for (lxw_row_t row = 0; row < 5000; ++row) {
      worksheet_write_string(sheet, row, 0, (name + std::to_string(row)).c_str(), nullptr);
    }
  }
  auto workbook = std::make_unique<Workbook>(written.close());
  const auto first = workbook->open("a"), second = workbook->open("b");
  workbook.reset();
  long rows = 0;
  while (first->next() && second->next()) {
    CHECK(first->fields()[0] == "a" + std::to_string(rows));
    CHECK(second->fields()[0] == "b" + std::to_string(rows++));
  }
  CHECK(rows == 5000);
}

TEST_CASE("a sheet says how far it was read, and what the file was") {
  WrittenWorkbook written;
  lxw_worksheet* const sheet = written.add("a");
  for (lxw_row_t row = 0; row < 20000; ++row) worksheet_write_number(sheet, row, 0, row, nullptr);
  const std::string path = written.close();
  const Workbook workbook(path);
  const auto source = workbook.open("a");
  CHECK(source->is_typed());
  CHECK(source->size() == static_cast<std::int64_t>(std::filesystem::file_size(path)));
  CHECK(source->position() == 0);
  for (int row = 0; row < 10000; ++row) REQUIRE(source->next());
  CHECK(source->position() > source->size() / 4);
  CHECK(source->position() < source->size());
  while (source->next()) {
  }
  CHECK(source->position() == source->size());
  CHECK(source->content_hash() == Workbook(path).open("a")->content_hash());
  CHECK(source->content_hash() != 0);
}

TEST_CASE("a missing sheet is asked for by name") {
  WrittenWorkbook written;
  written.add("Pedidos 2026");
  written.add("Entregas");
  const Workbook workbook(written.close());
  CHECK_THROWS_WITH(workbook.open("Pedidos 2025"), Contains("no sheet 'Pedidos 2025'") &&
                                                       Contains("did you mean 'Pedidos 2026'?"));
  CHECK_THROWS_WITH(workbook.open("x"), Contains("its sheets: Pedidos 2026, Entregas"));
}

TEST_CASE("workbooks are recognised by their bytes") {
  TestFolder folder;
  WrittenWorkbook written;
  written.add("a");
  CHECK(is_workbook(written.close()));
  CHECK(is_workbook(folder.write("old.csv", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on")));
  CHECK_FALSE(is_workbook(folder.write("a.xlsx", "id,note\n")));
  CHECK_FALSE(is_workbook(folder.write("b.xlsx", "")));
  CHECK_FALSE(is_workbook(folder.write("c.xlsx", "PK")));
  CHECK_THROWS_WITH(Workbook(folder.write("d.xlsx", "id,note\n")), Contains("not a workbook"));
  CHECK_THROWS_WITH(is_workbook(folder.path() + "/none.xlsx"), Contains("cannot be opened"));
}

TEST_CASE("missing cells are empty, cells behind the last value are cut") {
  WrittenWorkbook written;
  lxw_worksheet* const sheet = written.add("a");
  worksheet_write_number(sheet, 2, 3, 7, nullptr);
  lxw_format* const bold = workbook_add_format(written.book());
  format_set_bold(bold);
  worksheet_write_blank(sheet, 2, 9, bold);
  worksheet_write_blank(sheet, 3, 9, bold);
  worksheet_write_string(sheet, 4, 0, "  ", nullptr);
  const ReadSheet read = written.read();
  CHECK(read.rows == Rows{{"", "", "", "7"}});
  CHECK(read.lines == std::vector<long>{3});
}

TEST_CASE("rows are filled up to the fields that are expected") {
  MadeWorkbook made;
  made.rows = "<row><c><v>1</v></c></row><row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>";
  const Workbook workbook = Workbook::from_bytes(made.bytes(), "orders.xlsx");
  const auto source = workbook.open("Pedidos");
  source->expect_fields(2);
  CHECK(read_sheet(*source).rows == Rows{{"1", ""}, {"1", "2", "3"}});
}

TEST_CASE("merged cells have their value in the first one") {
  WrittenWorkbook written;
  lxw_worksheet* const sheet = written.add("a");
  worksheet_merge_range(sheet, 0, 0, 1, 1, "Septiembre", nullptr);
  worksheet_write_number(sheet, 1, 2, 5, nullptr);
  const ReadSheet read = written.read();
  CHECK(read.rows == Rows{{"Septiembre"}, {"", "", "5"}});
  CHECK_THAT(note_of(read), Contains("one merged range has a value in the first cell only"));
}

TEST_CASE("rich text is joined, phonetic readings are left out") {
  MadeWorkbook made;
  made.texts =
      "<si><r><rPr><b/></rPr><t>Calle </t></r><r><t xml:space='preserve'>Mayor</t></r></si>"
      "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"
      "<si/><si><t/></si>";
  CHECK(read_cells("<c t='s'><v>0</v></c><c t='s'><v>2</v></c><c t='s'><v>3</v></c>"
                   "<c t='s'><v>1</v></c>",
                   made) == Fields{"Calle Mayor", "", "", "東京"});
}

TEST_CASE("inline strings are read, of several runs too") {
  CHECK(
      read_cells("<c t='inlineStr'><is><t>uno</t></is></c>"
                 "<c t='inlineStr'><is><r><t>do</t></r><r><t>s</t></r><rPh><t>x</t></rPh></is></c>"
                 "<c t='inlineStr'/><c><is><t>cuatro</t></is></c>") ==
      Fields{"uno", "dos", "", "cuatro"});
}

TEST_CASE("control characters and halves of characters are unescaped") {
  MadeWorkbook made;
  made.texts = "<si><t>a_x000D_\nb_x005F_x000D__x0000__xD83D__xDE00__xD83D_ _x12 _x00zz_</t></si>";
  CHECK(read_cells("<c t='s'><v>0</v></c>", made) ==
        Fields{"a\r\nb_x000D_\xEF\xBF\xBD😀\xEF\xBF\xBD _x12 _x00zz_"});
  CHECK(read_cells("<c t='str'><v>_x00E9_&amp;&lt;&#233;</v></c>") == Fields{"é&<é"});
}

TEST_CASE("numbers come out in digits, without an exponent") {
  CHECK(read_cells("<c><v>12345678901</v></c><c><v>1.2345678901E10</v></c><c><v>1E+20</v></c>"
                   "<c><v>0.1</v></c><c><v>1.1000000000000001</v></c><c><v>-2.5E-5</v></c>"
                   "<c><v>1234.5</v></c><c><v>1E300</v></c><c><v> 7 </v></c><c><v>-0</v></c>") ==
        Fields{"12345678901", "12345678901", "100000000000000000000", "0.1", "1.1", "-0.000025",
               "1234.5", "1e+300", "7", "-0"});
}

TEST_CASE("what stands for a number and is none stays as it is") {
  CHECK(read_cells("<c><v>1,5</v></c><c><v>nan</v></c><c><v>1e999</v></c><c><v>0x10</v></c>") ==
        Fields{"1,5", "nan", "1e999", "0x10"});
}

TEST_CASE("identifiers that Excel has rounded are told, by column") {
  MadeWorkbook made;
  made.rows =
      "<row><c r='B1'><v>1234567890123450</v></c><c r='C1'><v>123456789012345</v></c></row>"
      "<row><c r='B2'><v>1.23456789012345E+17</v></c></row>";
  const ReadSheet read = read_sheet(made);
  CHECK(read.rows == Rows{{"", "1234567890123450", "123456789012345"}, {"", "123456789012345000"}});
  CHECK_THAT(note_of(read), Contains("2 numbers in column B") && Contains("have lost digits"));
}

TEST_CASE("zeros that a format shows before a number are kept") {
  MadeWorkbook made;
  made.styles =
      "<numFmts><numFmt numFmtId='164' formatCode='00000'/></numFmts>"
      "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs>";
  CHECK(read_cells("<c s='1'><v>8001</v></c><c s='1'><v>280011</v></c><c><v>8001</v></c>"
                   "<c s='1'><v>80.5</v></c><c s='1' t='str'><v>7</v></c>",
                   made) == Fields{"08001", "280011", "8001", "80.5", "7"});
}

TEST_CASE("percentages keep their number") {
  WrittenWorkbook written;
  worksheet_write_number(written.add("a"), 0, 0, 0.25, written.format("0%"));
  CHECK(written.read().rows == Rows{{"0.25"}});
}

TEST_CASE("flags read as flags") {
  const Fields flags =
      read_cells("<c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='b'><v>maybe</v></c>");
  CHECK(flags == Fields{"TRUE", "FALSE", "maybe"});
  ValueReader values({}, "");
  ColumnReading reading;
  reading.type = ColumnType::flag;
  Cell cell;
  for (std::size_t index = 0; index < 2; ++index) {
    CHECK(values.read(flags.at(index), reading, cell) == ValueReader::Outcome::ok);
    CHECK(cell.integer == (index == 0 ? 1 : 0));
  }
}

TEST_CASE("hidden rows are read, and told") {
  MadeWorkbook made;
  made.rows = "<row hidden='1'><c><v>1</v></c></row><row hidden='1'/><row><c><v>2</v></c></row>";
  const ReadSheet read = read_sheet(made);
  CHECK(read.rows == Rows{{"1"}, {"2"}});
  CHECK_THAT(note_of(read), Contains("one row is hidden in the sheet"));
}

TEST_CASE("errors are read as their text, and counted") {
  MadeWorkbook made;
  made.rows = "<row><c t='e'><v>#N/A</v></c><c t='e'><f>A1</f><v>#REF!</v></c></row>";
  const ReadSheet read = read_sheet(made);
  CHECK(read.rows == Rows{{"#N/A", "#REF!"}});
  CHECK_THAT(note_of(read), Contains("2 cells show an error"));
}

TEST_CASE("of a formula the stored value is read") {
  WrittenWorkbook written;
  lxw_worksheet* const sheet = written.add("a");
  worksheet_write_formula_num(sheet, 0, 0, "=1+1", nullptr, 2);
  worksheet_write_formula_str(sheet, 0, 1, "=\"a\"", nullptr, "a");
  const ReadSheet read = written.read();
  CHECK(read.rows == Rows{{"2", "a"}});
  CHECK(read.notes.empty());
}

TEST_CASE("formulas without a stored value are counted") {
  MadeWorkbook made;
  made.rows =
      "<row><c><f>1+1</f></c><c><f>1+1</f><v></v></c><c><f t='shared' si='0'/><v/></c>"
      "<c t='str'><f>\"\"</f><v></v></c><c><f>2</f><v>2</v></c></row>";
  const ReadSheet read = read_sheet(made);
  CHECK(read.rows == Rows{{"", "", "", "", "2"}});
  CHECK_THAT(note_of(read),
             Contains("3 formulas have no stored value: open and save the file in Excel"));
}

TEST_CASE("cells and rows without references stand where they follow") {
  MadeWorkbook made;
  made.rows =
      "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='B5'><v>3</v></c><c><v>4</v></c>"
      "</row><row><c><v>5</v></c></row>";
  const ReadSheet read = read_sheet(made);
  CHECK(read.rows == Rows{{"1", "2"}, {"", "3", "4"}, {"5"}});
  CHECK(read.lines == std::vector<long>{1, 5, 6});
}

TEST_CASE("cells out of their order stand where they belong") {
  CHECK(read_cells("<c r='C1'><v>3</v></c><c r='A1'><v>1</v></c><c><v>2</v></c>") ==
        Fields{"1", "2", "3"});
}

TEST_CASE("days are counted from 1904 where the workbook says so") {
  MadeWorkbook made;
  made.styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>";
  for (const char* flag : {"date1904='1'", "date1904='true'"}) {
    made.properties = flag;
    CHECK(read_cells("<c s='1'><v>0</v></c><c s='1'><v>44813</v></c>", made) ==
          Fields{"1904-01-01", "2026-09-10"});
  }
  made.properties = "date1904='0'";
  CHECK(read_cells("<c s='1'><v>46275</v></c>", made) == Fields{"2026-09-10"});
}

TEST_CASE("dates that are none are counted") {
  MadeWorkbook made;
  made.styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>";
  made.rows =
      "<row><c s='1'><v>0</v></c><c s='1'><v>60</v></c><c s='1'><v>-1</v></c>"
      "<c s='1'><v>2958466</v></c><c s='1'><v>2958465</v></c></row>";
  const ReadSheet read = read_sheet(made);
  CHECK(read.rows == Rows{{"1900-01-00", "1900-02-29", "-1", "2958466", "9999-12-31"}});
  CHECK_THAT(note_of(read), Contains("4 dates in columns A, B, C, D cannot be"));
}

TEST_CASE("strict workbooks and prefixes read the same") {
  MadeWorkbook made;
  const std::string strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
  const std::string relation = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  made.sheet = "<x:worksheet xmlns:x='" + strict +
               "'><x:sheetData><x:row r='1'><x:c r='A1' s='1' t='d'><x:v>2026-09-10T00:00:00</x:v>"
               "</x:c><x:c r='B1' t='inlineStr'><x:is><x:t>uno</x:t></x:is></x:c></x:row>"
               "</x:sheetData></x:worksheet>";
  made.styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>";
  made.workbook = "<x:workbook conformance='strict' xmlns:x='" + strict + "' xmlns:q='" + relation +
                  "'><x:sheets><x:sheet name='a' sheetId='1' q:id='r1'/></x:sheets></x:workbook>";
  made.top_relations = "<Relationships><Relationship Id='a' Type='" + relation +
                       "/officeDocument' Target='/xl/workbook.xml'/></Relationships>";
  made.relations = "<Relationships><Relationship Id='r1' Type='" + relation +
                   "/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r3' Type='" +
                   relation + "/styles' Target='styles.xml'/></Relationships>";
  CHECK(read_sheet(made).rows == Rows{{"2026-09-10", "uno"}});
}

TEST_CASE("UTF-16 and names in another case are read") {
  MadeWorkbook made;
  ZipEntries parts = made.parts();
  for (auto& [name, content] : parts) {
    if (name != "xl/worksheets/sheet1.xml") continue;
    name = "XL\\Worksheets\\Sheet1.xml";
    content = "\xFE\xFF";
    for (const char letter : std::string_view("<worksheet><sheetData><row><c><v>1</v></c></row>"
                                              "</sheetData></worksheet>")) {
      content += '\0';
      content += letter;
    }
  }
  const Workbook workbook = Workbook::from_bytes(zip_of(parts), "orders.xlsx");
  CHECK(read_sheet(*workbook.open("Pedidos")).rows == Rows{{"1"}});
}

TEST_CASE("a style that the workbook does not define is told") {
  MadeWorkbook made;
  made.rows = "<row><c s='7'><v>46275</v></c></row>";
  const ReadSheet read = read_sheet(made);
  CHECK(read.rows == Rows{{"46275"}});
  CHECK_THAT(note_of(read), Contains("one cell has a style that the workbook does not define"));
}

TEST_CASE("a sheet without any cell has no rows") {
  CHECK(read_sheet(MadeWorkbook{}).rows.empty());
  MadeWorkbook made;
  made.sheet = "<worksheet/>";
  CHECK(read_sheet(made).rows.empty());
}
