#include "report/assemble_customers.h"

#include <algorithm>

#include "report/csv.h"
#include "report/html.h"
#include "report/json.h"
#include "report/late_month.h"
#include "report/redact.h"

namespace rastro {

namespace {

Review review_of(test::LateMonth& month, bool redact) {
  ReviewSettings settings = month.settings();
  settings.redact = redact;
  const Units units = load_review_units(month.store, default_model(), settings);
  const Analysis analysis = analyse(units, default_model(), review_window(settings));
  const CareLog care = load_review_care(month.store, default_model(), settings);
  return assemble_review({month.store, default_model(), settings, units, analysis, care}, {});
}

const ReviewCall& call_about(const std::string& order_id, const Review& review) {
  const auto found =
      std::find_if(review.calls.begin(), review.calls.end(),
                   [&](const ReviewCall& call) { return call.order_id == order_id; });
  REQUIRE(found != review.calls.end());
  return *found;
}

}  // namespace

TEST_CASE("The review says what was done and whom to call") {
  test::LateMonth month;
  const Review review = review_of(month, false);
  CHECK(review.recovery.acknowledged.median.value() == Approx(48));  // I1
  CHECK(review.recovery.acknowledged.within_target.value.value() == 0);
  CHECK(review.recovery.compensation.value() == Approx(10));
  CHECK(review.recovery.score.recovered.value.value() == Approx(2));
  REQUIRE(review.recovery.by_person.size() == 1);
  CHECK(review.recovery.by_person[0].name == "AC1");
  const ReviewCall& owed = call_about("L0", review);
  CHECK(owed.customer_id == "K0");
  CHECK(owed.why == "escalated");
  CHECK(owed.cause == "C1");
  REQUIRE(owed.met.size() == 1);
  CHECK(owed.met[0].rule == "unacknowledged");
  CHECK(owed.met[0].incidents == std::vector<std::string>{"I2"});
  // Every late order of Andes to the north but L0, whose customer did complain.
  const auto unreported =
      std::count_if(review.calls.begin(), review.calls.end(),
                    [](const ReviewCall& call) { return call.why == "unreported_failure"; });
  const auto blamed = std::count_if(
      review.failed_units.begin(), review.failed_units.end(),
      [](const auto& unit) { return !unit.shares.empty() && unit.shares[0].share >= 0.5; });
  CHECK(blamed > 20);
  CHECK(unreported == blamed - 1);
}

TEST_CASE("The calls come by importance: escalated, then who waits, then who kept silent") {
  test::LateMonth month;
  month.event(
      "INSERT INTO incidents(incident_id, order_id, reported_at, source) "
      "VALUES ('I3', 'L5', ?, 'email')",
      "2026-09-27 09:00");
  const Review review = review_of(month, false);
  std::vector<std::string> reasons;
  for (const ReviewCall& call : review.calls) {
    if (reasons.empty() || reasons.back() != call.why) reasons.push_back(call.why);
  }
  CHECK(reasons == std::vector<std::string>{"escalated", "unacknowledged", "unreported_failure"});
  CHECK(call_about("L5", review).reported_at.has_value());
}

TEST_CASE("Who waits the longest is called first, whatever it is about") {
  test::LateMonth month;
  month.event(
      "INSERT INTO incidents(incident_id, order_id, reported_at, source, failure) "
      "VALUES ('I3', 'L5', ?, 'email', 'billing_error')",
      "2026-09-27 08:00");
  month.event(
      "INSERT INTO incidents(incident_id, order_id, reported_at, source, failure) "
      "VALUES ('I4', 'L9', ?, 'email', 'late_delivery')",
      "2026-09-27 09:00");
  const Review review = review_of(month, false);
  std::vector<std::string> waiting;
  for (const ReviewCall& call : review.calls) {
    if (call.why == "unacknowledged") waiting.push_back(call.order_id);
  }
  CHECK(waiting == std::vector<std::string>{"L5", "L9"});
  CHECK(call_about("L5", review).waited / 3600 == 15);
}

TEST_CASE("A rule that looks back further than the charts counts what lies there") {
  test::LateMonth month;
  month.add(600, *day_of(2026, 1, 5), "Rapido", "Sur", true);  // of K0, as L0
  ProcessModel model = default_model();
  model.escalations.resize(4);
  model.escalations[3].within_days = 300;
  const ReviewSettings settings = month.settings();
  const Units units = load_review_units(month.store, model, settings);
  const Analysis analysis = analyse(units, model, review_window(settings));
  const CareLog care = load_review_care(month.store, model, settings);
  const Review review = assemble_review({month.store, model, settings, units, analysis, care}, {});
  const auto of_customer =
      std::find_if(review.escalations.begin(), review.escalations.end(),
                   [](const ReviewEscalation& each) { return each.customer_id == "K0"; });
  REQUIRE(of_customer != review.escalations.end());
  CHECK(of_customer->orders == std::vector<std::string>{"L600", "L0"});
}

TEST_CASE("Without a recovery log the compensation is no number, and nobody is unanswered") {
  test::LateMonth month;
  month.store.database().exec("DELETE FROM recovery");
  const Review review = review_of(month, false);
  CHECK_FALSE(review.recovery.recorded);
  CHECK_FALSE(review.recovery.compensation.has_value());
  CHECK_FALSE(review.recovery.acknowledged.median.has_value());
  CHECK(std::none_of(review.calls.begin(), review.calls.end(),
                     [](const ReviewCall& call) { return call.why == "unacknowledged"; }));
}

TEST_CASE("A redacted review names nobody of the team") {
  test::LateMonth month;
  const Review review = review_of(month, true);
  REQUIRE(review.recovery.by_person.size() == 1);
  CHECK(review.recovery.by_person[0].name == shown_person("AC1", true));
  CHECK(shown_person("AC1", true).rfind("person-", 0) == 0);
  CHECK(shown_person("AC1", true).size() == std::string("person-").size() + 8);
  CHECK(shown_person("", true).empty());
  CHECK(shown_person("AC1", false) == "AC1");
  REQUIRE(!review.at_risk.empty());
  for (const ReviewAtRisk& order : review.at_risk) {
    CHECK(order.customer_id.rfind("customer-", 0) == 0);
  }
  const Wording wording(default_model(), Language::en, review);
  for (const std::string& output : {review_json(review), review_html(review, wording, {}),
                                    calls_csv(review, wording), at_risk_csv(review, wording)}) {
    CHECK(output.find("AC1") == std::string::npos);
  }
}

TEST_CASE("A redacted review names no customer") {
  test::LateMonth month;
  const Review review = review_of(month, true);
  REQUIRE(!review.calls.empty());
  CHECK(call_about("L0", review).customer_id == shown_customer("K0", true));
  for (const ReviewCall& call : review.calls) {
    CHECK((call.customer_id.empty() || call.customer_id.rfind("customer-", 0) == 0));
  }
  CHECK(review_of(month, true).calls.back().customer_id == review.calls.back().customer_id);
}

TEST_CASE("Made-up names are stable, of eight digits, and empty for nobody") {
  CHECK(shown_customer("K0", false) == "K0");
  CHECK(shown_customer("", true).empty());
  CHECK(shown_customer("K0", true).size() == std::string("customer-").size() + 8);
  CHECK(shown_customer("K0", true) != shown_customer("K1", true));
  // FNV-1a of "a" is af63dc4c8601ec8c; its halves exchanged by exclusive or.
  CHECK(shown_customer("a", true) == "customer-296230c0");
}

TEST_CASE("Open orders that meet a cause are at risk, unless the cause has ended") {
  test::LateMonth month;
  const Review review = review_of(month, false);
  REQUIRE(!review.causes.empty());
  REQUIRE(!review.at_risk.empty());
  for (const ReviewAtRisk& order : review.at_risk) {
    INFO(order.order_id);
    CHECK(std::stoi(order.order_id.substr(1)) % 4 == 0);  // carried by Andes to the north
    CHECK(order.cause == "C1");
    CHECK(order.probability == Approx(0.25).margin(0.08));
  }
  test::LateMonth ended;
  SQLite::Statement in_time(ended.store.database(),
                            "UPDATE deliveries SET delivered_at = picked_at + 86400 "
                            "WHERE picked_at >= ?");
  in_time.bind(1, start_of(*day_of(2026, 9, 16)));
  in_time.exec();
  const Review after = review_of(ended, false);
  REQUIRE(!after.causes.empty());
  CHECK(after.causes[0].until.has_value());
  CHECK(after.at_risk.empty());
}

}  // namespace rastro
