#include "tally/set_counter.h"

#include <array>

namespace rastro {

namespace {

/// Units that no condition asks for are most of all: dropped in turn into so many places, none of
/// them waits for the addition before it.
constexpr std::size_t unasked = 8;

/// Finds the condition that a unit meets, of a known number of factors.
template <std::size_t factors>
class Finder {
 public:
  Finder(const std::vector<CodeColumn>& columns,
         const std::vector<std::vector<std::uint32_t>>& places,
         const std::vector<std::uint32_t>& asked)
      : asked_(asked.data()) {
    for (std::size_t at = 0; at < factors; ++at) {
      codes_[at] = columns[at].codes->data();
      places_[at] = places[at].data();
    }
  }

  /// The condition counted from 1; 0: none.
  std::uint32_t operator()(std::uint32_t slot) const {
    std::size_t cell = 0;
    for (std::size_t at = 0; at < factors; ++at) cell += places_[at][codes_[at][slot]];
    return asked_[cell];
  }

 private:
  std::array<const Code*, factors> codes_{};
  std::array<const std::uint32_t*, factors> places_{};
  const std::uint32_t* asked_;
};

}  // namespace

std::size_t SetCounter::prepare(std::span<const Condition* const> conditions) {
  for (std::size_t at = 0; at < columns_.size(); ++at) {
    auto& places = places_.emplace_back(columns_[at].codes_end, 0);
    std::size_t asked = 0;
    for (const Condition* condition : conditions) {
      const Code value = condition->pairs[at].value;
      if (value >= places.size() || places[value] != 0) continue;
      places[value] = static_cast<std::uint32_t>(++asked * cells_);
    }
    cells_ *= asked + 1;
    if (cells_ > most_cells) break;
  }
  return cells_;
}

template <std::size_t factors>
void SetCounter::add_up(const std::vector<std::uint32_t>& asked,
                        std::vector<Counts>& counted) const {
  const Finder<factors> find(columns_, places_, asked);
  const std::size_t first_unasked = counted.size();
  counted.resize(first_unasked + unasked);
  for (std::size_t unit = 0; unit < units_.slots.size(); ++unit) {
    const std::size_t found = find(units_.slots[unit]);
    Counts& counts = counted[found != 0 ? found : first_unasked + unit % unasked];
    ++counts.exposed;
    counts.exposure += units_.weights[unit];
  }
  std::vector<std::uint32_t> last_order(first_unasked, 0xFFFFFFFF);
  for (std::size_t unit = 0; unit < units_.failed_slots.size(); ++unit) {
    const std::uint32_t found = find(units_.failed_slots[unit]);
    ++counted[found].failed;
    if (last_order[found] == units_.orders[unit]) continue;
    last_order[found] = units_.orders[unit];
    ++counted[found].failed_orders;
  }
}

std::vector<Counts> SetCounter::count(std::span<const Condition* const> conditions) const {
  // Most combinations are not asked for: small numbers for all cells, counts for those asked only.
  std::vector<std::uint32_t> asked(cells_, 0);
  std::vector<std::uint32_t> places(conditions.size(), 0);  // of each condition in `counted`
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    std::size_t cell = 0;
    bool known = true;
    for (std::size_t at = 0; at < columns_.size(); ++at) {
      const Code value = conditions[index]->pairs[at].value;
      known = known && value < places_[at].size();
      if (known) cell += places_[at][value];
    }
    if (!known) continue;
    if (asked[cell] == 0) asked[cell] = static_cast<std::uint32_t>(index + 1);
    places[index] = asked[cell];
  }
  std::vector<Counts> counted(conditions.size() + 1);
  if (columns_.size() == 1) add_up<1>(asked, counted);
  if (columns_.size() == 2) add_up<2>(asked, counted);
  if (columns_.size() == 3) add_up<3>(asked, counted);
  counted[0] = {};
  std::vector<Counts> answers;
  for (const std::uint32_t place : places) answers.push_back(counted[place]);
  return answers;
}

}  // namespace rastro
