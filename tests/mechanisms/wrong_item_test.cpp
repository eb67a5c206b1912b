#include "mechanisms/wrong_item.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/random.h"
#include "mechanisms/descriptions.h"

namespace rastro {

namespace {

/// Two hundred products that have nothing to do with each other.
std::vector<Item> strangers() {
  std::vector<Item> items;
  Random random(11);
  for (int index = 0; index < 200; ++index) {
    std::string name;
    for (int word = 0; word < 4; ++word) {
      for (int letter = 0; letter < 7; ++letter) name += static_cast<char>('a' + random.below(26));
      name += ' ';
    }
    items.push_back({fmt::format("Z{:02}-{:06}", index, index * 4337), name, "",
                     fmt::format("proveedor {}", index), "varios", fmt::format("Z-{}-1", index),
                     fmt::format("779{:07}", index * 31)});
  }
  return items;
}

/// A catalogue of strangers with the items of a case in it.
class MadeCatalogue {
 public:
  explicit MadeCatalogue(const std::vector<Item>& items)
      : catalogue_([&] {
          std::vector<Item> all = strangers();
          all.insert(all.end(), items.begin(), items.end());
          return all;
        }()) {}

  const Catalogue& catalogue() const { return catalogue_; }
  std::size_t index(const std::string& sku) const { return catalogue_.find(sku).value(); }
  Signs signs(const std::string& ordered, const std::string& received) const {
    return item_signs(catalogue_, index(ordered), index(received));
  }
  /// How much likelier than by chance, by mechanism.
  double lift(const std::string& mechanism, const std::string& ordered,
              const std::string& received) const {
    const auto& ids = item_mechanisms();
    const auto at = std::find(ids.begin(), ids.end(), mechanism) - ids.begin();
    const Signs shown = signs(ordered, received);
    return shown.given[static_cast<std::size_t>(at)] / shown.by_chance;
  }

 private:
  Catalogue catalogue_;
};

/// Nothing but a sku and a description.
Item described(const std::string& sku, const std::string& description) {
  return {sku, "", description, "", "", "", ""};
}

Item placed(const std::string& sku, const std::string& bin) {
  return {sku, sku, "", "", "", bin, ""};
}

const std::vector<std::string> all_of_them = {"alike_descriptions", "code_typo",
                                              "neighbouring_bins", "same_barcode", "same_supplier"};

}  // namespace

TEST_CASE("The mechanisms are those that a received item shows", "[mechanisms]") {
  CHECK(item_mechanisms() == all_of_them);
}

TEST_CASE("A twin that reads alike shows it", "[mechanisms]") {
  const MadeCatalogue made(
      {described("A-1000", "Papel A4 80 g resma 500 hojas Tilo. Diseño compacto."),
       described("B-2222", "PAPEL A4 90 g resma de 500 hojas TILO. Diseño compacto."),
       described("C-3333", "Papel A4 70 g resma 250 hojas Boreal. Línea escolar.")});
  CHECK(made.lift("alike_descriptions", "A-1000", "B-2222") > 150);
  CHECK(made.lift("alike_descriptions", "B-2222", "A-1000") > 150);
  SECTION("no other mechanism is shown") {
    for (const std::string& other : all_of_them) {
      if (other != "alike_descriptions") CHECK(made.lift(other, "A-1000", "B-2222") == 0);
    }
  }
  SECTION("decoy: the twin is there, but something else comes") {
    CHECK(made.lift("alike_descriptions", "A-1000", "C-3333") < 0.1);
    CHECK(made.lift("alike_descriptions", "A-1000", made.catalogue().item(150).sku) < 0.1);
  }
}

TEST_CASE("The nearest twin is the likeliest", "[mechanisms]") {
  const MadeCatalogue made(
      {described("A-1000", "Carpeta oficio dos anillos lomo ancho azul 8 cm"),
       described("B-2222", "Carpeta oficio dos anillos lomo ancho azul 6 cm"),
       described("C-3333", "Carpeta oficio tres anillos lomo ancho azul 8 cm")});
  CHECK(made.lift("alike_descriptions", "A-1000", "B-2222") >
        made.lift("alike_descriptions", "A-1000", "C-3333"));
  CHECK(made.lift("alike_descriptions", "A-1000", "C-3333") > 1);
}

TEST_CASE("Many brands of one thing are weak evidence for each", "[mechanisms]") {
  std::vector<Item> brands;
  for (int brand = 0; brand < 40; ++brand) {
    brands.push_back(described(fmt::format("P{:02}x{:04}", brand, brand * 337),
                               fmt::format("Papel A4 80 g resma 500 hojas Marca{:c}{:c}",
                                           'a' + brand % 7, 'k' + brand / 7)));
  }
  const MadeCatalogue made(brands);
  const double lift = made.lift("alike_descriptions", brands[0].sku, brands[17].sku);
  CHECK(lift < 10);
  CHECK(lift > 1);
}

TEST_CASE("The name stands for a description that is missing", "[mechanisms]") {
  const MadeCatalogue made(
      {{"A-1000", "Cuaderno espiral tapa dura azul 84 hojas", "  ", "", "", "", ""},
       described("B-2222", "Cuaderno espiral tapa dura azul 98 hojas")});
  CHECK(made.lift("alike_descriptions", "A-1000", "B-2222") > 150);
}

TEST_CASE("A code one slip away shows it", "[mechanisms]") {
  const MadeCatalogue made({placed("AC-1102", ""), placed("AC-1120", ""), placed("AC-1999", "")});
  CHECK(made.lift("code_typo", "AC-1102", "AC-1120") > 150);
  CHECK(made.lift("code_typo", "AC-1120", "AC-1102") > 150);
  CHECK(made.lift("code_typo", "AC-1102", "AC-1999") < 0.1);
  CHECK(made.lift("code_typo", "AC-1999", "AC-1102") == 0);
}

TEST_CASE("Near codes by chance in a dense catalogue are weak evidence", "[mechanisms]") {
  std::vector<Item> dense;
  for (int number = 500; number < 1000; ++number)
    dense.push_back(placed(fmt::format("K{}", number), ""));
  const MadeCatalogue made(dense);
  const MadeCatalogue sparse({placed("K512", ""), placed("K521", "")});
  CHECK(sparse.lift("code_typo", "K512", "K521") > 150);
  CHECK(made.lift("code_typo", "K512", "K789") < 0.1);
  CHECK(made.lift("code_typo", "K512", "K517") < sparse.lift("code_typo", "K512", "K521") / 3);
}

TEST_CASE("A neighbour on the shelf shows it, and one in another aisle does not", "[mechanisms]") {
  const MadeCatalogue made({placed("Q1", "A-01-3"), placed("R22", "A-01-4"),
                            placed("S333", "A-01-3"), placed("T4444", "B-01-3"),
                            placed("U55555", "")});
  CHECK(made.lift("neighbouring_bins", "Q1", "S333") > made.lift("neighbouring_bins", "Q1", "R22"));
  CHECK(made.lift("neighbouring_bins", "Q1", "R22") > 50);
  CHECK(made.lift("neighbouring_bins", "Q1", "T4444") < 0.1);
  CHECK(made.lift("neighbouring_bins", "U55555", "Q1") == 0);
}

TEST_CASE("The same barcode shows it, but for one that is none", "[mechanisms]") {
  const MadeCatalogue made({{"Q1", "", "", "", "", "", "7791234567890"},
                            {"R22", "", "", "", "", "", "07791234567890"},
                            {"S333", "", "", "", "", "", "0000"},
                            {"T4444", "", "", "", "", "", "0000"}});
  CHECK(made.lift("same_barcode", "Q1", "R22") > 150);
  CHECK(made.lift("same_barcode", "Q1", "S333") < 0.1);
  CHECK(made.lift("same_barcode", "S333", "T4444") == 0);
}

TEST_CASE("The supplier's family shows it, and other goods of the supplier do not",
          "[mechanisms]") {
  std::vector<Item> items;
  for (int index = 0; index < 10; ++index) {
    items.push_back({fmt::format("W{}q{}", index, index * 917), "", "", "Alfa S.A.",
                     index < 5 ? "Papel" : "Tintas", "", ""});
  }
  const MadeCatalogue made(items);
  CHECK(made.lift("same_supplier", items[0].sku, items[3].sku) > 40);
  CHECK(made.lift("same_supplier", items[0].sku, items[7].sku) < 0.1);
}

TEST_CASE("What two products have in common is told, however many others have it too",
          "[mechanisms]") {
  std::vector<Item> dense;
  for (int last = 0; last < 10; ++last) {
    dense.push_back({fmt::format("M4030{}", last), fmt::format("cosa {}", last * 7919), "", "", "",
                     fmt::format("{}-90-1", static_cast<char>('A' + last)), ""});
  }
  const MadeCatalogue made(dense);
  const auto relations = [&](const std::string& ordered, const std::string& received) {
    std::vector<std::string> ids;
    for (const std::size_t each :
         item_relations(made.catalogue(), made.index(ordered), made.index(received))) {
      ids.push_back(item_mechanisms()[each]);
    }
    return ids;
  };
  CHECK(relations("M40302", "M40307") == std::vector<std::string>{"code_typo"});
  CHECK(relations("M40302", "Z05-021685").empty());
}

TEST_CASE("Each number is a probability over the items received", "[mechanisms]") {
  std::vector<Item> items;
  Random random(5);
  for (int index = 0; index < 60; ++index) {
    items.push_back({fmt::format("K{:03}", random.below(400)),
                     fmt::format("Papel A4 {} g resma {} hojas", 70 + 5 * random.below(5),
                                 250 * random.between(1, 2)),
                     "", fmt::format("p{}", random.below(3)), "Papel",
                     fmt::format("A-{}-{}", random.below(3), random.below(5)),
                     fmt::format("{}", random.below(20))});
  }
  const Catalogue catalogue(items);
  for (std::size_t ordered = 0; ordered < catalogue.size(); ++ordered) {
    const ItemSigns of_item(catalogue, ordered);
    std::vector<double> sums(item_mechanisms().size(), 0);
    double by_chance = 0;
    for (std::size_t received = 0; received < catalogue.size(); ++received) {
      const Signs signs = of_item.of(received);
      for (std::size_t index = 0; index < sums.size(); ++index) sums[index] += signs.given[index];
      by_chance += signs.by_chance;
    }
    for (const double sum : sums) CHECK((sum == 0 || sum == Approx(1)));
    CHECK(by_chance == Approx(1));
  }
}

TEST_CASE("What is received as ordered, or unknown, shows nothing", "[mechanisms]") {
  const MadeCatalogue made({placed("AC-1102", ""), placed("AC-1120", "")});
  const std::size_t one = made.index("AC-1102");
  for (const std::size_t received : {one, made.catalogue().size(), std::size_t{0} - 1}) {
    const Signs signs = item_signs(made.catalogue(), one, received);
    CHECK(signs.by_chance == 0);
    CHECK(signs.given == std::vector<double>(5, 0));
  }
  CHECK_FALSE(made.catalogue().find("no such sku"));
}

TEST_CASE("An item is found as it was typed into a report", "[mechanisms]") {
  const Catalogue catalogue({placed("AC-1102", ""),
                             placed("AB 12", ""),
                             placed("AB-12", ""),
                             placed("", ""),
                             {"AC-1102", "twice", "", "", "", "", ""}});
  CHECK(catalogue.size() == 3);
  CHECK(catalogue.item(*catalogue.find("ac1102")).name == "AC-1102");
  CHECK(catalogue.item(*catalogue.find("AB-12")).sku == "AB-12");
  CHECK_FALSE(catalogue.find("ab12"));  // two could be meant
  CHECK_FALSE(catalogue.find(""));
  CHECK(Catalogue({}).size() == 0);
}

TEST_CASE("A prefilter leaves out no twin", "[mechanisms]") {
  std::vector<Item> items;
  Random random(8);
  const std::vector<std::string> words = {"papel", "A4",   "80 g",   "90 g",  "resma", "500",
                                          "hojas", "azul", "blanco", "X-771", "Tilo"};
  for (int index = 0; index < 90; ++index) {
    std::string text;
    for (const std::string& word : words) {
      if (!random.chance(0.15)) text += word + ' ';
    }
    items.push_back(described(fmt::format("{:03}", index), text));
  }
  const Catalogue catalogue(items);
  for (std::size_t one = 0; one < catalogue.size(); ++one) {
    std::vector<std::size_t> expected, found;
    const auto own = read_description(catalogue.description(one));
    for (std::size_t other = 0; other < catalogue.size(); ++other) {
      const auto like = alikeness(own, read_description(catalogue.description(other)));
      if (other != one && like >= least_alikeness) expected.push_back(other);
    }
    for (const Relative& each : catalogue.alike(one)) found.push_back(each.item);
    CHECK(found == expected);
  }
}

}  // namespace rastro
