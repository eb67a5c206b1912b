#pragma once

#include <string_view>

#include "mechanisms/street_address.h"

namespace rastro {

/// How two streets' names stand to each other.
enum class StreetRelation {
  unsaid,    ///< one is not named
  same,      ///< written alike, or as people leave out and abbreviate
  perhaps,   ///< a rank or a direction stands on one side only: General San Martín
  namesake,  ///< another street of the same name: Calle and Avenida, Norte and Sur
  typo,      ///< one or two letters apart
  swapped,   ///< numbered streets, two digits swapped: Calle 13, Calle 31
  other,
};

StreetRelation relate(const StreetName& left, const StreetName& right);

/// Whether two folded names sound or are written nearly alike: "vila serena", "villa serena".
bool nearly_alike(std::string_view left, std::string_view right);

}  // namespace rastro
