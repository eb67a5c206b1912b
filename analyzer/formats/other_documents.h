#pragma once

#include <optional>
#include <string>

#include "formats/byte_source.h"

namespace rastro {

/// A file that is no table, though it may be called like one.
struct OtherDocument {
  std::string what;  ///< "this is …"
  std::string help;

  /// Both in one line.
  std::string in_words() const { return help.empty() ? what : what + "; " + help; }
};

/// By the first bytes of a file: a web page, as some systems export under the name of a workbook,
/// the XML of Excel 2003, any other XML or JSON, a PDF or RTF. Nothing for anything else.
std::optional<OtherDocument> recognise_other_document(ByteSource& file);

}  // namespace rastro
