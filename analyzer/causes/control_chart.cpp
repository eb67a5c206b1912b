#include "causes/control_chart.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <numeric>

namespace rastro {

namespace {

constexpr double tail_area = 0.00135;
constexpr double least_expected = 5;    // failures a week, from which weeks show how they vary
constexpr std::size_t least_weeks = 4;  // the same for their number
constexpr double mean_range = 1.128;    // of two standard normals: mean and median distance
constexpr double median_range = 0.954;
constexpr double widest_range = 3.267;  // upper limit of a range of two, in mean ranges
constexpr double rounding = 1e-12;      // limits are counts over units, like the shares
constexpr int most_passes = 10;

std::vector<ChartPoint> count_weeks(const UnitTable& table, const FailureColumn& column,
                                    int weeks) {
  std::vector<ChartPoint> points(static_cast<std::size_t>(weeks));
  std::vector<double> exposure(points.size(), 0);
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    const Day age = table.as_of - table.day[unit];
    if (column.exposed[unit] == 0 || age / 7 >= weeks) continue;
    const auto place = static_cast<std::size_t>(weeks - 1 - age / 7);
    ++points[place].exposed;
    points[place].failed += column.failed[unit];
    exposure[place] += column.maturity_at(table.seen_until - table.day[unit]);
  }
  for (std::size_t place = 0; place < points.size(); ++place) {
    points[place].first_day = table.as_of - 7 * static_cast<Day>(points.size() - place) + 1;
    if (points[place].exposed == 0) continue;
    points[place].maturity = exposure[place] / static_cast<double>(points[place].exposed);
  }
  const auto first = std::find_if(points.begin(), points.end(),
                                  [](const ChartPoint& point) { return point.exposed > 0; });
  points.erase(points.begin(), first);
  // The data begin in the middle of a week: its few days would pass for a whole one.
  if (points.size() > 1 && table.day.front() > points.front().first_day) {
    points.erase(points.begin());
  }
  return points;
}

using Weeks = std::vector<const ChartPoint*>;

/// What the usual weeks have in common.
struct Level {
  double rate = 0;
  double spread = 1;
};

/// The weeks that say what is usual.
Weeks reference_weeks(const std::vector<ChartPoint>& points) {
  Weeks mature, all;
  for (const ChartPoint& point : points) {
    if (point.exposed == 0) continue;
    all.push_back(&point);
    if (point.mature()) mature.push_back(&point);
  }
  if (mature.empty()) return all;
  if (mature.size() >= 3) mature.pop_back();
  return mature;
}

double pooled_rate(const Weeks& weeks) {
  double exposure = 0, failed = 0;
  for (const ChartPoint* week : weeks) {
    exposure += week->exposure();
    failed += static_cast<double>(week->failed);
  }
  return exposure > 0 ? std::min(1.0, failed / exposure) : 0;
}

/// Of values that are not empty.
double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double median_rate(const Weeks& weeks) {
  std::vector<double> rates;
  for (const ChartPoint* week : weeks) {
    rates.push_back(week->exposure() > 0 ? static_cast<double>(week->failed) / week->exposure()
                                         : 0);
  }
  return std::min(1.0, median(rates));
}

bool can_vary_more(const Weeks& weeks, double rate) {
  if (weeks.size() < least_weeks || rate >= 1) return false;
  std::vector<double> expected;
  for (const ChartPoint* week : weeks) expected.push_back(week->exposure() * rate);
  return median(expected) >= least_expected;
}

/// Between neighbouring weeks' z-scores.
std::vector<double> moving_ranges(const Weeks& weeks, double rate) {
  std::vector<double> ranges;
  double before = 0;
  for (std::size_t index = 0; index < weeks.size(); ++index) {
    const auto units = static_cast<double>(weeks[index]->exposed);
    const double share = rate * weeks[index]->maturity;
    const double z = (static_cast<double>(weeks[index]->failed) - units * share) /
                     std::sqrt(units * share * (1 - share));
    if (index > 0) ranges.push_back(std::abs(z - before));
    before = z;
  }
  return ranges;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double mean_spread(const Weeks& weeks, double rate) {
  if (!can_vary_more(weeks, rate)) return 1;
  std::vector<double> ranges = moving_ranges(weeks, rate);
  const double most = widest_range * mean(ranges);
  std::erase_if(ranges, [&](double range) { return range > most; });
  return std::max(1.0, mean(ranges) / mean_range);
}

double median_spread(const Weeks& weeks, double rate) {
  if (!can_vary_more(weeks, rate)) return 1;
  return std::max(1.0, median(moving_ranges(weeks, rate)) / median_range);
}

void set_limits(ChartPoint& point, const Level& level) {
  point.center = level.rate * point.maturity;
  point.lower = point.upper = point.exposed == 0 ? 0 : point.center;
  point.signal = ChartPoint::Signal::none;
  if (point.exposed == 0) return;
  const auto units = static_cast<double>(point.exposed);
  if (point.center > 0 && point.center < 1) {
    const boost::math::binomial distribution(units, point.center);
    const double fewest = std::max(0.0, quantile(distribution, tail_area)) / units;
    const double most = quantile(complement(distribution, tail_area)) / units;
    point.lower = std::max(0.0, point.center - level.spread * (point.center - fewest));
    point.upper = std::min(1.0, point.center + level.spread * (most - point.center));
  }
  const double rate = static_cast<double>(point.failed) / units;
  if (rate > point.upper + rounding) point.signal = ChartPoint::Signal::high;
  if (rate < point.lower - rounding) point.signal = ChartPoint::Signal::low;
}

Weeks weeks_inside(const Weeks& weeks, const Level& level) {
  Weeks inside;
  for (const ChartPoint* week : weeks) {
    ChartPoint copy = *week;
    set_limits(copy, level);
    if (copy.signal == ChartPoint::Signal::none) inside.push_back(week);
  }
  return inside;
}

Level usual_level(const Weeks& weeks) {
  if (weeks.empty()) return {};
  Level level{median_rate(weeks), 1};
  // A median of counts of one or two is too coarse to say what is usual.
  if (level.rate * weeks.front()->exposure() < least_expected) level.rate = pooled_rate(weeks);
  level.spread = median_spread(weeks, level.rate);
  Weeks kept;
  for (int pass = 0; pass < most_passes; ++pass) {
    Weeks inside = weeks_inside(weeks, level);
    if (inside.size() * 2 < weeks.size()) inside = weeks;
    if (inside == kept) break;
    kept = std::move(inside);
    level.rate = pooled_rate(kept);
    level.spread = mean_spread(kept, level.rate);
  }
  return level;
}

}  // namespace

ControlChart judge_weeks(std::vector<ChartPoint> weeks) {
  const Level level = usual_level(reference_weeks(weeks));
  for (ChartPoint& point : weeks) set_limits(point, level);
  return {std::move(weeks), level.rate, level.spread};
}

ControlChart control_chart(const UnitTable& table, std::size_t kind, int weeks) {
  const FailureColumn& column = table.failures[kind];
  if (!column.measurable) return {};
  return judge_weeks(count_weeks(table, column, weeks));
}

std::vector<int> sides(const std::vector<ChartPoint>& weeks) {
  std::vector<int> side;
  for (const ChartPoint& week : weeks) {
    const auto units = static_cast<double>(week.exposed);
    const double above = static_cast<double>(week.failed) - week.center * units;
    const bool useful = week.mature() && std::abs(above) > rounding * units;
    side.push_back(!useful ? 0 : (above > 0 ? 1 : -1));
  }
  return side;
}

std::size_t newest_mature(const std::vector<ChartPoint>& weeks) {
  for (std::size_t index = weeks.size(); index-- > 0;) {
    if (weeks[index].mature() && weeks[index].exposed > 0) return index;
  }
  return weeks.size();
}

}  // namespace rastro
