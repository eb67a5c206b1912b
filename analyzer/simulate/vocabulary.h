#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rastro::simulation {

/// Words for the made-up retailer. Nobody and nothing here exists.

/// Goods of one kind: "{a}" and "{b}" in the pattern stand for one of the options each.
struct ProductFamily {
  int category;  ///< index into category_names()
  std::string_view pattern;
  std::vector<std::string_view> a;
  std::vector<std::string_view> b;
  double price;  ///< typical
};

const std::vector<ProductFamily>& product_families();
const std::vector<std::string>& category_names();
/// Whether goods of the category are appliances, which are installed at the customer's.
bool is_appliance_category(int category);
const std::vector<std::string_view>& brands();
const std::vector<std::string_view>& product_features();

const std::vector<std::string_view>& first_names();
const std::vector<std::string_view>& family_names();
const std::vector<std::string_view>& company_words();
const std::vector<std::string_view>& street_names();
/// Five for each region, in the regions' order.
const std::vector<std::string>& city_names();
const std::vector<std::string>& region_names();

/// `pattern` with "{a}" and "{b}" replaced.
std::string fill(std::string_view pattern, std::string_view a, std::string_view b = {});

}  // namespace rastro::simulation
