#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rastro {

/// "one row", "3 rows"; 0 is "0 rows".
std::string plural(std::int64_t count, std::string_view one, std::string_view several);

}  // namespace rastro
