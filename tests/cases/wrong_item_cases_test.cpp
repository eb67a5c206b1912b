// Each way in which a wrong item comes about, and what only looks like it, through the whole
// program.
#include "cases/made_shop.h"

namespace rastro {

namespace {

using Json = nlohmann::json;

constexpr std::size_t bad = 7, twin = 23;

/// Everyday mistakes: one in a hundred lines, any product for any other.
void let_err_now_and_then(MadeShop& shop) {
  shop.let_fail(
      100, [](const auto&) { return true; },
      [&](auto& order) { order.received = shop.other_product(order.product); });
}

/// The bad product comes wrong four times in five; `received` says what comes.
void let_come_wrong(MadeShop& shop, const std::function<std::string(int)>& received) {
  let_err_now_and_then(shop);
  int count = 0;
  shop.let_fail(
      5, [](const auto& order) { return order.product == bad; },
      [&](auto& order) { order.received.clear(); });
  shop.let_fail(
      1, [&](const auto& order) { return order.product == bad && ++count % 5 != 0; },
      [&](auto& order) { order.received = received(count); });
}

/// The one cause of wrong items; the case fails where there is none.
Json cause_of(const Program& program, const MadeShop& shop) {
  const Json review = review_of(program, shop);
  for (const Json& cause : review["causes"]) {
    if (cause["failure"] == "wrong_item") return cause;
  }
  FAIL("no cause of wrong items");
  return {};
}

std::string mechanism_in(const Json& cause) {
  return cause["mechanism"].is_null() ? "" : cause["mechanism"]["kind"].get<std::string>();
}

void check_named(const Json& cause, const std::string& mechanism, const std::string& step) {
  INFO(cause.dump(1));
  CHECK(mechanism_in(cause) == mechanism);
  CHECK(cause["step"] == step);
  CHECK(cause["factor_step"] == "product_description");
}

const std::string paper_75 = "Papel A4 75 g resma 500 hojas Tilo. Blanco. Para toda impresora.";
const std::string paper_80 = "Papel A4 80 g resma 500 hojas Tilo. Blanco. Para toda impresora.";

}  // namespace

TEST_CASE("two descriptions that read alike: rewrite them, and these words first", "[cases]") {
  MadeShop shop;
  shop.products[bad].description = paper_75;
  shop.products[twin].description = paper_80;
  let_come_wrong(shop, [&](int) { return shop.products[twin].sku; });
  const Program program;
  const Json cause = cause_of(program, shop);
  check_named(cause, "alike_descriptions", "product_description");
  const Json& pair = cause["mechanism"]["confusions"][0];
  CHECK(pair["received"] == shop.products[twin].sku);
  CHECK(pair["only_ordered"].dump().find("75") != std::string::npos);
  CHECK(pair["only_received"].dump().find("80") != std::string::npos);
  const std::string ticket =
      program.read("out/tickets/" + cause["ticket"].get<std::string>() + ".md");
  CHECK(ticket.find("Rewrite the two descriptions") != std::string::npos);
  CHECK(ticket.find("75 g") != std::string::npos);
}

TEST_CASE("codes one typing error apart: the order is typed wrong", "[cases]") {
  MadeShop shop;
  shop.products[bad].sku = "K48213";
  shop.products[twin].sku = "K48231";
  let_come_wrong(shop, [&](int) { return shop.products[twin].sku; });
  const Program program;
  check_named(cause_of(program, shop), "code_typo", "order_entry");
}

TEST_CASE("neighbouring bins: the hand goes into the next one", "[cases]") {
  MadeShop shop;
  shop.products[bad].bin = "B-04-2";
  shop.products[twin].bin = "B-04-3";
  let_come_wrong(shop, [&](int) { return shop.products[twin].sku; });
  const Program program;
  check_named(cause_of(program, shop), "neighbouring_bins", "picking");
}

TEST_CASE("one barcode on two products: the scanner cannot tell them apart", "[cases]") {
  MadeShop shop;
  shop.products[twin].barcode = shop.products[bad].barcode;
  let_come_wrong(shop, [&](int) { return shop.products[twin].sku; });
  const Program program;
  check_named(cause_of(program, shop), "same_barcode", "stock");
}

TEST_CASE("a supplier's family: its other products of the kind come instead", "[cases]") {
  MadeShop shop;
  for (const std::size_t product : {bad, 11ul, 22ul, 33ul, 44ul}) {
    shop.products[product].supplier = "Proveedor único";
    shop.products[product].category = "Rubro único";
  }
  const std::vector<std::size_t> family = {11, 22, 33, 44};
  let_come_wrong(shop, [&](int count) { return shop.products[family[count % 4]].sku; });
  const Program program;
  check_named(cause_of(program, shop), "same_supplier", "stock");
}

TEST_CASE("decoy: an alike twin that never comes is not blamed for what a bin does", "[cases]") {
  MadeShop shop;
  shop.products[bad].description = paper_75;
  shop.products[twin].description = paper_80;
  shop.products[bad].bin = "B-04-2";
  shop.products[31].bin = "B-04-3";
  let_come_wrong(shop, [&](int) { return shop.products[31].sku; });
  const Program program;
  check_named(cause_of(program, shop), "neighbouring_bins", "picking");
}

TEST_CASE("decoy: a code one error away that never comes is not blamed", "[cases]") {
  MadeShop shop;
  shop.products[bad].sku = "K48213";
  shop.products[31].sku = "K48231";
  shop.products[bad].description = paper_75;
  shop.products[twin].description = paper_80;
  let_come_wrong(shop, [&](int) { return shop.products[twin].sku; });
  const Program program;
  check_named(cause_of(program, shop), "alike_descriptions", "product_description");
}

TEST_CASE("decoy: where anything comes instead, no mechanism is named", "[cases]") {
  MadeShop shop;
  shop.products[bad].description = paper_75;
  shop.products[twin].description = paper_80;
  let_come_wrong(shop, [&](int) { return shop.other_product(bad); });
  const Program program;
  check_named(cause_of(program, shop), "", "product_description");
}

TEST_CASE("what fits two mechanisms alike is left open, and the factor's step stands", "[cases]") {
  MadeShop shop;
  shop.products[bad].sku = "K48213";
  shop.products[twin].sku = "K48231";
  shop.products[bad].barcode = shop.products[twin].barcode;
  let_come_wrong(shop, [&](int) { return shop.products[twin].sku; });
  const Program program;
  check_named(cause_of(program, shop), "", "product_description");
}

}  // namespace rastro
