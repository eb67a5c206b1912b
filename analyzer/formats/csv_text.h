#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace rastro {

bool is_ascii(std::string_view text);

/// Whether a quote inside a quoted field is followed by something that neither doubles it nor ends
/// the field: a sign that the field was opened by a stray quote. `raw`: one record as written.
bool has_stray_quote(std::string_view raw, char delimiter);

/// Fields as one record, as csv_record() writes it, without a newline; and the fields of such a
/// record again.
template <typename Fields>
std::string csv_line(const Fields& fields) {
  std::string line;
  bool is_first = true;
  for (const auto& field : fields) {
    if (!is_first) line += ',';
    line += csv_field(field);
    is_first = false;
  }
  return line;
}
std::vector<std::string> csv_fields(std::string_view line);

/// "tabs", "';'", as readers are told.
std::string name_of_delimiter(char delimiter);

}  // namespace rastro
