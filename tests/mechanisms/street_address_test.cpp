#include "mechanisms/street_address.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <catch2/catch.hpp>

namespace rastro {

namespace {

/// What was understood, in a line: "street: avenida rivadavia · number: 1234 · …".
std::string told(std::string_view text) {
  const StreetAddress address = parse_address(text);
  std::string line;
  const auto tell = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    line += fmt::format("{}{}: {}", line.empty() ? "" : " · ", name, value);
  };
  const auto names = [](const std::vector<NamedPlace>& places, bool written) {
    std::vector<std::string> all;
    for (const NamedPlace& place : places) all.push_back(written ? place.written : place.name);
    return fmt::format("{}", fmt::join(all, ", "));
  };
  std::vector<std::string> street;
  if (!address.street.type.empty()) street.push_back(address.street.type);
  for (const std::string& rank : address.street.ranks) street.push_back("(" + rank + ")");
  for (const std::string& word : address.street.words) street.push_back(word);
  if (!address.street.direction.empty()) street.push_back("(" + address.street.direction + ")");
  tell("street", fmt::format("{}", fmt::join(street, " ")));
  tell("number", address.number.none ? "none" : address.number.text);
  tell("until", address.number.until);
  tell("building", address.unit.building);
  tell("floor", address.unit.floor);
  tell("flat", address.unit.flat);
  tell("code", address.postal_code.name);
  tell("places", names(address.places, false));
  tell("crosses", fmt::format("{}", fmt::join(address.cross_streets, ", ")));
  tell("others", names(address.others, true));
  return line;
}

struct Example {
  std::string written, understood;
};

void check(const std::vector<Example>& examples) {
  for (const Example& example : examples) {
    INFO(example.written);
    CHECK(told(example.written) == example.understood);
  }
}

}  // namespace

TEST_CASE("Addresses are read as they are written in Argentina", "[mechanisms]") {
  check({
      {"Av. Rivadavia 1234, Piso 3 Dpto B, 1406 Villa Serena",
       "street: avenida rivadavia · number: 1234 · floor: 3 · flat: b · code: 1406 · places: villa "
       "serena"},
      {"Av Rivadavia 1234 Piso 3 Dpto B CP 1406 Villa Serena",
       "street: avenida rivadavia · number: 1234 · floor: 3 · flat: b · code: 1406 · places: villa "
       "serena"},
      {"San Martín 450 3º B", "street: san martin · number: 450 · floor: 3 · flat: b"},
      {"San Martín 450, 1° A, La Plata",
       "street: san martin · number: 450 · floor: 1 · flat: a · places: plata"},
      {"Av. Santa Fe 1.234 1er piso depto 2",
       "street: avenida santa fe · number: 1234 · floor: 1 · flat: 2"},
      {"25 de Mayo 300, 5to B", "street: 25 mayo · number: 300 · floor: 5 · flat: b"},
      {"Av. 9 de Julio 1234 PB", "street: avenida 9 julio · number: 1234 · floor: pb"},
      {"Av. Corrientes 1234 5 C, C.A.B.A.",
       "street: avenida corrientes · number: 1234 · floor: 5 · flat: c · places: caba"},
      {"Belgrano 120, B1638ABC Vicente López",
       "street: belgrano · number: 120 · code: b1638abc · places: vicente lopez"},
      {"Gral. San Martín 1234/36", "street: (general) san martin · number: 1234 · until: 1236"},
      {"San Martín (N) Nº 450", "street: san martin (norte) · number: 450"},
      {"Calle 7 entre 45 y 46 Nro 810, La Plata",
       "street: calle 7 · number: 810 · places: plata · crosses: 45, 46"},
      {"Rivadavia, Av. 1234", "street: avenida rivadavia · number: 1234"},
      {"12 Octubre 100", "street: 12 octubre · number: 100"},
      {"Belgrano y Paz", "street: belgrano · crosses: paz"},
      {"Calle 50 1234 e/ 7 y 8", "street: calle 50 · number: 1234 · crosses: 7, 8"},
      {"San Martín 450 esq. Belgrano", "street: san martin · number: 450 · crosses: belgrano"},
      {"Bº Las Flores Mz. 4 Lote 7, Córdoba", "number: mz 4 lt 7 · places: flores, cordoba"},
      {"Ruta 8 km 12,5, Pilar", "street: ruta 8 · number: km 12.5 · places: pilar"},
      {"Pje. O'Higgins 22 bis", "street: pasaje ohiggins · number: 22bis"},
      {"Av. Colón altura 2000, Of. 12", "street: avenida colon · number: 2000 · flat: 12"},
      {"Sta. Fe 1234 (timbre roto) frente a la plaza",
       "street: santa fe · number: 1234 · others: timbre roto, frente a la plaza"},
      {"Juan Pérez, Av. de la Torre 55", "street: avenida torre · number: 55 · others: Juan Pérez"},
  });
}

TEST_CASE("Addresses are read as they are written in Mexico and Colombia", "[mechanisms]") {
  check({
      {"Av. Juárez s/n, Col. Roma Norte, C.P. 06700, CDMX",
       "street: avenida juarez · number: none · code: 06700 · places: roma norte, cdmx"},
      {"Insurgentes Sur 1602 Int. 4, Col. Crédito Constructor, 03940 Ciudad de México",
       "street: insurgentes (sur) · number: 1602 · flat: 4 · code: 03940 · places: credito "
       "constructor, cdmx"},
      {"Calle 13 # 45-20", "street: calle 13 · number: 45-20"},
      {"Calle 13 # 45 - 20, Bogotá D.C.", "street: calle 13 · number: 45-20 · places: bogota"},
      {"Cra. 7 No. 71-21, Bogotá", "street: carrera 7 · number: 71-21 · places: bogota"},
      {"Cra 13A Nº 45-20 Torre 2 Apto 301",
       "street: carrera 13a · number: 45-20 · building: 2 · flat: 301"},
      {"Calle 13 A Bis # 45-20 Sur", "street: calle 13a bis (sur) · number: 45-20"},
  });
}

TEST_CASE("Addresses are read as they are written in Spain", "[mechanisms]") {
  check({
      {"C/ Mayor 5, 2º izq., 28013 Madrid",
       "street: calle mayor · number: 5 · floor: 2 · flat: izq · code: 28013 · places: madrid"},
      {"C/ Mayor, 5, 2º 1ª, 08001 Barcelona",
       "street: calle mayor · number: 5 · floor: 2 · flat: 1 · code: 08001 · places: barcelona"},
      {"C. Alcalá 45, bajo dcha., 28014 Madrid",
       "street: calle alcala · number: 45 · floor: pb · flat: dcha · code: 28014 · places: madrid"},
      {"Plaza Mayor 3, Portal 2", "street: plaza mayor · number: 3 · building: 2"},
  });
}

TEST_CASE("Addresses are read in Portuguese and English", "[mechanisms]") {
  check({
      {"R. das Flores, 12 - apto 34, São Paulo, 01310-100",
       "street: calle flores · number: 12 · flat: 34 · code: 01310-100 · places: sao paulo"},
      {"350 5th Ave Apt 2, New York, NY 10118",
       "street: avenida 5 · number: 350 · flat: 2 · code: 10118 · places: new york, ny"},
      {"1600 Pennsylvania Ave NW, Washington",
       "street: avenida pennsylvania (noroeste) · number: 1600 · places: washington"},
      {"12 Oak Street, 2nd floor", "street: calle oak · number: 12 · floor: 2"},
  });
}

TEST_CASE("A remark that only says what was wrong is read", "[mechanisms]") {
  check({
      {"Piso 4 B", "floor: 4 · flat: b"},
      {"falta piso 4 dpto B", "floor: 4 · flat: b"},
      {"es 1234 no 1243", "number: 1234"},
      {"no 1243 sino 1234", "number: 1234"},
      {"altura 1234", "number: 1234"},
      {"es en Villa Luz", "places: villa luz"},
      {"el código postal es 1625", "code: 1625"},
  });
}

TEST_CASE("The words are kept as they were written", "[mechanisms]") {
  const StreetAddress address =
      parse_address("Av. Ángel Gallardo N° 1.234, Torre 2, Piso 3 Dpto B");
  CHECK(address.street.written == "Av. Ángel Gallardo");
  CHECK(address.number.written == "1.234");
  CHECK(address.unit.written == "Torre 2, Piso 3 Dpto B");
}

TEST_CASE("What is no address is read without harm", "[mechanisms]") {
  CHECK(told("").empty());
  CHECK(told(" ,;- #/().").empty());
  CHECK(told("12 bis") == "number: 12bis");
  CHECK(told("Улица Ленина 5, Москва") == "street: Улица Ленина · number: 5 · places: Москва");
  CHECK(parse_address("Calle \xC3\xB1\xFF\xC3 12\xE2\x80").street.type == "calle");
  std::string huge = "Calle Larga 12, ";
  for (int repeat = 0; repeat < 100000; ++repeat) huge += "Piso 3 - no 4 es (N) ,";
  CHECK(parse_address(huge).number.text == "12");
}

TEST_CASE("An accent written apart is the same letter", "[mechanisms]") {
  CHECK(told("Calle Beltra\xCC\x81n 12") == "street: calle beltran · number: 12");
}

}  // namespace rastro
