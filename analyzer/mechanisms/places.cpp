#include "mechanisms/places.h"

#include <algorithm>
#include <string>
#include <vector>

#include "mechanisms/street_names.h"

namespace rastro {

namespace {

/// Whether all words of the shorter name stand in the longer one: Pilar, Pilar Norte.
bool holds_name(std::string_view longer, std::string_view shorter) {
  const auto at = longer.find(shorter);
  if (shorter.size() < 4 || at == std::string_view::npos) return false;
  const auto end = at + shorter.size();
  return (at == 0 || longer[at - 1] == ' ') && (end == longer.size() || longer[end] == ' ');
}

bool alike(const std::string& left, const std::string& right) {
  return nearly_alike(left, right) || holds_name(left, right) || holds_name(right, left);
}

bool named_in(const std::vector<NamedPlace>& places, const std::string& name) {
  return std::any_of(places.begin(), places.end(),
                     [&](const NamedPlace& place) { return alike(place.name, name); });
}

/// The capital is named after its province, and is written so where no other town is named.
bool is_capital(const std::vector<NamedPlace>& places, const std::string& name) {
  return (name == "caba" && !places.empty() && places.front().name == "buenos aires") ||
         (name == "buenos aires" && named_in(places, "caba"));
}

/// The first of `places` that the other address does not name.
const NamedPlace* only_named_in(const std::vector<NamedPlace>& places, const StreetAddress& other) {
  const auto found = std::find_if(places.begin(), places.end(), [&](const NamedPlace& place) {
    return !named_in(other.places, place.name) && !named_in(other.others, place.name) &&
           !is_capital(other.places, place.name);
  });
  return found == places.end() ? nullptr : &*found;
}

/// The digits that tell the area, without leading zeros: files often lose those.
std::string area_of(std::string_view code) {
  std::string digits;
  for (const char letter : code) {
    if (letter >= '0' && letter <= '9' && (letter != '0' || !digits.empty())) digits += letter;
  }
  return digits;
}

/// 10118-1234 lies within 10118.
bool is_within(const std::string& code, const std::string& area) {
  return area.size() >= 4 && code.size() >= area.size() + 3 && code.starts_with(area);
}

}  // namespace

PlaceRelation relate_places(const StreetAddress& used, const StreetAddress& correct) {
  PlaceRelation relation;
  if (used.places.empty() || correct.places.empty()) return relation;
  relation.used = only_named_in(used.places, correct);
  relation.correct = only_named_in(correct.places, used);
  if (relation.used == nullptr || relation.correct == nullptr) return {true, nullptr, nullptr};
  return relation;
}

PlaceRelation relate_codes(const NamedPlace& used, const NamedPlace& correct) {
  const std::string used_area = area_of(used.name), correct_area = area_of(correct.name);
  if (used_area.empty() || correct_area.empty()) return {};
  const bool within = is_within(used_area, correct_area) || is_within(correct_area, used_area);
  if (used_area == correct_area || within) return {true, nullptr, nullptr};
  return {false, &used, &correct};
}

}  // namespace rastro
