#include "cli/review_checks.h"
#include "cli/run_program.h"
#include "places.h"

using namespace rastro;
using nlohmann::json;

namespace {

const std::string sample = in_source("data/sample");

/// "wrong_item: sku=K92197 & warehouse=Norte"
std::string words_from(const std::string& failure, const std::set<std::string>& pairs) {
  std::string words;
  for (const std::string& pair : pairs) words += (words.empty() ? "" : " & ") + pair;
  return failure + ": " + words;
}

/// The same of the truth's "wrong_item" and "sku=K92197;warehouse=Norte".
std::string planted_words(const std::string& failure, const std::string& conditions) {
  std::set<std::string> pairs;
  std::size_t at = 0;
  while (at < conditions.size()) {
    const std::size_t end = std::min(conditions.find(';', at), conditions.size());
    pairs.insert(conditions.substr(at, end - at));
    at = end + 1;
  }
  return words_from(failure, pairs);
}

/// A cause of a review by its words. A description's revision is told by its product: where the
/// cause lies in a revision, both are the same units.
std::string cause_words(const json& cause) {
  std::set<std::string> pairs;
  for (const auto& condition : cause["conditions"]) {
    std::string factor = condition["factor"], value = condition["value"];
    if (factor == "description_revision") {
      factor = "sku";
      value = value.substr(0, value.find('/'));
    }
    pairs.insert(factor + '=' + value);
  }
  return words_from(cause["failure"], pairs);
}

std::set<std::string> causes_of(const json& review) {
  std::set<std::string> causes;
  for (const auto& cause : review["causes"]) causes.insert(cause_words(cause));
  return causes;
}

}  // namespace

TEST_CASE("the sample month: planted causes are found, their stand-ins are not") {
  const Program program;
  program.done({"review", sample, "--out", "r"});
  const json review = program.review("r");
  const std::set<std::string> found = causes_of(review);
  std::set<std::string> planted;
  const auto causes = plain_csv(content_of(sample + "/truth/causes.csv"));
  REQUIRE(causes.size() == 9);
  for (std::size_t row = 1; row < causes.size(); ++row) {
    planted.insert(planted_words(causes[row][1], causes[row][3]));
  }
  int hits = 0;
  for (const std::string& cause : planted) hits += static_cast<int>(found.count(cause));
  for (const std::string& cause : found) {
    INFO(cause);
    CHECK(planted.count(cause) == 1);
  }
  CHECK(hits >= 6);
  const auto standins = plain_csv(content_of(sample + "/truth/standins.csv"));
  REQUIRE(standins.size() > 1);
  for (std::size_t row = 1; row < standins.size(); ++row) {
    INFO(standins[row][1]);
    CHECK(found.count(planted_words(standins[row][0], standins[row][1])) == 0);
  }
  check_blame(review, program.read("r/failures.csv"));
  check_no_cause_is_cleared(review);
}

TEST_CASE("the sample month: what began within it is dated, with the change behind it") {
  const Program program;
  program.done({"review", sample, "--out", "r", "--quiet"});
  const json review = program.review("r");
  const auto planted = plain_csv(content_of(sample + "/truth/causes.csv"));
  int dated = 0;
  for (const auto& cause : review["causes"]) {
    const std::string words = cause_words(cause);
    for (std::size_t row = 1; row < planted.size(); ++row) {
      if (planted_words(planted[row][1], planted[row][3]) != words) continue;
      INFO(words << " from " << planted[row][4]);
      if (planted[row][4] == "2026-09-01") {  // since the first order
        CHECK(cause["change"].is_null());
        continue;
      }
      REQUIRE(cause["since"].is_string());
      const Day since = *parse_day(cause["since"].get<std::string>());
      CHECK(std::abs(since - *parse_day(planted[row][4])) <= 3);
      CHECK(cause["since_ci"][0] <= planted[row][4]);
      CHECK(cause["since_ci"][1] >= planted[row][4]);
      // A change behind a cause is logged at six in the morning of its first day.
      REQUIRE(cause["change"].is_object());
      CHECK(cause["change"]["at"] == planted[row][4] + "T06:00:00");
      ++dated;
    }
  }
  CHECK(dated >= 2);
  const std::string ticket = program.read("r/tickets.csv");
  CHECK(ticket.find("since,until") != std::string::npos);
}

TEST_CASE("the sample month: how its causes came about is named, with the step") {
  const Program program;
  program.done({"review", sample, "--out", "r", "--quiet"});
  const json review = program.review("r");
  const auto planted = plain_csv(content_of(sample + "/truth/causes.csv"));
  int named = 0;
  for (const auto& cause : review["causes"]) {
    for (std::size_t row = 1; row < planted.size(); ++row) {
      if (planted_words(planted[row][1], planted[row][3]) != cause_words(cause)) continue;
      INFO(cause_words(cause));
      CHECK(cause["step"] == planted[row][2]);
      if (planted[row][11].empty()) {
        CHECK(cause["mechanism"].is_null());
        continue;
      }
      REQUIRE(cause["mechanism"].is_object());
      CHECK(cause["mechanism"]["kind"] == planted[row][11]);
      ++named;
    }
  }
  CHECK(named >= 5);
}

TEST_CASE(
    "the sample month: the customer who got the same wrong product three times is escalated") {
  const Program program;
  program.done({"review", sample, "--out", "r", "--quiet"});
  const auto repeats = plain_csv(content_of(sample + "/truth/repeats.csv"));
  REQUIRE(repeats.size() == 2);
  const json review = program.review("r");
  int escalated = 0;
  for (const auto& escalation : review["escalations"]) {
    if (escalation["rule"] != "three_wrong_deliveries") continue;
    ++escalated;
    CHECK(escalation["customer_id"] == repeats[1][0]);
    CHECK(escalation["orders"] == json::array({repeats[1][1]}));
    CHECK(escalation["incidents"].size() >= 3);
  }
  CHECK(escalated == 1);
}

TEST_CASE("the sample month: two fresh runs write the same bytes") {
  const Program one, other;
  for (const Program* program : {&one, &other}) program->done({"review", sample, "--out", "r"});
  const auto first = contents_of(one.path() + "/r");
  const auto second = contents_of(other.path() + "/r");
  CHECK(first.size() >= 6);
  REQUIRE(first.size() == second.size());
  for (const auto& [name, content] : first) {
    INFO(name);
    REQUIRE(second.count(name) == 1);
    CHECK((second.at(name) == content));
  }
}

TEST_CASE("the sample month: a review made again later for the same day is the same") {
  const Program program;
  program.done({"review", sample, "--as-of", "2026-09-20", "--out", "first", "--quiet"});
  program.done({"review", "--as-of", "2026-09-30", "--out", "later", "--quiet"});
  program.done({"review", "--as-of", "2026-09-20", "--out", "again", "--quiet"});
  const auto first = contents_of(program.path() + "/first");
  const auto again = contents_of(program.path() + "/again");
  REQUIRE(first.size() == again.size());
  for (const auto& [name, content] : first) {
    if (name == "review.html") continue;  // tells what this run has loaded
    INFO(name);
    if (name == "review.json") {
      json one = json::parse(content), other = json::parse(again.at(name));
      one.erase("inputs");
      other.erase("inputs");
      CHECK(one == other);
    } else {
      CHECK((again.at(name) == content));
    }
  }
}

TEST_CASE("a simulated month with causes: the flow balances at every vertex") {
  const Program program;
  program.done({"simulate", "month", "--seed", "311", "--orders", "9000"});
  program.done({"review", "month", "--out", "r", "--quiet"});
  const json review = program.review("r");
  CHECK(review["causes"].size() >= 2);
  check_blame(review, program.read("r/failures.csv"));
}
