#include "bench/svg_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rastro::bench {

namespace {

constexpr double width = 300, height = 260, left = 56, top = 34, right = 16, bottom = 46;

/// A logarithmic axis from one place of the page to another.
struct Axis {
  double least = 1, most = 10;  ///< values at its ends
  double begin = 0, end = 1;    ///< places

  double place(double value) const {
    return begin + (end - begin) * std::log(value / least) / std::log(most / least);
  }
};

/// 3 → "3", 0.01 → "0.01", 20000 → "20,000"
std::string number(double value) {
  if (value < 1000) return fmt::format("{:.6g}", value);
  return fmt::format("{},{:03}", static_cast<long>(value) / 1000, static_cast<long>(value) % 1000);
}

std::string text(double x, double y, const std::string& anchor, const std::string& words) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     words);
}

std::string line(double x1, double y1, double x2, double y2, const std::string& colour) {
  return fmt::format(
      "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", x1, y1, x2,
      y2, colour);
}

std::string draw_panel(const LogPanel& panel, const Axis& y, double offset) {
  const auto [least, most] = std::minmax_element(panel.x.begin(), panel.x.end());
  const Axis x{*least, *most, offset + left + 8, offset + width - right - 8};
  std::string svg = text(offset + left, top - 14, "start",
                         fmt::format("{}: exponent {:.2f}", panel.title, panel.exponent));
  for (double power = y.least; power <= y.most * 1.001; power *= 10) {
    svg += line(offset + left, y.place(power), offset + width - right, y.place(power), "#ddd");
    svg += text(offset + left - 6, y.place(power) + 4, "end", number(power) + " s");
  }
  for (std::size_t index = 0; index < panel.x.size(); ++index) {
    const double at = x.place(panel.x[index]);
    svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" fill=\"#1f5a99\"/>\n", at,
                       y.place(panel.y[index]));
    // Labels in two rows, so that neighbours do not run into each other.
    svg += text(at, height - bottom + (index % 2 == 0 ? 14 : 26), "middle", number(panel.x[index]));
  }
  const auto fitted = [&](double value) {
    return y.place(std::exp(panel.intercept) * std::pow(value, panel.exponent));
  };
  svg += line(x.begin, fitted(*least), x.end, fitted(*most), "#c0504d");
  return svg + text((x.begin + x.end) / 2, height - 6, "middle", panel.x_label);
}

}  // namespace

std::string draw_panels(const std::vector<LogPanel>& panels) {
  double least = 1e300, most = 0;
  for (const LogPanel& panel : panels) {
    for (const double value : panel.y) {
      least = std::min(least, value);
      most = std::max(most, value);
    }
  }
  Axis y{std::pow(10, std::floor(std::log10(least))), std::pow(10, std::ceil(std::log10(most))),
         height - bottom, top};
  if (y.most <= y.least) y.most = y.least * 10;
  const double whole = width * static_cast<double>(panels.size());
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" font-family=\"sans-serif\" font-size=\"11\">\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n",
      whole, height);
  for (std::size_t index = 0; index < panels.size(); ++index) {
    svg += draw_panel(panels[index], y, width * static_cast<double>(index));
  }
  return svg + "</svg>\n";
}

}  // namespace rastro::bench
