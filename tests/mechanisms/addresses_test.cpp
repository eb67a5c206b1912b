#include "mechanisms/addresses.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

namespace rastro {

namespace {

constexpr Seconds ordered = 20000 * seconds_per_day;

std::string mechanism(std::string_view used, std::string_view correct,
                      const AddressContext& context = {}) {
  INFO(used << " / " << correct);
  return std::string(compare_addresses(used, correct, context).mechanism);
}

AddressContext filed(std::string address, std::optional<Seconds> since) {
  AddressContext context;
  context.on_file = std::move(address);
  context.on_file_since = since;
  context.ordered_at = ordered;
  return context;
}

/// by_chance over what the named mechanism gives: small where the look tells much.
double chance_against(const AddressFinding& finding) {
  const Signs signs = address_signs(finding);
  return signs.by_chance / *std::max_element(signs.given.begin(), signs.given.end());
}

const std::string right = "Av. Rivadavia 1234, Piso 3 Dpto B, 1406 Villa Serena";

}  // namespace

TEST_CASE("A missing floor or flat is found", "[mechanisms]") {
  const auto found = compare_addresses("Av. Rivadavia 1234, 1406 Villa Serena", right, {});
  CHECK(found.mechanism == "missing_unit");
  CHECK(found.used.empty());
  CHECK(found.correct == "Piso 3 Dpto B");
  CHECK(mechanism("Av. Rivadavia 1234, Piso 3, 1406 Villa Serena", right) == "missing_unit");
  CHECK(mechanism("Belgrano 20, 3º A", "Belgrano 20, 3º B") == "missing_unit");
  CHECK(mechanism("Calle 13 # 45-20 Apto 301", "Calle 13 # 45-20 Torre 2 Apto 301") ==
        "missing_unit");
  CHECK(mechanism("Av. Rivadavia 1234", "Piso 4 B") == "missing_unit");
}

TEST_CASE("Swapped digits are found", "[mechanisms]") {
  const auto found = compare_addresses("Av. Rivadavia 1243, 1406 Villa Serena", right, {});
  CHECK(found.mechanism == "swapped_digits");  // rather than the missing floor
  CHECK(found.used == "1243");
  CHECK(found.correct == "1234");
  CHECK(mechanism("Calle 13 # 45-02", "Calle 13 # 45-20") == "swapped_digits");
  CHECK(mechanism("Calle 31 # 45-20", "Calle 13 # 45-20") == "swapped_digits");
  CHECK(mechanism("Av. Rivadavia 1243", "es 1234 no 1243") == "swapped_digits");
}

TEST_CASE("Another wrong number is found", "[mechanisms]") {
  for (const char* number : {"1235", "124", "12234", "s/n", "77", ""}) {
    CHECK(mechanism("Av. Rivadavia " + std::string(number) + ", Piso 3 Dpto B, Villa Serena",
                    right) == "wrong_number");
  }
  CHECK(mechanism("Bº Las Flores Mz. 4 Lote 7", "Bº Las Flores Mz. 4 Lote 9") == "wrong_number");
  CHECK(mechanism("Belgrano 20", "altura 200") == "wrong_number");
}

TEST_CASE("An old address is found by the customer's file", "[mechanisms]") {
  const std::string old = "Calle Las Retamas 720, 1677 Colonia Luz";
  SECTION("the file was updated after the order and holds the correct one") {
    const auto found = compare_addresses(old, right, filed(right, ordered + seconds_per_day));
    CHECK(found.mechanism == "old_address");
    CHECK(found.used == "Calle Las Retamas 720");
    CHECK(found.correct == "Av. Rivadavia 1234");
  }
  SECTION("the used one is the one on file, not updated for long") {
    CHECK(mechanism(old, right, filed(old, ordered - 400 * seconds_per_day)) == "old_address");
    CHECK(mechanism(old, right, filed(old, ordered - 5 * seconds_per_day)) != "old_address");
  }
  SECTION("the order named the correct one, the file's was used") {
    AddressContext context = filed(old, ordered - 5 * seconds_per_day);
    context.ordered_address = right;
    CHECK(mechanism(old, right, context) == "old_address");
  }
  SECTION("the file held the correct one long before the order") {
    CHECK(mechanism(old, right, filed(right, ordered - 400 * seconds_per_day)) != "old_address");
  }
  SECTION("nothing is on file: that it differs in all says little") {
    const auto found = compare_addresses(old, right, {});
    CHECK(found.mechanism == "wrong_locality");
    CHECK(chance_against(found) > 0.3);
  }
}

TEST_CASE("A slip that the file was freed of later is a slip, not an old address", "[mechanisms]") {
  const AddressContext corrected = filed(right, ordered + seconds_per_day);
  CHECK(mechanism("Av. Rivadavia 1243, Piso 3 Dpto B", right, corrected) == "swapped_digits");
  CHECK(mechanism("Av. Rivadavia 1234", right, corrected) == "missing_unit");
  CHECK(mechanism("Av. Belgrano 1234, Piso 3 Dpto B", right, corrected) == "wrong_street");
  // An old file with the same address tells nothing either.
  CHECK(mechanism(right, right, filed(right, ordered - 900 * seconds_per_day)).empty());
}

TEST_CASE("Another street of the same name is found", "[mechanisms]") {
  CHECK(mechanism("Calle San Martín 450", "Av. San Martín 450") == "same_street_name");
  CHECK(mechanism("Pasaje San Martín 450", "Calle San Martín 450") == "same_street_name");
  CHECK(mechanism("Carrera 13 # 45-20", "Calle 13 # 45-20") == "same_street_name");
  CHECK(mechanism("San Martín (N) 450", "San Martín (S) 450") == "same_street_name");
  CHECK(mechanism("San Martín 450", "San Martín Norte 450") == "same_street_name");
  CHECK(mechanism("San Martín 450", "General San Martín 450") == "same_street_name");
  CHECK(mechanism("Coronel Díaz 450", "Doctor Díaz 450") == "same_street_name");
}

TEST_CASE("Another street and a typing error in its name are found", "[mechanisms]") {
  CHECK(mechanism("Calle Los Aromos 450", "Calle Los Ceibos 450") == "wrong_street");
  CHECK(mechanism("Calle Los Aromos 450, Pilar", "Calle Los Álamos 450, Pilar") == "wrong_street");
  CHECK(mechanism("Calle Belgrnao 450", "Calle Belgrano 450") == "wrong_street");
  CHECK(mechanism("Calle 13 # 45-20", "Calle 15 # 45-20") == "wrong_street");
  CHECK(mechanism("Calle 13 # 45-20", "Calle 13A # 45-20") == "wrong_street");
  CHECK(mechanism("Martín 450", "San Martín 450") == "wrong_street");
}

TEST_CASE("A wrong locality is found, its postal code with it", "[mechanisms]") {
  CHECK(mechanism("Belgrano 450, 1677 Colonia Luz", "Belgrano 450, 1406 Villa Serena") ==
        "wrong_locality");
  CHECK(mechanism("Belgrano 450, Colonia Luz", "Belgrano 450, Villa Serena") == "wrong_locality");
  CHECK(mechanism("Belgrano 450, Col. Roma Norte, CDMX", "Belgrano 450, Col. Roma Sur, CDMX") ==
        "wrong_locality");
  CHECK(mechanism("Belgrano 450, Colonia Luz", "es en Villa Serena") == "wrong_locality");
  CHECK(mechanism("Belgrano 540, 1677 Colonia Luz", "Belgrano 450, 1406 Villa Serena") ==
        "wrong_locality");
}

TEST_CASE("A wrong postal code alone is found", "[mechanisms]") {
  CHECK(mechanism("Belgrano 450, 1460 Villa Serena", "Belgrano 450, 1406 Villa Serena") ==
        "wrong_postal_code");
  CHECK(mechanism("Belgrano 450, CP 06700", "Belgrano 450, CP 06760") == "wrong_postal_code");
}

TEST_CASE("The same address written otherwise is not wrong", "[mechanisms]") {
  const std::pair<const char*, const char*> same[] = {
      {"Avenida Rivadavia Nº 1.234 3º B, Villa Serena", right.c_str()},
      {"RIVADAVIA 1234 3B", right.c_str()},
      {"1406 Villa Serena, Av. Ribadavia 1234 piso 03 depto. b", right.c_str()},
      {"Gral. Paz 100, Dto. 4", "General Paz 100, Departamento 4"},
      {"Paz 1602-4, Pilar", "Paz 1602 Int. 4, Pilar"},
      {"J. B. Justo 100", "Juan B. Justo 100"},
      {"Alberdi 100", "Juan Bautista Alberdi 100"},
      {"Sta. Fe 100 PB", "Santa Fe 100 planta baja"},
      {"Belgrano 1234/36", "Belgrano 1236"},
      {"Belgrano 12 B", "Belgrano 12, Dpto B"},
      {"Cra. 7 No. 71-21, Bogotá D.C.", "Carrera 7 # 71 - 21, Bogotá"},
      {"C/ Mayor, 5, 2º izq., 28013 Madrid", "Calle Mayor 5 2 izquierda, Madrid"},
      {"Belgrano 450, CABA", "Belgrano 450, Capital Federal"},
      {"Belgrano 450, Ciudad Autónoma de Buenos Aires", "Belgrano 450, C.A.B.A."},
      {"Belgrano 450, CABA", "Belgrano 450, Buenos Aires"},
      {"Belgrano 450, Pilar, Bs. As.", "Belgrano 450, Pilar, Buenos Aires"},
      {"Belgrano 450, Roma Norte, CDMX", "Belgrano 450, Col. Roma Norte, México D.F."},
      {"Belgrano 450, B1638ABC Vicente López", "Belgrano 450, 1638 Vicente Lopez, Argentina"},
      {"Belgrano 450, CP 6700", "Belgrano 450, CP 06700"},
      {"Belgrano 450 (timbre roto)", "Belgrano 450, entre Paz y Roca"},
  };
  for (const auto& [used, correct] : same) {
    INFO(used << " / " << correct);
    for (const auto& found :
         {compare_addresses(used, correct, {}), compare_addresses(correct, used, {})}) {
      CHECK(found.mechanism == "");
      CHECK(found.agree);
    }
  }
}

TEST_CASE("What only one side records is not wrong", "[mechanisms]") {
  CHECK(mechanism("Belgrano 450", "Belgrano 450, 1406 Villa Serena").empty());
  CHECK(mechanism("Belgrano 450, 3º B, 1406 Villa Serena", "Belgrano 450").empty());
  CHECK(mechanism("Belgrano 450, 1406 Villa Serena", "Belgrano, Villa Serena").empty());
}

TEST_CASE("Where nothing can be said, nothing is", "[mechanisms]") {
  for (const char* text : {"", "llamar antes", "Улица Ленина 5", "\xFF\xC3", ", , #"}) {
    const auto found = compare_addresses(text, text[0] == '\0' ? right : text, {});
    CHECK(found.mechanism.empty());
  }
  CHECK(mechanism(right, "").empty());
  CHECK(mechanism(right, "Villa Serena").empty());
  CHECK(mechanism(right, "avisar al vecino").empty());
  CHECK_FALSE(compare_addresses(right, "", {}).agree);
}

TEST_CASE("Signs are likelihoods by mechanism", "[mechanisms]") {
  const auto& ids = address_mechanisms();
  REQUIRE(ids.size() == 8);
  const auto total = [](const Signs& signs) {
    return std::accumulate(signs.given.begin(), signs.given.end(), 0.0);
  };
  SECTION("what is named gets most") {
    const Signs signs = address_signs(compare_addresses("Belgrano 1243", "Belgrano 1234", {}));
    CHECK(ids[1] == "swapped_digits");
    CHECK(signs.given[1] > 0.9);
    CHECK(total(signs) == Approx(1));
  }
  SECTION("nothing said speaks for nothing") {
    const Signs signs = address_signs(compare_addresses(right, "", {}));
    for (const double each : signs.given) CHECK(each == Approx(signs.by_chance));
  }
  SECTION("an address that was right speaks against all") {
    const Signs signs = address_signs(compare_addresses(right, right, {}));
    CHECK(total(signs) == Approx(0.25));
    CHECK(signs.by_chance == Approx(1.0 / 8));
  }
}

TEST_CASE("A swap weighs much, a short number less, any other number little", "[mechanisms]") {
  const double swap = chance_against(compare_addresses("Paz 1243", "Paz 1234", {}));
  const double short_swap = chance_against(compare_addresses("Paz 21", "Paz 12", {}));
  const double one_digit = chance_against(compare_addresses("Paz 7", "Paz 4", {}));
  const double any = chance_against(compare_addresses("Paz 872", "Paz 1234", {}));
  CHECK(swap < 0.001);
  CHECK(short_swap > 10 * swap);
  CHECK(one_digit > 10 * short_swap);
  CHECK(any > 0.1);
}

}  // namespace rastro
