// How [[escalation]] is read, and one test a mistake that can be made in it.
#include "process/model_text.h"

using namespace rastro;

namespace {

using When = EscalationRule::When;

/// The small model, which has 35 lines, with one rule behind it: its id stands in line 37.
std::string with_rule(const std::string& lines) {
  return small_model + "[[escalation]]\nid = \"again\"\n" + lines;
}

const std::string repeated = "when = \"repeated\"\n";

}  // namespace

TEST_CASE("a rule is read with all its keys", "[model]") {
  const ProcessModel model = parse_model(
      with_rule(repeated +
                "title = { en = \"Again\", es = \"Otra vez\" }\nsame = \"order\"\ncount = 3\n"
                "within_days = 30\nfailures = [\"late_delivery\"]\nescalate_to = \"Ana\"\n"),
      "model.toml");
  REQUIRE(model.escalations.size() == 1);
  const EscalationRule& rule = model.escalations[0];
  CHECK(rule.id == "again");
  CHECK(rule.title.es == "Otra vez");
  CHECK(rule.when == When::repeated);
  CHECK(rule.same == EscalationRule::Same::order);
  CHECK(rule.count == 3);
  CHECK(rule.within_days == 30);
  CHECK(rule.failures == std::vector<std::size_t>{1});
  CHECK(rule.escalate_to.en == "Ana");
}

TEST_CASE("a rule that says little counts twice within 90 days for one customer", "[model]") {
  const EscalationRule rule = parse_model(with_rule(repeated), "model.toml").escalations[0];
  CHECK(rule.title.en == "again");
  CHECK(rule.same == EscalationRule::Same::customer);
  CHECK(rule.count == 2);
  CHECK(rule.within_days == 90);
  CHECK(rule.failures.empty());
  CHECK(rule.escalate_to.en.empty());
}

TEST_CASE("the built-in model covers all that goes to the management", "[model]") {
  std::vector<std::string> ids;
  for (const EscalationRule& rule : default_model().escalations) ids.push_back(rule.id);
  CHECK(ids == std::vector<std::string>{"three_wrong_deliveries", "grave_failure",
                                        "repeated_in_order", "repeated_failure", "several_kinds",
                                        "unacknowledged"});
}

TEST_CASE("a model without rules has the built-in ones for its failure kinds", "[model]") {
  const std::string& spoken = default_model().escalations[0].id;
  const ProcessModel small = parse_model(small_model, "model.toml");
  CHECK(small.escalations.size() == default_model().escalations.size() - 1);
  for (const EscalationRule& rule : small.escalations) CHECK(rule.id != spoken);
  const ProcessModel items =
      parse_model(with("id = \"late_delivery\"", "id = \"damaged_item\""), "model.toml");
  REQUIRE(items.escalations.size() == default_model().escalations.size());
  CHECK(items.escalations[0].failures == std::vector<std::size_t>{1});
}

TEST_CASE("an empty list of rules means none", "[model]") {
  CHECK(parse_model("escalation = []\n" + small_model, "model.toml").escalations.empty());
}

TEST_CASE("nobody is late before the recovery target has passed", "[model]") {
  const std::string target = "[recovery]\nacknowledge_hours = 48\n";
  const std::string rule = "when = \"unacknowledged\"\n";
  CHECK(parse_model(with_rule(rule) + target, "model.toml").escalations[0].hours == 48);
  CHECK(parse_model(small_model + target, "model.toml").escalations.back().hours == 48);
  check_refused(with_rule(rule + "hours = 24\n") + target,
                "escalation 'again': 'hours' is 24, less than the 48 of "
                "recovery.acknowledge_hours",
                39, "nobody is late before the target has passed");
}

TEST_CASE("model mistake: a rule without an occasion", "[model]") {
  check_refused(with_rule(""), "escalation 'again': 'when' is missing", 36,
                "add a line 'when = …'");
}

TEST_CASE("model mistake: a rule for an unknown occasion", "[model]") {
  check_refused(with_rule("when = \"repeatd\"\n"), "escalation 'again': unknown occasion 'repeatd'",
                38, "did you mean 'repeated'?");
}

TEST_CASE("model mistake: an unknown key in a rule", "[model]") {
  check_refused(with_rule(repeated + "counts = 3\n"), "escalation 'again': unknown key 'counts'",
                39, "did you mean 'count'?");
}

TEST_CASE("model mistake: a key that has no effect on the rule", "[model]") {
  check_refused(with_rule(repeated + "severity = 9\n"),
                "escalation 'again': 'severity' has no effect on when = \"repeated\"", 39,
                "it goes with count, within_days, same, failures");
  check_refused(with_rule("when = \"grave\"\nseverity = 9\ncount = 2\n"),
                "escalation 'again': 'count' has no effect on when = \"grave\"", 40,
                "it goes with severity");
  check_refused(with_rule("when = \"unacknowledged\"\nsame = \"order\"\n"),
                "escalation 'again': 'same' has no effect on when = \"unacknowledged\"", 39,
                "it goes with hours, within_days");
}

TEST_CASE("model mistake: a rule for a failure kind that there is not", "[model]") {
  check_refused(with_rule(repeated + "failures = [\"late_delivry\"]\n"),
                "escalation 'again': unknown failure 'late_delivry'", 39,
                "did you mean 'late_delivery'?");
  check_refused(with_rule(repeated + "failures = []\n"),
                "escalation 'again': no failure kind counts", 39, "");
}

TEST_CASE("model mistake: a rule that counts to one, or looks back for years", "[model]") {
  check_refused(with_rule(repeated + "count = 1\n"),
                "escalation 'again': 'count' is 1, but must lie between 2 and 100", 39, "");
  check_refused(with_rule(repeated + "within_days = 1000\n"),
                "escalation 'again': 'within_days' is 1000, but must lie between 1 and 365", 39,
                "");
}

TEST_CASE("model mistake: a rule for more kinds than count", "[model]") {
  check_refused(with_rule("when = \"several_kinds\"\ncount = 3\n"),
                "escalation 'again': 'count' is 3, but only 2 kinds count", 39, "");
}

TEST_CASE("model mistake: a grave failure without a severity", "[model]") {
  check_refused(with_rule("when = \"grave\"\n"), "escalation 'again': 'severity' is missing", 36,
                "add a line 'severity = …'");
}

TEST_CASE("model mistake: a rule twice", "[model]") {
  check_refused(with_rule(repeated) + "[[escalation]]\nid = \"again\"\n" + repeated,
                "escalation 'again': there is an escalation 'again' already, in line 37", 40, "");
}
