#include "formats/other_documents.h"

#include <catch2/catch.hpp>

using namespace rastro;

namespace {

std::string kind_of(std::string_view text) {
  const auto other = recognise_other_document(*bytes_in_memory(text));
  if (!other) return "";
  CHECK_FALSE(other->help.empty());
  return other->what;
}

}  // namespace

TEST_CASE("other documents are told by how they begin", "[other documents]") {
  const std::string page =
      "this is a web page, as some systems export under the name of a workbook";
  CHECK(kind_of("\xEF\xBB\xBF\r\n<!DOCTYPE HTML>\n<html>") == page);
  CHECK(kind_of("<style>td {}</style>\n<TABLE border=1>") == page);
  CHECK(kind_of("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">") == page);
  CHECK(kind_of("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook "
                "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">") ==
        "this is a workbook in the XML of Excel 2003");
  CHECK(kind_of("<?xml version=\"1.0\"?><orders/>") ==
        "this is XML, but no event log (OCEL 2.0 or XES)");
  CHECK(kind_of("{ \"orders\": []}") == "this is JSON, but no event log (OCEL 2.0)");
  CHECK(kind_of("[\n {}]") == "this is JSON, but no event log (OCEL 2.0)");
  CHECK(kind_of("%PDF-1.7") == "this is a PDF");
  CHECK(kind_of("{\\rtf1\\ansi") == "this is a text document (RTF)");
}

TEST_CASE("a table is no other document, whatever marks it begins with", "[other documents]") {
  for (const char* text : {"", " \n", "order_id,ordered_at\n", "[order_id],[ordered_at]\n",
                           "{id},x\n", "<id>;<date>\n1;2\n", "%;x\n", "id,note\n1,<html>\n"}) {
    INFO(text);
    CHECK(kind_of(text).empty());
  }
}
