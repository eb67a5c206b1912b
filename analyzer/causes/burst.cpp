#include "causes/burst.h"

#include "causes/significance.h"

namespace rastro {

namespace {

constexpr Day longest_burst = 3;
/// Failures on the other days must exceed their expectation this clearly for a cause to recur. They
/// were not what made the condition stand out, so an ordinary level does.
constexpr double recurrence_level = 0.01;

struct Sum {
  std::int64_t failed_orders = 0;
  double exposure = 0;
  int failed_days = 0;

  void add(const DayCounts& day) {
    failed_orders += day.counts.failed_orders;
    exposure += day.counts.exposure;
    if (day.counts.failed_orders > 0) ++failed_days;
  }
};

Sum sum_of(const std::vector<DayCounts>& days, Day from, Day to, bool inside) {
  Sum sum;
  for (const DayCounts& day : days) {
    if ((day.day >= from && day.day <= to) == inside) sum.add(day);
  }
  return sum;
}

}  // namespace

std::optional<DayRange> find_burst(const std::vector<DayCounts>& days, double expected_rate) {
  DayRange worst;
  double worst_excess = 0;
  for (const DayCounts& first : days) {
    for (Day length = 1; length <= longest_burst; ++length) {
      const Sum inside = sum_of(days, first.day, first.day + length - 1, true);
      const double excess =
          static_cast<double>(inside.failed_orders) - inside.exposure * expected_rate;
      if (excess <= worst_excess) continue;
      worst_excess = excess;
      worst = {first.day, first.day + length - 1};
    }
  }
  if (worst_excess <= 0) return std::nullopt;
  const Sum rest = sum_of(days, worst.from, worst.to, false);
  const double expected = rest.exposure * expected_rate;
  // P(N ≥ k) for a Poisson count is the limit of the conditional test with many failures in all.
  const std::int64_t many = 1'000'000;
  const bool recurs =
      rest.failed_days >= 2 && upper_tail(rest.failed_orders, expected, many) <= recurrence_level;
  if (recurs) return std::nullopt;
  return worst;
}

}  // namespace rastro
