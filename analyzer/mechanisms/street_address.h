#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rastro {

/// A street's name, taken apart so that the ways of writing it can be compared. Folded words.
struct StreetName {
  std::string type;                ///< calle, avenida …; empty where not written
  std::vector<std::string> ranks;  ///< general, doctor …
  std::vector<std::string> words;  ///< the name proper, without articles; numbers as digits
  std::string direction;           ///< norte, sur …
  std::string written;             ///< with its type, as written
};

struct HouseNumber {
  std::string text;   ///< "1234", "12a", "45-20", "km 12.5", "mz 4 lt 7"; empty: none given
  std::string until;  ///< last number of a range such as 1234/36, else empty
  bool none = false;  ///< "s/n": said to have none
  std::string written;
};

struct AddressUnit {
  std::string building, floor, flat;  ///< tower or stairs, floor (pb: ground), flat or office
  std::string written;
  bool empty() const { return building.empty() && floor.empty() && flat.empty(); }
};

struct NamedPlace {
  std::string name;  ///< see place_name()
  std::string written;
};

/// One address as people write it in Spanish, and plainly in Portuguese or English.
struct StreetAddress {
  StreetName street;
  HouseNumber number;
  AddressUnit unit;
  NamedPlace postal_code;          ///< letters small, no blanks
  std::vector<NamedPlace> places;  ///< quarter, town, region; no countries
  std::vector<std::string> cross_streets;
  std::vector<NamedPlace> others;  ///< what stands before the street, and remarks
};

/// Reads an address, or a remark that only says what was wrong: "Piso 4 B", "es 1234 no 1243" (what
/// is denied is left out). Never fails: what is not understood is a place or one of the others.
/// Reads the first 400 bytes.
StreetAddress parse_address(std::string_view text);

}  // namespace rastro
