// A text in any dialect, read as the import reads it: heading found, rows set aside or given out.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "formats/csv_reader.h"
#include "formats/table_reader.h"

using namespace rastro;

namespace {

/// All that a table gives, row by row. Each row has as many fields as the heading, all of them
/// UTF-8; lines do not go back.
std::string read_all(std::string_view text, const TextDialect& dialect, std::size_t chunk_size) {
  TableReader table([&] {
    return std::make_unique<CsvReader>("fuzz.csv", bytes_in_memory(text), dialect, chunk_size);
  });
  std::string all;
  long line = 0;
  while (table.next()) {
    if (table.line() < line) __builtin_trap();
    line = table.line();
    all += std::to_string(line) + table.fault() + '\n';
    all += table.raw();
    if (!table.fault().empty()) continue;
    if (table.fields().size() < table.headings().size()) __builtin_trap();
    for (const std::string_view field : table.fields()) {
      if (!is_utf8(field)) __builtin_trap();
      all += '\n';
      all += field;
    }
  }
  for (const std::string& note : table.notes()) all += note;
  return all + std::to_string(table.content_hash());
}

/// A clear message is what bad input is owed.
std::string rows_or_message(std::string_view text, const TextDialect& dialect,
                            std::size_t chunk_size) {
  try {
    return read_all(text, dialect, chunk_size);
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

/// Read whole and in small pieces, a text gives the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const TextDialect dialect = survey_text(*bytes_in_memory(text));
  const std::string whole = rows_or_message(text, dialect, 2 * size + 32 - size % 8 * 2);
  if (rows_or_message(text, dialect, 32 + size % 4 * 16) != whole) __builtin_trap();
  return 0;
}
