// Any bytes as a workbook: they are read or refused.
#include <cstddef>
#include <cstdint>

#include "base/error.h"
#include "formats/workbook.h"
#include "fuzz/read_rows.h"

using namespace rastro;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  WorkbookLimits limits;
  limits.strings = 1 << 20;
  limits.small_part = 1 << 20;
  limits.streamed_part = 1 << 20;
  try {
    const Workbook workbook = Workbook::from_bytes(bytes, "input", limits);
    int opened = 0;
    for (const WorkbookSheet& sheet : workbook.sheets()) {
      if (++opened > 5) break;
      try {
        read_rows(*workbook.open(sheet.name));
      } catch (const Error&) {
      }
    }
  } catch (const Error&) {
  }
  return 0;
}
