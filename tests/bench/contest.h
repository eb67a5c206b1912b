#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bench/child.h"

namespace rastro::bench {

/// A command with what must be cleared away before each run.
struct Contender {
  std::string name;
  std::string command;
  std::function<void()> prepare;
  std::vector<Child> runs{};
};

/// Runs them in turn, so that they meet the same weather: once to warm up, then `runs` times.
void compete(std::vector<Contender>& contenders, int runs);

/// Medians of seconds, of the ratios of runs side by side to the first contender's, and of peaks.
void print_contest(const std::string& title, const std::vector<Contender>& contenders);

double median_megabytes(const Contender& contender);

}  // namespace rastro::bench
