#include "bench/planted_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "base/random.h"

namespace rastro::bench {

namespace {

enum Column {
  sku,
  category,
  bin,
  supplier,
  warehouse,
  picker,
  carrier,
  route,
  region,
  channel,
  columns
};

struct ColumnSpec {
  const char* name;
  const char* prefix;
  int values;
};

constexpr std::array<ColumnSpec, columns> specs = {{{"sku", "K", 2000},
                                                    {"category", "Cat-", 40},
                                                    {"bin", "B", 1200},
                                                    {"supplier", "S", 150},
                                                    {"warehouse", "W", 6},
                                                    {"picker", "P", 120},
                                                    {"carrier", "C", 10},
                                                    {"route", "Rt", 300},
                                                    {"region", "R", 16},
                                                    {"channel", "ch", 5}}};

/// The columns of which each of the five causes is made.
const std::array<std::vector<std::vector<Column>>, 5>& shapes() {
  static const std::array<std::vector<std::vector<Column>>, 5> all = {{
      {{sku}},
      {{picker}, {route}},
      {{carrier, channel}, {warehouse, category}, {region, supplier}},
      {{route, channel}, {picker, region}, {bin, channel}},
      {{supplier}, {warehouse, carrier, channel}, {category, region, channel}},
  }};
  return all;
}

/// Which value of an outer column each value of an inner one belongs to.
std::vector<std::uint16_t> parents(Random& random, Column inner, Column outer) {
  std::vector<std::uint16_t> parent;
  for (int value = 0; value < specs[inner].values; ++value) {
    const int any = random.below(specs[outer].values);
    // Every outer value has at least one inner one.
    parent.push_back(static_cast<std::uint16_t>(value < specs[outer].values ? value : any));
  }
  return parent;
}

class Maker {
 public:
  Maker(std::size_t rows, std::uint64_t seed) : rows_(rows), random_(seed) {
    for (const ColumnSpec& spec : specs) table_.names.emplace_back(spec.name);
    table_.columns.assign(columns, std::vector<std::uint16_t>(rows));
    table_.failed.assign(rows, 0);
  }

  PlantedTable make(std::size_t causes) {
    draw_world();
    for (std::size_t row = 0; row < rows_; ++row) draw_row(row);
    std::vector<double> risk(rows_, random_.uniform(0.01, 0.03));
    const double base = risk.front();
    for (std::size_t index = 0; index < causes; ++index) plant(shapes()[index], base, risk);
    for (std::size_t row = 0; row < rows_; ++row) table_.failed[row] = random_.chance(risk[row]);
    return std::move(table_);
  }

 private:
  void draw_world() {
    category_of_ = parents(random_, sku, category);
    bin_of_ = parents(random_, sku, bin);
    supplier_of_ = parents(random_, sku, supplier);
    warehouse_of_ = parents(random_, picker, warehouse);
    carrier_of_ = parents(random_, route, carrier);
    std::vector<double> popularity;
    for (int value = 0; value < specs[sku].values; ++value) {
      popularity.push_back(1.0 / (20 + random_.below(specs[sku].values)));
    }
    skus_ = WeightedChoice(popularity);
    regions_ = WeightedChoice(uneven(region));
    channels_ = WeightedChoice(uneven(channel));
    pickers_ = WeightedChoice(uneven(picker));
    for (int value = 0; value < specs[region].values; ++value) {
      // A region is served by some routes and, mostly, from two warehouses.
      std::vector<double> routes(static_cast<std::size_t>(specs[route].values), 0.02);
      for (int each = 0; each < 30; ++each) {
        routes[static_cast<std::size_t>(random_.below(specs[route].values))] += 1;
      }
      routes_of_.emplace_back(routes);
      near_.push_back({random_.below(6), random_.below(6)});
    }
  }

  std::vector<double> uneven(Column column) {
    std::vector<double> weights;
    for (int value = 0; value < specs[column].values; ++value) {
      weights.push_back(random_.uniform(0.3, 1.7));
    }
    return weights;
  }

  void draw_row(std::size_t row) {
    const auto set = [&](Column column, int value) {
      table_.columns[column][row] = static_cast<std::uint16_t>(value);
    };
    const auto at = [](int value) { return static_cast<std::size_t>(value); };
    const int item = skus_.draw(random_);
    const int place = regions_.draw(random_);
    const int by = routes_of_[at(place)].draw(random_);
    int hand = pickers_.draw(random_);
    if (random_.chance(0.6)) {  // from a warehouse nearby
      for (int tries = 0; tries < 8; ++tries) {
        const auto stands = static_cast<int>(warehouse_of_[at(hand)]);
        if (stands == near_[at(place)][0] || stands == near_[at(place)][1]) break;
        hand = pickers_.draw(random_);
      }
    }
    // A fixed picker takes four in five of each tenth product.
    if (item % 10 == 0 && random_.chance(0.8)) hand = item / 10 % specs[picker].values;
    set(sku, item);
    set(category, category_of_[at(item)]);
    set(bin, bin_of_[at(item)]);
    set(supplier, supplier_of_[at(item)]);
    set(picker, hand);
    set(warehouse, warehouse_of_[at(hand)]);
    set(region, place);
    set(route, by);
    set(carrier, carrier_of_[at(by)]);
    set(channel, channels_.draw(random_));
  }

  /// Adds a risk of its own to the rows of a condition, which must be neither a handful nor many.
  void plant(const std::vector<std::vector<Column>>& choice, double base,
             std::vector<double>& risk) {
    const double million = static_cast<double>(rows_) / 1e6;
    while (true) {
      PlantedCondition condition;
      const auto& shape = random_.pick(choice);
      const auto row = static_cast<std::size_t>(random_.below(static_cast<int>(rows_)));
      for (const Column column : shape) condition.push_back({column, table_.columns[column][row]});
      if (shape.front() == sku && condition.front().value % 10 != 0) continue;
      std::vector<std::size_t> met;
      for (std::size_t each = 0; each < rows_; ++each) {
        if (table_.meets(each, condition)) met.push_back(each);
      }
      const auto size = static_cast<double>(met.size());
      if (size < 400 * million || size > 20000 * million) continue;
      const double extra = random_.uniform(150, 500) * million;
      const double added = std::clamp(extra / size, 1.2 * base, 0.4);
      for (const std::size_t each : met) risk[each] = 1 - (1 - risk[each]) * (1 - added);
      table_.causes.push_back(condition);
      return;
    }
  }

  std::size_t rows_;
  Random random_;
  PlantedTable table_;
  std::vector<std::uint16_t> category_of_, bin_of_, supplier_of_, warehouse_of_, carrier_of_;
  WeightedChoice skus_, regions_, channels_, pickers_;
  std::vector<WeightedChoice> routes_of_;
  std::vector<std::array<int, 2>> near_;
};

}  // namespace

std::string PlantedTable::text(std::size_t column, std::uint16_t value) const {
  return fmt::format("{}{:04}", specs[column].prefix, value);
}

std::string PlantedTable::words(const PlantedCondition& condition) const {
  std::vector<std::string> pairs;
  for (const PlantedPair& pair : condition) {
    pairs.push_back(names[pair.column] + "=" + text(pair.column, pair.value));
  }
  std::sort(pairs.begin(), pairs.end());
  return fmt::format("{}", fmt::join(pairs, " & "));
}

bool PlantedTable::meets(std::size_t row, const PlantedCondition& condition) const {
  return std::all_of(condition.begin(), condition.end(), [&](const PlantedPair& pair) {
    return columns[pair.column][row] == pair.value;
  });
}

void PlantedTable::write(const std::string& file) const {
  std::ofstream out(file, std::ios::binary);
  std::string line;
  for (const std::string& name : names) line += name + ",";
  out << line << "failed\n";
  for (std::size_t row = 0; row < rows(); ++row) {
    line.clear();
    for (std::size_t column = 0; column < columns.size(); ++column) {
      line += text(column, columns[column][row]);
      line += ',';
    }
    line += failed[row] != 0 ? "1\n" : "0\n";
    out << line;
  }
}

PlantedTable plant_table(std::size_t rows, std::uint64_t seed, std::size_t causes) {
  return Maker(rows, seed).make(causes);
}

}  // namespace rastro::bench
