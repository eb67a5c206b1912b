#pragma once

#include <string_view>

#include "mechanisms/street_address.h"

namespace rastro {

/// How what two addresses say of town or postal code stands to each other. Neither same nor
/// different: one of them does not say.
struct PlaceRelation {
  bool same = false;
  const NamedPlace* used = nullptr;  ///< where they differ, the first that only this side names
  const NamedPlace* correct = nullptr;
};

/// Compares quarter, town and region. They differ where each side names a place that the other does
/// not; that one side names fewer is no difference.
PlaceRelation relate_places(const StreetAddress& used, const StreetAddress& correct);

/// Compares two postal codes: B1638ABC is 1638, and 6700 is 06700.
PlaceRelation relate_codes(const NamedPlace& used, const NamedPlace& correct);

}  // namespace rastro
