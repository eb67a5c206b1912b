#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "process/model.h"
#include "recovery/care_log.h"

namespace rastro::test {

/// "2026-09-01 10:30"
inline Seconds at(const std::string& text) {
  const auto time = parse_iso_time(text);
  REQUIRE(time.has_value());
  return time->local;
}

inline Day day(const std::string& text) { return day_of(at(text)); }

inline FailureKind kind(const std::string& id, UnitKind unit, int severity) {
  FailureKind kind;
  kind.id = id;
  kind.title = {id, id};
  kind.unit = unit;
  kind.severity = severity;
  return kind;
}

inline ProcessModel care_model() {
  ProcessModel model;
  model.tables = standard_tables();
  model.failures = {kind("wrong_item", UnitKind::order_line, 7),
                    kind("late_delivery", UnitKind::order, 5),
                    kind("injury", UnitKind::delivery, 9)};
  return model;
}

/// A store in memory that is filled row by row.
class CareStore {
 public:
  CareStore() : store(":memory:", standard_tables()) {}

  void order(const std::string& id, const std::string& customer, const std::string& when) {
    SQLite::Statement row(store.database(),
                          "INSERT INTO orders(order_id, customer_id, ordered_at) VALUES (?, ?, ?)");
    row.bind(1, id);
    if (!customer.empty()) row.bind(2, customer);
    row.bind(3, at(when));
    row.exec();
  }

  void incident(const std::string& id, const std::string& order, const std::string& when,
                const std::string& failure = "", const std::string& source = "call",
                const std::string& line = "") {
    SQLite::Statement row(store.database(),
                          "INSERT INTO incidents(incident_id, order_id, reported_at, failure, "
                          "source, line, note) VALUES (?, ?, ?, ?, ?, ?, 'SECRET NOTE')");
    row.bind(1, id);
    row.bind(2, order);
    row.bind(3, at(when));
    if (!failure.empty()) row.bind(4, failure);
    row.bind(5, source);
    if (!line.empty()) row.bind(6, std::stoi(line));
    row.exec();
  }

  void action(const std::string& incident, const std::string& when, const std::string& what,
              std::optional<double> amount = {}, const std::string& by = "") {
    SQLite::Statement row(store.database(),
                          "INSERT INTO recovery(incident_id, at, action, amount, by) "
                          "VALUES (?, ?, ?, ?, ?)");
    row.bind(1, incident);
    row.bind(2, at(when));
    row.bind(3, what);
    if (amount) row.bind(4, *amount);
    if (!by.empty()) row.bind(5, by);
    row.exec();
  }

  /// A report of somebody else that was answered at once: recovery is recorded.
  void other_answered_report() {
    order("OTHER", "OTHER", "2026-09-01 08:00");
    incident("OTHER", "OTHER", "2026-09-02 10:00");
    action("OTHER", "2026-09-02 10:05", "acknowledged");
  }

  void survey(const std::string& order, const std::string& when, int score) {
    SQLite::Statement row(store.database(),
                          "INSERT INTO surveys(order_id, at, score) VALUES (?, ?, ?)");
    row.bind(1, order);
    row.bind(2, at(when));
    row.bind(3, score);
    row.exec();
  }

  void replacement(const std::string& id, const std::string& order, const std::string& when) {
    SQLite::Statement row(store.database(),
                          "INSERT INTO deliveries(delivery_id, order_id, reason, delivered_at) "
                          "VALUES (?, ?, 'replacement', ?)");
    row.bind(1, id);
    row.bind(2, order);
    row.bind(3, at(when));
    row.exec();
  }

  /// Four weeks up to Sunday 2026-09-27.
  CareLog log(const ProcessModel& model = care_model()) {
    return read_care_log(store, model, {day("2026-08-31"), day("2026-09-27")});
  }

  Store store;
};

}  // namespace rastro::test
