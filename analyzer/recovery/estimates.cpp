#include "recovery/estimates.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace rastro {

namespace {

constexpr double z = 1.959963984540054;  // of the normal distribution, 95 % on both sides
constexpr double upper_tail = 0.975;

double square(double number) { return number * number; }

}  // namespace

Estimate share_of(std::int64_t hits, std::int64_t count) {
  Estimate share{count};
  if (count <= 0) return share;
  const auto n = static_cast<double>(count);
  const double p = static_cast<double>(hits) / n;
  const double scale = 1 / (1 + z * z / n);
  const double middle = (p + z * z / (2 * n)) * scale;
  const double reach = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) * scale;
  share.value = p;
  // At 0 and 1 the ends meet the share, but for rounding.
  share.low = hits == 0 ? 0 : std::max(0.0, middle - reach);
  share.high = hits == count ? 1 : std::min(1.0, middle + reach);
  return share;
}

Estimate mean_of(const std::vector<double>& values, double least, double most) {
  Estimate mean{static_cast<std::int64_t>(values.size())};
  if (values.empty()) return mean;
  const auto n = static_cast<double>(values.size());
  mean.value = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += square(value - *mean.value);
  if (values.size() < 2 || squares == 0) return mean;
  const double t = boost::math::quantile(boost::math::students_t(n - 1), upper_tail);
  const double reach = t * std::sqrt(squares / (n - 1) / n);
  mean.low = std::max(least, *mean.value - reach);
  mean.high = std::min(most, *mean.value + reach);
  return mean;
}

std::optional<Difference> difference(const Estimate& left, const Estimate& right) {
  if (!left.low || !right.low) return std::nullopt;
  const double value = *left.value - *right.value;
  const double down = std::hypot(*left.value - *left.low, *right.high - *right.value);
  const double up = std::hypot(*left.high - *left.value, *right.value - *right.low);
  return Difference{value, value - down, value + up};
}

std::optional<double> quantile(const std::vector<double>& ascending, double share) {
  if (ascending.empty()) return std::nullopt;
  const double place = share * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  return ascending[below] + (place - std::floor(place)) * (ascending[above] - ascending[below]);
}

}  // namespace rastro
