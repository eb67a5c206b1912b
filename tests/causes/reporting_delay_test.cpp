// Reports come in days after the order. Twenty reviews, a week apart, of one long made-up log look
// at their newest week while half of its reports are still to come.
#include <catch2/catch.hpp>
#include <string>

#include "base/random.h"
#include "causes/analysis.h"
#include "causes/control_chart.h"
#include "process/model.h"
#include "sanitized.h"
#include "store/store.h"

using namespace rastro;

namespace {

constexpr int weeks_before = 8, reviews = 20, orders_a_day = 300;
constexpr double everyday_rate = 0.06;

struct DelayedLog {
  /// rises: in the last week of all, orders fail three times as often.
  explicit DelayedLog(std::uint64_t seed, bool rises = false)
      : store(":memory:", default_model().tables), first(*parse_day("2026-01-05")) {
    Random random(seed);
    SQLite::Transaction transaction(store.database());
    SQLite::Statement order(store.database(),
                            "INSERT INTO orders(order_id, customer_id, ordered_at, channel, "
                            "taken_by, region) VALUES (?, ?, ?, ?, ?, ?)");
    SQLite::Statement incident(store.database(),
                               "INSERT INTO incidents(incident_id, order_id, reported_at, source, "
                               "failure) VALUES (?, ?, ?, 'call', 'wrong_address')");
    const int days = 7 * (weeks_before + reviews);
    for (int day = 0; day < days; ++day) {
      for (int number = 0; number < orders_a_day; ++number) {
        const std::string id = std::to_string(day * orders_a_day + number);
        const Seconds at = start_of(first + day) + random.between(8 * 3600, 20 * 3600);
        order.bind(1, id);
        order.bind(2, "K" + id);
        order.bind(3, at);
        order.bind(4, "C" + std::to_string(random.below(3)));
        // Every week has an order taker of its own: were reports still to come taken for good work,
        // the one of the week before would look guilty.
        order.bind(5, "T" + std::to_string(day / 7));
        order.bind(6, "R" + std::to_string(random.below(8)));
        order.exec();
        order.reset();
        const bool tripled = rises && day >= days - 7;
        if (!random.chance(tripled ? 3 * everyday_rate : everyday_rate)) continue;
        const double delay = 1 + random.exponential(3.5);
        incident.bind(1, "I" + id);
        incident.bind(2, id);
        incident.bind(3, at + static_cast<Seconds>(delay * seconds_per_day));
        incident.exec();
        incident.reset();
      }
    }
    transaction.commit();
  }

  Day as_of(int review) const { return first + 7 * (weeks_before + review + 1) - 1; }

  Units units(int review) {
    return load_units(store, default_model(), {first, as_of(review), as_of(review)});
  }

  Store store;
  Day first;
};

const std::size_t kind = default_model().find_failure("wrong_address").value();

UnitTable& orders_of(Units& units) {
  return units.tables[static_cast<std::size_t>(UnitKind::order)];
}

/// The newest weeks of all reviews together.
struct NewestWeeks {
  double failed = 0, expected = 0, maturity = 0;
  int signals = 0;

  void add(const UnitTable& table) {
    const ChartPoint week = control_chart(table, kind, 26).weeks.back();
    failed += static_cast<double>(week.failed);
    expected += static_cast<double>(week.exposed) * week.center;
    maturity += week.maturity / reviews;
    signals += week.signal != ChartPoint::Signal::none;
  }
};

/// In a window of two weeks, of which the newer is half reported.
int causes_found(const Units& units, Day as_of) {
  int causes = 0;
  const Analysis analysis = analyse(units, default_model(), {as_of - 13, as_of});
  for (const KindFindings& findings : analysis.kinds) {
    causes += static_cast<int>(findings.causes.size());
  }
  return causes;
}

}  // namespace

TEST_CASE("the newest week is set against what would be known by now", "[delay]") {
  DelayedLog log(41);
  NewestWeeks weeks, blind;
  for (int review = 0; review < reviews; ++review) {
    Units units = log.units(review);
    weeks.add(orders_of(units));
    orders_of(units).failures[kind].maturity.clear();
    blind.add(orders_of(units));
  }
  // About 1400 failures in all: their number varies by 3 %.
  CHECK(weeks.failed / weeks.expected == Approx(1).margin(0.1));
  CHECK(weeks.signals <= 1);
  // The log does delay enough for the newest week to look far better than it is.
  CHECK(weeks.maturity < 0.7);
  CHECK(blind.failed / blind.expected < 0.7);
}

TEST_CASE("reports still to come raise no false alarm in the search for causes", "[delay]") {
  DelayedLog log(42);
  int alarms = 0;
  for (int review = 0; review < repetitions(reviews); ++review) {
    alarms += causes_found(log.units(review), log.as_of(review)) > 0;
  }
  // Of 20 at 5 %: more than 3 in 1.6 % of all seeds. Without the units' maturity it was 11.
  CHECK(alarms <= 3);
}

TEST_CASE("a newest week that is worse shows, though half of its reports are missing", "[delay]") {
  DelayedLog log(43, true);
  const Units units = log.units(reviews - 1);
  const ChartPoint week = control_chart(units.of(UnitKind::order), kind, 26).weeks.back();
  CHECK_FALSE(week.mature());
  CHECK(week.signal == ChartPoint::Signal::high);
}
