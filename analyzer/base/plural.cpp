#include "base/plural.h"

#include <fmt/format.h>

namespace rastro {

std::string plural(std::int64_t count, std::string_view one, std::string_view several) {
  return count == 1 ? fmt::format("one {}", one) : fmt::format("{} {}", count, several);
}

}  // namespace rastro
