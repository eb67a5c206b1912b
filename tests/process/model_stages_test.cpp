// Stages and what shows how a failure came about, in the model.
#include "process/model_text.h"

using namespace rastro;

namespace {

const std::string stage =
    "[[stage]]\nid = \"picking\"\nfrom = \"orders.ordered_at\"\nto = \"deliveries.picked_at\"\n"
    "steps = [\"order_entry\", \"picking\"]\n";
const std::string late_steps = "steps = [\"order_entry\", \"picking\"]";

std::string with_stage(const std::string& from = "", const std::string& to = "") {
  std::string text = stage;
  if (!from.empty()) text.replace(text.find(from), from.size(), to);
  return small_model + text;
}

}  // namespace

TEST_CASE("a stage without a standard has the hours of its steps, where all state them",
          "[model]") {
  CHECK(parse_model(with_stage(), "m").stages[0].standard_hours == 0);
  std::string text = with_stage();
  text.replace(text.find("owner = \"Sales\""), 15, "owner = \"Sales\"\nstandard_hours = 2");
  text.replace(text.find("owner = \"Warehouse\""), 19, "owner = \"Warehouse\"\nstandard_hours = 3");
  CHECK(parse_model(text, "m").stages[0].standard_hours == 5);
  CHECK(parse_model(text + "standard_hours = 1\n", "m").stages[0].standard_hours == 1);
}

TEST_CASE("a slow stage points to the step of the factors, or to its last one", "[model]") {
  const ProcessModel model = parse_model(with_stage(), "m");
  const std::size_t late = *model.find_failure("late_delivery");
  const std::size_t entry = *model.find_step("order_entry"), picking = *model.find_step("picking");
  CHECK(model.step_of_mechanism(late, "slow_picking", entry) == entry);
  CHECK(model.step_of_mechanism(late, "slow_picking", 99) == picking);
}

TEST_CASE("a mechanism whose step the model lacks points nowhere", "[model]") {
  const ProcessModel model = parse_model(small_model, "m");
  CHECK(model.step_of_mechanism(0, "alike_descriptions", 0) == std::nullopt);
  CHECK(model.step_of_mechanism(0, "code_typo", 1) == model.find_step("order_entry"));
  CHECK(model.step_of_mechanism(1, "short_promise", 0) == std::nullopt);
}

TEST_CASE("the built-in model knows a step for every mechanism and stage", "[model]") {
  const ProcessModel& model = default_model();
  const std::size_t late = *model.find_failure("late_delivery");
  for (const MechanismKind& each : all_mechanisms()) {
    INFO(each.id);
    CHECK(model.step_of_mechanism(late, each.id, 0).has_value());
  }
  CHECK(model.stages.size() == 6);
}

TEST_CASE("what is late shows its stages without saying so", "[model]") {
  const ProcessModel model = parse_model(small_model, "m");
  CHECK(model.failures[1].evidence == EvidenceKind::stages);
  CHECK(model.failures[0].evidence == EvidenceKind::none);
}

TEST_CASE("model mistake: a stage of no milestones", "[model]") {
  check_refused(with_stage("orders.ordered_at", "incidents.reported_at"),
                "stage 'picking': 'incidents' holds no milestones", 38,
                "name a time of orders, deliveries or installations");
}

TEST_CASE("model mistake: a stage without steps", "[model]") {
  check_refused(with_stage("[\"order_entry\", \"picking\"]", "[]"), "stage 'picking': has no steps",
                40, "list the steps it is made of");
}

TEST_CASE("model mistake: a stage twice", "[model]") {
  check_refused(with_stage() + stage,
                "stage 'picking': there is a stage 'picking' already, in line 37", 42, "");
}

TEST_CASE("model mistake: stages as evidence of what is never late", "[model]") {
  check_refused(with("severity = 6", "severity = 6\nevidence = \"stages\""),
                "failure 'wrong_address': only what is late has slow stages", 27,
                "write detected = { how = \"late\", … }");
}

TEST_CASE("model mistake: received items as evidence of an order", "[model]") {
  check_refused(with("severity = 6", "severity = 6\nevidence = \"received_item\""),
                "failure 'wrong_address': only an order line can hold another item", 27,
                "write unit = \"order_line\"");
}

TEST_CASE("model mistake: unknown evidence", "[model]") {
  check_refused(with("severity = 6", "severity = 6\nevidence = \"adress\""),
                "failure 'wrong_address': unknown evidence 'adress'", 27,
                "did you mean 'address'?");
}

TEST_CASE("model mistake: a promise of what cannot be late", "[model]") {
  check_refused(with("severity = 6", "severity = 6\npromise_step = \"picking\""),
                "failure 'wrong_address': only what can be late has a promise", 27, "");
}

TEST_CASE("model mistake: an action for a stage that does not exist", "[model]") {
  const std::string action =
      "[[action]]\nstep = \"picking\"\nmechanism = \"slow_pickin\"\ntext = \"Faster\"\n";
  check_refused(with_stage() + action, "action: unknown mechanism 'slow_pickin'", 43,
                "did you mean 'slow_picking'?");
}
