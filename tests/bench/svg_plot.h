#pragma once

#include <string>
#include <vector>

namespace rastro::bench {

/// Points with a straight line through them, both axes logarithmic.
struct LogPanel {
  std::string title;
  std::string x_label;
  std::vector<double> x, y;            ///< above 0, as many of one as of the other
  double intercept = 0, exponent = 1;  ///< y = exp(intercept) × x^exponent
};

/// The panels side by side, as an SVG document; y in seconds, one scale for all.
std::string draw_panels(const std::vector<LogPanel>& panels);

}  // namespace rastro::bench
