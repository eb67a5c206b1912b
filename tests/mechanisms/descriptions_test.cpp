#include "mechanisms/descriptions.h"

#include <catch2/catch.hpp>

#include "base/random.h"

namespace rastro {

namespace {

double alike(std::string_view left, std::string_view right) {
  return compare_descriptions(left, right).alikeness;
}

bool are_twins(std::string_view left, std::string_view right) {
  return alike(left, right) >= least_alikeness;
}

std::vector<std::string> texts(const std::vector<DifferingWord>& words) {
  std::vector<std::string> found;
  for (const DifferingWord& word : words) found.push_back(word.text);
  return found;
}

std::vector<std::string> forward(const std::vector<DifferingWord>& words) {
  std::vector<std::string> found;
  for (const DifferingWord& word : words) {
    if (word.bring_forward) found.push_back(word.text);
  }
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Case, accents, punctuation and function words make no difference", "[mechanisms]") {
  CHECK(alike("Bolígrafo AZUL, punta de 0,7 mm", "boligrafo azul punta 0.7mm") == 1);
  CHECK(alike("Resma de papel para la oficina", "RESMA PAPEL OFICINA") == 1);
  CHECK(alike("Box of paper for the office", "box paper, office.") == 1);
  CHECK(alike("Caneta da coleção para escritório", "CANETA COLECAO ESCRITORIO") == 1);
  // An accent of its own, as some systems export it.
  CHECK(alike("Le\xCC\x81"
              "man azul",
              "Léman azul") == 1);
}

TEST_CASE("A measure means the same however it is written", "[mechanisms]") {
  CHECK(alike("Agua 1,5 l", "Agua 1.5 L") == 1);
  CHECK(alike("Agua 1,5 litros", "Agua 1500 ml") == 1);
  CHECK(alike("Papel 80 g", "Papel 80grs.") == 1);
  CHECK(alike("Bandeja 30x40 cm", "Bandeja 30 x 40 cm") == 1);
  CHECK(alike("Bandeja 30×40 cm", "Bandeja 30 cm x 40 cm") == 1);
  CHECK(alike("Caño 2\" galvanizado", "Caño 2 pulgadas galvanizado") == 1);
  CHECK(alike("Caño 1/2\" galvanizado", "Caño 1/2 pulg galvanizado") == 1);
  CHECK(alike("Equipo 3.000 frigorías", "Equipo 3000 frigorias") == 1);
  CHECK(alike("Bolsas x12 unidades", "Bolsas x 12 un.") == 1);
  CHECK(alike("Taladro 220V", "Taladro 220 volts") == 1);
}

TEST_CASE("Another measure is another thing", "[mechanisms]") {
  for (const auto& [left, right] :
       std::vector<std::pair<std::string, std::string>>{{"Papel 80 g", "Papel 90 g"},
                                                        {"Papel 80 g", "Papel 80 kg"},
                                                        {"Bandeja 30x40 cm", "Bandeja 40x30 cm"},
                                                        {"Agua 1,5 l", "Agua 15 l"},
                                                        {"Agua 0,500 l", "Agua 500 l"},
                                                        {"Caño 1/2\"", "Caño 1/4\""},
                                                        {"Caja 2 x 12 u", "Caja 12 x 2 u"},
                                                        {"Vitamina E", "Vitamina A"},
                                                        {"Silla con ruedas", "Silla sin ruedas"},
                                                        {"Remera talle S", "Remera talle M"}}) {
    INFO(left << " / " << right);
    const auto compared = compare_descriptions(left, right);
    CHECK(compared.alikeness < 1);
    CHECK(compared.only_left.size() + compared.only_right.size() > 0);
  }
}

TEST_CASE("Twins are alike, and what tells them apart is brought forward", "[mechanisms]") {
  SECTION("a measure, before the codes that nobody reads") {
    const auto compared = compare_descriptions(
        "Papel A4 80 g resma 500 hojas Tilo. Diseño compacto. Código de fabricante Z-6363.",
        "Papel A4 90 g resma 500 hojas Tilo. Diseño compacto. Código de fabricante K-1758.");
    CHECK(compared.alikeness >= least_alikeness);
    CHECK(texts(compared.only_left) == Texts{"80 g", "Z-6363"});
    CHECK(texts(compared.only_right) == Texts{"90 g", "K-1758"});
    CHECK(forward(compared.only_left) == Texts{"80 g"});
    CHECK(forward(compared.only_right) == Texts{"90 g"});
    CHECK(compared.only_left[0].begin == 9);
    CHECK(compared.only_left[0].end == 13);
    CHECK(compared.only_left[0].kind == WordKind::measure);
    CHECK(compared.only_left[1].kind == WordKind::model_code);
  }
  SECTION("a colour, before words that stand earlier") {
    const auto compared =
        compare_descriptions("Moderna silla de oficina ergonómica tapizado negro con apoyabrazos",
                             "Elegante silla de oficina ergonómica tapizado rojo con apoyabrazos");
    CHECK(forward(compared.only_left) == Texts{"negro"});
    CHECK(forward(compared.only_right) == Texts{"rojo"});
    CHECK(compared.only_left.back().kind == WordKind::colour);
  }
  SECTION("words, where nothing else differs, and not how long they are guaranteed") {
    const auto compared =
        compare_descriptions("Abrochadora 25 hojas de mesa Lumen. Garantía de 12 meses.",
                             "Abrochadora 25 hojas de mesa Boreal. Garantía de 6 meses.");
    CHECK(forward(compared.only_left).front() == "Lumen");
    CHECK(compared.only_left.back().text == "12 meses");
    CHECK(compared.only_left.back().kind == WordKind::word);
  }
  SECTION("codes, where only they differ") {
    const auto compared = compare_descriptions("Tóner negro compatible HP-1102W alto rendimiento",
                                               "Tóner negro compatible HP-1102A alto rendimiento");
    CHECK(compared.alikeness >= least_alikeness);
    CHECK(forward(compared.only_left) == Texts{"HP-1102W"});
    CHECK(forward(compared.only_right) == Texts{"HP-1102A"});
  }
  SECTION("what only one of them says") {
    const auto compared = compare_descriptions("Limpiador de vidrios con gatillo Faroluz 5 litros",
                                               "Limpiador de vidrios con gatillo Faroluz");
    CHECK(forward(compared.only_left) == Texts{"5 litros"});
    CHECK(compared.only_right.empty());
  }
}

TEST_CASE("Twins in another order of words are alike, though not as much", "[mechanisms]") {
  const std::string_view one = "Papel A4 resma 500 hojas blanco 80 g Tilo";
  const std::string_view moved = "Papel A4 80 g blanco resma 500 hojas Tilo";
  CHECK(are_twins(one, moved));
  CHECK(alike(one, moved) < 1);
  CHECK(compare_descriptions(one, moved).only_left.empty());
  CHECK_FALSE(are_twins(one, "Tilo 80 g blanco hojas 500 resma A4 papel"));
}

TEST_CASE("Twins are found in English and Portuguese too", "[mechanisms]") {
  CHECK(are_twins("Stapler half strip black metal for 25 sheets of 80 gsm paper",
                  "Stapler half strip black metal for 20 sheets of 80 gsm paper"));
  CHECK(are_twins("Caderno universitário espiral capa dura azul 96 folhas",
                  "Caderno universitário espiral capa dura vermelho 96 folhas"));
  CHECK(forward(compare_descriptions("Shirt navy cotton size L", "Shirt navy cotton size XL")
                    .only_right) == Texts{"XL"});
  CHECK(forward(
            compare_descriptions("Camiseta preta algodão", "Camiseta branca algodão").only_left) ==
        Texts{"preta"});
}

TEST_CASE("Siblings of a family are no twins", "[mechanisms]") {
  const std::string_view sheet =
      "Papel A4 80 g resma 500 hojas Tilo. Diseño compacto. Código de fabricante Z-6363.";
  // Another brand, praised otherwise.
  CHECK_FALSE(are_twins(sheet,
                        "Papel A4 80 g resma 500 hojas Boreal. Línea escolar. Uso diario. Código "
                        "de fabricante A-8090."));
  CHECK_FALSE(are_twins(sheet,
                        "Papel A4 70 g resma 250 hojas Tilo. Garantía de 6 meses. Código de "
                        "fabricante B-1188."));
  CHECK_FALSE(are_twins("Lápiz HB", "Lápiz 2B"));
}

TEST_CASE("Early words count more than late ones", "[mechanisms]") {
  const std::string_view text = "Cuaderno espiral tapa dura rayado";
  CHECK(alike(text, "Agenda espiral tapa dura rayado") <
        alike(text, "Cuaderno espiral tapa dura liso"));
}

TEST_CASE("Words that look alike count for more than others", "[mechanisms]") {
  const std::string_view text = "Resma papel 80 g";
  CHECK(alike(text, "Resma papel 90 g") > alike(text, "Resma papel 125 g"));
  CHECK(alike("Cargador AC-1102", "Cargador AC-1120") > alike("Cargador AC-1102", "Cargador ZX-9"));
}

TEST_CASE("Too many differing words: the first ones and what is brought forward", "[mechanisms]") {
  const auto compared = compare_descriptions("uno dos tres cuatro cinco seis siete ocho nueve 7 kg",
                                             "alfa beta gama delta epsilon zeta eta 8 kg");
  CHECK(compared.only_left.size() == 8);
  CHECK(compared.only_left.front().text == "uno");
  CHECK(forward(compared.only_left) == Texts{"7 kg"});
}

TEST_CASE("Comparing is symmetrical, and a text is wholly like itself", "[mechanisms]") {
  const std::vector<std::string> parts = {"papel", "80 g",  "90 g", "azul",   "Z-6363",  "12",
                                          "21",    "silla", "de",   "sillas", "30x40 cm"};
  Random random(4);
  for (int round = 0; round < 300; ++round) {
    std::string one, other;
    for (int word = random.between(1, 8); word > 0; --word) one += random.pick(parts) + " ";
    for (int word = random.between(1, 8); word > 0; --word) other += random.pick(parts) + " ";
    INFO(one << "/ " << other);
    const auto forth = compare_descriptions(one, other), back = compare_descriptions(other, one);
    CHECK(forth.alikeness == back.alikeness);
    CHECK(forth.alikeness >= 0);
    CHECK(forth.alikeness <= 1);
    CHECK(texts(forth.only_left) == texts(back.only_right));
    CHECK(forward(forth.only_right) == forward(back.only_left));
    if (one.find_first_not_of("de ") != std::string::npos) CHECK(alike(one, one) == Approx(1));
  }
}

TEST_CASE("Odd texts are compared without harm", "[mechanisms]") {
  CHECK(alike("", "") == 0);
  CHECK(alike("de la", "Papel") == 0);
  CHECK(alike("Бумага белая 80 г", "Бумага белая 80 г") == 1);
  CHECK(alike("Papel \xFF\xC3", "Papel \xFF\xC3") == 1);
  CHECK(alike("\xE2\x80", "\xC2") == 0);
  const std::string huge(1'000'000, 'a'), numbers(1'000'000, '7');
  CHECK(alike(huge, huge) == 1);
  CHECK(alike(numbers, numbers) == 1);
  for (const DifferingWord& word : compare_descriptions(huge, numbers).only_left) {
    CHECK(word.text.size() <= 70);
  }
  std::string many;
  for (int word = 0; word < 100'000; ++word) many += "w" + std::to_string(word) + " ";
  CHECK(alike(many, many) == Approx(1));
  CHECK(read_description(many).size() == most_description_words);
}

TEST_CASE("No bound on alikeness is ever broken", "[mechanisms]") {
  // None of the words is shared, all look alike.
  CHECK(alike("papel80 carton20", "papel81 carton21") <= most_alikeness(0));
  CHECK(most_alikeness(1) == 1);
}

}  // namespace rastro
