#include "report/json_values.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace rastro::in_json {

namespace {

Json rounded(double number, double steps_per_unit) {
  if (!std::isfinite(number)) return nullptr;
  return std::round(number * steps_per_unit) / steps_per_unit + 0.0;  // + 0.0 turns -0 into 0
}

}  // namespace

Json share(double number) { return rounded(number, 1e6); }
Json figure(double number) { return rounded(number, 1e3); }
Json money(double number) { return rounded(number, 1e2); }

Json share(const std::optional<double>& number) { return number ? share(*number) : Json(); }
Json figure(const std::optional<double>& number) { return number ? figure(*number) : Json(); }

Json p_value(double p) {
  if (!std::isfinite(p) || p <= 0) return std::isfinite(p) ? Json(0.0) : Json();
  return Json(std::strtod(fmt::format("{:.3g}", p).c_str(), nullptr));
}

Json day(const std::optional<Day>& value) { return value ? Json(format_day(*value)) : Json(); }

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json conditions(const ReviewConditions& list) {
  Json result = Json::array();
  for (const ReviewCondition& each : list) {
    result.push_back({{"factor", each.factor}, {"value", each.value}});
  }
  return result;
}

}  // namespace rastro::in_json
