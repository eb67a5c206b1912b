#pragma once

#include <cstddef>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "formats/row_source.h"

namespace rastro {

/// Reads some rows to the end and touches every byte, so that a sanitizer sees what dangles. Ends
/// the program where a promise of RowSource is broken.
inline std::size_t read_rows(RowSource& source, long most_rows = 5000) {
  std::size_t sum = 0;
  const auto touch = [&sum](std::string_view text) {
    for (const char letter : text) sum += static_cast<unsigned char>(letter);
    if (!is_utf8(text)) std::abort();
  };
  for (long row = 0; row < most_rows && source.next(); ++row) {
    for (const std::string_view field : source.fields()) touch(field);
    touch(source.raw());
    const bool is_blank = source.fields().empty() && source.fault().empty();
    if (is_blank || source.line() < 1 || source.position() > source.size()) std::abort();
  }
  for (const std::string& note : source.notes()) touch(note);
  return sum;
}

}  // namespace rastro
