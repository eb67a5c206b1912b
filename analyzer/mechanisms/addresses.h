#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "mechanisms/signs.h"

namespace rastro {

/// What else is known of where a customer lives. Texts are whole addresses, with town and postal
/// code where recorded.
struct AddressContext {
  std::string on_file{};                   ///< the customer's; empty: not known
  std::optional<Seconds> on_file_since{};  ///< when the file was last updated
  Seconds ordered_at = 0;
  std::string ordered_address{};  ///< of the order; empty: not known
};

/// What is wrong with the address used.
struct AddressFinding {
  std::string_view mechanism{};  ///< of address_mechanisms(); empty: they agree, or nothing is said
  std::string used{};            ///< what differs, as written; empty: that side lacks it
  std::string correct{};
  bool agree = false;    ///< both say where it is, and say the same
  double surety = 0;     ///< that it was this mechanism, if any of them; 0 to 1
  double by_chance = 0;  ///< likelihood of the look where it was none of them; 0 to 1
};

/// Ids of all_mechanisms() with EvidenceKind::address, in that order.
const std::vector<std::string_view>& address_mechanisms();

/// Compares the address used with the correct one, which may be a whole address or only say what
/// was wrong ("Piso 4 B", "es 1234 no 1243"). Written differently is not wrong: abbreviations,
/// accents, order, spelling by sound, 1234/36 for 1234. Neither is what only one side records, but
/// for a number or a floor or flat that the used address lacks.
///
/// Of several differences, the one that leads farthest astray is named: locality, street, number,
/// postal code, floor or flat. Then come those that mostly are another way of writing: a typing
/// error in the street's name, "General" or "Norte" on one side only. Locality with its postal code
/// is wrong_locality. A swap in a street's own number (Calle 13, Calle 31) is swapped_digits.
///
/// old_address: street and number (or locality) are both others, and the file was updated after
/// the order and holds the correct one, or holds the used one and was not updated for half a year,
/// or the order itself named the correct one.
AddressFinding compare_addresses(std::string_view used, std::string_view correct,
                                 const AddressContext& context);

/// In the order of address_mechanisms(). What surety leaves is spread over the others, so that
/// given[] sums to 1; nothing said: all and by_chance are 1 by their number. Where both agree, none
/// of them shows: given[] sums to 1/4.
Signs address_signs(const AddressFinding& finding);

}  // namespace rastro
