#include "process/model.h"

#include <algorithm>

#include "process/model_text.h"

using namespace rastro;

TEST_CASE("an owner is one text, or one in each language", "[model]") {
  std::string text(small_model);
  const std::string one = "owner = \"Sales\"";
  text.replace(text.find(one), one.size(), "owner = { en = \"Sales\", es = \"Ventas\" }");
  const ProcessModel model = parse_model(text, "model.toml");
  CHECK(model.steps[0].owner.en == "Sales");
  CHECK(model.steps[0].owner.es == "Ventas");
  CHECK(model.steps[1].owner.en == model.steps[1].owner.es);
}

TEST_CASE("a model is read with its steps, factors and failure kinds in their order", "[model]") {
  const ProcessModel model = parse_model(small_model, "model.toml");
  CHECK(model.name == "model.toml");
  CHECK(model.currency == "USD");
  CHECK(model.timezone == "America/Argentina/Buenos_Aires");
  REQUIRE(model.steps.size() == 2);
  CHECK(model.steps[0].title.es == "Toma del pedido");
  CHECK(model.steps[1].title.es == "Picking");
  REQUIRE(model.factors.size() == 2);
  CHECK(model.factors[1].step == 1);
  CHECK(model.factors[1].source.table == "deliveries");
  CHECK(model.factors[1].source.column == "picker");
  CHECK(model.factors[1].parent == std::size_t{0});
  REQUIRE(model.failures.size() == 2);
  CHECK(model.failures[0].detection.how == Detection::How::reported);
  CHECK(model.failures[1].detection.how == Detection::How::late);
  CHECK(model.failures[1].detection.due.column == "promised_at");
  CHECK(model.failures[1].steps == std::vector<std::size_t>{0, 1});
  CHECK(model.failures[1].caused_by == std::vector<std::size_t>{0});
}

TEST_CASE("a factor is not exchangeable unless the model says so", "[model]") {
  const std::string source = "source = \"deliveries.picker\"";
  const ProcessModel model = parse_model(with(source, source + "\nexchangeable = true"), "m.toml");
  CHECK_FALSE(model.factors[0].exchangeable);
  CHECK(model.factors[1].exchangeable);
  const ProcessModel& shipped = default_model();
  CHECK(shipped.factors[shipped.find_factor("picker").value()].exchangeable);
  CHECK_FALSE(shipped.factors[shipped.find_factor("sku").value()].exchangeable);
}

TEST_CASE("a factor names people if its column does, unless the model says otherwise", "[model]") {
  const std::string source = "source = \"deliveries.picker\"";
  CHECK(parse_model(with(source, source), "m.toml").factors[1].personal);
  CHECK_FALSE(
      parse_model(with(source, source + "\npersonal = false"), "m.toml").factors[1].personal);
  const std::string carrier = "source = \"deliveries.carrier\"";
  CHECK(parse_model(with(source, carrier + "\npersonal = true"), "m.toml").factors[1].personal);
  CHECK_FALSE(parse_model(with(source, carrier), "m.toml").factors[1].personal);
  const ProcessModel& shipped = default_model();
  for (const char* staff : {"taken_by", "picker", "packer", "driver"}) {
    CHECK(shipped.factors[shipped.find_factor(staff).value()].personal);
  }
  CHECK_FALSE(shipped.factors[shipped.find_factor("carrier").value()].personal);
}

TEST_CASE("what happens again is caused by what happened", "[model]") {
  const std::string late =
      "detected = { how = \"late\", event = \"deliveries.delivered_at\", due = "
      "\"orders.promised_at\" }\nseverity = 5\nsteps = [\"order_entry\", \"picking\"]\n"
      "caused_by = [\"wrong_address\"]\n";
  const ProcessModel model =
      parse_model(with(late,
                       "detected = { how = \"again\", of = \"wrong_address\" }\nseverity = 5\n"
                       "steps = [\"picking\"]\n"),
                  "model.toml");
  CHECK(model.failures[1].detection.how == Detection::How::again);
  CHECK(model.failures[1].detection.of == 0);
  CHECK(model.failures[1].caused_by == std::vector<std::size_t>{0});
}

TEST_CASE("a title that is left out is the id in plain words", "[model]") {
  const ProcessModel model = parse_model(small_model, "model.toml");
  CHECK(model.failures[1].title.en == "late delivery");
}

TEST_CASE("ids are found, and unknown ones are not", "[model]") {
  const ProcessModel model = parse_model(small_model, "model.toml");
  CHECK(model.find_step("picking") == std::size_t{1});
  CHECK(model.find_factor("picker") == std::size_t{1});
  CHECK(model.find_failure("late_delivery") == std::size_t{1});
  CHECK_FALSE(model.find_step("pickin"));
}

TEST_CASE("nesting holds over several levels and in both directions", "[model]") {
  const ProcessModel& model = default_model();
  const auto factor = [&](const char* id) { return model.find_factor(id).value(); };
  CHECK(model.nested(factor("picker"), factor("warehouse")));
  CHECK(model.nested(factor("category"), factor("description_revision")));
  CHECK(model.nested(factor("description_revision"), factor("category")));
  CHECK_FALSE(model.nested(factor("picker"), factor("packer")));
  CHECK_FALSE(model.nested(factor("picker"), factor("picker")));
}

TEST_CASE("settings are read, and keep their defaults where they are not stated", "[model]") {
  const ProcessModel plain = parse_model(small_model, "model.toml");
  CHECK(plain.recovery.acknowledge_hours == 2);
  CHECK(plain.calendar.opens_minute == 9 * 60);

  const ProcessModel model = parse_model(small_model + R"(
[recovery]
contact_hours = 8
solve_days = 10
[calendar]
working_weekdays = ["sat", "mon"]
opens = "07:30"
closes = "24:00"
holidays = [2026-12-25, "2026-05-01"]
[import]
rejection_threshold = 0.05
empty_values = ["N/A"]
)",
                                         "model.toml");
  CHECK(model.recovery.contact_hours == 8);
  CHECK(model.recovery.acknowledge_hours == 2);
  CHECK(model.recovery.solve_days == 10);
  CHECK(model.recovery.repurchase_days == 14);
  CHECK(model.calendar.working_weekdays == std::vector<int>{0, 5});
  CHECK(model.calendar.opens_minute == 7 * 60 + 30);
  CHECK(model.calendar.closes_minute == 24 * 60);
  CHECK(model.calendar.holidays ==
        std::vector<Day>{parse_day("2026-05-01").value(), parse_day("2026-12-25").value()});
  CHECK(model.import.rejection_threshold == Approx(0.05));
  CHECK(model.import.empty_values == std::vector<std::string>{"N/A"});
}

TEST_CASE("a declared extra column and a lookup become tables and factors", "[model]") {
  const ProcessModel model = parse_model(small_model + R"(
[[factor]]
id = "fulfill_via"
step = "order_entry"
source = "orders.fulfill_via"
[extra_columns]
orders = ["fulfill_via"]
order_lines = ["seller_id"]
[[lookup]]
table = "sellers"
key = "seller_id"
columns = ["seller_state"]
joined_by = "order_lines.seller_id"
[[factor]]
id = "seller_state"
step = "order_entry"
source = "sellers.seller_state"
)",
                                         "model.toml");
  REQUIRE(model.tables.size() == standard_tables().size() + 1);
  CHECK(find_table(model.tables, "orders")->find("fulfill_via")->type == ColumnType::text);
  CHECK(model.tables.back().name == "sellers");
  CHECK(model.tables.back().key == std::vector<std::string>{"seller_id"});
  REQUIRE(model.lookups.size() == 1);
  CHECK(model.lookups[0].joined_by.table == "order_lines");
  CHECK(model.factors.back().source.table == "sellers");
}

TEST_CASE("one file is mapped to several tables, column by column", "[model]") {
  const ProcessModel model = parse_model(small_model + R"(
[[import.file]]
match = "scms*.csv"
[[import.file.table]]
into = "orders"
columns = { order_id = "PO / SO #", ordered_at = { heading = "PO Sent", format = "%d-%b-%y" } }
on_repeat = "first"
only_if_present = ["PO Sent"]
[[import.file.table]]
into = "order_lines"
[import.file.table.columns]
order_id = "PO / SO #"
line = { constant = 1 }
)",
                                         "model.toml");
  REQUIRE(model.import.files.size() == 1);
  const FileMapping& file = model.import.files[0];
  CHECK(file.match == "scms*.csv");
  REQUIRE(file.tables.size() == 2);
  CHECK(file.tables[0].on_repeat == OnRepeat::first);
  CHECK(file.tables[0].only_if_present == std::vector<std::string>{"PO Sent"});
  REQUIRE(file.tables[0].columns.size() == 2);
  CHECK(file.tables[0].columns[1].heading == "PO Sent");
  CHECK(file.tables[0].columns[1].format == "%d-%b-%y");
  CHECK(file.tables[1].on_repeat == OnRepeat::reject);
  CHECK(file.tables[1].columns[1].target == "line");
  CHECK(file.tables[1].columns[1].constant == std::string("1"));
}

TEST_CASE("the default model holds every step of the design, in the order of the process",
          "[model]") {
  std::vector<std::string> steps;
  for (const Step& step : default_model().steps) steps.push_back(step.id);
  CHECK(steps == std::vector<std::string>{"product_description", "order_entry", "address_capture",
                                          "stock", "picking", "packing", "dispatch", "carrier",
                                          "install_scheduling", "installation", "invoicing",
                                          "customer_care"});
}

TEST_CASE("the default model holds every factor of the design", "[model]") {
  for (const char* id : {"category",
                         "sku",
                         "description_revision",
                         "channel",
                         "taken_by",
                         "order_weekday",
                         "order_hour",
                         "order_size",
                         "segment",
                         "region",
                         "city",
                         "supplier",
                         "warehouse",
                         "bin",
                         "picker",
                         "packer",
                         "dispatch_weekday",
                         "carrier",
                         "route",
                         "driver",
                         "install_weekday",
                         "install_hour",
                         "team"}) {
    INFO(id);
    CHECK(default_model().find_factor(id));
  }
}

TEST_CASE("the default model holds every failure kind of the design", "[model]") {
  for (const char* id : {"wrong_item", "missing_item", "damaged_item", "order_entry_error",
                         "wrong_address", "failed_attempt", "late_delivery", "late_installation",
                         "billing_error", "rude_treatment", "misdirected_message"}) {
    INFO(id);
    CHECK(default_model().find_failure(id));
  }
}

TEST_CASE("the default model knows a corrective action for every step", "[model]") {
  const ProcessModel& model = default_model();
  for (std::size_t step = 0; step < model.steps.size(); ++step) {
    INFO(model.steps[step].id);
    CHECK(std::any_of(model.actions.begin(), model.actions.end(), [&](const auto& action) {
      return action.step == step && action.mechanism.empty() && !action.containment;
    }));
    CHECK(std::any_of(model.actions.begin(), model.actions.end(), [&](const auto& action) {
      return action.step == step && action.mechanism.empty() && action.containment;
    }));
  }
}

TEST_CASE("the default model reads Spanish, English and Portuguese headings", "[model]") {
  const auto& aliases = default_model().import.aliases;
  CHECK(aliases.size() == standard_tables().size());
  CHECK(aliases.at("orders").at(heading_key("Nº pedido")) == "order_id");
  CHECK(aliases.at("orders").at(heading_key("Order date")) == "ordered_at");
  CHECK(aliases.at("deliveries").at("transportadora") == "carrier");
}

TEST_CASE("headings that differ in marks, accents and small words only are one", "[model]") {
  for (const char* heading : {"Nº de pedido", "N° PEDIDO", "nro. pedido", "Número del pedido",
                              "Num_Pedido", "No pedido", "#pedido", "  nº  pedido "}) {
    INFO(heading);
    CHECK(heading_key(heading) == "nro pedido");
  }
  CHECK(heading_key("Cód. Artículo") == heading_key("codigo del articulo"));
  CHECK(heading_key("order_id") == heading_key("Order ID"));
  CHECK(heading_key("Nota") != heading_key("Notas"));
  CHECK(heading_key("日付") == "日付");
  CHECK(heading_key("") == "");
  CHECK(heading_key("de") == "de");
}

TEST_CASE("a failure kind is dated by the order unless the model says by what", "[model]") {
  const std::string caused = "caused_by = [\"wrong_address\"]";
  const ProcessModel model =
      parse_model(with(caused, caused + "\ndated_by = \"deliveries.dispatched_at\""), "m.toml");
  CHECK(model.failures[0].dated_by.table.empty());
  CHECK(model.failures[1].dated_by.table == "deliveries");
  CHECK(model.failures[1].dated_by.column == "dispatched_at");
}
