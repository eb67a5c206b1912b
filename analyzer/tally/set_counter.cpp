#include "tally/set_counter.h"

namespace rastro {

std::size_t SetCounter::prepare(std::span<const Condition* const> conditions) {
  std::size_t cells = 1;
  for (std::size_t at = 0; at < columns_.size(); ++at) {
    auto& places = places_.emplace_back(columns_[at].codes_end, 0);
    std::uint32_t asked = 0;
    for (const Condition* condition : conditions) {
      const Code value = condition->pairs[at].value;
      if (value < places.size() && places[value] == 0) places[value] = ++asked;
    }
    widths_.push_back(asked + 1);
    cells *= asked + 1;
  }
  return cells;
}

std::vector<Counts> SetCounter::count(std::span<const Condition* const> conditions) const {
  std::size_t cells = 1;
  for (const std::size_t width : widths_) cells *= width;
  // Most combinations are not asked for: small numbers for all cells, counts for those asked only.
  std::vector<std::uint32_t> asked(cells, 0);
  std::vector<std::uint32_t> places(conditions.size(), 0);  // of each condition in `counted`
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    std::size_t cell = 0;
    bool known = true;
    for (std::size_t at = 0; at < columns_.size(); ++at) {
      const Code value = conditions[index]->pairs[at].value;
      known = known && value < places_[at].size();
      cell = cell * widths_[at] + (known ? places_[at][value] : 0);
    }
    if (!known) continue;
    if (asked[cell] == 0) asked[cell] = static_cast<std::uint32_t>(index + 1);
    places[index] = asked[cell];
  }
  std::vector<Counts> counted(conditions.size() + 1);
  for (std::size_t unit = 0; unit < units_.slots.size(); ++unit) {
    Counts& counts = counted[asked_of(units_.slots[unit], asked)];
    ++counts.exposed;
    counts.exposure += units_.weights[unit];
  }
  std::vector<std::uint32_t> last_order(counted.size(), 0xFFFFFFFF);
  for (std::size_t unit = 0; unit < units_.failed_slots.size(); ++unit) {
    const std::uint32_t index = asked_of(units_.failed_slots[unit], asked);
    ++counted[index].failed;
    if (last_order[index] == units_.orders[unit]) continue;
    last_order[index] = units_.orders[unit];
    ++counted[index].failed_orders;
  }
  counted[0] = {};
  std::vector<Counts> answers;
  for (const std::uint32_t place : places) answers.push_back(counted[place]);
  return answers;
}

}  // namespace rastro
