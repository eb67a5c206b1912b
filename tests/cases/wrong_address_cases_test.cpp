// Each way in which an address is wrong, through the whole program: what the cause is told to be.
#include "cases/made_shop.h"

namespace rastro {

namespace {

using Json = nlohmann::json;

struct Case {
  std::string mechanism, used, correct;
};

/// One order-taker writes every second address as in the case.
Json cause_of(const Program& program, const Case& wrong) {
  MadeShop shop;
  shop.let_fail(
      3, [](const auto& order) { return order.taken_by == "T2"; },
      [&](auto& order) {
        order.address = order.address_used = wrong.used;
        order.correct_address = wrong.correct;
      });
  const Json review = review_of(program, shop);
  for (const Json& cause : review["causes"]) {
    if (cause["failure"] == "wrong_address") return cause;
  }
  FAIL("no cause of wrong addresses");
  return {};
}

}  // namespace

TEST_CASE("each kind of address mistake is named, with the step that takes addresses", "[cases]") {
  const Case wrong =
      GENERATE(Case{"missing_unit", "Av. Rivadavia 1234", "Av. Rivadavia 1234, Piso 3 Dpto B"},
               Case{"swapped_digits", "Av. Rivadavia 1324", "Av. Rivadavia 1234"},
               Case{"wrong_number", "Av. Rivadavia 1284", "Av. Rivadavia 1234"},
               Case{"same_street_name", "Calle San Martín 450", "Av. San Martín 450"},
               Case{"wrong_street", "Calle Belgrano 450", "Calle Las Heras 450"});
  const Program program;
  const Json cause = cause_of(program, wrong);
  INFO(cause.dump(1));
  REQUIRE_FALSE(cause["mechanism"].is_null());
  CHECK(cause["mechanism"]["kind"] == wrong.mechanism);
  CHECK(cause["step"] == "address_capture");
  CHECK(cause["factor_step"] == "order_entry");
  CHECK(cause["mechanism"]["addresses"][0]["correct"] == wrong.correct);
}

TEST_CASE("redacted, no address of a mechanism leaves the program", "[cases]") {
  MadeShop shop;
  shop.let_fail(
      3, [](const auto& order) { return order.taken_by == "T2"; },
      [](auto& order) {
        order.address_used = "Av. Rivadavia 1324";
        order.correct_address = "Av. Rivadavia 1234";
      });
  const Program program;
  shop.write(program);
  program.done({"review", "logs", "--out", "out", "--quiet", "--redact"});
  for (const auto& [name, content] : contents_of(program.path() + "/out")) {
    INFO(name);
    CHECK(content.find("Rivadavia") == std::string::npos);
  }
}

}  // namespace rastro
