#include "formats/other_documents.h"

#include <algorithm>
#include <initializer_list>

#include "base/text.h"

namespace rastro {

namespace {

constexpr std::size_t looked_at = 4096;
/// A byte-order mark, and blanks.
constexpr std::string_view not_content("\xEF\xBB\xBF \t\r\n");
const char* const save_anew = "open it in Excel or LibreOffice and save it as .xlsx or CSV";
const char* const export_table = "export the table as CSV or .xlsx";

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

/// Whether `inner` is the first content behind `outer`, with which the text begins.
bool begins_with(std::string_view text, char outer, char inner) {
  if (!text.starts_with(outer)) return false;
  const std::size_t next = text.find_first_not_of(not_content, 1);
  return next != std::string_view::npos && text[next] == inner;
}

}  // namespace

std::optional<OtherDocument> recognise_other_document(ByteSource& file) {
  std::string start(looked_at, '\0');
  start.resize(file.read(start.data(), start.size()));
  const std::size_t first = start.find_first_not_of(not_content);
  if (first == std::string::npos) return {};
  const std::string text = fold(std::string_view(start).substr(first));
  if (text.starts_with("%pdf-")) return {{"this is a PDF", export_table}};
  if (text.starts_with("{\\rtf")) return {{"this is a text document (RTF)", export_table}};
  if (begins_with(text, '{', '"') || begins_with(text, '[', '{')) {
    return {{"this is JSON, but no event log (OCEL 2.0)", export_table}};
  }
  if (!text.starts_with('<')) return {};
  if (holds_any(text, {"urn:schemas-microsoft-com:office:spreadsheet"})) {
    return {{"this is a workbook in the XML of Excel 2003", save_anew}};
  }
  if (holds_any(text, {"<html", "<!doctype html", "<table", "<head", "<body"})) {
    return {{"this is a web page, as some systems export under the name of a workbook", save_anew}};
  }
  if (!text.starts_with("<?xml")) return {};
  return {{"this is XML, but no event log (OCEL 2.0 or XES)", export_table}};
}

}  // namespace rastro
