#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/random.h"
#include "mechanisms/wrong_item.h"

namespace rastro {

namespace {

/// 300 products without any relation but three: 0 and 1 read alike, 2 and 3 share a barcode, a bin
/// and nothing else.
Catalogue made_catalogue() {
  std::vector<Item> items;
  for (int index = 0; index < 300; ++index) {
    items.push_back(
        {fmt::format("{:c}{:03}{:c}", 'A' + index % 26, index * 7 % 1000, 'A' + index / 26),
         fmt::format("cosa{} n{}", index * 331, index * 57), "", "", "", "", ""});
  }
  items[0].description = "Silla de oficina con ruedas y respaldo alto color negro";
  items[1].description = "Silla de oficina con ruedas y respaldo alto color gris";
  items[2].barcode = items[3].barcode = "7790001112223";
  items[2].bin = items[3].bin = "A-1-1";
  return Catalogue(items);
}

std::string sku_with(const Catalogue& catalogue, std::string_view what) {
  for (std::size_t index = 0; index < catalogue.size(); ++index) {
    const Item& item = catalogue.item(index);
    if ((item.description + "|" + item.name).find(what) != std::string::npos) return item.sku;
  }
  return "";
}

std::vector<std::string> mechanisms_of(const ConfusedPair& pair) {
  std::vector<std::string> ids;
  for (const std::size_t index : pair.mechanisms) {
    ids.push_back(item_mechanisms()[index]);
  }
  return ids;
}

/// Any item for any other; uneven: some are ordered and lie in the way much more often than others.
std::vector<Confusion> random_confusions(const Catalogue& catalogue, int count, std::uint64_t seed,
                                         bool uneven = false) {
  Random random(seed);
  std::vector<double> weights;
  for (std::size_t index = 0; index < catalogue.size(); ++index) {
    weights.push_back(uneven ? 1 / (static_cast<double>(index) + 5) : 1);
  }
  const WeightedChoice choice(weights);
  const auto any = [&] {
    return catalogue.item(static_cast<std::size_t>(choice.draw(random))).sku;
  };
  std::vector<Confusion> confusions;
  for (int each = 0; each < count; ++each) confusions.push_back({any(), any(), 1});
  return confusions;
}

}  // namespace

TEST_CASE("A pair that keeps being confused stands out, in both directions", "[mechanisms]") {
  const Catalogue catalogue = made_catalogue();
  const std::string black = sku_with(catalogue, "negro"), grey = sku_with(catalogue, "gris");
  auto confusions = random_confusions(catalogue, 150, 3);
  for (int time = 0; time < 6; ++time) confusions.push_back({black, grey, 1});
  confusions.push_back({grey, black, 2});
  const auto pairs = rank_confused_pairs(catalogue, confusions);
  REQUIRE(pairs.size() > 100);
  CHECK(pairs[0].ordered == black);
  CHECK(pairs[0].received == grey);
  CHECK(pairs[0].times == 6);
  CHECK(pairs[0].times_back == 2);
  CHECK(pairs[0].evident);
  CHECK(pairs[0].expected < 0.5);
  CHECK(mechanisms_of(pairs[0]) == std::vector<std::string>{"alike_descriptions"});
  CHECK_FALSE(pairs[1].evident);
}

TEST_CASE("Random confusion makes hardly any pair evident", "[mechanisms]") {
  const Catalogue catalogue = made_catalogue();
  const bool uneven = GENERATE(false, true);
  int months_with = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto confusions = random_confusions(catalogue, 400, seed, uneven);
    if (rank_confused_pairs(catalogue, confusions).front().evident) ++months_with;
  }
  CHECK(months_with <= 3);
}

TEST_CASE("What turns up for everything is expected to turn up", "[mechanisms]") {
  const Catalogue catalogue = made_catalogue();
  // A favourite of the pickers comes for any item, and for one that is ordered wrong ten times.
  const std::string favourite = catalogue.item(40).sku, ordered = catalogue.item(50).sku;
  std::vector<Confusion> confusions;
  for (std::size_t index = 100; index < 200; ++index) {
    confusions.push_back({catalogue.item(index).sku, favourite, 1});
  }
  for (int time = 0; time < 4; ++time) confusions.push_back({ordered, favourite, 1});
  for (const ConfusedPair& pair : rank_confused_pairs(catalogue, confusions)) {
    CHECK_FALSE(pair.evident);
  }
}

TEST_CASE("A pair with several relations says so, and one with none too", "[mechanisms]") {
  const Catalogue catalogue = made_catalogue();
  std::string one, other;
  for (std::size_t index = 0; index < catalogue.size(); ++index) {
    if (catalogue.item(index).bin.empty()) continue;
    (one.empty() ? one : other) = catalogue.item(index).sku;
  }
  const std::string any = catalogue.item(250).sku, any_other = catalogue.item(120).sku;
  const std::vector<Confusion> confusions = {{one, other, 5}, {any, any_other, 4}};
  const auto pairs = rank_confused_pairs(catalogue, confusions);
  REQUIRE(pairs.size() == 2);
  CHECK(mechanisms_of(pairs[0]) == std::vector<std::string>{"neighbouring_bins", "same_barcode"});
  CHECK(pairs[1].evident);
  CHECK(mechanisms_of(pairs[1]).empty());
  CHECK(pairs[1].known);
}

TEST_CASE("A single confusion is no evidence, nor are shares of one", "[mechanisms]") {
  const Catalogue catalogue = made_catalogue();
  const std::string one = catalogue.item(1).sku, other = catalogue.item(200).sku;
  CHECK_FALSE(rank_confused_pairs(catalogue, std::vector<Confusion>{{one, other, 1}})[0].evident);
  const std::vector<Confusion> shares(10, {one, other, 0.1});
  const auto pairs = rank_confused_pairs(catalogue, shares);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].times == Approx(1));
  CHECK_FALSE(pairs[0].evident);
}

TEST_CASE("An unknown sku is counted and said to be unknown", "[mechanisms]") {
  const Catalogue catalogue = made_catalogue();
  const std::string one = catalogue.item(1).sku;
  const auto pairs = rank_confused_pairs(
      catalogue, std::vector<Confusion>{{one, "not in the list", 3}, {"?", one, 1}, {one, one, 9}});
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].received == "not in the list");
  CHECK_FALSE(pairs[0].known);
  CHECK(mechanisms_of(pairs[0]).empty());
  CHECK_FALSE(pairs[1].known);
  CHECK(rank_confused_pairs(Catalogue({}), std::vector<Confusion>{{"a", "b", 1}}).size() == 1);
  CHECK(rank_confused_pairs(catalogue, {}).empty());
}

}  // namespace rastro
