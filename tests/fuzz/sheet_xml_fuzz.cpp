// Any bytes as the XML of one part of a workbook; the first says of which. A zip file that was
// changed at random rarely lets its XML be reached, for its sizes and check sums.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"
#include "formats/made_zip.h"
#include "formats/workbook.h"
#include "fuzz/read_rows.h"

using namespace rastro;

namespace {

std::shared_ptr<const WorkbookContext> made_context() {
  const std::string texts =
      "<sst><si><t>uno</t></si><si><r><t>do</t></r><r><t>s</t></r></si><si/></sst>";
  auto context = std::make_shared<WorkbookContext>();
  context->strings = SharedStrings(bytes_in_memory(texts), "input", 1 << 20);
  for (const int id : {0, 14, 22, 20, 46}) context->formats.push_back(built_in_format(id));
  context->formats.push_back(read_number_format("00000"));
  context->file_size = 1000;
  return context;
}

void read_as_sheet(std::string_view xml) {
  static const std::shared_ptr<const WorkbookContext> context = made_context();
  XlsxSheet sheet(bytes_in_memory(xml), context, "input");
  read_rows(sheet);
}

void read_as_list(const std::string& part, std::string_view xml) {
  const std::string relation =
      "<Relationships><Relationship Id='r1' Type='x/officeDocument' "
      "Target='xl/workbook.xml'/><Relationship Id='r2' "
      "Type='x/worksheet' Target='sheet.xml'/></Relationships>";
  ZipEntries parts = {
      {"_rels/.rels", relation},
      {"xl/workbook.xml", "<workbook><sheets><sheet name='a' id='r2'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", relation},
      {"xl/sheet.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"}};
  for (auto& [name, content] : parts) {
    if (name == part) content = std::string(xml);
  }
  const Workbook workbook = Workbook::from_bytes(zip_of(parts, false), "input");
  for (const std::string& name : workbook.sheet_names()) read_rows(*workbook.open(name));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view xml(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    switch (data[0]) {
      case 'f':
        read_cell_formats(bytes_in_memory(xml), "input");
        break;
      case 't':
        SharedStrings(bytes_in_memory(xml), "input", 1 << 20);
        break;
      case 'w':
        read_as_list("xl/workbook.xml", xml);
        break;
      case 'r':
        read_as_list("xl/_rels/workbook.xml.rels", xml);
        break;
      default:
        read_as_sheet(xml);
    }
  } catch (const Error&) {
  }
  return 0;
}
