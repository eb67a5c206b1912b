#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "report/review.h"

namespace rastro::in_json {

// How figures, days and texts stand in review.json.

using Json = nlohmann::ordered_json;

Json share(double number);   ///< rates and probabilities
Json figure(double number);  ///< expected failures, ratios
Json money(double number);
Json share(const std::optional<double>& number);
Json figure(const std::optional<double>& number);
/// Three significant digits: a p of 1e-12 must not read as 0.
Json p_value(double p);
Json day(const std::optional<Day>& value);
Json text_or_null(const std::string& text);
Json conditions(const ReviewConditions& list);

template <typename Item, typename Write>
Json array_of(const std::vector<Item>& items, Write write) {
  Json result = Json::array();
  for (const Item& item : items) result.push_back(write(item));
  return result;
}

}  // namespace rastro::in_json
