#include "formats/workbook_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"

namespace rastro {

namespace {

const char* const save_anew = "save it from there as .xlsx or CSV";

/// As the container writes the names of its streams.
std::string utf16(std::string_view ascii) {
  std::string text;
  for (const char letter : ascii) {
    text += letter;
    text += '\0';
  }
  return text;
}

/// Which of the words stands first in the file; the end of `words` where none does.
template <std::size_t Count>
std::size_t find_any(ByteSource& file, const std::array<std::string, Count>& words) {
  constexpr std::size_t overlap =
      64;  // longer than any word, so that none is missed between chunks
  std::string chunk(256u * 1024, '\0');
  std::size_t kept = 0;
  while (const std::size_t got = file.read(chunk.data() + kept, chunk.size() - kept)) {
    const std::string_view seen(chunk.data(), kept + got);
    for (std::size_t index = 0; index < Count; ++index) {
      if (seen.find(words[index]) != std::string_view::npos) return index;
    }
    kept = std::min(overlap, seen.size());
    std::copy(seen.end() - static_cast<std::ptrdiff_t>(kept), seen.end(), chunk.begin());
  }
  return Count;
}

}  // namespace

WorkbookContainer recognise_container(std::string_view first_bytes) {
  using namespace std::string_view_literals;
  // With a part, without any, and of several volumes.
  for (const std::string_view mark : {"PK\3\4"sv, "PK\5\6"sv, "PK\7\10"sv}) {
    if (first_bytes.starts_with(mark)) return WorkbookContainer::zip;
  }
  const bool is_ole = first_bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv);
  return is_ole ? WorkbookContainer::ole : WorkbookContainer::none;
}

void refuse_ole(ByteSource& file, const std::string& name) {
  const std::array<std::string, 3> streams = {utf16("EncryptedPackage"), utf16("Workbook"),
                                              utf16("WordDocument")};
  switch (find_any(file, streams)) {
    case 0:
      throw Error("the workbook is protected by a password", {name},
                  "open it in Excel and save it without one");
    case 1:
      throw Error("this is a workbook of Excel 97 to 2003 (.xls)", {name},
                  "open it in Excel or LibreOffice and save it as .xlsx or CSV");
    case 2:
      throw Error("this is a Word document, not a workbook", {name}, "export the table as CSV");
    default:
      throw Error("this is a file of an older Office, such as .xls", {name},
                  "open it in Excel or LibreOffice and save it as .xlsx or CSV");
  }
}

void refuse_zip(const ZipParts& parts) {
  const std::string& file = parts.file();
  if (parts.has("xl/workbook.bin")) {
    throw Error("this is a binary workbook of Excel (.xlsb)", {file},
                fmt::format("open it in Excel; {}", save_anew));
  }
  if (parts.has("mimetype") && parts.has("content.xml")) {
    throw Error("this is an OpenDocument file, such as .ods", {file},
                fmt::format("open it in LibreOffice; {}", save_anew));
  }
  if (parts.has("Index/Document.iwa")) {
    throw Error("this is a file of Apple Numbers", {file},
                "open it in Numbers and export it as .xlsx or CSV");
  }
  if (parts.has("word/document.xml") || parts.has("ppt/presentation.xml")) {
    throw Error("this is a document of Word or PowerPoint, not a workbook", {file},
                "export the table as CSV");
  }
  throw Error("this is a zip file without a workbook in it", {file},
              "unpack it first, then load the files in it");
}

}  // namespace rastro
