#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "process/detection_reader.h"
#include "process/escalation_reader.h"
#include "process/import_reader.h"
#include "process/listed_sections.h"
#include "process/model_check.h"
#include "process/model_tables.h"
#include "process/settings_reader.h"
#include "process/toml_section.h"

namespace rastro {

namespace {

constexpr double hours_per_year = 24 * 365;

/// Hours that the steps of a stage should take together; 0 where one of them does not say.
double standard_hours_of(const std::vector<std::size_t>& steps, const ProcessModel& model) {
  double hours = 0;
  for (const std::size_t step : steps) {
    if (model.steps[step].standard_hours <= 0) return 0;
    hours += model.steps[step].standard_hours;
  }
  return hours;
}

/// Milestones are times of the order's own course.
ColumnRef read_milestone(const TomlSection& section, std::string_view key,
                         const std::vector<TableSpec>& tables) {
  ColumnRef column = read_time_column(section, key, tables);
  if (column.table == "orders" || column.table == "deliveries" || column.table == "installations") {
    return column;
  }
  section.fail(key, fmt::format("'{}' holds no milestones", column.table),
               "name a time of orders, deliveries or installations");
}

void read_stages(const TomlSection& root, const Vocabulary& steps, ProcessModel& model) {
  if (root.tables("stage").empty()) return;
  const Listed list =
      list_sections(root, "stage", {"id", "title", "from", "to", "steps", "standard_hours"});
  for (const TomlSection& section : list.sections) {
    Stage stage;
    stage.id = section.text("id");
    stage.title = read_title(section);
    stage.from = read_milestone(section, "from", model.tables);
    stage.to = read_milestone(section, "to", model.tables);
    stage.steps = section.references("steps", steps);
    if (stage.steps.empty()) section.fail("steps", "has no steps", "list the steps it is made of");
    std::sort(stage.steps.begin(), stage.steps.end());
    stage.standard_hours = section.number_or(
        "standard_hours", standard_hours_of(stage.steps, model), 0, hours_per_year);
    model.stages.push_back(std::move(stage));
  }
}

void check_no_cycle(const Listed& list, std::string_view key,
                    const std::vector<std::vector<std::size_t>>& edges) {
  const std::vector<std::size_t> cycle = find_cycle(edges);
  if (cycle.empty()) return;
  std::vector<std::string> names;
  for (const std::size_t vertex : cycle) names.push_back(list.ids.words[vertex]);
  list.sections[cycle.front()].fail(
      key, fmt::format("'{}' runs in a circle: {}", key, fmt::join(names, " → ")),
      "take one of these out");
}

Step read_step(const TomlSection& section) {
  Step step;
  step.id = section.text("id");
  step.title = read_title(section);
  if (section.holds_table("owner")) {
    step.owner = section.title("owner");
  } else {
    step.owner = {section.text("owner"), section.text("owner")};
  }
  step.standard_hours = section.number_or("standard_hours", 0, 0, hours_per_year);
  return step;
}

Derivation read_derivation(const TomlSection& section) {
  if (!section.has("derivation")) return Derivation::none;
  constexpr Derivation derivations[] = {Derivation::weekday, Derivation::hour_band,
                                        Derivation::order_size_band,
                                        Derivation::description_revision};
  return derivations[section.reference(
      "derivation",
      {"derivation", {"weekday", "hour_band", "order_size_band", "description_revision"}})];
}

/// What is only known after a failure cannot be what brought it about.
void check_known_before_failure(const TomlSection& section, const ColumnRef& source) {
  for (const char* table : {"incidents", "recovery", "surveys", "changes"}) {
    if (source.table != table) continue;
    section.fail("source", fmt::format("'{}' is written after the failure", source.table),
                 "a factor comes from a table that is written before it");
  }
}

void check_source(const TomlSection& section, const Factor& factor,
                  const std::vector<TableSpec>& tables) {
  const std::string source = factor.source.table + "." + factor.source.column;
  const ColumnType type = find_table(tables, factor.source.table)->find(factor.source.column)->type;
  const bool derives_sizes = factor.derivation == Derivation::order_size_band;
  const bool derives_revisions = factor.derivation == Derivation::description_revision;
  if (factor.derivation == Derivation::none && type == ColumnType::time) {
    section.fail("source", fmt::format("{} holds times", source),
                 "add derivation = \"weekday\" or \"hour_band\"");
  }
  if ((derives_sizes && source != "orders.order_id") ||
      (derives_revisions && source != "order_lines.sku")) {
    section.fail("source", fmt::format("'{}' is derived from {}", section.text("derivation"),
                                       derives_sizes ? "orders.order_id" : "order_lines.sku"));
  }
}

/// Columns of the standard tables that name people, or tell where they live.
bool names_people(const ColumnRef& source) {
  static const std::vector<ColumnRef> personal = {
      {"customers", "customer_id"},   {"customers", "name"},     {"customers", "address"},
      {"orders", "customer_id"},      {"orders", "address"},     {"orders", "taken_by"},
      {"deliveries", "picker"},       {"deliveries", "packer"},  {"deliveries", "driver"},
      {"deliveries", "address_used"}, {"descriptions", "author"}};
  return std::find(personal.begin(), personal.end(), source) != personal.end();
}

Factor read_factor(const TomlSection& section, const Listed& factors, const ProcessModel& model,
                   const Vocabulary& steps) {
  Factor factor;
  factor.id = section.text("id");
  factor.title = read_title(section);
  factor.step = section.reference("step", steps);
  if (!section.has("source")) {
    section.fail("source", "has no source",
                 "say which column it is read from, as in source = \"orders.channel\"");
  }
  factor.derivation = read_derivation(section);
  const bool from_time =
      factor.derivation == Derivation::weekday || factor.derivation == Derivation::hour_band;
  factor.source = from_time ? read_time_column(section, "source", model.tables)
                            : read_column(section, "source", model.tables);
  check_known_before_failure(section, factor.source);
  check_source(section, factor, model.tables);
  if (section.has("parent")) factor.parent = section.reference("parent", factors.ids);
  factor.exchangeable = section.flag_or("exchangeable", false);
  factor.personal = section.flag_or("personal", names_people(factor.source));
  return factor;
}

void read_factors(const TomlSection& root, const Vocabulary& steps, ProcessModel& model) {
  const Listed list = list_sections(
      root, "factor",
      {"id", "title", "step", "source", "derivation", "parent", "exchangeable", "personal"});
  std::vector<std::vector<std::size_t>> parents;
  for (const TomlSection& section : list.sections) {
    model.factors.push_back(read_factor(section, list, model, steps));
    parents.emplace_back();
    if (const auto parent = model.factors.back().parent) parents.back().push_back(*parent);
  }
  check_no_cycle(list, "parent", parents);
}

std::vector<Exclusion> read_exclusions(const TomlSection& failure,
                                       const std::vector<TableSpec>& tables) {
  std::vector<Exclusion> exclusions;
  for (const toml::table* table : failure.tables("excluded")) {
    const TomlSection section(*table, failure.what() + " (excluded)", failure.file(),
                              {"column", "values"});
    Exclusion exclusion{read_column(section, "column", tables), {}};
    for (const ModelWord& value : section.words("values")) exclusion.values.push_back(value.text);
    if (exclusion.values.empty()) section.fail("values", "no value is excluded");
    exclusions.push_back(std::move(exclusion));
  }
  return exclusions;
}

FailureKind read_failure(const TomlSection& section, const Listed& failures,
                         const Vocabulary& steps, const std::vector<TableSpec>& tables) {
  FailureKind kind;
  kind.id = section.text("id");
  kind.title = read_title(section);
  Vocabulary units{"unit", {}};
  for (const UnitKind unit : all_unit_kinds) units.words.emplace_back(to_string(unit));
  kind.unit = all_unit_kinds[section.reference("unit", units)];
  kind.detection = read_detection(section, failures.ids, tables);
  kind.excluded = read_exclusions(section, tables);
  kind.severity = section.integer("severity", 1, 10);
  kind.cost = section.number_or("cost", 0, 0, 1e9);
  kind.steps = section.references("steps", steps);
  if (kind.steps.empty()) {
    section.fail("steps", "has no steps", "list the process steps that can cause it");
  }
  if (section.has("dated_by")) {
    kind.dated_by = read_time_column(section, "dated_by", tables);
  }
  kind.caused_by = section.references("caused_by", failures.ids);
  const bool again = kind.detection.how == Detection::How::again;
  if (again && std::find(kind.caused_by.begin(), kind.caused_by.end(), kind.detection.of) ==
                   kind.caused_by.end()) {
    kind.caused_by.push_back(kind.detection.of);
  }
  return kind;
}

/// What a failed unit shows of how it failed, and who promises.
void read_evidence(const TomlSection& section, const Vocabulary& steps, const Vocabulary& factors,
                   FailureKind& kind) {
  const bool late = kind.detection.how == Detection::How::late;
  if (late) kind.evidence = EvidenceKind::stages;
  if (section.has("evidence")) {
    constexpr EvidenceKind kinds[] = {EvidenceKind::received_item, EvidenceKind::address,
                                      EvidenceKind::stages};
    kind.evidence =
        kinds[section.reference("evidence", {"evidence", {"received_item", "address", "stages"}})];
  }
  const auto refuse = [&](const std::string& message, const std::string& help) {
    section.fail("evidence", message, help);
  };
  if (kind.evidence == EvidenceKind::stages && !late) {
    refuse("only what is late has slow stages", "write detected = { how = \"late\", … }");
  }
  if (kind.evidence == EvidenceKind::received_item && kind.unit != UnitKind::order_line) {
    refuse("only an order line can hold another item", "write unit = \"order_line\"");
  }
  if (kind.evidence == EvidenceKind::address && kind.unit != UnitKind::order) {
    refuse("only an order has an address", "write unit = \"order\"");
  }
  if (section.has("promise_step")) kind.promise_step = section.reference("promise_step", steps);
  if (section.has("promise_lane")) kind.promise_lane = section.reference("promise_lane", factors);
  for (const char* key : {"promise_step", "promise_lane"}) {
    if (section.has(key) && !late) section.fail(key, "only what can be late has a promise");
  }
}

void read_failures(const TomlSection& root, const Vocabulary& steps, ProcessModel& model) {
  const Listed list =
      list_sections(root, "failure",
                    {"id", "title", "unit", "detected", "excluded", "severity", "cost", "steps",
                     "dated_by", "caused_by", "evidence", "promise_step", "promise_lane"});
  Vocabulary factors{"factor", {}};
  for (const Factor& factor : model.factors) factors.words.push_back(factor.id);
  std::vector<std::vector<std::size_t>> earlier;
  for (const TomlSection& section : list.sections) {
    model.failures.push_back(read_failure(section, list, steps, model.tables));
    read_evidence(section, steps, factors, model.failures.back());
    earlier.push_back(model.failures.back().caused_by);
  }
  for (std::size_t index = 0; index < list.sections.size(); ++index) {
    check_again(list.sections[index], model.failures[index], model.failures);
  }
  check_no_cycle(list, "caused_by", earlier);
}

void read_actions(const TomlSection& root, const Vocabulary& steps, ProcessModel& model) {
  Vocabulary mechanisms{"mechanism", {}};
  for (const MechanismKind& each : all_mechanisms()) mechanisms.words.emplace_back(each.id);
  for (const Stage& stage : model.stages) mechanisms.words.push_back("slow_" + stage.id);
  for (const toml::table* table : root.tables("action")) {
    const TomlSection section(*table, "action", root.file(),
                              {"step", "mechanism", "text", "containment"});
    CorrectiveAction action;
    action.step = section.reference("step", steps);
    if (section.has("mechanism")) {
      action.mechanism = mechanisms.words[section.reference("mechanism", mechanisms)];
    }
    action.text = section.title("text");
    action.containment = section.flag_or("containment", false);
    model.actions.push_back(std::move(action));
  }
}

/// The lexicon that the model names, beside the model's own file; else the built-in one.
Lexicon read_named_lexicon(const TomlSection& root) {
  if (!root.has("lexicon")) return default_lexicon();
  const auto folder = std::filesystem::path(root.file()).parent_path();
  return load_lexicon((folder / root.text("lexicon")).string());
}

/// A report may name the failure as the page does.
void add_failure_titles(ProcessModel& model) {
  CodeList& codes = model.import.codes["incidents"]["failure"];
  for (const FailureKind& kind : model.failures) codes.emplace(code_key(kind.id), kind.id);
  for (const FailureKind& kind : model.failures) {
    for (const std::string& title : {kind.title.en, kind.title.es}) {
      if (!title.empty()) codes.emplace(code_key(title), kind.id);
    }
  }
}

ProcessModel read_model(const toml::table& table, const std::string& file) {
  const TomlSection root(
      table, "", file,
      {"id", "currency", "timezone", "lexicon", "step", "factor", "failure", "stage", "action",
       "escalation", "recovery", "calendar", "import", "lookup", "extra_columns"});
  ProcessModel model;
  model.name = file;
  model.identity = root.has("id") ? root.text("id") : "";
  model.currency = root.text("currency");
  model.timezone = read_timezone(root);
  model.lexicon = read_named_lexicon(root);
  read_tables(root, model);
  const Listed steps = list_sections(root, "step", {"id", "title", "owner", "standard_hours"});
  for (const TomlSection& section : steps.sections) model.steps.push_back(read_step(section));
  read_factors(root, steps.ids, model);
  read_failures(root, steps.ids, model);
  read_stages(root, steps.ids, model);
  read_actions(root, steps.ids, model);
  model.recovery = read_recovery(root);
  model.escalations = read_escalations(root, model.failures, model.recovery);
  model.calendar = read_calendar(root);
  model.import = read_import(root, model.tables);
  add_failure_titles(model);
  return model;
}

}  // namespace

ProcessModel parse_model(std::string_view toml, const std::string& file) {
  try {
    return read_model(toml::parse(toml, file), file);
  } catch (const toml::parse_error& fault) {
    throw Error(std::string(fault.description()),
                {file, static_cast<long>(fault.source().begin.line), ""},
                "the file is not valid TOML there; see https://toml.io for how it is written");
  }
}

}  // namespace rastro
