#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/byte_source.h"
#include "formats/encodings.h"

namespace rastro {

/// How a text file is written: found out from its bytes alone.
struct TextDialect {
  /// Of the file; where some records are UTF-8 and some are not, that of the others.
  Encoding encoding = Encoding::utf8;
  bool has_mark = false;         ///< begins with a byte-order mark
  bool is_mixed = false;         ///< UTF-8 and something else side by side
  bool names_delimiter = false;  ///< begins with a line `sep=;`
  char delimiter = ',';
  /// Share of the first records that the delimiter cuts into equally many fields, 0 to 1.
  double sureness = 1.0;
  bool holds_nul = false;  ///< and is not UTF-16: no text
};

/// Reads the whole file: its encoding shows only where the first accent stands. The delimiter is
/// judged by the first records, up to a quarter of a megabyte.
TextDialect survey_text(ByteSource& bytes);

/// Judges , ; tab | by how evenly each cuts the records of a text in UTF-8 or one byte a
/// character; a comma where none of them cuts at all. Sets delimiter and sureness.
void recognise_delimiter(std::string_view text, TextDialect& dialect);

/// The line `sep=;` at the front of a text: its length with the line end, 0 where there is none.
/// Sets the delimiter.
std::size_t take_delimiter_line(std::string_view text, char& delimiter);

}  // namespace rastro
