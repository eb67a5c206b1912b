#include "mechanisms/addresses.h"

#include <algorithm>
#include <array>

#include "mechanisms/house_numbers.h"
#include "mechanisms/places.h"
#include "mechanisms/street_address.h"
#include "mechanisms/street_names.h"
#include "process/model.h"

namespace rastro {

namespace {

/// A file that was not updated for so long before the order may well be out of date.
constexpr Seconds long_kept = 180 * seconds_per_day;

/// Likelihood of a look that tells nothing: one of as many as there are mechanisms.
double no_sign() { return 1.0 / static_cast<double>(address_mechanisms().size()); }

struct Difference {
  AddressFinding finding;
  bool doubtful = false;  ///< mostly another way of writing
};
using Maybe = std::optional<Difference>;

Difference difference(std::string_view mechanism, const std::string& used,
                      const std::string& correct, double surety, double by_chance) {
  return {{mechanism, used, correct, false, surety, std::min(by_chance, no_sign())}, false};
}

Difference doubtful(std::string_view mechanism, const std::string& used, const std::string& correct,
                    double surety) {
  Difference found = difference(mechanism, used, correct, surety, 0.06);
  found.doubtful = true;
  return found;
}

/// An address used beside the correct one.
struct Pair {
  const StreetAddress& used;
  const StreetAddress& correct;
  StreetRelation street;
  PlaceRelation places;
  PlaceRelation codes;
};

Pair pair_of(const StreetAddress& used, const StreetAddress& correct) {
  return {used, correct, relate(used.street, correct.street), relate_places(used, correct),
          relate_codes(used.postal_code, correct.postal_code)};
}

Maybe place_difference(const Pair& pair) {
  if (pair.places.same || !pair.places.used) return std::nullopt;
  const std::string &used = pair.places.used->written, &correct = pair.places.correct->written;
  // Under one postal code, a quarter may stand for its town.
  if (pair.codes.same) return doubtful("wrong_locality", used, correct, 0.4);
  return difference("wrong_locality", used, correct, 0.9, 0.04);
}

Maybe street_difference(const Pair& pair) {
  const std::string &used = pair.used.street.written, &correct = pair.correct.street.written;
  switch (pair.street) {
    case StreetRelation::perhaps:
      return doubtful("same_street_name", used, correct, 0.6);
    case StreetRelation::typo:
      return doubtful("wrong_street", used, correct, 0.8);
    case StreetRelation::namesake:
      return difference("same_street_name", used, correct, 0.9, 0.01);
    case StreetRelation::swapped:
      return difference("swapped_digits", used, correct, 0.85, 0.02);
    case StreetRelation::other:
      return difference("wrong_street", used, correct, 0.75, 0.06);
    case StreetRelation::unsaid:
    case StreetRelation::same:
      break;
  }
  return std::nullopt;
}

/// The digits, and what is written behind them (12a, 22bis).
std::pair<std::string, std::string> without_suffix(const std::string& number) {
  const auto last = number.find_last_of("0123456789");
  if (last == std::string::npos) return {number, ""};
  return {number.substr(0, last + 1), number.substr(last + 1)};
}

bool lies_within(const HouseNumber& number, const HouseNumber& range) {
  return !range.until.empty() &&
         (number.text == range.text || number.text == range.until ||
          (number.text.size() == range.text.size() && number.text.size() == range.until.size() &&
           number.text > range.text && number.text < range.until));
}

/// Lots and kilometres are no house numbers.
bool comparable(const std::string& used, const std::string& correct) {
  const auto kind = [](const std::string& number) { return number.substr(0, number.find(' ')); };
  const bool plain = used.find(' ') == std::string::npos && correct.find(' ') == std::string::npos;
  return plain || kind(used) == kind(correct);
}

Maybe number_difference(const Pair& pair) {
  const HouseNumber &used = pair.used.number, &correct = pair.correct.number;
  if (correct.text.empty()) return std::nullopt;
  if (used.text.empty()) {
    if (!used.none && pair.used.street.words.empty()) return std::nullopt;
    return difference("wrong_number", used.written, correct.written, 0.9, 0.02);
  }
  if (!comparable(used.text, correct.text) || lies_within(used, correct) ||
      lies_within(correct, used)) {
    return std::nullopt;
  }
  const auto [used_number, used_suffix] = without_suffix(used.text);
  const auto [correct_number, correct_suffix] = without_suffix(correct.text);
  const NumberFinding found = compare_numbers(used_number, correct_number);
  switch (found.slip) {
    case NumberSlip::none: {
      const bool differ = used_suffix != correct_suffix && !used_suffix.empty();
      if (!differ || correct_suffix.empty()) return std::nullopt;
      return difference("wrong_number", used.written, correct.written, 0.8, 0.02);
    }
    case NumberSlip::swapped:
      return difference("swapped_digits", used.written, correct.written, 0.95 / (1 + found.chance),
                        found.chance);
    case NumberSlip::one_digit:
      return difference("wrong_number", used.written, correct.written, 0.9, found.chance);
    case NumberSlip::other:
      break;
  }
  return difference("wrong_number", used.written, correct.written, 0.7, 1);
}

Maybe code_difference(const Pair& pair) {
  if (!pair.codes.used) return std::nullopt;
  return difference("wrong_postal_code", pair.used.postal_code.written,
                    pair.correct.postal_code.written, 0.8, 0.06);
}

/// Floor and flat as one text, so that 3B, 3º B and Piso 3 Dpto B are one.
std::string whole_unit(const AddressUnit& unit) { return unit.floor + unit.flat; }

bool differ(const std::string& used, const std::string& correct) {
  return !used.empty() && !correct.empty() && used != correct;
}

/// Whether the unit was read as part of the number: 12B, 1602-4.
bool stands_behind(const HouseNumber& number, const std::string& unit) {
  return !unit.empty() &&
         (without_suffix(number.text).second == unit || number.written.ends_with("-" + unit));
}

Maybe unit_difference(const Pair& pair) {
  const AddressUnit &used = pair.used.unit, &correct = pair.correct.unit;
  const bool nowhere = pair.used.street.words.empty() && pair.used.number.written.empty();
  if (correct.empty() || nowhere) return std::nullopt;
  if (used.empty()) {
    if (stands_behind(pair.used.number, whole_unit(correct))) return std::nullopt;
    return difference("missing_unit", "", correct.written, 0.95, 0.02);
  }
  const std::string used_unit = whole_unit(used), correct_unit = whole_unit(correct);
  const bool lacks = (used_unit.empty() && !correct_unit.empty()) ||
                     (used.building.empty() && !correct.building.empty());
  const bool both_parts =
      !used.floor.empty() && !correct.floor.empty() && !used.flat.empty() && !correct.flat.empty();
  const bool other = both_parts ? used.floor != correct.floor || used.flat != correct.flat
                                : differ(used_unit, correct_unit);
  // The correct one may say less: "3º" for 3º B.
  const bool says_less = used_unit.starts_with(correct_unit) && correct.flat.empty();
  if (!lacks && (!other || says_less) && !differ(used.building, correct.building)) {
    return std::nullopt;
  }
  return difference("missing_unit", used.written, correct.written, lacks ? 0.9 : 0.85, 0.04);
}

/// The same house, as far as both say.
bool is_at(const StreetAddress& address, const StreetAddress& other) {
  const Pair pair = pair_of(address, other);
  return (pair.street == StreetRelation::same || pair.street == StreetRelation::perhaps) &&
         !address.number.text.empty() && !other.number.text.empty() && !number_difference(pair) &&
         !number_difference(pair_of(other, address)) && !place_difference(pair);
}

/// Another street with another number, or in another place: no slip.
bool is_elsewhere(const Pair& pair) {
  return pair.street == StreetRelation::other &&
         (number_difference(pair).has_value() || place_difference(pair).has_value());
}

std::string street_and_number(const StreetAddress& address) {
  const std::string &street = address.street.written, &number = address.number.written;
  return street + (street.empty() || number.empty() ? "" : " ") + number;
}

/// Whether the file shows that the address used was one the customer had left.
Maybe old_address(const Pair& pair, const AddressContext& context) {
  const StreetAddress on_file = parse_address(context.on_file);
  const auto found = [&](double surety, double by_chance) {
    return difference("old_address", street_and_number(pair.used), street_and_number(pair.correct),
                      surety, by_chance);
  };
  const auto since = context.on_file_since;
  if (is_at(on_file, pair.correct)) {
    if (!since) return found(0.5, 0.08);
    return *since > context.ordered_at ? Maybe(found(0.95, 0.01)) : std::nullopt;
  }
  if (!is_at(on_file, pair.used)) return std::nullopt;
  if (is_at(parse_address(context.ordered_address), pair.correct)) return found(0.95, 0.01);
  if (!since) return found(0.6, 0.06);
  return context.ordered_at - *since >= long_kept ? Maybe(found(0.9, 0.02)) : std::nullopt;
}

/// The first that leads astray, else the first doubtful one. Where others stand beside it, it is
/// less sure that it was this.
Maybe farthest_astray(const std::array<Maybe, 5>& by_weight) {
  Maybe chosen;
  for (const Maybe& each : by_weight) {
    if (!each) continue;
    if (!chosen || (chosen->doubtful && !each->doubtful)) {
      chosen = each;
    } else if (!each->doubtful) {
      chosen->finding.surety *= 0.8;
      chosen->finding.by_chance = std::min(2 * chosen->finding.by_chance, no_sign());
    }
  }
  return chosen;
}

/// A name alone may be a street or a town: it counts as a street where it is like the one used.
StreetAddress understood(StreetAddress correct, const StreetAddress& used) {
  const bool alone = correct.street.type.empty() && correct.number.written.empty() &&
                     correct.places.empty() && correct.postal_code.name.empty();
  if (alone && relate(used.street, correct.street) == StreetRelation::other) correct.street = {};
  return correct;
}

}  // namespace

const std::vector<std::string_view>& address_mechanisms() {
  static const std::vector<std::string_view> ids = [] {
    std::vector<std::string_view> found;
    for (const MechanismKind& each : all_mechanisms()) {
      if (each.evidence == EvidenceKind::address) found.push_back(each.id);
    }
    return found;
  }();
  return ids;
}

AddressFinding compare_addresses(std::string_view used_text, std::string_view correct_text,
                                 const AddressContext& context) {
  const StreetAddress used = parse_address(used_text);
  const StreetAddress correct = understood(parse_address(correct_text), used);
  const Pair pair = pair_of(used, correct);
  if (is_elsewhere(pair)) {
    if (const Maybe old = old_address(pair, context)) return old->finding;
  }
  const Maybe place = place_difference(pair);
  const Maybe code = place && !place->doubtful ? std::nullopt : code_difference(pair);
  const Maybe found = farthest_astray(
      {place, street_difference(pair), number_difference(pair), code, unit_difference(pair)});
  if (!found) {
    AddressFinding none;
    none.agree = is_at(used, correct);
    none.by_chance = no_sign();
    return none;
  }
  AddressFinding finding = found->finding;
  // Nothing alike, and no file to tell why: anything may have happened.
  if (is_elsewhere(pair)) {
    finding.surety = std::min(finding.surety, 0.4);
    finding.by_chance = no_sign();
  }
  return finding;
}

Signs address_signs(const AddressFinding& finding) {
  const auto& ids = address_mechanisms();
  const auto count = static_cast<double>(ids.size());
  if (finding.mechanism.empty()) {
    const double each = finding.agree ? no_sign() / 4 : no_sign();
    return {std::vector<double>(ids.size(), each), no_sign()};
  }
  Signs signs;
  signs.by_chance = finding.by_chance;
  for (const std::string_view id : ids) {
    const bool named = id == finding.mechanism;
    signs.given.push_back(named ? finding.surety : (1 - finding.surety) / (count - 1));
  }
  return signs;
}

}  // namespace rastro
