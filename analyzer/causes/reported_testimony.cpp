#include "causes/reported_testimony.h"

#include <algorithm>
#include <map>

namespace rastro {

namespace {

/// Whether something was seen at all.
bool shows(const Signs& signs) {
  return signs.by_chance > 0 || std::any_of(signs.given.begin(), signs.given.end(),
                                            [](double likelihood) { return likelihood > 0; });
}

/// Visits each failed unit that has a clue, with its index in KindFindings::failed. Both ascend.
template <typename Clue, typename Visit>
void for_each_failed(const std::vector<Clue>& clues, const KindFindings& findings, Visit visit) {
  std::size_t index = 0;
  for (const Clue& clue : clues) {
    while (index < findings.failed.size() && findings.failed[index].unit < clue.unit) ++index;
    if (index == findings.failed.size()) return;
    if (findings.failed[index].unit == clue.unit) visit(index, clue);
  }
}

}  // namespace

Testimony item_testimony(const Clues& clues, const KindFindings& findings) {
  Testimony testimony{item_mechanisms(), {}};
  const Catalogue& catalogue = clues.catalogue;
  std::map<std::size_t, ItemSigns> asked;  // one product's failures are many
  for_each_failed(clues.items[findings.kind], findings, [&](std::size_t index, const auto& clue) {
    const auto ordered = catalogue.find(clue.ordered);
    const auto received = catalogue.find(clue.received);
    if (!ordered || !received) return;
    const auto signs = asked.try_emplace(*ordered, catalogue, *ordered).first;
    testimony.shown.push_back({index, signs->second.of(*received)});
  });
  std::erase_if(testimony.shown, [](const Shown& each) { return !shows(each.signs); });
  return testimony;
}

Testimony address_testimony(const Clues& clues, const KindFindings& findings) {
  const auto& ids = address_mechanisms();
  Testimony testimony{{ids.begin(), ids.end()}, {}};
  for_each_failed(clues.addresses[findings.kind], findings,
                  [&](std::size_t index, const auto& clue) {
                    const auto found = compare_addresses(clue.used, clue.correct, clue.context);
                    testimony.shown.push_back({index, address_signs(found)});
                  });
  std::erase_if(testimony.shown, [](const Shown& each) { return !shows(each.signs); });
  return testimony;
}

std::vector<Confusion> confusions_of(const Clues& clues, std::size_t kind,
                                     const std::vector<std::size_t>& units) {
  std::vector<Confusion> confusions;
  for (const ItemClue& clue : clues.items[kind]) {
    if (std::find(units.begin(), units.end(), clue.unit) == units.end()) continue;
    confusions.push_back({clue.ordered, clue.received, 1});
  }
  return confusions;
}

}  // namespace rastro
