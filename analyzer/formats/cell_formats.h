#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/byte_source.h"

namespace rastro {

/// What a number format of Excel says about the meaning of a number.
struct CellFormat {
  bool has_date = false;    ///< shows a year, month or day
  bool has_time = false;    ///< shows a time of day
  bool is_elapsed = false;  ///< shows hours (or minutes, seconds) that go beyond a day: [h]:mm
  unsigned char zeros = 0;  ///< "00000" shows 8001 as 08001: the number of digits
  bool operator==(const CellFormat&) const = default;
};

/// By what stands in a custom format, e.g. `[$-409]d" de "mmm\ yyyy;@`. Of several sections the
/// first counts, which is that of positive numbers.
CellFormat read_number_format(std::string_view code);

/// Of the formats that Excel has built in and a file names by number only.
CellFormat built_in_format(int id);

/// The formats of a workbook by the number of a cell's style, from xl/styles.xml: at most 65,536 of
/// them, as in Excel. Throws Error for more, and for damaged XML. `file` names it in messages.
std::vector<CellFormat> read_cell_formats(std::unique_ptr<ByteSource> styles,
                                          const std::string& file);

}  // namespace rastro
