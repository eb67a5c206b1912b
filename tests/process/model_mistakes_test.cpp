// One test a mistake that can be made in the steps, factors, failure kinds and settings of a model.
#include "places.h"
#include "process/model_text.h"

using namespace rastro;

TEST_CASE("model mistake: the text is not TOML", "[model]") {
  const Error error = refusal(with("id = \"picking\"", "id = \"picking"));
  CHECK(error.place().line == 8);
  CHECK_FALSE(error.message().empty());
  CHECK(error.help().find("not valid TOML") != std::string::npos);
}

TEST_CASE("model mistake: the file is missing", "[model]") {
  CHECK_THROWS_WITH(load_model("no-such-model.toml"),
                    "no-such-model.toml: cannot read the process model\n"
                    "  'rastro init' writes one to start from");
}

TEST_CASE("model mistake: the file is a folder", "[model]") {
  CHECK_THROWS_AS(load_model(in_source("")), Error);
}

TEST_CASE("model mistake: the file is empty", "[model]") {
  check_refused("", "'currency' is missing", 1, "add a line 'currency = …'");
}

TEST_CASE("model mistake: unknown key at the top", "[model]") {
  check_refused(with("timezone =", "timzone ="), "unknown key 'timzone'", 2,
                "did you mean 'timezone'?");
}

TEST_CASE("model mistake: unknown key in a factor", "[model]") {
  check_refused(with("source = \"deliveries.picker\"", "sourec = \"deliveries.picker\""),
                "factor 'picker': unknown key 'sourec'", 19, "did you mean 'source'?");
}

TEST_CASE("model mistake: exchangeable is no flag", "[model]") {
  const std::string source = "source = \"deliveries.picker\"";
  check_refused(with(source, source + "\nexchangeable = \"yes\""),
                "factor 'picker': 'exchangeable' must be true or false, but is a text", 20, "");
}

TEST_CASE("model mistake: unknown key in a title", "[model]") {
  check_refused(with("es = \"Toma", "sp = \"Toma"), "step 'order_entry': unknown key 'sp'", 5,
                "known: en, es");
}

TEST_CASE("model mistake: unknown key far from any known one", "[model]") {
  check_refused(with("owner = \"Sales\"", "zzzzzzzzzz = 1"),
                "step 'order_entry': unknown key 'zzzzzzzzzz'", 6,
                "known: id, title, owner, standard_hours");
}

TEST_CASE("model mistake: no factor at all", "[model]") {
  check_refused("currency = \"USD\"\n[[step]]\nid = \"picking\"\nowner = \"Warehouse\"\n",
                "the model has no factor", 1, "add a [[factor]]");
}

TEST_CASE("model mistake: a step twice", "[model]") {
  check_refused(with("id = \"picking\"", "id = \"order_entry\""),
                "step 'order_entry': there is a step 'order_entry' already, in line 4", 8, "");
}

TEST_CASE("model mistake: a factor twice", "[model]") {
  check_refused(with("id = \"picker\"", "id = \"warehouse\""),
                "factor 'warehouse': there is a factor 'warehouse' already, in line 12", 17, "");
}

TEST_CASE("model mistake: a failure kind twice", "[model]") {
  check_refused(with("id = \"late_delivery\"", "id = \"wrong_address\""),
                "failure 'wrong_address': there is a failure 'wrong_address' already, in line 23",
                30, "");
}

TEST_CASE("model mistake: an id with capitals and blanks", "[model]") {
  check_refused(with("id = \"picker\"", "id = \"The Picker\""),
                "factor 'The Picker': 'The Picker' cannot be an id", 17,
                "use lower-case letters, digits and _");
}

TEST_CASE("model mistake: a step without an owner", "[model]") {
  check_refused(with("owner = \"Sales\"\n", ""), "step 'order_entry': 'owner' is missing", 3,
                "add a line 'owner = …'");
}

TEST_CASE("model mistake: a text that is empty", "[model]") {
  check_refused(with("owner = \"Sales\"", "owner = \" \""),
                "step 'order_entry': 'owner' must not be empty", 6, "");
}

TEST_CASE("model mistake: a number where a text belongs", "[model]") {
  check_refused(with("owner = \"Sales\"", "owner = 7"),
                "step 'order_entry': 'owner' must be a text in quotes, but is a whole number", 6,
                "");
}

TEST_CASE("model mistake: a text where a number belongs", "[model]") {
  check_refused(with("severity = 6", "severity = \"high\""),
                "failure 'wrong_address': 'severity' must be a whole number, but is a text", 26,
                "");
}

TEST_CASE("model mistake: a text where a list belongs", "[model]") {
  check_refused(with("steps = [\"order_entry\"]", "steps = \"order_entry\""),
                "failure 'wrong_address': 'steps' must be a list in [ ], but is a text", 27, "");
}

TEST_CASE("model mistake: a table where a list of tables belongs", "[model]") {
  const Error error = refusal("currency = \"USD\"\n[step]\nid = \"picking\"\n");
  CHECK(error.message() == "'step' must be a list of tables ([[step]]), but is a table");
  CHECK(error.place().line == 2);
}

TEST_CASE("model mistake: a severity above 10", "[model]") {
  check_refused(with("severity = 6", "severity = 11"),
                "failure 'wrong_address': 'severity' is 11, but must lie between 1 and 10", 26, "");
}

TEST_CASE("model mistake: a negative cost", "[model]") {
  check_refused(with("severity = 6", "severity = 6\ncost = -1"),
                "failure 'wrong_address': 'cost' is -1, but must lie between 0 and 1000000000", 27,
                "");
}

TEST_CASE("model mistake: a cost that is no number", "[model]") {
  CHECK(refusal(with("severity = 6", "severity = 6\ncost = nan")).place().line == 27);
}

TEST_CASE("model mistake: a share above 1", "[model]") {
  check_refused(small_model + "[import]\nrejection_threshold = 1.5\n",
                "import: 'rejection_threshold' is 1.5, but must lie between 0 and 1", 37, "");
}

TEST_CASE("model mistake: a factor of an unknown step", "[model]") {
  check_refused(with("step = \"picking\"", "step = \"pickin\""),
                "factor 'warehouse': unknown step 'pickin'", 13, "did you mean 'picking'?");
}

TEST_CASE("model mistake: a factor under an unknown parent", "[model]") {
  check_refused(with("parent = \"warehouse\"", "parent = \"warehose\""),
                "factor 'picker': unknown factor 'warehose'", 20, "did you mean 'warehouse'?");
}

TEST_CASE("model mistake: a factor without a source", "[model]") {
  check_refused(with("source = \"deliveries.picker\"\n", ""), "factor 'picker': has no source", 16,
                "say which column it is read from, as in source = \"orders.channel\"");
}

TEST_CASE("model mistake: a source that names no table", "[model]") {
  check_refused(with("\"deliveries.picker\"", "\"picker\""),
                "factor 'picker': 'picker' names no table", 19,
                "write table.column, as in orders.channel");
}

TEST_CASE("model mistake: a source in an unknown table", "[model]") {
  check_refused(with("\"deliveries.picker\"", "\"delivery.picker\""),
                "factor 'picker': unknown table 'delivery'", 19,
                "known: customers, products, descriptions, orders, order_lines, deliveries, "
                "installations, incidents, recovery, surveys, changes");
}

TEST_CASE("model mistake: a source in an unknown column", "[model]") {
  check_refused(with("\"deliveries.picker\"", "\"deliveries.piker\""),
                "factor 'picker': 'piker' is not a column of deliveries", 19,
                "did you mean 'picker'?\n  a column of your own is declared under "
                "[extra_columns]: deliveries = [\"piker\"]");
}

TEST_CASE("model mistake: a factor from a table that is written after the failure", "[model]") {
  check_refused(with("\"deliveries.picker\"", "\"incidents.source\""),
                "factor 'picker': 'incidents' is written after the failure", 19,
                "a factor comes from a table that is written before it");
}

TEST_CASE("model mistake: a factor that is a time", "[model]") {
  check_refused(with("\"deliveries.picker\"", "\"deliveries.picked_at\""),
                "factor 'picker': deliveries.picked_at holds times", 19,
                "add derivation = \"weekday\" or \"hour_band\"");
}

TEST_CASE("model mistake: the weekday of a column without times", "[model]") {
  check_refused(with("\"deliveries.picker\"", "\"orders.channel\"\nderivation = \"weekday\""),
                "factor 'picker': orders.channel holds no times", 19,
                "times are: orders.ordered_at, orders.promised_at");
}

TEST_CASE("model mistake: an unknown derivation", "[model]") {
  check_refused(with("\"deliveries.picker\"", "\"orders.channel\"\nderivation = \"weekdays\""),
                "factor 'picker': unknown derivation 'weekdays'", 20, "did you mean 'weekday'?");
}

TEST_CASE("model mistake: an order size from another column", "[model]") {
  check_refused(
      with("\"deliveries.picker\"", "\"orders.channel\"\nderivation = \"order_size_band\""),
      "factor 'picker': 'order_size_band' is derived from orders.order_id", 19, "");
}

TEST_CASE("model mistake: factors nested in a circle", "[model]") {
  check_refused(with("source = \"deliveries.warehouse\"",
                     "source = \"deliveries.warehouse\"\nparent = \"picker\""),
                "factor 'warehouse': 'parent' runs in a circle: warehouse → picker → warehouse", 15,
                "take one of these out");
}

TEST_CASE("model mistake: failure kinds that cause each other", "[model]") {
  check_refused(with("steps = [\"order_entry\"]\n",
                     "steps = [\"order_entry\"]\ncaused_by = [\"late_delivery\"]\n"),
                "failure 'wrong_address': 'caused_by' runs in a circle: wrong_address → "
                "late_delivery → wrong_address",
                28, "take one of these out");
}

TEST_CASE("model mistake: a failure kind that causes itself", "[model]") {
  check_refused(with("caused_by = [\"wrong_address\"]", "caused_by = [\"late_delivery\"]"),
                "failure 'late_delivery': 'caused_by' runs in a circle: late_delivery → "
                "late_delivery",
                35, "take one of these out");
}

TEST_CASE("model mistake: a failure kind caused by an unknown one", "[model]") {
  check_refused(with("caused_by = [\"wrong_address\"]", "caused_by = [\"wrong_adress\"]"),
                "failure 'late_delivery': unknown failure 'wrong_adress'", 35,
                "did you mean 'wrong_address'?");
}

TEST_CASE("model mistake: what happens again is not reported", "[model]") {
  const std::string again = "{ how = \"again\", of = \"late_delivery\" }";
  check_refused(
      with("{ how = \"reported\" }", again),
      "failure 'wrong_address': 'late_delivery' is not reported, so it is not reported again", 25,
      "name a failure kind with detected = { how = \"reported\" }");
  check_refused(with("{ how = \"reported\" }", "{ how = \"again\", of = \"late\" }"),
                "failure 'wrong_address' (again): unknown failure 'late'", 25,
                "known: wrong_address, late_delivery");
  check_refused(with("{ how = \"reported\" }", "{ how = \"again\" }"),
                "failure 'wrong_address' (again): 'of' is missing", 25, "add a line 'of = …'");
}

TEST_CASE("model mistake: what happens again has another unit", "[model]") {
  const std::string late =
      "unit = \"order\"\ndetected = { how = \"late\", event = \"deliveries.delivered_at\", "
      "due = \"orders.promised_at\" }";
  check_refused(
      with(late, "unit = \"order_line\"\ndetected = { how = \"again\", of = \"wrong_address\" }"),
      "failure 'late_delivery': 'wrong_address' fails by order", 31, "write unit = \"order\"");
}

TEST_CASE("model mistake: a failure kind without steps", "[model]") {
  check_refused(with("steps = [\"order_entry\"]", "steps = []"),
                "failure 'wrong_address': has no steps", 27,
                "list the process steps that can cause it");
}

TEST_CASE("model mistake: a failure kind with an unknown step", "[model]") {
  check_refused(with("steps = [\"order_entry\", \"picking\"]", "steps = [\"order_entri\"]"),
                "failure 'late_delivery': unknown step 'order_entri'", 34,
                "did you mean 'order_entry'?");
}

TEST_CASE("model mistake: a step listed twice in a failure kind", "[model]") {
  check_refused(with("[\"order_entry\", \"picking\"]", "[\"picking\", \"picking\"]"),
                "failure 'late_delivery': 'picking' is listed twice", 34, "delete one of the two");
}

TEST_CASE("model mistake: an unknown unit", "[model]") {
  check_refused(with("unit = \"order\"", "unit = \"orders\""),
                "failure 'wrong_address': unknown unit 'orders'", 24, "did you mean 'order'?");
}

TEST_CASE("model mistake: a failure kind that nobody can notice", "[model]") {
  check_refused(with("detected = { how = \"reported\" }\n", ""),
                "failure 'wrong_address': 'detected' is missing", 22,
                "say how it is noticed, as in detected = { how = \"reported\" }");
}

TEST_CASE("model mistake: a reported failure kind with a due date", "[model]") {
  check_refused(
      with("{ how = \"reported\" }", "{ how = \"reported\", due = \"orders.promised_at\" }"),
      "failure 'wrong_address' (reported): unknown key 'due'", 25, "known: how");
}

TEST_CASE("model mistake: late against a column without times", "[model]") {
  check_refused(with("\"orders.promised_at\"", "\"orders.status\""),
                "failure 'late_delivery' (late): orders.status holds no times", 32,
                "times are: orders.ordered_at, orders.promised_at");
}

TEST_CASE("model mistake: equals none of the values", "[model]") {
  check_refused(
      with("{ how = \"reported\" }", "{ how = \"equals\", event = \"deliveries.outcome\" }"),
      "failure 'wrong_address' (equals): no value means a failure", 25, "");
}

TEST_CASE("model mistake: an action for an unknown mechanism", "[model]") {
  check_refused(
      small_model + "[[action]]\nstep = \"picking\"\nmechanism = \"code_tipo\"\ntext = \"Do it\"\n",
      "action: unknown mechanism 'code_tipo'", 38, "did you mean 'code_typo'?");
}

TEST_CASE("model mistake: a time zone that is none", "[model]") {
  check_refused(with("America/Argentina/Buenos_Aires", "GMT minus 3"),
                "'GMT minus 3' is not a time zone", 2,
                "write its IANA name, as in America/Argentina/Buenos_Aires, or UTC");
}

TEST_CASE("model mistake: a time of day that does not exist", "[model]") {
  check_refused(small_model + "[calendar]\nopens = \"25:00\"\n",
                "calendar: '25:00' is not a time of day", 37, "write it as 09:30");
}

TEST_CASE("model mistake: closing before opening", "[model]") {
  check_refused(small_model + "[calendar]\nopens = \"10:00\"\ncloses = \"09:00\"\n",
                "calendar: 'closes' must be later than 'opens'", 38, "");
}

TEST_CASE("model mistake: an unknown weekday", "[model]") {
  check_refused(small_model + "[calendar]\nworking_weekdays = [\"mon\", \"tues\"]\n",
                "calendar: unknown weekday 'tues'", 37, "did you mean 'tue'?");
}

TEST_CASE("model mistake: a holiday that does not exist", "[model]") {
  check_refused(small_model + "[calendar]\nholidays = [\"2026-02-30\"]\n",
                "calendar: '2026-02-30' is not a date", 37, "write it as 2026-12-25");
}

TEST_CASE("model mistake: a holiday twice", "[model]") {
  check_refused(small_model + "[calendar]\nholidays = [2026-12-25, 2026-12-25]\n",
                "calendar: 2026-12-25 is listed twice", 37, "delete one of the two");
}

TEST_CASE("excluded units of a column that does not exist") {
  const Error error = refusal(with("severity = 5\n",
                                   "severity = 5\nexcluded = [{ column = \"orders.statsu\", values "
                                   "= [\"cancelled\"] }]\n"));
  CHECK(error.message() ==
        "failure 'late_delivery' (excluded): 'statsu' is not a column of orders");
  CHECK_THAT(error.help(), Catch::Contains("did you mean 'status'?"));
}

TEST_CASE("excluded units without a value") {
  const Error error =
      refusal(with("severity = 5\n",
                   "severity = 5\nexcluded = [{ column = \"orders.status\", values = [] }]\n"));
  CHECK(error.message() == "failure 'late_delivery' (excluded): no value is excluded");
}

TEST_CASE("model mistake: a failure kind dated by what is no time", "[model]") {
  const std::string caused = "caused_by = [\"wrong_address\"]";
  try {
    parse_model(with(caused, caused + "\ndated_by = \"deliveries.carrier\""), "model.toml");
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("deliveries.carrier") != std::string::npos);
  }
}
