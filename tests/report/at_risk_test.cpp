#include "report/at_risk.h"

#include <algorithm>
#include <cmath>

#include "tally/small_logs.h"

namespace rastro {

namespace {

constexpr std::size_t late = 0, wrong_item = 3;

/// Five orders of 1 September, seen on the 10th, and what was found about two failure kinds: of
/// late delivery (leak 0.05) that channel web (C1, hazard 0.2), carrier Andes (C2, 0.3) and one
/// burst that is over bring it about; of wrong items (leak 0.01) channel web (C3, 0.1).
struct Found {
  Found() {
    logs.add("orders(order_id, ordered_at, promised_at, channel)",
             "('A1', unixepoch('2026-09-01'), unixepoch('2026-09-20'), 'web'),"
             "('A2', unixepoch('2026-09-01'), unixepoch('2026-09-20'), 'web'),"
             "('A3', unixepoch('2026-09-01'), unixepoch('2026-09-20'), 'phone'),"
             "('A4', unixepoch('2026-09-01'), unixepoch('2026-09-20'), 'web'),"
             "('A5', unixepoch('2026-09-01'), unixepoch('2026-09-05'), 'web')");
    logs.add("order_lines(order_id, line, sku)",
             "('A1', 1, 'S'), ('A1', 2, 'T'), ('A3', 1, 'S'), ('A4', 1, 'S'), ('A5', 1, 'S')");
    logs.add("deliveries(delivery_id, order_id, carrier, delivered_at)",
             "('D1', 'A1', 'Andes', NULL), ('D2', 'A2', 'Sur', NULL), ('D3', 'A3', 'Sur', NULL),"
             "('D4', 'A4', 'Andes', unixepoch('2026-09-04'))");
    logs.add("incidents(incident_id, order_id, line, reported_at, failure)",
             "('I5', 'A5', 1, unixepoch('2026-09-02'), 'wrong_item')");
    logs.load("2026-09-10");
    const Condition web{{pair(UnitKind::order, "channel", "web")}};
    analysis.kinds.resize(2);
    KindFindings& of_late = analysis.kinds[0];
    of_late.kind = late;
    of_late.explanation.contributors = {
        {web, {}, false},
        {{{pair(UnitKind::order, "carrier", "Andes")}}, {}, false},
        {{{pair(UnitKind::order, "channel", "web")}, DayRange{0, 1}}, {}, true}};
    of_late.explanation.model = {0.05, {0.2, 0.3, 5}, {}, 0};
    of_late.causes.resize(2);
    of_late.causes[1].contributor = 1;
    KindFindings& of_items = analysis.kinds[1];
    of_items.kind = wrong_item;
    of_items.explanation.contributors = {
        {{{pair(UnitKind::order_line, "channel", "web")}}, {}, false}};
    of_items.explanation.model = {0.01, {0.1}, {}, 0};
    of_items.causes.resize(1);
    ids = {{late, {"C1", "C2", ""}}, {wrong_item, {"C3"}}};
  }

  Pair pair(UnitKind unit, const std::string& factor, const std::string& value) const {
    const auto index = logs.model.find_factor(factor).value();
    const auto& words = logs.units.of(unit).factors[index].dictionary;
    const auto found = std::find(words.begin(), words.end(), value);
    REQUIRE(found != words.end());
    return {static_cast<std::uint16_t>(index), static_cast<Code>(found - words.begin())};
  }

  std::vector<ReviewAtRisk> at_risk() const {
    return orders_at_risk(analysis, logs.units, logs.model, ids);
  }

  SmallLogs logs;
  Analysis analysis;
  std::map<std::size_t, std::vector<std::string>> ids;
};

std::vector<std::string> orders_of(const std::vector<ReviewAtRisk>& at_risk) {
  std::vector<std::string> orders;
  for (const ReviewAtRisk& order : at_risk) orders.push_back(order.order_id);
  return orders;
}

}  // namespace

TEST_CASE("The probability is the noisy-OR of all that the open order meets", "[at_risk]") {
  const Found found;
  const auto at_risk = found.at_risk();
  // A3 meets nothing, A4 has arrived, A5 is overdue and its wrong item is known.
  CHECK(orders_of(at_risk) == std::vector<std::string>{"A1", "A2"});
  const ReviewAtRisk& first = at_risk.front();
  REQUIRE(first.risks.size() == 2);
  CHECK(first.cause == "C2");                               // the stronger of the two
  CHECK(first.probability == Approx(1 - std::exp(-0.55)));  // 0.05 + 0.2 + 0.3
  CHECK(first.risks[0].failure == "late");
  CHECK(first.risks[0].causes == std::vector<std::string>{"C2", "C1"});
  CHECK(first.risks[1].failure == "wrong_item");
  CHECK(first.risks[1].causes == std::vector<std::string>{"C3"});
  CHECK(first.risks[1].probability == Approx(1 - std::exp(-0.22)));  // two lines of 0.01 + 0.1
  CHECK(at_risk[1].probability == Approx(1 - std::exp(-0.25)));      // without any line
  CHECK(at_risk[1].risks.size() == 1);
}

TEST_CASE("A protection of the open order lowers its probability", "[at_risk]") {
  Found found;
  Explanation& late_ones = found.analysis.kinds[0].explanation;
  late_ones.protections = {
      {{{found.pair(UnitKind::order, "channel", "web")}}, {}, Reach::everyday}};
  late_ones.model.shields = {{0.4, Reach::everyday}};
  // The leak of 0.05 shrinks to 0.02.
  CHECK(found.at_risk().front().probability == Approx(1 - std::exp(-0.52)));
}

TEST_CASE("A cause that has ended, or begins later, puts no open order at risk", "[at_risk]") {
  Found ended;
  ended.analysis.kinds[0].causes[1].course.until = DayEstimate{};
  CHECK(ended.at_risk().front().cause == "C1");
  CHECK(ended.at_risk().front().probability == Approx(1 - std::exp(-0.25)));
  Found later;
  const Day begins = parse_day("2026-09-02").value();
  later.analysis.kinds[0].explanation.contributors[1].condition.days = {begins, begins + 30};
  CHECK(later.at_risk().front().cause == "C1");
  later.analysis.kinds[0].explanation.contributors[1].condition.days = {begins - 1, begins + 30};
  CHECK(later.at_risk().front().cause == "C2");
}

TEST_CASE("The orders of a cause are listed with the probability of its failure", "[at_risk]") {
  const Found found;
  Review review;
  review.at_risk = found.at_risk();
  const auto of_web = orders_meeting(review, "C1");
  REQUIRE(of_web.size() == 2);
  CHECK(of_web[0].order->order_id == "A1");
  CHECK(of_web[0].probability == Approx(1 - std::exp(-0.55)));
  const auto of_items = orders_meeting(review, "C3");
  REQUIRE(of_items.size() == 1);
  CHECK(of_items[0].probability == Approx(1 - std::exp(-0.22)));
  CHECK(orders_meeting(review, "C9").empty());
}

TEST_CASE("Without causes no order is at risk", "[at_risk]") {
  Found found;
  for (KindFindings& findings : found.analysis.kinds) {
    findings.explanation = {};
    findings.causes.clear();
  }
  found.ids = {{late, {}}, {wrong_item, {}}};
  CHECK(found.at_risk().empty());
}

}  // namespace rastro
