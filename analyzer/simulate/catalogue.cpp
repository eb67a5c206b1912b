#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "simulate/vocabulary.h"
#include "simulate/world.h"

namespace rastro::simulation {

namespace {

constexpr int products_per_category = 54;
constexpr int products_per_appliance_category = 35;
constexpr int products_per_bin = 4;
constexpr int suppliers = 42;

/// A new sku; often one that is a typing error away from an older one, as in real catalogues.
std::string make_sku(Random& random, const std::vector<Product>& existing) {
  if (existing.empty() || random.chance(0.5)) {
    return fmt::format("{}{:05}", "KMTS"[random.below(4)], random.between(10000, 99999));
  }
  std::string sku = random.pick(existing).sku;
  const int place = random.between(1, 4);
  if (random.chance(0.4)) {
    std::swap(sku[place], sku[place + 1]);
  } else {
    sku[place] = static_cast<char>('0' + random.below(10));
  }
  return sku;
}

void make_products(World& world, Random& random) {
  std::set<std::string> names, skus;
  for (int category = 0; category < static_cast<int>(category_names().size()); ++category) {
    std::vector<const ProductFamily*> families;
    for (const ProductFamily& family : product_families()) {
      if (family.category == category) families.push_back(&family);
    }
    int wanted =
        is_appliance_category(category) ? products_per_appliance_category : products_per_category;
    while (wanted > 0) {
      const ProductFamily& family = *random.pick(families);
      Product product;
      product.name =
          fmt::format("{} {}", fill(family.pattern, random.pick(family.a), random.pick(family.b)),
                      random.pick(brands()));
      product.sku = make_sku(random, world.products);
      if (names.contains(product.name) || skus.contains(product.sku)) continue;
      names.insert(product.name);
      skus.insert(product.sku);
      product.category = category;
      product.needs_installation = is_appliance_category(category);
      product.price = std::round(family.price * random.uniform(70, 150)) / 100;
      product.home_warehouse = random.below(2);
      world.products.push_back(std::move(product));
      --wanted;
    }
  }
}

/// Few products sell much, many sell little: weight 1 / (rank + 12)^0.75.
void make_popularity(World& world, Random& random) {
  std::vector<int> order(world.products.size());
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t left = order.size(); left > 1; --left) {
    std::swap(order[left - 1], order[random.below(static_cast<int>(left))]);
  }
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    Product& product = world.products[order[rank]];
    product.weight = std::pow(static_cast<double>(rank) + 12, -0.75);
    if (product.needs_installation) product.weight *= 0.25;
  }
}

void make_storage(World& world, Random& random) {
  for (int supplier = 1; supplier <= suppliers; ++supplier) {
    world.suppliers.push_back(fmt::format("Proveedor {:02}", supplier));
  }
  const int count = static_cast<int>(world.products.size());
  const int bins = (count + products_per_bin - 1) / products_per_bin;
  for (int bin = 0; bin < bins; ++bin) {
    world.bins.push_back(fmt::format("{}-{:02}-{}", static_cast<char>('A' + bin / 30),
                                     bin % 30 / 5 + 1, bin % 5 + 1));
  }
  for (int index = 0; index < count; ++index) {
    Product& product = world.products[index];
    // Three suppliers a category; stepping through the shelves mixes the categories in a bin.
    product.supplier = (product.category * 3 + random.below(3)) % suppliers;
    product.bin = index % bins;
    product.bin_neighbour = (index + bins) % count;
    product.barcode = fmt::format("779{:010}", random.bits() % 10000000000u);
  }
}

void find_code_neighbours(World& world) {
  std::map<std::string, int> by_sku;
  for (std::size_t index = 0; index < world.products.size(); ++index) {
    by_sku[world.products[index].sku] = static_cast<int>(index);
  }
  for (const auto& entry : by_sku) {
    const std::string& sku = entry.first;
    const int index = entry.second;  // clang 14 cannot capture a structured binding
    int& neighbour = world.products[index].code_neighbour;
    neighbour = index;
    const auto look_up = [&](const std::string& typo) {
      const auto found = by_sku.find(typo);
      if (found != by_sku.end() && found->second != index) neighbour = found->second;
    };
    for (std::size_t place = 1; place < sku.size(); ++place) {
      std::string typo = sku;
      for (char digit = '0'; digit <= '9'; ++digit) {
        typo[place] = digit;
        look_up(typo);
      }
      typo = sku;
      if (place + 1 < sku.size()) std::swap(typo[place], typo[place + 1]);
      look_up(typo);
    }
  }
}

std::size_t common_prefix(const std::string& left, const std::string& right) {
  const auto end = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  return static_cast<std::size_t>(end.first - left.begin());
}

/// Products of one category stand next to each other, so the twin is looked for there only.
void find_twins(World& world) {
  const int count = static_cast<int>(world.products.size());
  for (int index = 0; index < count; ++index) {
    std::size_t best = 0;
    for (int other = 0; other < count; ++other) {
      if (other == index || world.products[other].category != world.products[index].category) {
        continue;
      }
      const std::size_t alike =
          common_prefix(world.products[index].name, world.products[other].name);
      if (alike + 1 > best) {
        best = alike + 1;
        world.products[index].twin = other;
      }
    }
  }
}

void make_descriptions(World& world, Random& random, Day from) {
  const std::vector<std::string> authors = {"catalogo.1", "catalogo.2", "catalogo.3"};
  for (std::size_t index = 0; index < world.products.size(); ++index) {
    const Product& product = world.products[index];
    const int revisions = random.chance(0.25) ? 2 : 1;
    Day valid_from = from - random.between(400, 900);
    for (int revision = 1; revision <= revisions; ++revision) {
      std::string text = make_description(product.name, random);
      world.descriptions.push_back({static_cast<int>(index), revision,
                                    start_of(valid_from) + 9 * 3600, std::move(text),
                                    random.pick(authors)});
      valid_from += random.between(60, 380);
    }
  }
}

}  // namespace

std::string make_description(const std::string& name, Random& random) {
  const auto& features = product_features();
  const int first = random.below(static_cast<int>(features.size()));
  const int second = (first + 1 + random.below(static_cast<int>(features.size()) - 1)) %
                     static_cast<int>(features.size());
  const char letter = static_cast<char>('A' + random.below(26));
  return fmt::format("{}. {}. {}. Código de fabricante {}-{}.", name, features[first],
                     features[second], letter, random.between(1000, 9999));
}

void make_catalogue(World& world, Random& random, Day from) {
  make_products(world, random);
  make_popularity(world, random);
  make_storage(world, random);
  find_code_neighbours(world);
  find_twins(world);
  make_descriptions(world, random, from);
}

}  // namespace rastro::simulation
