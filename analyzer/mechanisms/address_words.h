#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rastro {

/// The words of addresses in Spanish, Portuguese and English. All take and give folded words; ""
/// or false where a word is none of the kind asked for.

/// "av" → "avenida": a kind of street that stands before its name.
std::string_view street_type(std::string_view word);
/// "ave" → "avenida": one that stands behind it, as in English.
std::string_view street_type_behind(std::string_view word);
/// "gral" → "general", "sta" → "santa"; other words as they are.
std::string_view expanded(std::string_view word);
/// General, doctor …: titles that are often left out of a street's name.
bool is_rank(std::string_view word);
/// Articles and prepositions, which tell no streets apart.
bool is_article(std::string_view word);
/// "n" or "norte" → "norte".
std::string_view direction(std::string_view word);
/// Nro, #, altura …: what stands before a house number.
bool is_number_mark(std::string_view word);

enum class UnitWord { none, floor, flat, building };
/// Piso, dpto, torre … `sure`: no street or place is called so.
struct UnitWordKind {
  UnitWord kind = UnitWord::none;
  bool sure = false;
};
UnitWordKind unit_word(std::string_view word);
/// "izquierda" → "izq", "baja" → "pb": values of floors and flats that are words.
std::string_view unit_value(std::string_view word);

/// Colonia, barrio, localidad …: what stands before the name of a place.
bool is_place_mark(std::string_view word);
/// Frente, casi, timbre …: what follows describes and names no place.
bool is_remark(std::string_view word);
/// The names under which a place is known made one: "bs as" → "buenos aires"; "" for a country,
/// which tells nothing, and for no words.
std::string place_name(const std::vector<std::string>& words);

}  // namespace rastro
