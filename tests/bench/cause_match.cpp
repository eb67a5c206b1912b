#include "bench/cause_match.h"

#include <algorithm>

#include "process/model.h"

namespace rastro::bench {

namespace {

constexpr double same_units = 0.8;

/// Whether two conditions cover the same units to 80 %.
bool cover_the_same(const Condition& left, const Condition& right, const Tally& tally,
                    std::size_t kind) {
  const auto joined = both(left, right);
  if (!joined) return false;
  const auto counts = tally.count(kind, std::vector<Condition>{left, right, *joined});
  const auto shared = static_cast<double>(counts[2].exposed);
  const auto either = static_cast<double>(counts[0].exposed + counts[1].exposed) - shared;
  return shared >= same_units * either;
}

}  // namespace

Words words_of(const Condition& condition, const UnitTable& table) {
  Words words;
  for (const Pair& pair : condition.pairs) {
    words[default_model().factors[pair.factor].id] =
        table.factors[pair.factor].dictionary[pair.value];
  }
  return words;
}

std::optional<Condition> condition_of(const Words& words, const UnitTable& table) {
  Condition condition;
  for (const auto& [name, value] : words) {
    const auto factor = default_model().find_factor(name);
    if (!factor) return std::nullopt;
    const auto& dictionary = table.factors[*factor].dictionary;
    const auto found = std::find(dictionary.begin(), dictionary.end(), value);
    if (found == dictionary.end()) return std::nullopt;
    condition.pairs.push_back(
        {static_cast<std::uint16_t>(*factor), static_cast<Code>(found - dictionary.begin())});
  }
  std::sort(condition.pairs.begin(), condition.pairs.end());
  return condition;
}

bool matches(const PlantedCause& planted, const Condition& reported, const UnitTable& table,
             const Tally& tally, std::size_t kind) {
  if (planted.conditions == words_of(reported, table)) return true;
  auto condition = condition_of(planted.conditions, table);
  if (!condition) return false;
  if (cover_the_same(*condition, reported, tally, kind)) return true;
  condition->days = {planted.from, planted.until};
  return cover_the_same(*condition, reported, tally, kind);
}

}  // namespace rastro::bench
