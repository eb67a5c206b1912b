#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <functional>
#include <stdexcept>

#include "bench/bench.h"
#include "bench/made_month.h"
#include "bench/svg_plot.h"
#include "causes/findings.h"
#include "tally/memory_tally.h"

namespace rastro::bench {

namespace {

constexpr int months_a_point = 3;

/// One month that was analysed.
struct Point {
  double x = 0;
  double orders = 0, lines = 0;
  double seconds = 0;
  std::size_t causes = 0;
};

/// Processor time, of all threads together: what the analysis would take on one.
double processor_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

Point measure(const MonthRecipe& recipe, double x) {
  const MadeMonth month = make_month(recipe);
  MemoryTally tally(month.table, month.window(), month.table.dated(0));
  const auto kinds = kinds_to_search(month, tally);
  const double begin = processor_seconds();
  const auto found = find_causes(kinds);
  Point point;
  point.x = x;
  point.orders = month.table.order.back() + 1.0;
  point.lines = static_cast<double>(month.table.size());
  point.seconds = processor_seconds() - begin;
  for (const KindFindings& findings : found) point.causes += findings.causes.size();
  return point;
}

/// The month of median cost.
Point measure_median(MonthRecipe recipe, std::uint64_t seed, double x) {
  std::vector<Point> points;
  for (recipe.seed = seed; recipe.seed < seed + months_a_point; ++recipe.seed) {
    points.push_back(measure(recipe, x));
  }
  std::sort(points.begin(), points.end(),
            [](const Point& left, const Point& right) { return left.seconds < right.seconds; });
  return points[points.size() / 2];
}

/// y = exp(intercept) × x^exponent by least squares of the logarithms.
void fit_exponent(LogPanel& panel) {
  const auto count = static_cast<double>(panel.x.size());
  double sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (std::size_t index = 0; index < panel.x.size(); ++index) {
    const double x = std::log(panel.x[index]), y = std::log(panel.y[index]);
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_xy += x * y;
  }
  panel.exponent = (count * sum_xy - sum_x * sum_y) / (count * sum_xx - sum_x * sum_x);
  panel.intercept = (sum_y - panel.exponent * sum_x) / count;
}

/// 18,000 orders of three failure kinds with six causes between them.
MonthRecipe usual_month() {
  MonthRecipe recipe;
  recipe.lines = 31'500;
  recipe.factors = 20;
  recipe.products = 1500;
  recipe.kinds = {{0.02, 0}, {0.01, 0.1}, {0.03, 0.1}};
  recipe.causes = 6;
  return recipe;
}

LogPanel run_panel(const std::string& title, const std::vector<double>& values,
                   const std::function<void(MonthRecipe&, double)>& set, std::uint64_t seed) {
  LogPanel panel;
  panel.title = "cost against " + title;
  panel.x_label = title;
  fmt::print("\n| {} | orders | lines | seconds | causes |\n", title);
  fmt::print("| --- | --- | --- | --- | --- |\n");
  for (const double value : values) {
    MonthRecipe recipe = usual_month();
    set(recipe, value);
    const Point point = measure_median(recipe, seed, value);
    fmt::print("| {:.0f} | {:.0f} | {:.0f} | {:.3f} | {} |\n", value, point.orders, point.lines,
               point.seconds, point.causes);
    std::fflush(stdout);
    panel.x.push_back(value);
    panel.y.push_back(std::max(point.seconds, 1e-6));
  }
  fit_exponent(panel);
  fmt::print("\ngrows with {} to the power of {:.2f}\n", title, panel.exponent);
  return panel;
}

/// The exponent that a straight line through x × log x would have, over the same values.
double exponent_of_x_log_x(LogPanel panel) {
  for (std::size_t index = 0; index < panel.x.size(); ++index) {
    panel.y[index] = panel.x[index] * std::log(panel.x[index]);
  }
  fit_exponent(panel);
  return panel.exponent;
}

}  // namespace

void run_cost(const Settings& settings) {
  fmt::print(
      "\nprocessor seconds of the analysis (not of loading), one thread, medians of {} made "
      "months with 3 failure kinds and 6 causes, seeds from {}\n",
      months_a_point, settings.seed);
  std::vector<LogPanel> panels;
  panels.push_back(run_panel(
      "orders", {4500, 9000, 18000, 36000, 72000, 144000},
      [](MonthRecipe& recipe, double orders) {
        recipe.lines = static_cast<std::size_t>(orders * 1.75);
      },
      settings.seed));
  fmt::print("(orders x log would be {:.2f})\n", exponent_of_x_log_x(panels.back()));
  panels.push_back(run_panel(
      "factors", {5, 10, 15, 20, 25, 30},
      [](MonthRecipe& recipe, double factors) { recipe.factors = static_cast<int>(factors); },
      settings.seed));
  panels.push_back(run_panel(
      "products", {100, 300, 1000, 3000, 10000},
      [](MonthRecipe& recipe, double products) { recipe.products = static_cast<int>(products); },
      settings.seed));
  if (settings.plot.empty()) return;
  std::ofstream file(settings.plot);
  file << draw_panels(panels);
  if (!file) throw std::runtime_error("cannot write " + settings.plot);
}

}  // namespace rastro::bench
