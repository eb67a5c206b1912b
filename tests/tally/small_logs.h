#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "tally/load_units.h"

namespace rastro {

/// One of everything that the loading of units has to know about.
inline const std::string small_process = R"(
currency = "USD"
timezone = "UTC"
extra_columns.order_lines = ["seller_id"]

[[lookup]]
table = "sellers"
key = "seller_id"
columns = ["state"]
joined_by = "order_lines.seller_id"

[[step]]
id = "work"
title = "Work"
owner = "All"

[[factor]]
id = "channel"
step = "work"
source = "orders.channel"
[[factor]]
id = "segment"
step = "work"
source = "customers.segment"
[[factor]]
id = "weekday"
step = "work"
source = "orders.ordered_at"
derivation = "weekday"
[[factor]]
id = "hour"
step = "work"
source = "orders.ordered_at"
derivation = "hour_band"
[[factor]]
id = "size"
step = "work"
source = "orders.order_id"
derivation = "order_size_band"
[[factor]]
id = "revision"
step = "work"
source = "order_lines.sku"
derivation = "description_revision"
[[factor]]
id = "category"
step = "work"
source = "products.category"
[[factor]]
id = "seller_state"
step = "work"
source = "sellers.state"
[[factor]]
id = "carrier"
step = "work"
source = "deliveries.carrier"
[[factor]]
id = "team"
step = "work"
source = "installations.team"

[[failure]]
id = "late"
unit = "order"
detected = { how = "late", event = "deliveries.delivered_at", due = "orders.promised_at" }
excluded = [{ column = "orders.status", values = ["cancelled"] }]
severity = 5
steps = ["work"]
[[failure]]
id = "late_installation"
unit = "installation"
severity = 5
steps = ["work"]
detected.how = "late"
detected.event = "installations.completed_at"
detected.due = "installations.scheduled_at"
detected.grace_hours = 4
[[failure]]
id = "failed_attempt"
unit = "delivery"
detected = { how = "equals", event = "deliveries.outcome", values = ["failed"] }
severity = 5
steps = ["work"]
[[failure]]
id = "wrong_item"
unit = "order_line"
detected = { how = "reported" }
severity = 5
steps = ["work"]
[[failure]]
id = "rude"
unit = "order"
detected = { how = "reported" }
severity = 5
steps = ["work"]
)";

/// How a unit fared in one failure kind.
struct Fate {
  bool exposed = false, failed = false;
  int incidents = 0;
  bool operator==(const Fate&) const = default;
};
inline constexpr Fate not_exposed{}, in_order{true, false, 0}, failed_unit{true, true, 0};

inline std::ostream& operator<<(std::ostream& out, const Fate& fate) {
  return out << "exposed " << fate.exposed << ", failed " << fate.failed << ", incidents "
             << fate.incidents;
}

/// A store in memory that a test fills, and the units read from it.
class SmallLogs {
 public:
  explicit SmallLogs(const std::string& process = small_process)
      : model(parse_model(process, "small.toml")), store(":memory:", model.tables) {}

  /// Inserts rows: "orders(order_id, ordered_at)", "('A1', unixepoch('2026-09-01'))".
  SmallLogs& add(const std::string& table, const std::string& rows) {
    store.database().exec("INSERT INTO " + table + " VALUES " + rows);
    return *this;
  }
  /// Orders placed at 10:00 of 2026-09-01.
  SmallLogs& orders(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      add("orders(order_id, ordered_at)", "('" + id + "', unixepoch('2026-09-01T10:00'))");
    }
    return *this;
  }
  SmallLogs& load(const std::string& as_of = "2026-12-31", const std::string& from = "2026-01-01") {
    const Day last = parse_day(as_of).value();
    units = load_units(store, model, {parse_day(from).value(), last, last});
    return *this;
  }

  std::size_t row(UnitKind unit, const std::string& order, const std::string& part) const {
    const UnitTable& table = units.of(unit);
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (table.order_id[row] == order && table.part[row] == part) return row;
    }
    FAIL("no unit " << order << " " << part);
    return 0;
  }

  /// "" where it is missing.
  std::string value(const std::string& factor, UnitKind unit, const std::string& order,
                    const std::string& part = "") const {
    const FactorColumn& column = units.of(unit).factors[model.find_factor(factor).value()];
    if (!column.available()) return "";
    return column.dictionary[column.codes[row(unit, order, part)]];
  }

  const FailureColumn& column(const std::string& kind) const {
    const std::size_t index = model.find_failure(kind).value();
    return units.of(model.failures[index].unit).failures[index];
  }

  Fate fate(const std::string& kind, const std::string& order, const std::string& part = "") const {
    const UnitKind unit = model.failures[model.find_failure(kind).value()].unit;
    const FailureColumn& found = column(kind);
    if (!found.measurable) return {};
    const std::size_t at = row(unit, order, part);
    return {found.exposed[at] == 1, found.failed[at] == 1, found.incidents[at]};
  }

  ProcessModel model;
  Store store;
  Units units;
};

}  // namespace rastro
