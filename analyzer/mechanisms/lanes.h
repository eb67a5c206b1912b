#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace rastro {

/// Calls with each lane that is known and with its items, by ascending lane; brings the items into
/// that order.
template <class Item, class Action>
void for_each_lane(std::vector<Item>& items, const Action& action) {
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& left, const Item& right) { return left.lane < right.lane; });
  for (std::size_t begin = 0, end = 0; begin < items.size(); begin = end) {
    while (end < items.size() && items[end].lane == items[begin].lane) ++end;
    if (items[begin].lane == 0) continue;
    action(items[begin].lane, std::span<const Item>(items).subspan(begin, end - begin));
  }
}

/// The entry of a lane among those of ascending lanes; null where there is none.
template <class Lane>
const Lane* find_lane(const std::vector<Lane>& lanes, std::uint32_t wanted) {
  const auto found =
      std::lower_bound(lanes.begin(), lanes.end(), wanted,
                       [](const Lane& lane, std::uint32_t number) { return lane.lane < number; });
  return found != lanes.end() && found->lane == wanted ? &*found : nullptr;
}

}  // namespace rastro
