#pragma once

#include "mechanisms/address_line.h"
#include "mechanisms/street_address.h"

namespace rastro {

/// Reads floor, flat and building where words or ordinals mark them: "Piso 3 Dpto B", "3º izq.".
AddressUnit read_marked_unit(AddressLine& line);

/// Reads what stands unmarked behind the house number: "3 B", "3B", "B". `after`: index of the
/// number. Nothing where a floor or a flat is known already.
void read_bare_unit(AddressLine& line, std::size_t after, AddressUnit& unit);

}  // namespace rastro
