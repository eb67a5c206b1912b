#include "tally/set_counter.h"

#include <algorithm>

namespace rastro {

std::size_t SetCounter::prepare(std::span<const Condition* const> conditions) {
  std::size_t cells = 1;
  for (std::size_t at = 0; at < codes_.size(); ++at) {
    Code largest = 0;
    for (const Code code : *codes_[at]) largest = std::max(largest, code);
    auto& places = places_.emplace_back(largest + 1, 0);
    std::uint32_t asked = 0;
    for (const Condition* condition : conditions) {
      const Code value = condition->pairs[at].value;
      if (value <= largest && places[value] == 0) places[value] = ++asked;
    }
    widths_.push_back(asked + 1);
    cells *= asked + 1;
  }
  return cells;
}

std::vector<Counts> SetCounter::count(std::span<const Condition* const> conditions) const {
  std::size_t cells = 1;
  for (const std::size_t width : widths_) cells *= width;
  std::vector<Counts> counted(cells);
  for (std::size_t unit = 0; unit < units_.slots.size(); ++unit) {
    Counts& cell = counted[cell_of(units_.slots[unit])];
    ++cell.exposed;
    cell.exposure += units_.weights[unit];
  }
  std::vector<std::uint32_t> last_order(cells, 0xFFFFFFFF);
  for (std::size_t unit = 0; unit < units_.failed_slots.size(); ++unit) {
    const std::size_t cell = cell_of(units_.failed_slots[unit]);
    ++counted[cell].failed;
    if (last_order[cell] == units_.orders[unit]) continue;
    last_order[cell] = units_.orders[unit];
    ++counted[cell].failed_orders;
  }
  std::vector<Counts> answers;
  for (const Condition* condition : conditions) {
    std::size_t cell = 0;
    bool known = true;
    for (std::size_t at = 0; at < codes_.size(); ++at) {
      const Code value = condition->pairs[at].value;
      known = known && value < places_[at].size();
      cell = cell * widths_[at] + (known ? places_[at][value] : 0);
    }
    answers.push_back(known ? counted[cell] : Counts{});
  }
  return answers;
}

}  // namespace rastro
