#include "tickets/fingerprint.h"

#include <catch2/catch.hpp>

using rastro::ticket_fingerprint;

TEST_CASE("a fingerprint is the same in whatever order the conditions come") {
  const auto one = ticket_fingerprint("late_delivery", {{"carrier", "Andes"}, {"region", "Sur"}});
  CHECK(one == ticket_fingerprint("late_delivery", {{"region", "Sur"}, {"carrier", "Andes"}}));
  CHECK(one.size() == 10);
  CHECK(one.substr(0, 2) == "T-");
}

TEST_CASE("a fingerprint never changes between versions") {
  CHECK(ticket_fingerprint("wrong_item", {{"sku", "A-1"}}) == "T-4e955cf1");
}

TEST_CASE("fingerprints of other kinds, values and word boundaries differ") {
  const auto one = ticket_fingerprint("wrong_item", {{"sku", "A-1"}});
  CHECK(one != ticket_fingerprint("missing_item", {{"sku", "A-1"}}));
  CHECK(one != ticket_fingerprint("wrong_item", {{"sku", "A-2"}}));
  CHECK(one != ticket_fingerprint("wrong_item", {{"skuA", "-1"}}));
}
