// A text in any dialect, read as the import reads it: heading found, rows set aside or given out.
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "formats/csv_reader.h"
#include "formats/table_reader.h"

using namespace rastro;

namespace {

/// All rows of a table have as many fields as the heading, all of them UTF-8; lines do not go back.
void check(TableReader& table) {
  long line = 0;
  while (table.next()) {
    if (table.line() < line) __builtin_trap();
    line = table.line();
    if (!table.fault().empty()) continue;
    if (table.fields().size() < table.headings().size()) __builtin_trap();
    for (const std::string_view field : table.fields()) {
      if (!is_utf8(field)) __builtin_trap();
    }
  }
  table.notes();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const TextDialect dialect = survey_text(*bytes_in_memory(text));
    TableReader table(
        [&] { return std::make_unique<CsvReader>("fuzz.csv", bytes_in_memory(text), dialect); });
    check(table);
  } catch (const Error&) {
    // A clear message is what bad input is owed.
  }
  return 0;
}
