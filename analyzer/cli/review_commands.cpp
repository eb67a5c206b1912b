#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/parallel.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "report/assemble.h"
#include "report/graph_export.h"
#include "report/order_events.h"
#include "report/redact.h"
#include "report/shown_text.h"
#include "report/summary.h"
#include "report/trace.h"
#include "report/write.h"
#include "store/import_log.h"

namespace rastro {

namespace {

/// The last day of which the logs tell. A slip of the pen (a delivery in 2206) must not make every
/// open order overdue: two months after the last order nothing more is expected.
Day last_day_of_logs(Store& store, Day last_order) {
  constexpr Day furthest = 60;
  return std::clamp(store.last_event_day().value_or(last_order), last_order, last_order + furthest);
}

/// Said before anything is loaded or made: a slip in an option should not cost the loading.
void check_options(const Options& options) {
  if (!options.as_of.empty()) day_option("--as-of", options.as_of);
  check_paths(options.paths);
  if (options.paths.empty()) require_database(options);
}

ReviewSettings review_settings(const Options& options, Store& store) {
  ReviewSettings settings;
  settings.weeks = options.weeks;
  settings.redact = options.redact;
  const auto last = store.last_order_day();
  if (!last) {
    throw Error("no orders have been loaded", {options.database},
                "name a folder of log files: rastro review FOLDER");
  }
  if (options.as_of.empty()) {
    settings.as_of = *last;
    settings.seen_until = last_day_of_logs(store, *last);
  } else {
    settings.as_of = settings.seen_until = day_option("--as-of", options.as_of);
  }
  return settings;
}

/// The days looked at must hold orders, or every figure would be an empty zero.
void check_has_units(const Units& units, const ReviewSettings& settings, const Options& options) {
  const DayRange window = review_window(settings);
  const auto& days = units.of(UnitKind::order).day;
  const bool any = std::any_of(days.begin(), days.end(),
                               [&](Day day) { return day >= window.from && day <= window.to; });
  if (any) return;
  throw Error(fmt::format("no order was placed from {} to {}", format_day(window.from),
                          format_day(window.to)),
              {options.database}, "choose other days with --as-of and --weeks");
}

std::vector<ReviewInput> inputs_of(const ImportReport& report) {
  std::vector<ReviewInput> inputs;
  for (const FileReport& file : report.files) {
    for (const TableReport& table : file.tables) {
      inputs.push_back(
          {file.file, table.table, table.rows, table.accepted, table.rejected, table.unchanged});
    }
  }
  return inputs;
}

/// What was loaded earlier, where this run loads nothing.
std::vector<ReviewInput> inputs_of(Store& store) {
  std::vector<ReviewInput> inputs;
  for (const ImportEntry& entry : ImportLog(store).entries()) {
    inputs.push_back(
        {entry.file, entry.table, entry.rows, entry.accepted, entry.rejected, entry.unchanged});
  }
  return inputs;
}

/// Everything that was analysed, for the commands that look at it.
struct Analysed {
  ReviewSettings settings;
  Units units;
  Analysis analysis;
  CareLog care;
};

/// All but the analysis and what was done for customers.
Analysed load_store(const Options& options, Store& store, const ProcessModel& model,
                    Progress& progress) {
  Analysed analysed;
  analysed.settings = review_settings(options, store);
  progress.show("reading orders");
  analysed.units = load_review_units(store, model, analysed.settings);
  check_has_units(analysed.units, analysed.settings, options);
  progress.show("finding causes");
  return analysed;
}

/// What was done for customers is read meanwhile: the analysis asks nothing of the store.
Analysed analyse_store(const Options& options, Store& store, const ProcessModel& model,
                       Progress& progress) {
  Analysed analysed = load_store(options, store, model, progress);
  in_parallel(2, [&](std::size_t part) {
    if (part == 0) {
      analysed.analysis = analyse(analysed.units, model, review_window(analysed.settings));
    } else {
      analysed.care = load_review_care(store, model, analysed.settings);
    }
  });
  return analysed;
}

ReviewSource source_of(Store& store, const ProcessModel& model, const Analysed& analysed) {
  return {store, model, analysed.settings, analysed.units, analysed.analysis, analysed.care};
}

}  // namespace

int run_review(const Options& options) {
  const ProcessModel model = chosen_model(options);
  check_options(options);
  Store store(options.database, model.tables, model.identity);
  Review review;
  int code = exit_done;
  std::string folder = options.out;
  {
    Progress progress(options.quiet);
    std::vector<ReviewInput> inputs;
    if (options.paths.empty()) {
      inputs = inputs_of(store);
    } else {
      const ImportReport report = import_files(
          store, model, options.paths, [&](const ImportProgress& now) { progress.import(now); });
      inputs = inputs_of(report);
      code = exit_code(report, model);
      progress.show("");
      if (!options.quiet) fmt::print("{}\n", describe(report, model.import.rejection_threshold));
    }
    const Analysed analysed = analyse_store(options, store, model, progress);
    progress.show("writing the review");
    review = assemble_review(source_of(store, model, analysed), std::move(inputs));
    if (folder.empty()) folder = "review-" + format_day(analysed.settings.as_of);
    const EventSource source = event_source(store, analysed.settings, analysed.care);
    write_review(review, model, chosen_locales(options), folder,
                 [&](const std::vector<std::string>& order_ids, const Wording& wording) {
                   return order_events(source, order_ids, wording);
                 });
  }
  if (!options.quiet) {
    const Wording wording(model, chosen_locale(options), review);
    fmt::print("{}", shown_lines(review_summary(review, wording, folder)));
  }
  return code;
}

int run_trace(const Options& options) {
  const ProcessModel model = chosen_model(options);
  check_options(options);
  Store store(options.database, model.tables, model.identity);
  Progress progress(true);
  Analysed analysed = analyse_store(options, store, model, progress);
  const Review review = assemble_review(source_of(store, model, analysed), inputs_of(store));
  if (options.redact) redact(analysed.units, model);
  const TraceSource source{store, model, analysed.settings, analysed.units, analysed.analysis,
                           review};
  const auto trace = options.traced == "order"      ? trace_order
                     : options.traced == "incident" ? trace_incident
                                                    : trace_ticket;
  fmt::print("{}", shown_lines(trace(source, options.traced_id, chosen_locale(options))));
  return exit_done;
}

int run_graph(const Options& options) {
  const ProcessModel model = chosen_model(options);
  check_options(options);
  Store store(options.database, model.tables, model.identity);
  Progress progress(false);
  Analysed analysed = load_store(options, store, model, progress);
  analysed.analysis = analyse(analysed.units, model, review_window(analysed.settings));
  progress.show("");
  if (options.redact) redact(analysed.units, model);
  const ReviewGraph graph = review_graph(analysed.analysis, analysed.units, model);
  const std::string text = options.format == "dot"       ? graph_dot(graph)
                           : options.format == "graphml" ? graph_graphml(graph)
                                                         : graph_json(graph);
  if (options.out.empty()) {
    fmt::print("{}", text);
  } else {
    write_file(options.out, text);
  }
  return exit_done;
}

}  // namespace rastro
