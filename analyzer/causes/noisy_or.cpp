#include "causes/noisy_or.h"

#include <algorithm>
#include <cmath>

namespace rastro {

namespace {

constexpr double least_leak = 1e-9;
/// Where every unit fails the best hazard is infinite; this stands for it (risk 0.9991).
constexpr double most_hazard = 7;

bool has(std::uint64_t pattern, std::size_t cause) { return (pattern >> cause & 1) != 0; }

double log_likelihood(const HazardRow& row) {
  double sum = -std::max(0.0, row.exposure - row.failed) * row.hazard;
  if (row.failed > 0) sum += row.failed * std::log(-std::expm1(-row.hazard));
  return sum;
}

/// First and second derivative of the log-likelihood in a hazard that all rows share.
struct Slope {
  double first = 0;
  double second = 0;

  void add(double hazard, double exposure, double failed) {
    first -= std::max(0.0, exposure - failed);
    if (failed <= 0) return;
    const double risk = -std::expm1(-hazard);
    const double survival = 1 - risk;
    first += failed * survival / risk;
    second -= failed * survival / (risk * risk);
  }
};

/// The step of Newton's method that keeps `value + step` within [least, most].
double bounded_step(const Slope& slope, double value, double least, double most) {
  if (slope.second >= 0) return (slope.first > 0 ? most : least) - value;
  return std::clamp(value - slope.first / slope.second, least, most) - value;
}

}  // namespace

double NoisyOr::hazard(std::uint64_t pattern) const {
  double sum = leak;
  for (std::size_t cause = 0; cause < hazards.size(); ++cause) {
    if (has(pattern, cause)) sum += hazards[cause];
  }
  return sum;
}

double NoisyOr::risk(std::uint64_t pattern) const { return -std::expm1(-hazard(pattern)); }

double NoisyOr::share(std::size_t cause, std::uint64_t pattern) const {
  return has(pattern, cause) ? hazards[cause] / hazard(pattern) : 0;
}

double NoisyOr::leak_share(std::uint64_t pattern) const { return leak / hazard(pattern); }

NoisyOr fit_noisy_or(const std::vector<PatternRow>& rows, std::size_t causes) {
  NoisyOr model;
  double exposure = 0, failed = 0;
  for (const PatternRow& row : rows) {
    exposure += row.exposure;
    failed += row.failed;
  }
  model.leak = std::max(least_leak, exposure > 0 ? failed / exposure : 0);
  model.hazards.assign(causes, 0);
  std::vector<double> sums(rows.size(), model.leak);
  // Parameter 0 is the leak, parameter i + 1 is cause i.
  const auto touches = [&](std::size_t row, std::size_t parameter) {
    return parameter == 0 || has(rows[row].pattern, parameter - 1);
  };
  for (int sweep = 0; sweep < 200; ++sweep) {
    double largest = 0;
    for (std::size_t parameter = 0; parameter <= causes; ++parameter) {
      Slope slope;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        if (touches(row, parameter)) slope.add(sums[row], rows[row].exposure, rows[row].failed);
      }
      double& value = parameter == 0 ? model.leak : model.hazards[parameter - 1];
      double step = bounded_step(slope, value, parameter == 0 ? least_leak : 0, most_hazard);
      // Newton overshoots downwards where the curve is steep: never lose more than nine tenths.
      if (step < 0 && value > 1e-6) step = std::max(step, -0.9 * value);
      value += step;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        if (touches(row, parameter)) sums[row] += step;
      }
      largest = std::max(largest, std::abs(step) / (value + 1e-6));
    }
    if (largest < 1e-8) break;
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const double sum = model.hazard(rows[row].pattern);
    model.log_likelihood += log_likelihood({sum, rows[row].exposure, rows[row].failed});
  }
  return model;
}

double gain_of_hazard(const std::vector<HazardRow>& rows) {
  double extra = 0;
  for (int round = 0; round < 30; ++round) {
    Slope slope;
    for (const HazardRow& row : rows) slope.add(row.hazard + extra, row.exposure, row.failed);
    if (round == 0 && slope.first <= 0) return 0;
    double step = bounded_step(slope, extra, 0, most_hazard);
    if (step < 0 && extra > 1e-6) step = std::max(step, -0.9 * extra);
    extra += step;
    if (std::abs(step) < 1e-9 * (extra + 1e-6)) break;
  }
  double gain = 0;
  for (const HazardRow& row : rows) {
    gain += log_likelihood({row.hazard + extra, row.exposure, row.failed}) - log_likelihood(row);
  }
  return std::max(0.0, gain);
}

double expected_failures(const std::vector<HazardRow>& rows) {
  double sum = 0;
  for (const HazardRow& row : rows) sum += row.exposure * -std::expm1(-row.hazard);
  return sum;
}

}  // namespace rastro
