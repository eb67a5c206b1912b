#include "simulate/mechanisms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"

namespace rastro::simulation {

namespace {

constexpr int bins_per_aisle = 5;

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string join(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

int find_name(const World& world, const std::string& name) {
  for (std::size_t index = 0; index < world.products.size(); ++index) {
    if (world.products[index].name == name) return static_cast<int>(index);
  }
  return -1;
}

bool is_free(const World& world, const std::string& sku) {
  return std::none_of(world.products.begin(), world.products.end(),
                      [&](const Product& product) { return product.sku == sku; });
}

/// A character wrong, missing, doubled or swapped with the next.
bool one_typo_apart(const std::string& left, const std::string& right) {
  if (edit_distance(left, right) <= 1) return true;
  for (std::size_t place = 0; place + 1 < left.size(); ++place) {
    std::string swapped = left;
    std::swap(swapped[place], swapped[place + 1]);
    if (swapped == right) return true;
  }
  return false;
}

/// The key beside a digit's on the upper row of a keyboard.
char neighbouring_key(char digit, Random& random) {
  static constexpr std::string_view row = "1234567890";
  const auto place = static_cast<int>(row.find(digit));
  const int beside = place == 0 ? 1 : place == 9 ? 8 : place + (random.chance(0.5) ? 1 : -1);
  return row[static_cast<std::size_t>(beside)];
}

/// The sku, a letter and digits, as a hasty hand writes it; it may come out right.
std::string mistype(std::string sku, Random& random) {
  const auto place = static_cast<std::size_t>(random.between(1, static_cast<int>(sku.size()) - 2));
  const int roll = random.below(100);
  if (roll < 40) {
    std::swap(sku[place], sku[place + 1]);
  } else if (roll < 80) {
    sku[place] = neighbouring_key(sku[place], random);
  } else if (roll < 90) {
    sku.insert(place, 1, sku[place]);
  } else {
    sku.erase(place, 1);
  }
  return sku;
}

/// A random product, not of `keep`; -1 where it is hard to find one.
int draw_other(const World& world, int product, const std::set<int>& keep, Random& random) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    const int other = random.below(static_cast<int>(world.products.size()));
    if (other != product && !keep.contains(other)) return other;
  }
  return -1;
}

/// Nothing but the barcode may mix up the two.
bool are_strangers(const World& world, int left, int right) {
  const Product& one = world.products[left];
  const Product& other = world.products[right];
  return one.supplier != other.supplier && one.category != other.category &&
         std::abs(one.bin - other.bin) > 1 && !one_typo_apart(one.sku, other.sku);
}

/// The partner gets a sku that is easily typed for the product's. Says whether one was free.
bool give_near_code(World& world, int product, int partner, Random& random) {
  for (int attempt = 0; attempt < 40; ++attempt) {
    const std::string typo = mistype(world.products[product].sku, random);
    if (!is_free(world, typo)) continue;
    world.products[partner].sku = typo;
    for (Product& other : world.products) {
      if (other.code_neighbour != partner || one_typo_apart(other.sku, typo)) continue;
      other.code_neighbour = static_cast<int>(&other - world.products.data());
    }
    world.products[product].code_neighbour = partner;
    world.products[partner].code_neighbour = product;
    return true;
  }
  return false;
}

/// Each product without one gets a partner among the others that have none.
void pair_up_codes(World& world, const std::set<int>& keep, Random& random) {
  int open = -1;
  for (int index = 0; index < static_cast<int>(world.products.size()); ++index) {
    if (keep.contains(index) || world.products[index].code_neighbour != index) continue;
    if (open < 0) {
      open = index;
      continue;
    }
    give_near_code(world, open, index, random);
    open = -1;
  }
}

/// Whoever orders under the cause's conditions lives in a flat.
void house_in_flats(World& world, const Book& book, const Cause& cause, Random& random) {
  for_each_unit(world, book, UnitKind::order, [&](const Unit& unit) {
    Address& address = world.customers[unit.order->customer].address;
    if (!address.flat.empty() || !meets(world, cause.conditions, unit)) return;
    address.flat = fmt::format("Piso {} Dpto {}", random.between(1, 14),
                               static_cast<char>('A' + random.below(6)));
  });
}

int make_twin(World& world, const Cause& cause, int product, const std::set<int>& keep,
              Random& random) {
  if (cause.mechanism == "alike_descriptions") return make_alike(world, product, keep, random);
  if (cause.mechanism == "code_typo") return make_near_code(world, product, keep, random);
  if (cause.mechanism == "same_barcode") return share_barcode(world, product, keep, random);
  if (cause.mechanism != "neighbouring_bins") return -1;
  const std::vector<int> neighbours = bin_neighbours(world, product);
  return neighbours.empty() ? -1 : random.pick(neighbours);
}

}  // namespace

Delay delay_of(std::string_view mechanism) {
  static constexpr std::array<std::pair<std::string_view, Delay>, 6> delays = {{
      {"slow_picking", Delay::picking},
      {"slow_packing", Delay::packing},
      {"slow_dispatch", Delay::dispatch},
      {"slow_transit", Delay::transit},
      {"slow_redelivery", Delay::redelivery},
      {"short_promise", Delay::promise},
  }};
  for (const auto& [name, delay] : delays) {
    if (name == mechanism) return delay;
  }
  return Delay::none;
}

std::vector<int> bin_neighbours(const World& world, int product) {
  std::vector<int> neighbours;
  const int bin = world.products[product].bin;
  for (int other = 0; other < static_cast<int>(world.products.size()); ++other) {
    const int its = world.products[other].bin;
    const bool near = std::abs(its - bin) <= 1 && its / bins_per_aisle == bin / bins_per_aisle;
    if (other != product && near) neighbours.push_back(other);
  }
  return neighbours;
}

std::vector<int> near_codes(const World& world, int product) {
  std::vector<int> near;
  for (int other = 0; other < static_cast<int>(world.products.size()); ++other) {
    if (other != product && one_typo_apart(world.products[other].sku, world.products[product].sku))
      near.push_back(other);
  }
  return near;
}

std::vector<int> supplier_mates(const World& world, int product) {
  const Product& own = world.products[product];
  std::vector<int> mates, of_category;
  for (int other = 0; other < static_cast<int>(world.products.size()); ++other) {
    if (other == product || world.products[other].supplier != own.supplier) continue;
    mates.push_back(other);
    if (world.products[other].category == own.category) of_category.push_back(other);
  }
  return of_category.empty() ? mates : of_category;
}

int make_alike(World& world, int product, const std::set<int>& keep, Random& random) {
  const int like = world.products[product].twin;
  const std::vector<std::string> theirs = words_of(world.products[like].name);
  for (int attempt = 0; attempt < 40; ++attempt) {
    std::vector<std::string> words = words_of(world.products[product].name);
    const auto place = static_cast<std::size_t>(random.below(static_cast<int>(words.size())));
    if (place >= theirs.size() || words[place] == theirs[place]) continue;
    words[place] = theirs[place];
    const std::string name = join(words);
    const int namesake = find_name(world, name);
    const int twin = namesake < 0 ? like : namesake;
    if (keep.contains(twin)) continue;
    world.products[twin].name = name;
    world.products[product].twin = twin;
    return twin;
  }
  return -1;
}

int make_near_code(World& world, int product, const std::set<int>& keep, Random& random) {
  for (const int near : near_codes(world, product)) {
    if (!keep.contains(near)) return world.products[product].code_neighbour = near;
  }
  const int partner = draw_other(world, product, keep, random);
  return partner >= 0 && give_near_code(world, product, partner, random) ? partner : -1;
}

int share_barcode(World& world, int product, const std::set<int>& keep, Random& random) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    const int other = draw_other(world, product, keep, random);
    if (other < 0 || !are_strangers(world, product, other)) continue;
    world.products[other].barcode = world.products[product].barcode;
    return other;
  }
  return -1;
}

std::set<int> products_of(const std::vector<Cause>& causes) {
  std::set<int> products;
  for (const Cause& cause : causes) {
    if (cause.twin >= 0) products.insert(cause.twin);
    if (const int sku = value_in(cause.conditions, Factor::sku); sku >= 0) products.insert(sku);
  }
  return products;
}

void set_up_mechanisms(World& world, const Book& book, std::vector<Cause>& causes, Random& random) {
  for (Cause& cause : causes) {
    const int product = value_in(cause.conditions, Factor::sku);
    if (cause.kind == Kind::wrong_item && product >= 0) {
      cause.twin = make_twin(world, cause, product, products_of(causes), random);
    } else if (cause.mechanism == "code_typo") {
      pair_up_codes(world, products_of(causes), random);
    } else if (cause.mechanism == "missing_unit") {
      house_in_flats(world, book, cause, random);
    }
  }
}

}  // namespace rastro::simulation
