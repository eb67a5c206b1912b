#include "causes/noisy_or.h"

#include <algorithm>
#include <cmath>

namespace rastro {

namespace {

constexpr double least_leak = 1e-9;
/// Where every unit fails the best hazard is infinite; this stands for it (risk 0.9991).
constexpr double most_hazard = 7;
constexpr double least_ratio = 0.02;

bool has(std::uint64_t pattern, std::size_t cause) { return (pattern >> cause & 1) != 0; }

double log_likelihood(const HazardRow& row) {
  double sum = -std::max(0.0, row.exposure - row.failed) * row.hazard;
  if (row.failed > 0) sum += row.failed * std::log(-std::expm1(-row.hazard));
  return sum;
}

/// First and second derivative of the log-likelihood in a parameter in which the hazards of rows
/// are linear.
struct Slope {
  double first = 0;
  double second = 0;

  /// `by_parameter`: derivative of the row's hazard.
  void add(const HazardRow& row, double by_parameter = 1) {
    first -= by_parameter * std::max(0.0, row.exposure - row.failed);
    if (row.failed <= 0) return;
    const double risk = -std::expm1(-row.hazard);
    const double survival = 1 - risk;
    first += by_parameter * row.failed * survival / risk;
    second -= by_parameter * by_parameter * row.failed * survival / (risk * risk);
  }
};

/// The step of Newton's method that keeps `value + step` within [least, most].
double bounded_step(const Slope& slope, double value, double least, double most) {
  if (slope.second >= 0) return (slope.first > 0 ? most : least) - value;
  return std::clamp(value - slope.first / slope.second, least, most) - value;
}

/// Coordinate ascent: the model so far, and the hazards of all rows under it.
class Ascent {
 public:
  Ascent(const std::vector<PatternRow>& rows, NoisyOr start)
      : rows_(rows), model_(std::move(start)) {
    for (const PatternRow& row : rows) {
      at_.push_back({model_.hazard(row.pattern), row.exposure, row.failed});
    }
  }

  NoisyOr run() {
    constexpr int most_sweeps = 200;
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
      double largest = move(model_.leak, least_leak, most_hazard,
                            [&](const Row& row) { return model_.leak_scale(row.pattern); });
      for (std::size_t cause = 0; cause < model_.hazards.size(); ++cause) {
        largest =
            std::max(largest, move(model_.hazards[cause], 0, most_hazard, [&](const Row& row) {
                       return has(row.pattern, cause) ? model_.cause_scale(row.pattern) : 0;
                     }));
      }
      for (std::size_t place = 0; place < model_.shields.size(); ++place) {
        largest = std::max(largest, move(model_.shields[place].ratio, least_ratio, 1,
                                         [&](const Row& row) { return by_ratio(row, place); }));
      }
      if (largest < 1e-8) break;
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      at_[row].hazard = model_.hazard(rows_[row].pattern);
      model_.log_likelihood += log_likelihood(at_[row]);
    }
    return std::move(model_);
  }

 private:
  using Row = PatternRow;

  /// Derivative of the row's hazard in the ratio of a shield.
  double by_ratio(const Row& row, std::size_t place) const {
    if (!has(row.pattern, model_.hazards.size() + place)) return 0;
    const Shield& shield = model_.shields[place];
    const double scaled = shield.reach == Reach::everything
                              ? model_.hazard(row.pattern)
                              : model_.leak * model_.leak_scale(row.pattern);
    return scaled / shield.ratio;
  }

  /// One step of one parameter; returns how large it was against the value.
  template <typename Derivative>
  double move(double& value, double least, double most, const Derivative& by_parameter) {
    Slope slope;
    derivatives_.resize(rows_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      derivatives_[row] = by_parameter(rows_[row]);
      if (derivatives_[row] > 0) slope.add(at_[row], derivatives_[row]);
    }
    double step = bounded_step(slope, value, least, most);
    // Newton overshoots downwards where the curve is steep: never lose more than nine tenths.
    if (step < 0 && value > 1e-6) step = std::max(step, -0.9 * value);
    value += step;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      at_[row].hazard += step * derivatives_[row];
    }
    return std::abs(step) / (value + 1e-6);
  }

  const std::vector<PatternRow>& rows_;
  NoisyOr model_;
  std::vector<HazardRow> at_;
  std::vector<double> derivatives_;
};

}  // namespace

double NoisyOr::leak_scale(std::uint64_t pattern) const {
  double scale = 1;
  for (std::size_t place = 0; place < shields.size(); ++place) {
    if (has(pattern, hazards.size() + place)) scale *= shields[place].ratio;
  }
  return scale;
}

double NoisyOr::cause_scale(std::uint64_t pattern) const {
  double scale = 1;
  for (std::size_t place = 0; place < shields.size(); ++place) {
    if (shields[place].reach != Reach::everything) continue;
    if (has(pattern, hazards.size() + place)) scale *= shields[place].ratio;
  }
  return scale;
}

double NoisyOr::hazard(std::uint64_t pattern) const {
  double sum = 0;
  for (std::size_t cause = 0; cause < hazards.size(); ++cause) {
    if (has(pattern, cause)) sum += hazards[cause];
  }
  return leak * leak_scale(pattern) + sum * cause_scale(pattern);
}

double NoisyOr::risk(std::uint64_t pattern) const { return -std::expm1(-hazard(pattern)); }

double NoisyOr::share(std::size_t cause, std::uint64_t pattern) const {
  return has(pattern, cause) ? hazards[cause] * cause_scale(pattern) / hazard(pattern) : 0;
}

double NoisyOr::leak_share(std::uint64_t pattern) const {
  return leak * leak_scale(pattern) / hazard(pattern);
}

NoisyOr fit_noisy_or(const std::vector<PatternRow>& rows, std::size_t causes,
                     const std::vector<Reach>& reaches) {
  NoisyOr start;
  double exposure = 0, failed = 0;
  for (const PatternRow& row : rows) {
    exposure += row.exposure;
    failed += row.failed;
  }
  start.leak = std::max(least_leak, exposure > 0 ? failed / exposure : 0);
  start.hazards.assign(causes, 0);
  for (const Reach reach : reaches) start.shields.push_back({1, reach});
  return Ascent(rows, std::move(start)).run();
}

double gain_of_hazard(const std::vector<HazardRow>& rows) {
  double extra = 0;
  for (int round = 0; round < 30; ++round) {
    Slope slope;
    for (const HazardRow& row : rows) {
      slope.add({row.hazard + extra, row.exposure, row.failed});
    }
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
