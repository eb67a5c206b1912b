#include "bench/contest.h"

#include <fmt/format.h>

#include <algorithm>

namespace rastro::bench {

namespace {

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double median_seconds(const Contender& contender) {
  std::vector<double> seconds;
  for (const Child& run : contender.runs) seconds.push_back(run.seconds);
  return median_of(seconds);
}

double median_processor_seconds(const Contender& contender) {
  std::vector<double> seconds;
  for (const Child& run : contender.runs) seconds.push_back(run.processor_seconds);
  return median_of(seconds);
}

/// Median of the ratios of runs that stood side by side.
double median_ratio(const Contender& contender, const Contender& against) {
  std::vector<double> ratios;
  for (std::size_t index = 0; index < contender.runs.size(); ++index) {
    ratios.push_back(contender.runs[index].seconds / against.runs[index].seconds);
  }
  return median_of(ratios);
}

}  // namespace

void compete(std::vector<Contender>& contenders, int runs) {
  for (int run = 0; run <= runs; ++run) {
    for (Contender& contender : contenders) {
      contender.prepare();
      const Child result = run_child(contender.command);
      if (run > 0) contender.runs.push_back(result);
    }
  }
}

double median_megabytes(const Contender& contender) {
  std::vector<double> megabytes;
  for (const Child& run : contender.runs) megabytes.push_back(run.megabytes);
  return median_of(megabytes);
}

void print_contest(const std::string& title, const std::vector<Contender>& contenders) {
  fmt::print("\n{}, {} runs side by side, medians\n\n", title, contenders.front().runs.size());
  fmt::print("| {:<62} | seconds | of processors | against sqlite3 | peak MB |\n", "what");
  fmt::print("| --- | --- | --- | --- | --- |\n");
  for (const Contender& contender : contenders) {
    fmt::print("| {:<62} | {:.3f} | {:.3f} | {:.2f} | {:.0f} |\n", contender.name,
               median_seconds(contender), median_processor_seconds(contender),
               median_ratio(contender, contenders.front()), median_megabytes(contender));
  }
}

}  // namespace rastro::bench
