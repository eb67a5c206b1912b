#include "intake/mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "formats/content_hash.h"
#include "intake/column_mapping.h"
#include "intake/headings.h"

namespace rastro {

namespace {

const CodeList* codes_of(const ProcessModel& model, const std::string& table,
                         const std::string& column) {
  const auto codes = model.import.codes.find(table);
  if (codes == model.import.codes.end()) return nullptr;
  const auto list = codes->second.find(column);
  return list == codes->second.end() ? nullptr : &list->second;
}

/// The one table whose needed columns are all there and which knows most of the headings, at least
/// two thirds of them; nullptr where there is none, or two are as good.
const TableSpec* table_by_headings(const ProcessModel& model, const FilePlan& plan) {
  const TableSpec* best = nullptr;
  std::size_t best_known = 0;
  bool tie = false;
  for (const TableSpec& table : model.tables) {
    FilePlan scratch = plan;
    const PlannedTable matched = match_headings(model, table, scratch);
    const std::size_t known = matched.columns.size();
    if (!has_all_required(matched) || known * 3 < plan.headings().size() * 2) continue;
    if (known == best_known) tie = true;
    if (known <= best_known) continue;
    best = &table;
    best_known = known;
    tie = false;
  }
  return tie ? nullptr : best;
}

/// Headings that stand twice, of which the first is used, and columns without one.
void note_headings(FilePlan& plan) {
  std::vector<std::string> twice;
  std::set<std::string> seen;
  for (const std::string& heading : plan.headings()) {
    if (!heading.empty() && !seen.insert(fold(heading)).second) twice.push_back(heading);
  }
  if (twice.empty()) return;
  plan.notes.push_back(fmt::format("headings that stand twice, of which the first is used: {}",
                                   fmt::join(twice, ", ")));
}

void note_unused(FilePlan& plan) {
  std::vector<bool> used(plan.headings().size(), false);
  for (const PlannedTable& table : plan.tables) {
    for (const PlannedColumn& column : table.columns) {
      if (!column.constant) used[column.field] = true;
    }
    for (const std::size_t field : table.only_if_present) used[field] = true;
  }
  std::vector<std::string> unused;
  for (std::size_t field = 0; field < used.size(); ++field) {
    if (used[field]) continue;
    const std::string& heading = plan.headings()[field];
    unused.push_back(heading.empty() ? fmt::format("(column {})", field + 1) : heading);
  }
  if (unused.empty()) return;
  plan.notes.push_back(fmt::format("columns not used: {}", fmt::join(unused, ", ")));
}

std::uint64_t fingerprint(const ProcessModel& model, const FilePlan& plan) {
  ContentHash hash;
  const auto add = [&](std::string_view text) {
    hash.add(text);
    hash.add(text.size());
  };
  add(model.timezone);
  add(plan.sheet);
  hash.add(plan.heading.record);
  hash.add(static_cast<std::uint64_t>(plan.delimiter));
  for (const std::string& value : model.import.empty_values) add(value);
  for (const PlannedTable& table : plan.tables) {
    add(table.spec->name);
    hash.add(static_cast<std::uint64_t>(table.on_repeat));
    for (const std::size_t field : table.only_if_present) hash.add(field);
    for (const PlannedColumn& column : table.columns) {
      add(column.target);
      add(column.constant.value_or(""));
      add(column.reading.format);
      hash.add(column.constant ? 0 : column.field + 1);
      hash.add(static_cast<std::uint64_t>(column.reading.type));
      if (column.codes == nullptr) continue;
      for (const auto& [word, code] : *column.codes) {
        add(word);
        add(code);
      }
    }
  }
  return hash.value();
}

void order_tables(const ProcessModel& model, FilePlan& plan) {
  const auto place = [&](const PlannedTable& table) { return table.spec - model.tables.data(); };
  std::stable_sort(plan.tables.begin(), plan.tables.end(),
                   [&](const auto& left, const auto& right) { return place(left) < place(right); });
}

void set_codes(const ProcessModel& model, FilePlan& plan) {
  for (PlannedTable& table : plan.tables) {
    for (PlannedColumn& column : table.columns) {
      if (column.reading.type != ColumnType::text) continue;
      column.codes = codes_of(model, table.spec->name, column.target);
    }
  }
}

/// The model's mapping of a table of a file; nullptr where it has none.
const FileMapping* mapping_of(const ProcessModel& model, const FilePlan& plan) {
  for (const FileMapping& mapping : model.import.files) {
    if (!matches_glob(plan.file, mapping.match)) continue;
    if (fold(mapping.sheet) == fold(plan.sheet)) return &mapping;
    const bool is_first = plan.source && plan.source->tables().front() == plan.sheet;
    if (mapping.sheet.empty() && is_first) return &mapping;
  }
  return nullptr;
}

const TableSpec* recognised_table(const ProcessModel& model, FilePlan& plan) {
  const bool only_table = !plan.source || plan.source->tables().size() == 1;
  const TableSpec* table = plan.sheet.empty() ? nullptr : table_by_name(model, plan.sheet);
  if (table == nullptr && only_table) table = table_by_name(model, plan.file);
  if (table != nullptr) return table;
  table = table_by_headings(model, plan);
  if (table != nullptr) plan.notes.push_back("taken for " + table->name + " by its headings");
  return table;
}

/// Fills the tables of the plan; false where it fits none.
bool find_tables(const ProcessModel& model, FilePlan& plan) {
  if (const FileMapping* mapping = mapping_of(model, plan)) {
    for (const TableMapping& table : mapping->tables) {
      plan.tables.push_back(follow_mapping(model, table, plan));
    }
    return true;
  }
  const TableSpec* table = recognised_table(model, plan);
  if (table == nullptr) return false;
  plan.tables.push_back(match_headings(model, *table, plan));
  return true;
}

/// A mapping that names a table which the file lacks.
void check_sheets(const ProcessModel& model, const LogFile& source) {
  for (const FileMapping& mapping : model.import.files) {
    if (mapping.sheet.empty() || !matches_glob(source.name(), mapping.match)) continue;
    const bool is_there =
        std::any_of(source.tables().begin(), source.tables().end(),
                    [&](const std::string& table) { return fold(table) == fold(mapping.sheet); });
    if (is_there) continue;
    std::string help = did_you_mean(mapping.sheet, source.tables());
    if (help.empty()) help = fmt::format("it has: {}", fmt::join(source.tables(), ", "));
    throw Error(
        fmt::format("the model reads '{}' of this file, which it does not have", mapping.sheet),
        {source.path()}, help);
  }
}

FilePlan start_plan(const std::shared_ptr<const LogFile>& source, const std::string& sheet,
                    const IsHeading& is_known) {
  FilePlan plan;
  plan.source = source;
  plan.open = [source, sheet] { return source->open(sheet); };
  plan.path = source->path();
  plan.file = source->name();
  plan.sheet = sheet;
  const auto rows = plan.open();
  plan.is_typed = rows->is_typed();
  plan.heading = find_heading(*rows, is_known);
  plan.delimiter = source->is_text() ? source->dialect().delimiter : ',';
  if (plan.heading.fault.empty()) return plan;
  throw Error("the heading cannot be read: " + plan.heading.fault, {plan.path, plan.heading.line},
              "close the quote, or double it where it belongs to the text");
}

}  // namespace

std::string FilePlan::name() const { return sheet.empty() ? file : file + " [" + sheet + "]"; }

bool plan_tables(const ProcessModel& model, FilePlan& plan) {
  if (!find_tables(model, plan)) return false;
  for (const PlannedTable& table : plan.tables) check_required(model, plan, table);
  set_codes(model, plan);
  order_tables(model, plan);
  note_headings(plan);
  note_unused(plan);
  plan.fingerprint = fingerprint(model, plan);
  return true;
}

std::vector<FilePlan> plan_file(const ProcessModel& model,
                                const std::shared_ptr<const LogFile>& source, std::string& why) {
  check_sheets(model, *source);
  const std::set<std::string> known = known_headings(model, source->name());
  const auto is_known = [&](std::string_view text) { return known.contains(heading_key(text)); };
  std::vector<FilePlan> plans;
  std::vector<std::string> unused;
  std::string contents;
  for (const std::string& sheet : source->tables()) {
    FilePlan plan = start_plan(source, sheet, is_known);
    if (plan.headings().empty()) {
      unused.push_back(sheet + " (empty)");
    } else if (plan_tables(model, plan)) {
      plans.push_back(std::move(plan));
    } else {
      unused.push_back(sheet);
      contents += fmt::format("\n    {}: {}", sheet, fmt::join(plan.headings(), ", "));
    }
  }
  if (plans.empty() && source->is_text()) {
    const auto other = source->other_document();
    why =
        other ? other->in_words()
        : unused.front().ends_with("(empty)")
            ? "the file is empty"
            : "neither its name nor its headings fit a table; map it in the model's import section";
  } else if (plans.empty()) {
    why = "nothing in it fits a table; map its sheets in the model's import section:" + contents;
  } else if (!unused.empty()) {
    const std::size_t told = std::min<std::size_t>(unused.size(), 5);
    plans.front().notes.push_back(fmt::format(
        "not read, since nothing in it fits a table: {}{}",
        fmt::join(unused.begin(), unused.begin() + static_cast<std::ptrdiff_t>(told), ", "),
        told < unused.size() ? fmt::format(" and {} more", unused.size() - told) : ""));
  }
  if (!plans.empty()) {
    std::vector<std::string>& notes = plans.front().notes;
    notes.insert(notes.begin(), source->notes().begin(), source->notes().end());
  }
  return plans;
}

}  // namespace rastro
