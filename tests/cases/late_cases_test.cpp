// Each stage in which a delay arises, and what only looks like it, through the whole program.
#include "cases/made_shop.h"

namespace rastro {

namespace {

using Json = nlohmann::json;
using Order = MadeShop::Order;

constexpr Seconds two_days = 2 * seconds_per_day;

bool on_route(const Order& order) { return order.route == "R11"; }

/// Ordered on Monday or Tuesday: what takes two days more still falls on working days, and is late.
bool midweek(const Order& order) { return weekday(day_of(order.ordered)) <= 1; }

Json late_cause(const Program& program, const MadeShop& shop) {
  const Json review = review_of(program, shop);
  for (const Json& cause : review["causes"]) {
    if (cause["failure"] == "late_delivery") return cause;
  }
  FAIL("no cause of late deliveries");
  return {};
}

void check_named(const Json& cause, const std::string& mechanism, const std::string& step) {
  INFO(cause.dump(1));
  REQUIRE_FALSE(cause["mechanism"].is_null());
  CHECK(cause["mechanism"]["kind"] == mechanism);
  CHECK(cause["step"] == step);
}

void hold_from_picking(Order& order) {
  order.picked += two_days;
  order.packed += two_days;
  order.dispatched += two_days;
  order.attempted += two_days;
}

}  // namespace

TEST_CASE("held back before picking, noticed on the road: picking is named", "[cases]") {
  MadeShop shop;
  shop.let_fail(
      1, [](const Order& order) { return order.product == 7 && midweek(order); },
      hold_from_picking);
  const Program program;
  const Json cause = late_cause(program, shop);
  check_named(cause, "slow_picking", "picking");
  CHECK(cause["factor_step"] == "product_description");
  CHECK(cause["mechanism"]["delay"]["hours"].get<double>() > 15);
}

TEST_CASE("held back on the packing table: packing is named", "[cases]") {
  MadeShop shop;
  shop.let_fail(
      2, [](const Order& order) { return order.packer == "E3" && midweek(order); },
      [](Order& order) {
        order.packed += two_days;
        order.dispatched += two_days;
        order.attempted += two_days;
      });
  const Program program;
  check_named(late_cause(program, shop), "slow_packing", "packing");
}

TEST_CASE("left lying at the gate: dispatch is named", "[cases]") {
  MadeShop shop;
  shop.let_fail(
      2, [](const Order& order) { return on_route(order) && midweek(order); },
      [](Order& order) {
        order.dispatched += two_days;
        order.attempted += two_days;
      });
  const Program program;
  check_named(late_cause(program, shop), "slow_dispatch", "dispatch");
}

TEST_CASE("slow on the road: the carrier is named", "[cases]") {
  MadeShop shop;
  shop.let_fail(
      2, [](const Order& order) { return on_route(order) && midweek(order); },
      [](Order& order) { order.attempted += two_days; });
  const Program program;
  check_named(late_cause(program, shop), "slow_transit", "carrier");
}

TEST_CASE("the first attempt in time, the second much later: redelivery is named", "[cases]") {
  MadeShop shop;
  shop.let_fail(
      2, [](const Order& order) { return on_route(order) && midweek(order); },
      [](Order& order) { order.delivered = order.attempted + two_days; });
  const Program program;
  check_named(late_cause(program, shop), "slow_redelivery", "carrier");
}

TEST_CASE("a promise shorter than the route ever takes: the promise is named", "[cases]") {
  MadeShop shop;
  shop.let_fail(1, on_route,
                [](Order& order) { order.promised = start_of(day_of(order.ordered) + 1); });
  const Program program;
  check_named(late_cause(program, shop), "short_promise", "order_entry");
}

TEST_CASE("decoy: a packing table that is slow for all and harms nobody is not blamed", "[cases]") {
  MadeShop shop;
  for (Order& order : shop.orders) {
    // Packed the next morning, an hour before the lorry leaves: slow, and in time.
    if (on_route(order)) order.packed = order.dispatched - 3600;
  }
  shop.let_fail(
      2, [](const Order& order) { return on_route(order) && midweek(order); },
      [](Order& order) { order.attempted += two_days; });
  const Program program;
  check_named(late_cause(program, shop), "slow_transit", "carrier");
}

}  // namespace rastro
