#pragma once

#include <string_view>

namespace rastro {

bool is_ascii(std::string_view text);

/// Whether a quote inside a quoted field is followed by something that neither doubles it nor ends
/// the field: a sign that the field was opened by a stray quote. `raw`: one record as written.
bool has_stray_quote(std::string_view raw, char delimiter);

}  // namespace rastro
