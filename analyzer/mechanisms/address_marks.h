#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mechanisms/address_line.h"
#include "mechanisms/street_address.h"

namespace rastro {

/// What a word before them marks in an address line. Each reads what it understands.

/// "es 1234 no 1243", "no 1243 sino 1234": reads what is denied and the words that say so.
void drop_denied(AddressLine& line);
/// CP 1406, Código Postal 06700, and codes that need no mark: B1638ABC, 01310-100.
void read_marked_code(AddressLine& line, StreetAddress& address);
/// Mz. 4 Lote 7, km 12,5: they stand for a house number.
void read_lot_or_kilometre(AddressLine& line, StreetAddress& address);
/// "esq. Belgrano", "entre 45 y 46".
void read_cross_streets(AddressLine& line, StreetAddress& address);
/// Col. Roma Norte, Barrio Las Flores.
void read_marked_places(AddressLine& line, StreetAddress& address);

bool is_postal_code(std::string_view word);
/// The word as postal code; reads from `from` to it.
void read_code(AddressLine& line, std::size_t index, std::size_t from, StreetAddress& address);
/// The words, which stand from `first` to `last`, as a place.
void read_place(AddressLine& line, const std::vector<std::string>& words, std::size_t first,
                std::size_t last, StreetAddress& address);

}  // namespace rastro
