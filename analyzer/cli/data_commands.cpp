#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "base/error.h"
#include "base/resources.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "simulate/simulate.h"
#include "store/import_log.h"

namespace rastro {

namespace {

/// A made-up retailer must not be written over real logs.
void check_free(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder) || std::filesystem::is_empty(folder)) return;
  if (std::filesystem::exists(folder / "truth" / "causes.csv")) return;
  throw Error("the folder holds other files", {folder.string()},
              "choose an empty folder, or one that was simulated before");
}

void print_tables(Store& store) {
  for (const TableSpec& table : store.tables()) {
    fmt::print("  {:<16} {:>10} rows\n", table.name, store.count(table.name));
  }
}

/// What came from where, and when.
void print_loads(ImportLog& log) {
  const auto entries = log.entries();
  if (entries.empty()) return;
  fmt::print("loaded:\n");
  for (const ImportEntry& entry : entries) {
    fmt::print("  {}  {}{} into {}: {} rows, {} accepted, {} rejected, {} unchanged\n",
               entry.loaded_at.empty() ? "(before schema 2)" : entry.loaded_at,
               entry.path.empty() ? entry.file : entry.path,
               entry.sheet.empty() ? "" : " [" + entry.sheet + "]", entry.table, entry.rows,
               entry.accepted, entry.rejected, entry.unchanged);
  }
}

int retry_import(const Options& options, const ProcessModel& model) {
  require_database(options);
  Store store(options.database, model.tables, model.identity);
  const RetryReport report = retry_rejections(store, model);
  if (!options.quiet) {
    fmt::print("{} rejected rows tried again: {} taken, {} still rejected{}\n", report.tried,
               report.accepted, report.rejected(),
               report.rejected() > 0 ? "; 'rastro check' lists them" : "");
  }
  return exit_done;
}

/// What was loaded before tells of dates how they are usually written.
int explain_import(const Options& options, const ProcessModel& model) {
  std::optional<Store> store;
  std::optional<ImportLog> log;
  if (std::filesystem::exists(options.database)) {
    log.emplace(store.emplace(options.database, model.tables, model.identity));
  }
  const ImportExplanation explanation =
      explain_files(model, options.paths, options.input_name, log ? &*log : nullptr);
  fmt::print("{}", describe(explanation));
  return exit_done;
}

}  // namespace

int run_init(const Options& options) {
  const std::filesystem::path folder = options.out.empty() ? "." : options.out;
  std::error_code failed;
  std::filesystem::create_directories(folder / "logs", failed);
  if (failed) throw Error("cannot be made", {(folder / "logs").string()}, failed.message());
  const auto model = folder / "process.toml", lexicon = folder / "lexicon.toml";
  for (const auto& file : {model, lexicon}) {
    if (!std::filesystem::exists(file)) continue;
    throw Error("is there already, and is left as it is", {file.string()},
                "delete or rename it to start again from the default model");
  }
  write_file(model.string(), resource("data/process.toml"));
  write_file(lexicon.string(), resource("data/lexicon.toml"));
  fmt::print(
      "{}: the process model; edit steps, owners, factors and costs\n"
      "{}: the words by which notes are read; name it in the process model once you edit it\n"
      "{}: put your log files here\n"
      "then: rastro review {} --model {}\n",
      model.string(), lexicon.string(), (folder / "logs").string(), (folder / "logs").string(),
      model.string());
  return exit_done;
}

int run_import(const Options& options) {
  const ProcessModel model = chosen_model(options);
  if (options.retry_only) return retry_import(options, model);
  if (options.paths.empty()) {
    throw Error("no file is named", {}, "rastro import FILE…, a folder, or - for standard input");
  }
  if (options.explain) return explain_import(options, model);
  check_paths(options.paths);
  Store store(options.database, model.tables, model.identity);
  ImportReport report;
  {
    Progress progress(options.quiet);
    report = import_files(
        store, model, options.paths, [&](const ImportProgress& now) { progress.import(now); },
        options.input_name);
  }
  if (!options.quiet) fmt::print("{}", describe(report, model.import.rejection_threshold));
  return exit_code(report, model);
}

int run_check(const Options& options) {
  const ProcessModel model = chosen_model(options);
  fmt::print("{}: {} steps, {} factors, {} failure kinds: in order\n", model.name,
             model.steps.size(), model.factors.size(), model.failures.size());
  if (!std::filesystem::exists(options.database)) {
    fmt::print("{}: no such database yet; 'rastro import' or 'rastro review' makes it\n",
               options.database);
    return exit_done;
  }
  Store store(options.database, model.tables, model.identity);
  fmt::print("{}:\n", options.database);
  print_tables(store);
  ImportLog log(store);
  print_loads(log);
  const auto rejections = log.rejections();
  fmt::print("{} rejected rows\n", rejections.size());
  for (const Rejection& rejection : rejections) {
    fmt::print("  {}: {}\n    {}\n",
               to_string(Place{rejection.file, rejection.line, rejection.field}), rejection.reason,
               one_line(rejection.raw, 200));
  }
  if (!rejections.empty()) {
    fmt::print("after a correction of the model, 'rastro import --rejected' tries them again\n");
  }
  return exit_done;
}

int run_simulate(const Options& options) {
  SimulationSettings settings;
  settings.seed = options.seed;
  settings.months = options.months;
  settings.orders_per_month = options.orders;
  settings.until = day_option("--until", options.until);
  settings.rate_factor = options.rate_factor;
  settings.plant = options.plant.empty() ? usual_plants() : options.plant;
  if (options.plant_nothing) settings.plant.clear();
  check_free(options.out);
  simulate(settings, options.out);
  fmt::print("{}: {} months of {} orders, seed {}; the truth is in {}\n", options.out,
             settings.months, settings.orders_per_month, settings.seed,
             (std::filesystem::path(options.out) / "truth").string());
  return exit_done;
}

}  // namespace rastro
