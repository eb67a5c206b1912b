#include "report/json.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "report/charted_review.h"
#include "report/sample_review.h"
#include "report/schema_check.h"

using namespace rastro;
using test::Json;
using test::SchemaCheck;

namespace {

std::vector<std::string> faults_of(const Json& json) {
  SchemaCheck check("review");
  check.check(json);
  return check.faults();
}

}  // namespace

TEST_CASE("review.json has the keys, order and types of its schema") {
  Review full = sample_review();
  full.causes[0].since = full.causes[0].since_low = full.causes[0].since_high = full.as_of;
  full.causes[0].until = full.causes[0].until_low = full.causes[0].until_high = full.as_of;
  full.causes[0].change = ReviewCause::Change{start_of(full.as_of), "carrier", "", false};
  full.failures[1].chains = {{"wrong_address", 164, 47, 0.2866, 0.0384, 7.46, 40.7}};
  full.failures[1].trail = {"failure:late_delivery", "failure:wrong_address"};
  full.causes[2].leads_to = {{"late_delivery", 7.9}};
  full.causes[0].mechanism = ReviewMechanism{
      "alike_descriptions",
      {"code_typo"},
      0.8,
      12,
      15,
      "K92197>K92198",
      {{"", "K92197", "K92198", 12, 1, 0.1, 0.001, {"alike_descriptions"}, {"rojo"}, {"rosa"}, {}}},
      ReviewDelay{"packing", 12, 2},
      {{"N1", "Calle 1", "Calle 2"}}};
  full.confusions = full.causes[0].mechanism->confusions;
  for (const Review& review : {full, sample_review(), quiet_review(), charted_review(), Review()}) {
    CHECK(faults_of(Json::parse(review_json(review))) == std::vector<std::string>());
  }
}

TEST_CASE("review.json holds the charts: rules, gaps, marks and the change since last week") {
  const Json json = Json::parse(review_json(charted_review()));
  const Json& worse = json["failures"][0];
  CHECK(worse["change"] == "worse");
  CHECK(worse["chart"]["kind"] == "p");
  CHECK(worse["chart"]["usual_rate"] == 0.014);
  CHECK(worse["chart"]["gap_center"].is_null());
  CHECK(worse["signals"][0]["rule"] == "above_range");
  CHECK(worse["signals"][0]["from"] == "2026-09-14");
  CHECK(worse["signals"][0]["now"] == true);
  CHECK(worse["weekly"][11]["immature"] == true);
  CHECK(worse["marks"].size() == 13);
  CHECK(worse["marks"][9]["factor"] == "sku");
  CHECK(worse["marks"][12]["kind"] == "fix");
  CHECK(worse["marks"][12]["note"].is_null());
  CHECK(json["failures"][1]["signals"][0]["count"] == 9);
  const Json& rare = json["failures"][2];
  CHECK(rare["chart"]["kind"] == "g");
  CHECK(rare["chart"]["gap_upper"] == 26428.3);
  CHECK(rare["gaps"][8]["signal"] == "short");
  CHECK(rare["gaps"][10]["open"] == true);
}

TEST_CASE("review.json tells when a cause acts and what would tell it apart") {
  const Json json = Json::parse(review_json(sample_review()));
  const Json& cause = json["causes"][1];
  CHECK(cause["course"] == "step");
  CHECK(cause["since"] == "2026-09-10");
  CHECK(cause["since_ci"] == Json::array({"2026-09-08", "2026-09-12"}));
  CHECK(cause["until"].is_null());
  CHECK(cause["change"]["at"] == "2026-09-08T09:00:00");
  CHECK(cause["change"]["fit"] == "condition");
  CHECK(cause["tell_apart"][0]["conditions"] == cause["same_as"][0]);
  CHECK(cause["tell_apart"][0]["only_cause"]["failed"] == 2);
  CHECK(cause["tell_apart"][0]["vary"]["value"] == "Iván Ñúñez");
  CHECK(json["causes"][0]["course"] == "steady");
  CHECK(json["causes"][0]["change"].is_null());
}

TEST_CASE("the schema check notices a missing key, another type and an unknown word") {
  Json json = Json::parse(review_json(sample_review()));
  json["causes"][0].erase("trail");
  json["failures"][0]["failed"] = "many";
  json["failures"][1]["signal"] = "loud";
  CHECK(faults_of(json).size() == 3);
}

TEST_CASE("explained and unexplained add up to the failures in review.json") {
  Review review = sample_review();
  review.failures[0].explained = 48.44449;
  const Json json = Json::parse(review_json(review));
  for (const Json& failure : json["failures"]) {
    const double sum = failure["explained"].get<double>() + failure["unexplained"].get<double>();
    CHECK(sum == Approx(failure["failed"].get<double>()).margin(1e-9));
  }
}

TEST_CASE("a missing or endless figure is null and a tiny p is not 0") {
  Review review = sample_review();
  review.causes[0].risk_ratio_high = std::numeric_limits<double>::infinity();
  review.causes[0].p_adjusted = 1.23456e-12;
  review.failures[0].expected = std::nan("");
  const Json json = Json::parse(review_json(review));
  CHECK(json["causes"][0]["risk_ratio_ci"][1].is_null());
  CHECK(json["causes"][0]["p_adjusted"].get<double>() == Approx(1.23e-12));
  CHECK(json["causes"][0]["mechanism"].is_null());
  CHECK(json["failures"][0]["expected"].is_null());
  CHECK(json["recovery"]["repurchase"]["recovered"] == 0.41);
  CHECK(json["recovery"]["score"]["no_failure"].is_null());
  CHECK(json["recovery"]["evidence"]["score"]["no_failure"]["ci"].is_null());
  review.recovery = {};
  const Json missing = Json::parse(review_json(review))["recovery"];
  CHECK(missing["contacted_first"].is_null());
  CHECK(missing["compensation"].is_null());
  CHECK(missing["acknowledge_hours"]["within_target"].is_null());
  CHECK(missing["contact_hours"]["within_target_ci"].is_null());
  CHECK(missing["evidence"]["repurchase"]["gain"].is_null());
}

TEST_CASE("review.json tells the figures of recovery with what they rest on") {
  const Json recovery = Json::parse(review_json(sample_review()))["recovery"];
  const Json& answered = recovery["acknowledge_hours"];
  CHECK(answered["median"] == 1.4);
  CHECK(answered["within_target"] == 0.712);
  CHECK(answered["within_target_ci"][0].get<double>() == Approx(0.6863).margin(1e-3));
  CHECK(answered["reports"] == 1250);
  CHECK(answered["done"] == 1180);
  CHECK(recovery["contact_hours"]["target"] == 24);
  CHECK(recovery["by_source"][0]["source"] == "call");
  CHECK(recovery["by_person"][1]["person"].is_null());
  CHECK(recovery["evidence"]["compensation"]["without_amount"] == 3);
  CHECK(recovery["evidence"]["repurchase"]["not_recovered"]["count"] == 60);
  CHECK(recovery["evidence"]["repurchase_days"]["from"] == "2026-08-13");
}

TEST_CASE("review.json has one row an open order at risk, with all that it may run into") {
  const Json json = Json::parse(review_json(sample_review()));
  const Json& order = json["at_risk"][0];
  CHECK(order["order_id"] == "P-262017");
  CHECK(order["cause"] == "C2");
  CHECK(order["probability"] == 0.2228);
  CHECK(order["risks"][1] ==
        Json::parse(R"({"failure":"late_delivery","causes":["C1"],"probability":0.15})"));
  CHECK(json["calls"][1]["reported_at"] == "2026-09-29T10:12:00");
  CHECK(json["calls"][1]["waiting_hours"] == 38);
  CHECK(json["calls"][0]["waiting_hours"].is_null());
}

TEST_CASE("an escalation in review.json tells its leading rule and all that the case meets") {
  const Json json = Json::parse(review_json(sample_review()));
  const Json& escalation = json["escalations"][0];
  CHECK(escalation["rule"] == "again");
  CHECK(escalation["detail"] == "3 × wrong_item, 2026-09-01 to 2026-09-12");
  CHECK(escalation["incidents"].size() == 4);
  REQUIRE(escalation["met"].size() == 2);
  CHECK(escalation["met"][0]["count"] == 3);
  CHECK(escalation["met"][0]["first"] == "2026-09-01");
  CHECK(escalation["met"][1]["rule"] == "silence");
  CHECK(json["calls"][0]["why"] == "escalated");
  CHECK(json["calls"][0]["rule"] == "again");
  CHECK(json["calls"][1]["rule"].is_null());
}

TEST_CASE("a chain that has nothing beside it has no ratio in review.json") {
  Review review = sample_review();
  review.failures[0].chains = {
      {"late_delivery", 20, 5, 0.25, 0, std::numeric_limits<double>::infinity(), 5}};
  review.causes[0].leads_to = {{"wrong_item", 0.6164}};
  const Json json = Json::parse(review_json(review));
  const Json chain = json["failures"][0]["chains"][0];
  CHECK(chain["failure"] == "late_delivery");
  CHECK(chain["attributed"] == 5);
  CHECK(chain["risk_ratio"].is_null());
  CHECK(json["failures"][1]["chains"].empty());
  CHECK(json["causes"][0]["leads_to"] ==
        Json::parse(R"([{"failure":"wrong_item","attributed":0.616}])"));
}

TEST_CASE("texts of the data come back from review.json unchanged") {
  const Json json = Json::parse(review_json(sample_review()));
  CHECK(json["causes"][4]["conditions"][0]["value"] == hostile_value);
  CHECK(review_json(sample_review()) == review_json(sample_review()));
}
