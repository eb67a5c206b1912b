// One value, read as each type of column, as a heading and as a code.
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "intake/codes.h"
#include "intake/values.h"

using namespace rastro;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const CodeList codes = {{"entregado", "delivered"}, {"fallido", "failed"}};
  ValueReader values({"N/A", "#\xC2\xA1REF!"}, "");
  for (const ColumnType type : {ColumnType::text, ColumnType::time, ColumnType::integer,
                                ColumnType::number, ColumnType::flag}) {
    for (const char* format : {"", "date", "excel1904", "%d/%m/%y %H:%M"}) {
      for (int hints = 0; hints < 4; ++hints) {
        ColumnReading reading;
        reading.type = type;
        reading.format = format;
        if (hints > 0) {
          reading.hints =
              ColumnHints{static_cast<DayOrder>(hints - 1), static_cast<DecimalMark>(hints - 1)};
        }
        Cell cell;
        values.read(text, reading, cell);
      }
    }
  }
  CodeReader reader(codes);
  reader.read(text);
  reader.notes("heading");
  heading_key(text);
  return 0;
}
