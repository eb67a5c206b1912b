#include "causes/control_chart.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>

namespace rastro {

namespace {

constexpr double tail_area = 0.00135;

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

double centre_of(const std::vector<ChartPoint>& points) {
  std::vector<const ChartPoint*> mature;
  for (const ChartPoint& point : points) {
    if (point.mature() && point.exposed > 0) mature.push_back(&point);
  }
  if (mature.size() >= 3) mature.pop_back();
  double exposure = 0, failed = 0;
  const auto add = [&](const ChartPoint& point) {
    exposure += static_cast<double>(point.exposed) * point.maturity;
    failed += static_cast<double>(point.failed);
  };
  if (mature.empty()) {
    for (const ChartPoint& point : points) add(point);
  } else {
    for (const ChartPoint* point : mature) add(*point);
  }
  return exposure > 0 ? std::min(1.0, failed / exposure) : 0;
}

void set_limits(ChartPoint& point, double centre) {
  point.center = centre * point.maturity;
  if (point.exposed == 0) return;
  const auto units = static_cast<double>(point.exposed);
  if (point.center > 0 && point.center < 1) {
    const boost::math::binomial distribution(units, point.center);
    point.lower = std::max(0.0, quantile(distribution, tail_area)) / units;
    point.upper = quantile(complement(distribution, tail_area)) / units;
  } else {
    point.lower = point.upper = point.center;
  }
  const double rate = static_cast<double>(point.failed) / units;
  if (rate > point.upper) point.signal = ChartPoint::Signal::high;
  if (rate < point.lower) point.signal = ChartPoint::Signal::low;
}

}  // namespace

std::vector<ChartPoint> control_chart(const UnitTable& table, std::size_t kind, int weeks) {
  const FailureColumn& column = table.failures[kind];
  if (!column.measurable) return {};
  auto points = count_weeks(table, column, weeks);
  const double centre = centre_of(points);
  for (ChartPoint& point : points) set_limits(point, centre);
  return points;
}

}  // namespace rastro
