#include "cli/chained_logs.h"
#include "cli/review_checks.h"

using namespace rastro;
using Catch::Contains;
using nlohmann::json;
using Trail = std::vector<std::string>;

namespace {

json failure_of(const json& review, const std::string& kind) {
  for (const auto& failure : review["failures"]) {
    if (failure["kind"] == kind) return failure;
  }
  FAIL("no figures of " << kind);
  return {};
}

json cause_of(const json& review, const std::string& kind) {
  json found;
  for (const auto& cause : review["causes"]) {
    if (cause["failure"] != kind) continue;
    CHECK(found.is_null());
    found = cause;
  }
  return found;
}

/// Where its failures come from, by the only chain that a kind has.
std::string follows(const json& review, const std::string& kind) {
  const json chains = failure_of(review, kind)["chains"];
  return chains.size() == 1 ? chains[0]["failure"].get<std::string>() : "";
}

std::string node(const json& cause) {
  return "condition:" + cause["failure"].get<std::string>() + "/" + words_of(cause["conditions"]);
}

}  // namespace

TEST_CASE(
    "chains: a wrong address fails the attempt, that delays delivery, that the installation") {
  const ChainedLogs program;
  program.done({"review", "logs", "--out", "r", "--quiet"});
  const json review = program.review("r");
  CHECK(follows(review, "failed_attempt") == "wrong_address");
  CHECK(follows(review, "late_delivery") == "failed_attempt");
  CHECK(follows(review, "late_installation") == "late_delivery");
  // One cause, of the first of them; the telephone is no cause of the later ones.
  for (const char* kind : {"failed_attempt", "late_delivery", "late_installation"}) {
    INFO(kind);
    CHECK(cause_of(review, kind).is_null());
    CHECK(failure_of(review, kind)["explained"] > 10);
  }
  const json cause = cause_of(review, "wrong_address");
  REQUIRE_FALSE(cause.is_null());
  CHECK(words_of(cause["conditions"]) == "channel=phone");
  const Trail trail = {"failure:late_installation",
                       "failure:late_delivery",
                       "failure:failed_attempt",
                       "failure:wrong_address",
                       node(cause),
                       "step:order_entry"};
  CHECK(cause["trail"] == trail);
  CHECK(failure_of(review, "late_installation")["trail"] == trail);
  CHECK(failure_of(review, "late_delivery")["trail"] == Trail(trail.begin() + 1, trail.end()));
  CHECK(cause["leads_to"].size() == 3);
  bool cleared = false;
  for (const auto& suspect : review["cleared"]) {
    cleared = cleared || (suspect["failure"] == "failed_attempt" &&
                          words_of(suspect["conditions"]) == "channel=phone" &&
                          suspect["explained_by"] == "failure:wrong_address");
  }
  CHECK(cleared);
  check_blame(review, program.read("r/failures.csv"));
  check_no_cause_is_cleared(review);
}

TEST_CASE("chains: the wrong item again after the replacement goes back to the wrong item") {
  const ChainedLogs program;
  program.done({"review", "logs", "--out", "r", "--quiet"});
  const json review = program.review("r");
  const json once = failure_of(review, "wrong_item"),
             again = failure_of(review, "wrong_item_again");
  CHECK(again["exposed"] == once["failed"]);
  CHECK(again["failed"] > 20);
  CHECK(follows(review, "wrong_item_again") == "wrong_item");
  CHECK(again["chains"][0]["attributed"] == again["failed"]);
  const json cause = cause_of(review, "wrong_item");
  REQUIRE_FALSE(cause.is_null());
  CHECK(cause["trail"] == Trail{"failure:wrong_item_again", "failure:wrong_item", node(cause),
                                "step:product_description"});
  CHECK(again["trail"] == cause["trail"]);
  CHECK(again["explained"].get<double>() == Approx(again["failed"].get<double>()).epsilon(0.25));
}

TEST_CASE("chains: trace, page, ticket, failures.csv and graph tell what a failure followed from") {
  const ChainedLogs program;
  program.done({"review", "logs", "--out", "r", "--quiet"});
  const std::string traced = program.done({"trace", "order", "P015"});
  CHECK_THAT(traced,
             Contains("%  Failed delivery attempt (delivery D19) (earlier failure of this "
                      "order)\n           Late delivery ← Failed delivery attempt (delivery "
                      "D19) ← Wrong address ← channel=phone ← Order entry (owner: Sales)"));
  CHECK_THAT(program.done({"trace", "order", "P017"}),
             Contains("Wrong item again ← Wrong item (line 1) ← sku=S5 ← Product description"));
  CHECK_THAT(program.done({"trace", "order", "P015", "--lang", "es"}),
             Contains("(fallo anterior de este pedido)"));
  const std::string page = program.read("r/review.html");
  CHECK_THAT(page, Contains("followed from an earlier failure of the same order: Failed delivery "
                            "attempt."));
  CHECK_THAT(page, Contains("Failures that follow from these"));
  CHECK_THAT(page, Contains("<span>Late installation</span><span>Late delivery</span>"
                            "<span>Failed delivery attempt</span><span>Wrong address</span>"));
  CHECK_THAT(program.read("r/failures.csv"),
             Contains("late_installation,P015,I15") &&
                 Contains("late_delivery<failed_attempt<wrong_address<C"));
  std::string tickets;
  for (const auto& [name, content] : contents_of(program.path() + "/r/tickets")) tickets += content;
  CHECK_THAT(tickets, Contains("Failures that follow from these: Failed delivery attempt ("));
  CHECK_THAT(program.done({"graph"}),
             Contains("\"failure:failed\\_attempt\" -> ") ||
                 Contains("\"failure:failed_attempt\" -> \"failure:late_delivery\""));
}

TEST_CASE("chains: a failure that came later, or in another order, is not what another followed") {
  const ChainedLogs program;
  // Every attempt fails after the promise was broken, so none delayed its order.
  std::string deliveries = program.read("logs/deliveries.csv");
  std::string moved;
  for (const auto& record : plain_csv(deliveries)) {
    auto fields = record;
    if (fields.back() == "failed") fields[6] = "2026-11-01T10:00";
    for (const std::string& field : fields) moved += (&field == &fields[0] ? "" : ",") + field;
    moved += "\n";
  }
  program.write("logs/deliveries.csv", moved);
  program.done({"review", "logs", "--out", "r", "--quiet"});
  const json review = program.review("r");
  CHECK(follows(review, "failed_attempt") == "wrong_address");
  CHECK(follows(review, "late_delivery") != "failed_attempt");
  check_blame(review, program.read("r/failures.csv"));
}
