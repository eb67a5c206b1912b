#include "bench/made_factors.h"

#include <algorithm>
#include <cmath>

namespace rastro::bench {

namespace {

constexpr std::array<ColumnTraits, columns> all_traits{{
    {"category"},
    {"sku", category},
    {"revision", sku},
    {"supplier"},
    {"bin"},
    {"brand"},
    {"price_band"},
    {"quantity_band"},
    {"channel"},
    {"taken_by"},
    {"order_weekday", -1, 1},
    {"order_hour", -1, 1},
    {"order_size"},
    {"segment"},
    {"payment"},
    {"promotion"},
    {"device"},
    {"region"},
    {"city", region},
    {"postal_area", city},
    {"warehouse"},
    {"picker", warehouse},
    {"packer", warehouse},
    {"pick_hour", -1, 2},
    {"box"},
    {"dispatch_weekday", -1, 3},
    {"carrier"},
    {"route", carrier},
    {"driver", carrier},
    {"vehicle", carrier},
}};

bool nested(int child, int ancestor) {
  for (int column = child; column >= 0; column = traits(column).parent) {
    if (column == ancestor) return true;
  }
  return false;
}

/// A few values sell or serve most (Zipf 1949): weight 1 / rank^exponent.
WeightedChoice skewed(int values, double exponent) {
  std::vector<double> weights;
  for (int rank = 1; rank <= values; ++rank) weights.push_back(std::pow(rank, -exponent));
  return WeightedChoice(weights);
}

Code draw_code(const WeightedChoice& choice, Random& random) {
  return static_cast<Code>(choice.draw(random)) + 1;
}

/// Children shared out over parents, each parent at least one: parent code by child.
std::vector<Code> share_out(Random& random, int children, int parents, double exponent) {
  const WeightedChoice parent = skewed(parents, exponent);
  std::vector<Code> parent_of;
  for (int child = 0; child < children; ++child) {
    parent_of.push_back(child < parents ? static_cast<Code>(child) + 1 : draw_code(parent, random));
  }
  return parent_of;
}

/// The numbers of `people` by their site (0 is unused).
std::vector<std::vector<Code>> by_site(Random& random, int people, int sites) {
  std::vector<std::vector<Code>> staff(static_cast<std::size_t>(sites) + 1);
  const auto site_of = share_out(random, people, sites, 0.5);
  for (std::size_t person = 0; person < site_of.size(); ++person) {
    staff[site_of[person]].push_back(static_cast<Code>(person) + 1);
  }
  return staff;
}

}  // namespace

const ColumnTraits& traits(int column) { return all_traits[static_cast<std::size_t>(column)]; }

bool may_stand_together(int left, int right) {
  const int first = traits(left).clock, second = traits(right).clock;
  if (first != 0 && second != 0 && first != second) return false;
  return !nested(left, right) && !nested(right, left);
}

std::vector<int> choose_columns(Random& random, int count) {
  std::vector<int> core{sku, region, carrier, route}, others;
  for (int column = 0; column < columns; ++column) {
    if (std::find(core.begin(), core.end(), column) == core.end()) others.push_back(column);
  }
  while (static_cast<int>(core.size()) < count && !others.empty()) {
    const int place = random.below(static_cast<int>(others.size()));
    core.push_back(others[static_cast<std::size_t>(place)]);
    others.erase(others.begin() + place);
  }
  std::sort(core.begin(), core.end());
  return core;
}

MadeRetailer::MadeRetailer(Random& random, int products, int days) {
  make_products(random, products, days);
  make_places(random);
  make_staff(random);
  const auto plain = [&](Column column, int least, int most, double exponent) {
    plain_[column] = skewed(random.between(least, most), exponent);
  };
  plain(quantity_band, 4, 4, 2);
  plain(channel, 4, 6, 1);
  plain(taken_by, 10, 40, 0.5);
  plain(order_hour, 7, 7, 0.5);
  plain(order_size, 4, 4, 1.3);
  plain(segment, 3, 5, 0.8);
  plain(payment, 4, 6, 1);
  plain(promotion, 8, 20, 1.2);
  plain(device, 5, 9, 1);
  plain(pick_hour, 5, 5, 0.4);
  plain(box, 4, 8, 0.8);
}

void MadeRetailer::make_products(Random& random, int products, int days) {
  const int categories = random.between(15, 40);
  const auto category_of = share_out(random, products, categories, 0.7);
  const auto suppliers = skewed(random.between(30, 80), 0.8);
  const auto brands = skewed(random.between(60, 150), 0.8);
  const int bins = std::max(products / 2, 1);
  const auto prices = skewed(5, 0.5);
  Code revision_number = 1;
  for (int index = 0; index < products; ++index) {
    Product product{category_of[static_cast<std::size_t>(index)],
                    draw_code(suppliers, random),
                    static_cast<Code>(random.between(1, bins)),
                    draw_code(brands, random),
                    draw_code(prices, random),
                    0,
                    days,
                    {},
                    revision_number};
    if (random.chance(0.08)) product.from = random.below(days);
    if (random.chance(0.08)) product.until = random.between(1, days);
    if (random.chance(0.1)) product.revised.push_back(random.below(days));
    revision_number += static_cast<Code>(product.revised.size()) + 1;
    products_.push_back(product);
  }
  // Popularity has nothing to do with the number of the product.
  std::vector<double> weights;
  const double exponent = random.uniform(0.6, 1.1);
  for (int rank = 1; rank <= products; ++rank) weights.push_back(std::pow(rank, -exponent));
  for (std::size_t index = weights.size() - 1; index > 0; --index) {
    std::swap(weights[index],
              weights[static_cast<std::size_t>(random.below(static_cast<int>(index) + 1))]);
  }
  product_ = WeightedChoice(weights);
}

void MadeRetailer::make_places(Random& random) {
  const int regions = random.between(8, 24), cities = random.between(80, 400);
  const int areas = random.between(400, 900);
  region_of_city_ = share_out(random, cities, regions, 0.9);
  city_of_area_ = share_out(random, areas, cities, 0.8);
  area_ = skewed(areas, 0.7);
  warehouse_ = skewed(random.between(2, 5), 0.8);
  carrier_ = skewed(random.between(3, 8), 0.7);
  for (int index = 0; index < regions; ++index) {
    warehouse_of_region_.push_back(draw_code(warehouse_, random));
    carrier_of_region_.push_back(draw_code(carrier_, random));
  }
}

void MadeRetailer::make_staff(Random& random) {
  constexpr int most_sites = 8;  // of warehouses as well as of carriers
  pickers_ = by_site(random, random.between(20, 60), most_sites);
  packers_ = by_site(random, random.between(12, 30), most_sites);
  routes_ = by_site(random, random.between(40, 120), most_sites);
  drivers_ = by_site(random, random.between(30, 100), most_sites);
  vehicles_ = by_site(random, random.between(20, 80), most_sites);
}

Code MadeRetailer::draw_person(Random& random, const std::vector<Code>& people, int weekday) const {
  // Two weekdays off, which depend on the person; the first ones of a site do more than the last.
  for (int attempt = 0; attempt < 4; ++attempt) {
    const double place = random.uniform() * random.uniform(0.4, 1);
    const Code person =
        people[static_cast<std::size_t>(place * static_cast<double>(people.size()))];
    if ((static_cast<int>(person % 7) - weekday + 7) % 7 >= 2) return person;
  }
  return people.front();
}

void MadeRetailer::fill_buyer(Random& random, Line& line) const {
  for (const Column column :
       {channel, taken_by, order_hour, segment, payment, promotion, device, pick_hour, box}) {
    line[column] = draw_code(plain_[column], random);
  }
}

void MadeRetailer::fill_place(Random& random, Line& line) const {
  line[postal_area] = draw_code(area_, random);
  line[city] = city_of_area_[line[postal_area] - 1];
  line[region] = region_of_city_[line[city] - 1];
  // Mostly the warehouse and the carrier of the region.
  line[warehouse] =
      random.chance(0.8) ? warehouse_of_region_[line[region] - 1] : draw_code(warehouse_, random);
  line[carrier] =
      random.chance(0.8) ? carrier_of_region_[line[region] - 1] : draw_code(carrier_, random);
}

void MadeRetailer::fill_handling(Random& random, int dispatched, Line& line) const {
  line[picker] = draw_person(random, pickers_[line[warehouse]], dispatched);
  line[packer] = draw_person(random, packers_[line[warehouse]], dispatched);
  line[dispatch_weekday] = static_cast<Code>(dispatched) + 1;
  const auto& routes = routes_[line[carrier]];
  line[route] = routes[line[city] % routes.size()];
  // A route has its driver and its vehicle, unless they are away.
  const auto usual = [&](const std::vector<Code>& fleet) {
    return random.chance(0.8) ? fleet[line[route] % fleet.size()]
                              : draw_person(random, fleet, dispatched);
  };
  line[driver] = usual(drivers_[line[carrier]]);
  line[vehicle] = usual(vehicles_[line[carrier]]);
}

void MadeRetailer::fill_product(Random& random, int day, Line& line) const {
  int drawn = product_.draw(random);
  for (int attempt = 0; attempt < 20; ++attempt) {
    const Product& tried = products_[static_cast<std::size_t>(drawn)];
    if (day >= tried.from && day < tried.until) break;
    drawn = product_.draw(random);
  }
  const Product& product = products_[static_cast<std::size_t>(drawn)];
  line[sku] = static_cast<Code>(drawn) + 1;
  line[category] = product.category;
  line[supplier] = product.supplier;
  line[bin] = product.bin;
  line[brand] = product.brand;
  line[price_band] = product.price_band;
  line[quantity_band] = draw_code(plain_[quantity_band], random);
  const auto revisions = std::count_if(product.revised.begin(), product.revised.end(),
                                       [&](int revised) { return revised <= day; });
  line[revision] = product.first_revision + static_cast<Code>(revisions);
}

std::vector<Line> MadeRetailer::draw_order(Random& random, int day, int weekday,
                                           int dispatched) const {
  Line order{};
  order[order_weekday] = static_cast<Code>(weekday) + 1;
  order[order_size] = draw_code(plain_[order_size], random);
  fill_buyer(random, order);
  fill_place(random, order);
  fill_handling(random, dispatched, order);
  std::vector<Line> lines(order[order_size], order);
  for (Line& line : lines) fill_product(random, day, line);
  return lines;
}

}  // namespace rastro::bench
