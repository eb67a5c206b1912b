#include "causes/calendar.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace rastro {

namespace {

constexpr double most_swing = 5;

/// One day, or several taken together.
struct Cell {
  double failed = 0;
  double expected = 0;
};

/// Rate over expected rate of each cell, shrunk towards 1 by the share of the cells' variance that
/// is chance.
std::vector<double> shrunk_ratios(const std::vector<Cell>& cells) {
  double excess = 0, squares = 0;
  for (const Cell& cell : cells) {
    excess += (cell.failed - cell.expected) * (cell.failed - cell.expected) - cell.expected;
    squares += cell.expected * cell.expected;
  }
  const double variance = squares > 0 ? std::max(0.0, excess / squares) : 0;
  std::vector<double> ratios;
  for (const Cell& cell : cells) {
    ratios.push_back((1 + variance * cell.failed) / (1 + variance * cell.expected));
  }
  return ratios;
}

/// Multiplies each day's weight by the ratio of its group.
template <typename Group>
void add_swing(const std::vector<Cell>& days, std::vector<double>& weights, Group group_of) {
  std::map<Day, std::size_t> places;
  for (std::size_t day = 0; day < days.size(); ++day) places.try_emplace(group_of(day), 0);
  std::size_t next = 0;
  for (auto& [group, place] : places) place = next++;
  std::vector<Cell> cells(places.size());
  for (std::size_t day = 0; day < days.size(); ++day) {
    Cell& cell = cells[places[group_of(day)]];
    cell.failed += days[day].failed;
    cell.expected += days[day].expected * weights[day];
  }
  const auto ratios = shrunk_ratios(cells);
  for (std::size_t day = 0; day < days.size(); ++day) {
    weights[day] *= ratios[places[group_of(day)]];
  }
}

}  // namespace

std::vector<DayWeight> everyday_swings(const std::vector<DayCounts>& days,
                                       const std::vector<double>& explained) {
  std::vector<DayWeight> swings;
  if (days.empty() || days.back().day - days.front().day + 1 < shortest_calendar) return swings;
  std::vector<Cell> cells;
  double failed = 0, exposure = 0;
  for (std::size_t day = 0; day < days.size(); ++day) {
    const double known = explained.empty() ? 0 : explained[day];
    const auto observed = static_cast<double>(days[day].counts.failed_orders);
    cells.push_back({std::max(0.0, observed - known), days[day].counts.exposure});
    failed += cells.back().failed;
    exposure += cells.back().expected;
  }
  if (failed <= 0 || exposure <= 0) return swings;
  for (Cell& cell : cells) cell.expected *= failed / exposure;
  std::vector<double> weights(days.size(), 1);
  const Day last = days.back().day;
  add_swing(cells, weights, [&](std::size_t day) { return days[day].day % 7; });
  add_swing(cells, weights, [&](std::size_t day) { return (last - days[day].day) / 7; });
  add_swing(cells, weights, [&](std::size_t day) { return days[day].day; });
  for (std::size_t day = 0; day < days.size(); ++day) {
    swings.push_back({days[day].day, std::clamp(weights[day], 1 / most_swing, most_swing)});
  }
  return swings;
}

}  // namespace rastro
