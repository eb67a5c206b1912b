// Workbooks that are none, are damaged, or mean harm.
#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "intake/loading.h"
#include "made_workbook.h"

using namespace rastro;
using Catch::Contains;

namespace {

const std::string ole_mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string utf16(std::string_view ascii) {
  std::string text;
  for (const char letter : ascii) text += std::string{letter, '\0'};
  return text;
}

std::string error_of_rows(const std::string& rows) {
  MadeWorkbook made;
  made.rows = rows;
  made.texts = "<si><t>a</t></si><si><t>b</t></si>";
  return error_of_workbook(made);
}

std::string error_of_sheet(const std::string& xml) {
  MadeWorkbook made;
  made.sheet = xml;
  return error_of_workbook(made);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t index = 0; index < times; ++index) all += text;
  return all;
}

long peak_kibibytes() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("an old .xls is told what to become") {
  CHECK_THAT(error_of_workbook(ole_mark + std::string(600, 'x') + utf16("Workbook")),
             Contains("Excel 97 to 2003 (.xls)") && Contains("save it as .xlsx or CSV"));
  CHECK_THAT(error_of_workbook(ole_mark), Contains("older Office") && Contains(".xlsx or CSV"));
}

TEST_CASE("a workbook with a password is told from an old one") {
  // The name lies across the border of two chunks of reading.
  const std::string padding(256 * 1024 - ole_mark.size() - 9, 'x');
  CHECK_THAT(error_of_workbook(ole_mark + padding + utf16("EncryptedPackage") + padding),
             Contains("protected by a password"));
}

TEST_CASE("a zip whose parts have a password is refused") {
  MadeWorkbook made;
  made.rows = "<row><c><v>1</v></c></row>";
  TestFolder folder;
  const std::string path = folder.write("orders.xlsx", made.bytes());
  zip_t* const archive = zip_open(path.c_str(), 0, nullptr);
  REQUIRE(archive != nullptr);
  zip_file_set_encryption(archive, 3, ZIP_EM_TRAD_PKWARE, "secret");
  REQUIRE(zip_close(archive) == 0);
  const Workbook workbook(path);
  CHECK_THROWS_WITH(workbook.open("Pedidos"), Contains("protected by a password"));
}

TEST_CASE("zip files of other kinds are named") {
  CHECK_THAT(error_of_workbook(zip_of({{"orders.csv", "id\n1\n"}})),
             Contains("zip file without a workbook") && Contains("unpack it first"));
  CHECK_THAT(
      error_of_workbook(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                {"content.xml", "<a/>"}})),
      Contains("OpenDocument"));
  CHECK_THAT(error_of_workbook(zip_of({{"xl/workbook.bin", "x"}})), Contains(".xlsb"));
  CHECK_THAT(error_of_workbook(zip_of({{"Index/Document.iwa", "x"}})), Contains("Apple Numbers"));
  MadeWorkbook word;
  ZipEntries parts = word.parts();
  parts[0].second =
      "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/>"
      "</Relationships>";
  parts[1] = {"word/document.xml", "<w:document/>"};
  CHECK_THAT(error_of_workbook(zip_of(parts)), Contains("Word or PowerPoint"));
}

TEST_CASE("a workbook that was cut off is damaged") {
  MadeWorkbook made;
  made.rows = repeated("<row><c><v>123</v></c></row>", 1000);
  const std::string bytes = made.bytes();
  for (const std::size_t size : {bytes.size() - 1, bytes.size() / 2, std::size_t{30}}) {
    CHECK_THAT(error_of_workbook(std::string_view(bytes).substr(0, size)),
               Contains("damaged") && Contains("copy the file again"));
  }
}

TEST_CASE("a part with a wrong check sum is damaged, wherever the fault is") {
  MadeWorkbook made;
  for (int row = 0; row < 3000; ++row) {
    made.rows += "<row><c><v>" + std::to_string(row * 7919) + "</v></c></row>";
  }
  std::string bytes = made.bytes();
  const std::size_t sheet = bytes.find("xl/worksheets/sheet1.xml");
  bytes[sheet + 3000] = static_cast<char>(bytes[sheet + 3000] ^ 0x10);
  CHECK_THAT(error_of_workbook(bytes), Contains("damaged"));
}

TEST_CASE("packings that no workbook uses are refused") {
  MadeWorkbook made;
  TestFolder folder;
  const std::string path = folder.write("orders.xlsx", made.bytes());
  zip_t* const archive = zip_open(path.c_str(), 0, nullptr);
  REQUIRE(archive != nullptr);
  REQUIRE(zip_set_file_compression(archive, 3, ZIP_CM_BZIP2, 0) == 0);
  REQUIRE(zip_close(archive) == 0);
  CHECK_THROWS_WITH(Workbook(path).open("Pedidos"), Contains("packed in an unusual way"));
}

TEST_CASE("a damaged part is named") {
  MadeWorkbook made;
  made.styles = "<cellXfs>";
  CHECK_THAT(error_of_workbook(made), Contains("orders.xlsx (xl/styles.xml): the file is damaged"));
}

TEST_CASE("entities are refused before they are read") {
  CHECK_THAT(error_of_sheet("<!DOCTYPE worksheet [<!ENTITY a 'aaaaaaaaaa'>"
                            "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
                            "<worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData>"
                            "</worksheet>"),
             Contains("DOCTYPE"));
  CHECK_THAT(error_of_sheet("<!DOCTYPE worksheet SYSTEM 'file:///etc/passwd'><worksheet/>"),
             Contains("DOCTYPE"));
  CHECK_THAT(error_of_sheet("<worksheet><sheetData><row><c><v>&x;</v></c></row></sheetData>"
                            "</worksheet>"),
             Contains("undefined entity"));
  MadeWorkbook made;
  made.shared_strings = "<!DOCTYPE sst><sst/>";
  CHECK_THAT(error_of_workbook(made), Contains("DOCTYPE"));
}

TEST_CASE("elements nested without end are refused") {
  CHECK_THAT(error_of_sheet("<worksheet>" + repeated("<a>", 100000)), Contains("deeper than 64"));
  CHECK(error_of_sheet("<worksheet>" + repeated("<a>", 63) + repeated("</a>", 63) +
                       "</worksheet>") == "no error");
}

TEST_CASE("a tag without end is refused before it fills the memory") {
  for (const std::string start :
       {"<worksheet x='", "<worksheet><", "<worksheet><!-- ", "<worksheet><![CDATA[", "<?a "}) {
    INFO(start);
    MadeWorkbook made;
    made.sheet = start + std::string(24u << 20, 'a');
    const std::string bytes = made.bytes();
    const long before = peak_kibibytes();
    const bool is_text = start.ends_with("[");  // which is passed on piece by piece
    CHECK_THAT(error_of_workbook(bytes), Contains(is_text ? "unclosed" : "a tag of more than"));
    CHECK(peak_kibibytes() - before < 8 * 1024);
  }
}

TEST_CASE("packed zeros end at the first one") {
  CHECK_THAT(error_of_sheet("<worksheet>" + std::string(64u << 20, '\0')),
             Contains("not well-formed"));
}

TEST_CASE("NUL bytes in the XML are damage") {
  using namespace std::string_literals;
  CHECK_THAT(error_of_rows("<row><c t='str'><v>a\0b</v></c></row>"s), Contains("not well-formed"));
  CHECK_THAT(error_of_rows("<row><c t='str'><v>&#0;</v></c></row>"), Contains("damaged"));
}

TEST_CASE("parts that expand beyond their bound are refused") {
  MadeWorkbook made;
  made.rows = std::string(8u << 20, ' ');
  WorkbookLimits limits;
  limits.streamed_part = 4 << 20;
  CHECK_THAT(error_of_workbook(made, limits), Contains("sheet1.xml expands to more than 4 MiB") &&
                                                  Contains("save the sheet as CSV"));
  made.rows.clear();
  made.styles = std::string(8u << 20, ' ');
  limits.small_part = 4 << 20;
  CHECK_THAT(error_of_workbook(made, limits), Contains("styles.xml expands to more than 4 MiB"));
}

TEST_CASE("texts that would fill the memory are refused") {
  MadeWorkbook made;
  made.texts = repeated("<si><t>" + std::string(1000, 'a') + "</t></si>", 2000);
  WorkbookLimits limits;
  limits.strings = 1 << 20;
  CHECK_THAT(error_of_workbook(made, limits), Contains("its texts take more than 1 MiB"));
  made.texts = repeated("<si/>", 100000);
  CHECK_THAT(error_of_workbook(made, limits), Contains("its texts take more than 1 MiB"));
}

TEST_CASE("a cell with more text than Excel allows is refused") {
  const std::string longest(32767u * 4, 'a');
  for (const std::string& open :
       {std::string("<row><c t='inlineStr'><is><t>"), std::string("<row><c t='str'><v>")}) {
    const std::string close =
        open.find("<is>") != std::string::npos ? "</t></is></c></row>" : "</v></c></row>";
    CHECK(error_of_rows(open + longest + close) == "no error");
    CHECK_THAT(error_of_rows(open + longest + "a" + close), Contains("32,767 characters"));
  }
  MadeWorkbook made;
  made.texts = "<si>" + repeated("<r><t>" + std::string(1000, 'a') + "</t></r>", 132) + "</si>";
  CHECK_THAT(error_of_workbook(made), Contains("32,767 characters"));
}

TEST_CASE("a row with more text than can be held is refused") {
  MadeWorkbook made;
  made.texts = "<si><t>" + std::string(100000, 'a') + "</t></si>";
  made.rows = "<row>" + repeated("<c t='s'><v>0</v></c>", 700) + "</row>";
  CHECK_THAT(error_of_workbook(made), Contains("64 MiB of text"));
}

TEST_CASE("texts that the workbook does not have are refused") {
  for (const char* index : {"2", "-1", "99999999999999999999", "x", "1.5"}) {
    CHECK_THAT(
        error_of_rows("<row r='7'><c r='B7' t='s'><v>" + std::string(index) + "</v></c></row>"),
        Contains("(sheet 'Pedidos'):7: the cell B7 refers to text " + std::string(index) +
                 " of the workbook, which has 2"));
  }
  MadeWorkbook made;
  made.rows = "<row><c t='s'><v>0</v></c></row>";
  CHECK_THAT(error_of_workbook(made), Contains("which has 0"));
}

TEST_CASE("columns and rows beyond Excel's are refused") {
  CHECK(error_of_rows("<row r='1048576'><c r='XFD1'><v>1</v></c></row>") == "no error");
  CHECK_THAT(error_of_rows("<row><c r='XFE1'><v>1</v></c></row>"), Contains("16,384 columns"));
  CHECK_THAT(error_of_rows("<row><c r='XFD1'><v>1</v></c><c><v>2</v></c></row>"),
             Contains("16,384 columns"));
  CHECK_THAT(error_of_rows("<row><c r='" + std::string(5000, 'Z') + "1'/></row>"),
             Contains("16,384 columns"));
  CHECK_THAT(error_of_rows("<row r='1048577'/>"), Contains("1,048,576 rows"));
  CHECK_THAT(error_of_rows("<row r='1048576'/><row/>"), Contains("1,048,576 rows"));
}

TEST_CASE("references that are none are refused") {
  for (const char* row : {"0", "-3", "x", "", "1e3", "99999999999999999999"}) {
    CHECK_THAT(error_of_rows("<row r='" + std::string(row) + "'/>"), Contains("is no row number"));
  }
  for (const char* cell : {"", "7", "$A$1", "é1"}) {
    CHECK_THAT(error_of_rows("<row><c r='" + std::string(cell) + "'/></row>"),
               Contains("'" + std::string(cell) + "' is no cell"));
  }
}

TEST_CASE("a cell that is given twice is refused") {
  CHECK_THAT(error_of_rows("<row><c r='B1'><v>1</v></c><c r='A1'/><c r='B1'><v>2</v></c></row>"),
             Contains("the cell B1 is given twice"));
}

TEST_CASE("a cell of an unknown type is refused") {
  CHECK_THAT(error_of_rows("<row><c t='x'><v>1</v></c></row>"), Contains("unknown type 'x'"));
}

TEST_CASE("rows, cells and values elsewhere than in their place are passed over") {
  MadeWorkbook made;
  made.sheet =
      "<worksheet><row><c><v>1</v></c></row><sheetData><c><v>2</v></c><row><v>3</v>"
      "<extLst><ext><c><v>4</v></c></ext></extLst><c><x><v>5</v></x><v>6</v></c></row></sheetData>"
      "</worksheet>";
  CHECK(read_sheet(made).rows == std::vector<std::vector<std::string>>{{"6"}});
}

TEST_CASE("names of parts touch no file") {
  const std::string relation =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  for (const char* target : {"../../../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd",
                             "..", "/", "", "....//sheet1.xml"}) {
    MadeWorkbook made;
    made.relations = "<Relationships><Relationship Id='r1' Type='" + relation +
                     "/worksheet' Target='" + target + "'/></Relationships>";
    CHECK_THAT(error_of_workbook(made), Contains("damaged"));
    made.relations.insert(made.relations.find("Target="), "TargetMode='External' ");
    CHECK_THAT(error_of_workbook(made), Contains("damaged"));
  }
  // A part of such a name is a part like any other.
  MadeWorkbook made;
  made.relations = "<Relationships><Relationship Id='r1' Type='" + relation +
                   "/worksheet' Target='../../../etc/passwd'/></Relationships>";
  made.more = {{"etc/passwd",
                "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>"
                "</worksheet>"}};
  CHECK(read_sheet(made).rows == std::vector<std::vector<std::string>>{{"1"}});
}

TEST_CASE("a workbook without its list of sheets, or with an empty one, is told") {
  MadeWorkbook made;
  made.workbook = "<workbook><sheets/></workbook>";
  CHECK_THAT(error_of_workbook(made), Contains("no sheet with cells"));
  made.workbook = "<workbook><sheets><sheet name='a' id='r9'/></sheets></workbook>";
  CHECK_THAT(error_of_workbook(made), Contains("does not say where the sheet is"));
  made.workbook =
      "<workbook>" + repeated("<sheets><sheet name='a' id='r1'/></sheets>", 10001) + "</workbook>";
  CHECK_THAT(error_of_workbook(made), Contains("10,000 sheets"));
}

TEST_CASE("more styles than Excel allows are refused") {
  MadeWorkbook made;
  made.styles = "<cellXfs>" + repeated("<xf numFmtId='0'/>", 65537) + "</cellXfs>";
  CHECK_THAT(error_of_workbook(made), Contains("65,536 cell styles"));
}

TEST_CASE("a sheet that fails goes on failing, and never seems to have ended") {
  MadeWorkbook made;
  made.sheet = "<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>2</v></c></wrong>";
  const Workbook workbook = Workbook::from_bytes(made.bytes(), "orders.xlsx");
  const auto source = workbook.open("Pedidos");
  CHECK(source->next());
  for (int again = 0; again < 3; ++again) {
    CHECK_THROWS_WITH(source->next(), Contains("mismatched tag"));
    CHECK(source->fields().empty());
  }
  made.sheet = "<worksheet><sheetData><row><c><v>1</v></c></row>";
  CHECK_THAT(error_of_workbook(made), Contains("damaged"));
  made.sheet = " ";
  CHECK_THAT(error_of_workbook(made), Contains("damaged"));
}

TEST_CASE("a long sheet is read in little memory") {
  MadeWorkbook made;
  made.rows = repeated("<row><c><v>1</v></c><c t='s'><v>0</v></c></row>", 250000);
  made.texts = "<si><t>a</t></si>";
  const std::string bytes = made.bytes();
  made.rows.clear();
  const Workbook workbook = Workbook::from_bytes(bytes, "orders.xlsx");
  const auto source = workbook.open("Pedidos");
  const long before = peak_kibibytes();
  long rows = 0;
  while (source->next()) ++rows;
  CHECK(rows == 250000);
  CHECK(source->line() == 250000);
  CHECK(peak_kibibytes() - before < 16 * 1024);
}
