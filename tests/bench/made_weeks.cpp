#include "bench/made_weeks.h"

#include <algorithm>
#include <cmath>

namespace rastro::bench {

namespace {

/// Units up to and with the next failure.
double draw_gap(Random& random, double rate) {
  return std::floor(std::log(1 - random.uniform()) / std::log1p(-rate)) + 1;
}

std::int64_t draw_failures(Random& random, std::int64_t units, double rate) {
  std::int64_t failed = 0;
  double at = draw_gap(random, rate);
  for (; at <= static_cast<double>(units); at += draw_gap(random, rate)) ++failed;
  return failed;
}

}  // namespace

std::vector<ChartPoint> draw_weeks(Random& random, const Process& process, int usual, int shifted,
                                   double factor) {
  std::vector<ChartPoint> weeks;
  const double variance = std::log1p(process.swing * process.swing);
  for (int week = 0; week < usual + shifted; ++week) {
    const double swing = std::exp(std::sqrt(variance) * random.normal() - variance / 2);
    ChartPoint& point = weeks.emplace_back();
    point.first_day = 7 * week;
    point.exposed = random.between(process.units * 9 / 10, process.units * 11 / 10);
    point.failed = draw_failures(random, point.exposed,
                                 std::min(0.9, process.rate * swing * (week < usual ? 1 : factor)));
  }
  return weeks;
}

std::vector<double> draw_places(Random& random, const Process& process, int usual, int shifted,
                                double factor) {
  std::vector<double> places;
  const double units = process.units;
  const auto draw = [&](double from, double to, double rate) {
    for (double at = from + draw_gap(random, rate); at <= to; at += draw_gap(random, rate)) {
      places.push_back(at);
    }
  };
  draw(0, usual * units, process.rate);
  draw(usual * units, (usual + shifted) * units, process.rate * factor);
  return places;
}

}  // namespace rastro::bench
