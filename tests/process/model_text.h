#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "base/error.h"
#include "process/model.h"

namespace rastro {

/// The smallest model that holds one of everything, with named places to spoil it. Lines:
/// 1-2 settings, 3-10 steps, 11-21 factors, 22-35 failure kinds.
inline const std::string small_model = R"(currency = "USD"
timezone = "America/Argentina/Buenos_Aires"
[[step]]
id = "order_entry"
title = { en = "Order entry", es = "Toma del pedido" }
owner = "Sales"
[[step]]
id = "picking"
title = "Picking"
owner = "Warehouse"
[[factor]]
id = "warehouse"
step = "picking"
source = "deliveries.warehouse"

[[factor]]
id = "picker"
step = "picking"
source = "deliveries.picker"
parent = "warehouse"

[[failure]]
id = "wrong_address"
unit = "order"
detected = { how = "reported" }
severity = 6
steps = ["order_entry"]

[[failure]]
id = "late_delivery"
unit = "order"
detected = { how = "late", event = "deliveries.delivered_at", due = "orders.promised_at" }
severity = 5
steps = ["order_entry", "picking"]
caused_by = ["wrong_address"]
)";

/// The small model with its first `from` replaced by `to`; the text must be there.
inline std::string with(const std::string& from, const std::string& to) {
  std::string text = small_model;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// The Error that a model text is refused with.
inline Error refusal(const std::string& toml) {
  try {
    parse_model(toml, "model.toml");
  } catch (const Error& error) {
    return error;
  }
  FAIL("the model was accepted");
  return Error("");
}

/// Asserts message, line and help of the refusal.
inline void check_refused(const std::string& toml, const std::string& message, long line,
                          const std::string& help) {
  const Error error = refusal(toml);
  CHECK(error.message() == message);
  CHECK(error.place().file == "model.toml");
  CHECK(error.place().line == line);
  CHECK(error.help() == help);
}

}  // namespace rastro
