#include "process/model.h"

namespace rastro {
bool ProcessModel::nested(std::size_t factor, std::size_t other) const {
  const auto under = [&](std::size_t child, std::size_t ancestor) {
    for (auto up = factors[child].parent; up; up = factors[*up].parent) {
      if (*up == ancestor) return true;
    }
    return false;
  };
  return under(factor, other) || under(other, factor);
}
}  // namespace rastro
